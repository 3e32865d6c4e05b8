package io.awsconfig.client;

import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.http.AttachedHttpClient;
import io.awsconfig.http.AwsHttpClients;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SettingValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.boot.util.LambdaSafe;

/**
 * What the settings say about a client, applied to its builder. The credentials and the
 * way to the Region come from whoever wants the client.
 */
final class ClientSettings {

	private final AwsSettings settings;

	private final ClientRegions regions;

	private final Supplier<ClientExtensions> extensions;

	private final ClientRetrySettings retries;

	private final ClientOverrides overrides;

	private final AwsHttpClients http;

	ClientSettings(AwsSettings settings, AwsRegionProvider regionProvider, Supplier<ClientExtensions> extensions,
			ClientRetrySettings retries, AwsHttpClients http) {
		this.settings = settings;
		this.regions = new ClientRegions(settings, regionProvider);
		this.extensions = extensions;
		this.retries = retries;
		this.overrides = new ClientOverrides(retries);
		this.http = http;
	}

	/**
	 * Apply the settings of a service.
	 * @param share whether the client is to share an HTTP client even if no setting asks
	 * for one
	 */
	<B extends AwsClientBuilder<B, ?>> PreparedClient applyTo(B builder, ClientCredentials credentials,
			Function<ServiceId, Region> regions, boolean share) {
		ServiceId service = ClientServices.serviceOf(builder);
		AwsClientTarget target = new AwsClientTarget(service);
		return applyTo(builder, target, this.settings.forService(service), credentials,
				ClientRegions.needed(target, () -> regions.apply(service)), share);
	}

	/**
	 * Apply the settings to a builder that has the Region and the credentials of the
	 * application.
	 */
	<B extends AwsClientBuilder<B, ?>> B complete(B builder, ClientCredentials credentials) {
		ServiceId service = ClientServices.serviceOf(builder);
		AwsSettings settings = this.settings.forService(service);
		BlankSettings.applyTo(builder, service, settings);
		if (this.regions.areSetFor(settings)) {
			builder.region(this.regions.of(settings));
		}
		if (settings.hasOwnCredentials()) {
			builder.credentialsProvider(credentials.forClient(settings));
		}
		prepare(builder, new AwsClientTarget(service), settings, () -> this.regions.of(settings), false);
		register(builder);
		return builder;
	}

	/**
	 * Apply the settings of a named client.
	 * @param share whether the client is to share an HTTP client even if no setting asks
	 * for one
	 */
	<B extends AwsClientBuilder<B, ?>> PreparedClient applyTo(B builder, NamedClient client,
			ClientCredentials credentials, boolean share) {
		requireService(client, ClientServices.serviceOf(builder));
		AwsClientTarget target = new AwsClientTarget(client.service(), client.name());
		return applyTo(builder, target, client.settings(), credentials, this.regions.of(target, client.settings()),
				share);
	}

	private static void requireService(NamedClient client, ServiceId service) {
		if (!client.service().equals(service)) {
			throw new IllegalArgumentException("The client '%s' is one of %s, and the builder makes one of %s"
				.formatted(client.name(), client.service(), service));
		}
	}

	private <B extends AwsClientBuilder<B, ?>> PreparedClient applyTo(B builder, AwsClientTarget target,
			AwsSettings settings, ClientCredentials credentials, Region region, boolean share) {
		PreparedClient prepared = prepare(builder, target, settings, credentials, region, share);
		register(builder);
		return prepared;
	}

	/**
	 * Apply the settings to a builder that may or may not be used.
	 */
	<B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, AwsClientTarget target, AwsSettings settings,
			ClientCredentials credentials, Region region, boolean share) {
		ServiceId service = target.service();
		BlankSettings.applyTo(builder, service, settings);
		builder.region(StsEndpoint.isSts(service) ? StsEndpoint.regionToCall(region, settings) : region);
		builder.credentialsProvider(credentials.forClient(settings));
		return prepare(builder, target, settings, () -> region, share);
	}

	/**
	 * Know that a builder is used.
	 */
	void register(AwsClientBuilder<?, ?> builder) {
		this.retries.register(builder);
	}

	private <B extends AwsClientBuilder<B, ?>> PreparedClient prepare(B builder, AwsClientTarget target,
			AwsSettings settings, Supplier<Region> region, boolean share) {
		ifDecided(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifDecided(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		ClientOverrides.ifWritten(settings, SettingCatalog.DEFAULTS_MODE, (mode) -> builder.defaultsMode(modeOf(mode)));
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		PathStyle.applyTo(builder, target.service(), settings);
		AttachedHttpClient http = this.http.applyTo(builder, settings, () -> region.get().id(), share);
		ClientExtensions extensions = this.extensions.get();
		ClientOverrideConfiguration.Builder override = this.overrides.of(builder, settings, target);
		extensions.applyTo(override);
		builder.overrideConfiguration(override.build());
		extensions.applyTo(builder);
		return new PreparedClient(builder, http, customize(builder, target));
	}

	/**
	 * Of what the modes differ in, {@code auto} leaves nothing open but the timeouts of
	 * the HTTP client, which finds them out later: the SDK would do so now, and block.
	 */
	private static DefaultsMode modeOf(String mode) {
		DefaultsMode result = DefaultsMode.fromValue(mode);
		return (result != DefaultsMode.AUTO) ? result : DefaultsMode.STANDARD;
	}

	<B extends SdkPresigner.Builder> B applyTo(B builder, ClientCredentials credentials) {
		AwsClientTarget target = new AwsClientTarget(ClientServices.serviceOf(builder));
		return applyTo(builder, target, this.settings.forService(target.service()), credentials);
	}

	<B extends SdkPresigner.Builder> B applyTo(B builder, NamedClient client, ClientCredentials credentials) {
		requireService(client, ClientServices.serviceOf(builder));
		return applyTo(builder, new AwsClientTarget(client.service(), client.name()), client.settings(), credentials);
	}

	private <B extends SdkPresigner.Builder> B applyTo(B builder, AwsClientTarget target, AwsSettings settings,
			ClientCredentials credentials) {
		BlankSettings.applyTo(builder, settings);
		builder.region(this.regions.of(target, settings));
		builder.credentialsProvider(credentials.forClient(settings));
		ifDecided(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifDecided(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		PathStyle.applyTo(builder, target.service(), settings);
		customize(builder, target);
		return builder;
	}

	/**
	 * Also apply what gave way to an endpoint URL, or the SDK would find it by itself.
	 */
	private static void ifDecided(AwsSettings settings, AwsSetting<Boolean> setting, Consumer<Boolean> consumer) {
		SettingValue<Boolean> value = settings.get(setting);
		if (value.isSet() || !value.getShadowed().isEmpty()) {
			consumer.accept(value.getValue());
		}
	}

	/**
	 * Call the customizers of a builder.
	 * @return whether there are any
	 */
	@SuppressWarnings("unchecked")
	boolean customize(Object builder, AwsClientTarget target) {
		boolean[] called = new boolean[1];
		LambdaSafe.callbacks(AwsClientCustomizer.class, this.extensions.get().customizers(), builder)
			.withLogger(AwsClientConfigurer.class)
			.invoke((customizer) -> {
				customizer.customize(builder, target);
				called[0] = true;
			});
		return called[0];
	}

	/**
	 * Return the Region of a service: its own, else that of the application.
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is none
	 */
	Region regionOf(ServiceId service) {
		return this.regions.of(this.settings.forService(service));
	}

	ClientExtensions extensions() {
		return this.extensions.get();
	}

	/**
	 * Return whether the application has an async HTTP client of its own.
	 */
	boolean hasAsyncHttpClientOfApplication() {
		return this.http.hasAsyncClientOfApplication();
	}

	boolean hasRetryStrategyOfApplication() {
		return this.retries.hasStrategyOfApplication();
	}

	AsyncS3 asyncS3(@Nullable NamedClient client, ClientCredentials credentials) {
		ServiceId service = ServiceId.of("s3");
		AwsSettings settings = (client != null) ? client.settings() : this.settings.forService(service);
		AwsClientTarget target = new AwsClientTarget(service, (client != null) ? client.name() : null);
		return new AsyncS3(this, credentials, target, settings, this.regions.of(target, settings));
	}

}
