package io.awsconfig.autoconfigure;

import java.util.function.Supplier;

import org.springframework.util.function.SingletonSupplier;

import io.awsconfig.credentials.CredentialsClients;
import io.awsconfig.credentials.InstanceMetadata;

/**
 * What credentials and Region share if they come from elsewhere: beans of the
 * application, or else ours, made when they are first needed. One bean for both, since
 * every application that starts pays for each.
 */
final class CredentialsParts {

	private final SingletonSupplier<InstanceMetadata> instanceMetadata;

	private final SingletonSupplier<CredentialsClients> clients;

	CredentialsParts(Supplier<InstanceMetadata> instanceMetadata, Supplier<CredentialsClients> clients) {
		this.instanceMetadata = SingletonSupplier.of(instanceMetadata);
		this.clients = SingletonSupplier.of(clients);
	}

	InstanceMetadata instanceMetadata() {
		return this.instanceMetadata.obtain();
	}

	CredentialsClients clients() {
		return this.clients.obtain();
	}

}
