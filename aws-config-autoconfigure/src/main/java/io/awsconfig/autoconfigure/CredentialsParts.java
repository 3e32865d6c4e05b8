package io.awsconfig.autoconfigure;

import java.util.function.Supplier;

import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.util.function.SingletonSupplier;

import io.awsconfig.credentials.CredentialsClients;
import io.awsconfig.credentials.InstanceMetadata;

/**
 * What credentials and Region share if they come from elsewhere: beans of the
 * application, or else ours, made when they are first needed. One bean for both, since
 * every application that starts pays for each.
 */
final class CredentialsParts {

	private final Supplier<InstanceMetadata> instanceMetadata;

	private final Supplier<CredentialsClients> clients;

	private final AwsRegionProvider region;

	CredentialsParts(Supplier<InstanceMetadata> instanceMetadata, Supplier<CredentialsClients> clients,
			AwsRegionProvider region) {
		this.instanceMetadata = instanceMetadata;
		this.clients = SingletonSupplier.of(clients);
		this.region = region;
	}

	InstanceMetadata instanceMetadata() {
		return this.instanceMetadata.get();
	}

	CredentialsClients clients() {
		return this.clients.get();
	}

	/**
	 * Return the Region of the application, whoever gives it.
	 */
	AwsRegionProvider region() {
		return this.region;
	}

}
