package io.awsconfig.testsupport;

import java.time.Clock;
import java.util.List;

import io.awsconfig.client.SettingsCredentialsClients;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.credentials.CredentialsRefresher;
import io.awsconfig.credentials.InstanceMetadata;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

/**
 * Makes the chain of an environment, as the auto-configuration does, and nobody refreshes
 * it.
 */
public final class Chains {

	private Chains() {
	}

	public static CredentialsChain create(AwsEnvironment environment, AwsSettings settings) {
		InstanceMetadata instanceMetadata = new InstanceMetadata(settings, System::nanoTime);
		SettingsCredentialsClients clients = new SettingsCredentialsClients(settings,
				new SettingsRegionProvider(settings, instanceMetadata::getRegion), List::of);
		return CredentialsChain.create(settings, environment.getSharedConfig(), environment.getLocations(),
				() -> clients, () -> instanceMetadata, () -> null,
				new CredentialsRefresher(Clock.systemUTC(), System::nanoTime));
	}

}
