package io.awsconfig.client;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;

/**
 * The clients of one name: the sync and the async one of its service, the presigner, and
 * what stands on them.
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
		return super.supportsType(type) && Objects.equals(client().service(), serviceOf(type));
	}

	private static @Nullable ServiceId serviceOf(Class<?> type) {
		return LibraryClients.supports(type) ? LibraryClients.serviceOf(type) : ClientServices.serviceOf(type);
	}

	@Override
	AwsSettings settings() {
		return this.settings.get();
	}

	@Override
	Object buildAsyncS3() {
		return this.configurer.get().buildAsyncS3(client());
	}

	@Override
	<B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder) {
		return this.configurer.get().prepare(builder, client());
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
