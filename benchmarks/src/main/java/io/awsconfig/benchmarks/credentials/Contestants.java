package io.awsconfig.benchmarks.credentials;

import java.util.Map;

import io.awsconfig.bootstrap.StandaloneCredentials;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * Makes credentials as the starter does, and as the SDK does.
 */
final class Contestants {

	private Contestants() {
	}

	/**
	 * Keep the files of the machine out of the measurement, for both.
	 */
	static void hideMachine() {
		System.setProperty("aws.configFile", "/nonexistent/config");
		System.setProperty("aws.sharedCredentialsFile", "/nonexistent/credentials");
	}

	/**
	 * What the starter makes of the settings.
	 *
	 * @param chain the credentials
	 * @param region the Region
	 */
	record Starter(CredentialsChain chain, AwsRegionProvider region) {

		static Starter create(CredentialsRefresher refresher, StandardEnvironment environment) {
			AwsEnvironment aws = AwsEnvironment.attachTo(environment);
			AwsSettings settings = AwsSettings.resolve(aws.getSettingSources());
			CredentialsContext context = StandaloneCredentials.contextOf(settings, aws);
			CredentialsContext refreshed = new CredentialsContext(settings, context.config(), context.locations(),
					context.region(), context.clients(), context.instanceMetadata(), context.mfaTokens(), refresher);
			return new Starter(CredentialsChain.of(refreshed), context.region());
		}

	}

	static CredentialsRefresher startRefresher() {
		CredentialsRefresher refresher = new CredentialsRefresher();
		refresher.start();
		return refresher;
	}

	static AwsCredentialsProvider ours(CredentialsRefresher refresher, ContainerServer server) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		// The properties are for the SDK's
		sources.stream().toList().forEach((source) -> sources.remove(source.getName()));
		sources.addFirst(new MapPropertySource("benchmark",
				Map.of("aws.container-credentials-full-uri", server.getEndpoint() + ContainerServer.PATH,
						"aws.config-file", "/nonexistent/config", "aws.shared-credentials-file",
						"/nonexistent/credentials")));
		return Starter.create(refresher, environment).chain();
	}

	static AwsCredentialsProvider sdks(ContainerServer server) {
		System.setProperty("aws.containerCredentialsPath", ContainerServer.PATH);
		return ContainerCredentialsProvider.builder().endpoint(server.getEndpoint()).build();
	}

}
