package io.awsconfig.actuate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.awsconfig.bootstrap.StandaloneCredentials;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AwsEndpoint} with paths that nobody would ask for: there is an answer
 * without a secret, or none.
 */
class AwsEndpointFuzzTests {

	private static final String[] NAMES = { "settings", "services", "clients", "region", "secret_access_key",
			"AWS_SECRET_ACCESS_KEY", "aws.session-token", "s3", "Elastic Beanstalk", "archive", "" };

	@TempDir
	Path home;

	private AwsEndpoint endpoint;

	@BeforeEach
	void create() {
		StandardEnvironment environment = new FakeMachine(this.home).variable("AWS_REGION", "us-west-2")
			.variable("AWS_CLIENTS_ARCHIVE_SERVICE", "s3")
			.variable("AWS_CLIENTS_ARCHIVE_ACCESS_KEY_ID", "AKIDARCHIVE")
			.variable("AWS_CLIENTS_ARCHIVE_SECRET_ACCESS_KEY", "telltale-archive")
			.credentials("[default]\naws_access_key_id = AKIDEFAULT\naws_secret_access_key = telltale\n")
			.applyTo(new StandardEnvironment());
		ConfigurationPropertySources.attach(environment);
		AwsEnvironment aws = AwsEnvironment.attachTo(environment);
		AwsSettings settings = AwsSettings.resolve(aws.getSettingSources());
		CredentialsChain credentials = CredentialsChain.of(StandaloneCredentials.contextOf(settings, aws));
		this.endpoint = new AwsEndpoint(aws, settings, new CredentialsInUse(credentials, () -> null),
				new RetryStrategies(), List.of(), Show.ALWAYS);
	}

	@Test
	void anyPathHasAnAnswerOrNone() {
		assertThat(this.endpoint.entry("clients", "archive")).isNotNull();
		Fuzz.run((text) -> {
			check(this.endpoint.part(text));
			for (String part : new String[] { "settings", "services", "clients", "credentials", text }) {
				check(this.endpoint.entry(part, text));
			}
			assertThat(this.endpoint.refresh(text)).isNull();
		}, NAMES);
	}

	@Test
	void longPathTakesLinearTime() {
		Fuzz.runLong((text) -> {
			check(this.endpoint.part(text));
			check(this.endpoint.entry("settings", text));
			check(this.endpoint.entry("clients", text));
		}, "", "aws.");
	}

	private static void check(Object answer) {
		Fuzz.assertTellsNothing(Objects.toString(answer, null));
	}

}
