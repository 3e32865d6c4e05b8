package io.awsconfig.client;

import java.util.List;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * Applies the AWS settings to the builder of any SDK client, sync or async:
 *
 * <pre>{@code
 * S3Client client = configurer.configure(S3Client.builder()).build();
 * }</pre>
 *
 * What the caller sets on the builder afterwards wins over the settings. Of what was set
 * on it before, all of its {@code overrideConfiguration} is kept: with a profile file or
 * a retry strategy of its own, the settings that it stands for do not apply; a retry mode
 * or a change of the retry strategy applies to the strategy that the settings give.
 * Region, credentials, endpoint, FIPS, dual-stack, defaults mode and the options of S3
 * cannot be read from a builder; set them afterwards, or the settings replace them. The
 * settings of the service come before those of all services. A builder gets the settings
 * that there are when it is configured; a client that is built keeps them when they are
 * reloaded.
 * <p>
 * A builder gets an HTTP client where a setting asks for one ({@code aws.http.*},
 * {@code ca_bundle}, defaults mode {@code auto}) or the application has one of its own as
 * a bean. It is given as an {@code httpClientBuilder}, so that a later call of that
 * method replaces it; before a call of {@code httpClient}, take it off by
 * {@code httpClientBuilder(null)}, since the SDK refuses both at once.
 *
 * @since 0.1.0
 */
public final class AwsClientConfigurer {

	private final Supplier<ClientSettings> clients;

	/**
	 * Create a configurer whose clients all have the same credentials, whatever the
	 * settings of a service say about its own.
	 * @param settings the settings
	 * @param credentialsProvider the credentials of the clients
	 * @param regionProvider the Region of services that have none of their own
	 * @param customizers called after the settings have been applied, in this order
	 */
	public AwsClientConfigurer(AwsSettings settings, AwsCredentialsProvider credentialsProvider,
			AwsRegionProvider regionProvider, List<AwsClientCustomizer<?>> customizers) {
		this(settings, (client) -> credentialsProvider, regionProvider, customizers);
	}

	/**
	 * Create a configurer.
	 * @param settings the settings
	 * @param credentials tells whose credentials a client has
	 * @param regionProvider the Region of services that have none of their own
	 * @param customizers called after the settings have been applied, in this order
	 */
	public AwsClientConfigurer(AwsSettings settings, ClientCredentials credentials, AwsRegionProvider regionProvider,
			List<AwsClientCustomizer<?>> customizers) {
		this(ClientContext.of(settings, regionProvider, () -> customizers), credentials);
	}

	/**
	 * Create a configurer.
	 * @param context what all clients share
	 * @param credentials tells whose credentials a client has
	 */
	@Internal
	public AwsClientConfigurer(ClientContext context, ClientCredentials credentials) {
		this(() -> context, credentials);
	}

	/**
	 * Create a configurer of settings that change.
	 * @param context gives what all clients share
	 * @param credentials tells whose credentials a client has
	 */
	@Internal
	public AwsClientConfigurer(Supplier<ClientContext> context, ClientCredentials credentials) {
		this.clients = ClientSettings.following(context, credentials, true);
	}

	/**
	 * Apply the settings to a builder.
	 * @param builder the builder
	 * @param <B> the type of the builder
	 * @return the same builder
	 * @throws io.awsconfig.settings.AwsConfigurationException if no Region is set where
	 * the client could get it from, or if the credentials of the service contradict
	 * themselves
	 */
	public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
		ClientSettings clients = this.clients.get();
		return clients.applyTo(builder, clients.targetOf(builder));
	}

	/**
	 * Apply the settings to the builder of a client that shares an HTTP client, whether a
	 * setting asks for one or not.
	 * @param client the named client, or {@code null} for the one without a name
	 */
	@Internal
	public <B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, @Nullable NamedClient client) {
		ClientSettings clients = this.clients.get();
		return clients.applyTo(builder, clients.target(ClientServices.serviceOf(builder), client), true);
	}

	/**
	 * Apply the settings to a builder that somebody else prepares with the Region and the
	 * credentials of the application, as Spring Cloud AWS does. These stay, unless the
	 * service has its own.
	 * @param builder the builder
	 * @param <B> the type of the builder
	 * @return the same builder
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials of the
	 * service contradict themselves
	 */
	public <B extends AwsClientBuilder<B, ?>> B complete(B builder) {
		return this.clients.get().complete(builder);
	}

	/**
	 * Apply the settings of a named client to a builder.
	 * @param builder the builder
	 * @param client the client, as {@link AwsSettings#findClient} returns it
	 * @param <B> the type of the builder
	 * @return the same builder
	 * @throws IllegalArgumentException if the builder makes clients of another service
	 * @throws io.awsconfig.settings.AwsConfigurationException if no Region is set where
	 * the client could get it from, or if the credentials of the client contradict
	 * themselves
	 */
	public <B extends AwsClientBuilder<B, ?>> B configure(B builder, NamedClient client) {
		ClientSettings clients = this.clients.get();
		return clients.applyTo(builder, clients.target(ClientServices.serviceOf(builder), client));
	}

	/**
	 * Apply the settings of a named client to the builder of a presigner.
	 * @param builder the builder
	 * @param client the client, as {@link AwsSettings#findClient} returns it
	 * @param <B> the type of the builder
	 * @return the same builder
	 * @throws IllegalArgumentException if the builder makes presigners of another service
	 * @throws io.awsconfig.settings.AwsConfigurationException if no Region is set where
	 * the presigner could get it from
	 */
	public <B extends SdkPresigner.Builder> B configure(B builder, NamedClient client) {
		return this.clients.get().applyTo(builder, client);
	}

	/**
	 * Apply the settings to the builder of a presigner: Region, credentials, endpoint,
	 * FIPS and dual-stack. Customizers of such a builder are called.
	 * @param builder the builder
	 * @param <B> the type of the builder
	 * @return the same builder
	 * @throws io.awsconfig.settings.AwsConfigurationException if no Region is set where
	 * the presigner could get it from
	 */
	public <B extends SdkPresigner.Builder> B configure(B builder) {
		return this.clients.get().applyTo(builder, (NamedClient) null);
	}

	/**
	 * Apply settings to the builder of a client that is made while the application runs,
	 * and shares an HTTP client.
	 * @param settings its settings
	 * @param owner the settings that say whose credentials it has; the same for all
	 * clients that share credentials
	 */
	@Internal
	public <B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, AwsSettings settings,
			AwsSettings owner) {
		ClientSettings clients = this.clients.get();
		return clients.applyTo(builder, clients.target(ClientServices.serviceOf(builder), settings, owner), true);
	}

	/**
	 * Apply settings to the builder of a presigner that is made while the application
	 * runs.
	 */
	@Internal
	public <B extends SdkPresigner.Builder> B configure(B builder, AwsSettings settings, AwsSettings owner) {
		ClientSettings clients = this.clients.get();
		return clients.applyTo(builder, clients.target(ClientServices.serviceOf(builder), settings, owner));
	}

	/**
	 * Make the async client of S3, which may stand on the AWS CRT.
	 * @param client the named client, or {@code null} for the one without a name
	 * @return the client
	 */
	@Internal
	public Object buildAsyncS3(@Nullable NamedClient client) {
		return new AsyncS3(this.clients.get(), client).build();
	}

}
