package io.awsconfig.client;

import java.util.function.Supplier;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;

/**
 * The clients of one name: the sync and the async one of its service, and the presigner.
 */
final class NamedClients extends ClientFactory {

	private final String name;

	private final Supplier<AwsClientConfigurer> configurer;

	private final Supplier<AwsSettings> settings;

	private volatile boolean hasModule;

	NamedClients(String name, Supplier<AwsClientConfigurer> configurer, Supplier<AwsSettings> settings) {
		this.name = name;
		this.configurer = configurer;
		this.settings = settings;
	}

	@Override
	public boolean supportsType(Class<?> type) {
		return super.supportsType(type) && ClientServices.serviceOf(type).equals(client().service());
	}

	@Override
	<B extends AwsClientBuilder<B, ?>> void configure(B builder) {
		this.configurer.get().configure(builder, client());
	}

	@Override
	void configure(SdkPresigner.Builder builder) {
		this.configurer.get().configure(builder, client());
	}

	private NamedClient client() {
		NamedClient client = this.settings.get().findClient(this.name);
		if (client == null) {
			throw new IllegalStateException("The settings of the client '" + this.name + "' are not there any more");
		}
		if (!this.hasModule) {
			new SdkServices(NamedClients.class.getClassLoader()).requireModule(client);
			this.hasModule = true;
		}
		return client;
	}

}
