package io.awsconfig.benchmarks.credentials;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

import io.awsconfig.client.SettingsCredentialsClients;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.credentials.CredentialsRefresher;
import io.awsconfig.credentials.InstanceMetadata;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

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
	record Starter(CredentialsChain chain, SettingsRegionProvider region) {

		static Starter create(CredentialsRefresher refresher, StandardEnvironment environment) {
			AwsEnvironment aws = AwsEnvironment.attachTo(environment);
			AwsSettings settings = AwsSettings.resolve(aws.getSettingSources());
			InstanceMetadata instanceMetadata = new InstanceMetadata(settings, System::nanoTime);
			SettingsRegionProvider region = new SettingsRegionProvider(settings, instanceMetadata::getRegion);
			CredentialsChain chain = CredentialsChain.create(settings, aws.getSharedConfig(), aws.getLocations(),
					() -> new SettingsCredentialsClients(settings, region, List::of), () -> instanceMetadata,
					() -> null, refresher);
			return new Starter(chain, region);
		}

	}

	static CredentialsRefresher startRefresher() {
		CredentialsRefresher refresher = new CredentialsRefresher(Clock.systemUTC(), System::nanoTime);
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
