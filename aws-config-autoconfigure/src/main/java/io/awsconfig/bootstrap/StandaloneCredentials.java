package io.awsconfig.bootstrap;

import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.settings.AwsSettings;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.util.function.SingletonSupplier;

/**
 * What credentials and Region are made of where there are no beans.
 */
@Internal
public final class StandaloneCredentials {

	private StandaloneCredentials() {
	}

	/**
	 * Return what credentials are made of, which nobody refreshes in the background.
	 * @param settings the settings
	 * @param environment the environment that they come from
	 * @return the context
	 */
	public static CredentialsContext contextOf(AwsSettings settings, AwsEnvironment environment) {
		return contextOf(settings, environment, regionOf(settings, environment));
	}

	static CredentialsContext contextOf(AwsSettings settings, AwsEnvironment environment, AwsRegionProvider region) {
		return new CredentialsContext(settings, environment.getSharedConfig(), environment.getLocations(), region,
				SingletonSupplier.of(() -> new SettingsCredentialsClientConfigurer(settings, region)),
				instanceMetadata(settings), () -> null, new CredentialsRefresher());
	}

	static SettingsRegionProvider regionOf(AwsSettings settings, AwsEnvironment environment) {
		Supplier<InstanceMetadata> instanceMetadata = instanceMetadata(settings);
		return new SettingsRegionProvider(settings, environment.getSharedConfig(),
				() -> instanceMetadata.get().getRegion());
	}

	private static Supplier<InstanceMetadata> instanceMetadata(AwsSettings settings) {
		return SingletonSupplier.of(() -> new InstanceMetadata(settings, System::nanoTime));
	}

}
