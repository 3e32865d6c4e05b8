package io.awsconfig.testsupport;

import io.awsconfig.bootstrap.StandaloneCredentials;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.plan.CredentialsPlanner;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * What an application on a machine has: from its environment and files over the settings
 * to its credentials.
 *
 * @param environment the environment
 * @param settings the settings
 */
public record AwsSetup(AwsEnvironment environment, AwsSettings settings) {

	public static AwsSetup on(FakeMachine machine) {
		StandardEnvironment environment = machine.applyTo(new StandardEnvironment());
		ConfigurationPropertySources.attach(environment);
		return of(environment);
	}

	public static AwsSetup of(StandardEnvironment environment) {
		AwsEnvironment aws = AwsEnvironment.attachTo(environment);
		return new AwsSetup(aws, AwsSettings.resolve(aws.getSettingSources(), aws.getSharedConfig()));
	}

	public CredentialsPlan plan() {
		return new CredentialsPlanner(this.settings, this.environment.getSharedConfig(),
				this.environment.getLocations())
			.plan();
	}

	public CredentialsContext context() {
		return StandaloneCredentials.contextOf(this.settings, this.environment);
	}

	public CredentialsChain credentials() {
		return CredentialsChain.of(context());
	}

}
