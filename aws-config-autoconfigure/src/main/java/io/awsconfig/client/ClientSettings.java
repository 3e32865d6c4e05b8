package io.awsconfig.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.CompressionConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.boot.util.LambdaSafe;

import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.WrittenValue;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SourceKind;

/**
 * What the settings say about a client, applied to its builder. The credentials and the
 * way to the Region come from whoever wants the client.
 */
final class ClientSettings {

	private final AwsSettings settings;

	private final AwsRegionProvider regionProvider;

	private final List<AwsClientCustomizer<?>> customizers;

	private final ClientRetrySettings retries;

	private final TrustedHttp trust = new TrustedHttp();

	private final Map<AwsSettings, ProfileFile> profiles = new ConcurrentHashMap<>();

	ClientSettings(AwsSettings settings, AwsRegionProvider regionProvider, List<AwsClientCustomizer<?>> customizers,
			ClientRetrySettings retries) {
		this.settings = settings;
		this.regionProvider = regionProvider;
		this.customizers = List.copyOf(customizers);
		this.retries = retries;
	}

	<B extends AwsClientBuilder<B, ?>> B applyTo(B builder, ClientCredentials credentials,
			Function<ServiceId, Region> regions) {
		ServiceId service = ClientServices.serviceOf(builder);
		return applyTo(builder, new AwsClientTarget(service), this.settings.forService(service), credentials,
				regions.apply(service));
	}

	/**
	 * Apply the settings to a builder that has the Region and the credentials of the
	 * application.
	 */
	<B extends AwsClientBuilder<B, ?>> B complete(B builder, ClientCredentials credentials) {
		ServiceId service = ClientServices.serviceOf(builder);
		AwsSettings settings = this.settings.forService(service);
		if (hasOwnRegion(settings) || isOfConnection(settings)) {
			builder.region(regionOf(settings));
		}
		if (settings.hasOwnCredentials()) {
			builder.credentialsProvider(credentials.forClient(settings));
		}
		return applyTo(builder, new AwsClientTarget(service), settings);
	}

	/**
	 * Apply the settings of a named client.
	 */
	<B extends AwsClientBuilder<B, ?>> B applyTo(B builder, NamedClient client, ClientCredentials credentials) {
		requireService(client, ClientServices.serviceOf(builder));
		return applyTo(builder, new AwsClientTarget(client.service(), client.name()), client.settings(), credentials,
				regionOf(client.settings()));
	}

	private static void requireService(NamedClient client, ServiceId service) {
		if (!client.service().equals(service)) {
			throw new IllegalArgumentException("The client '%s' is one of %s, and the builder makes one of %s"
				.formatted(client.name(), client.service(), service));
		}
	}

	private <B extends AwsClientBuilder<B, ?>> B applyTo(B builder, AwsClientTarget target, AwsSettings settings,
			ClientCredentials credentials, Region region) {
		ServiceId service = target.service();
		builder.region(StsEndpoint.isSts(service) ? StsEndpoint.regionToCall(region, settings) : region);
		builder.credentialsProvider(credentials.forClient(settings));
		return applyTo(builder, target, settings);
	}

	private <B extends AwsClientBuilder<B, ?>> B applyTo(B builder, AwsClientTarget target, AwsSettings settings) {
		ifWritten(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifWritten(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		ifWritten(settings, SettingCatalog.DEFAULTS_MODE, (mode) -> builder.defaultsMode(DefaultsMode.fromValue(mode)));
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		PathStyle.applyTo(builder, target.service(), settings);
		this.trust.applyTo(builder, settings);
		builder.overrideConfiguration(override(builder, settings, target));
		customize(builder, target);
		this.retries.register(builder);
		return builder;
	}

	<B extends SdkPresigner.Builder> B applyTo(B builder, ClientCredentials credentials) {
		return applyTo(builder, this.settings.forService(ClientServices.serviceOf(builder)), credentials);
	}

	<B extends SdkPresigner.Builder> B applyTo(B builder, NamedClient client, ClientCredentials credentials) {
		requireService(client, ClientServices.serviceOf(builder));
		return applyTo(builder, client.settings(), credentials);
	}

	private <B extends SdkPresigner.Builder> B applyTo(B builder, AwsSettings settings, ClientCredentials credentials) {
		builder.region(regionOf(settings));
		builder.credentialsProvider(credentials.forClient(settings));
		ifWritten(settings, SettingCatalog.USE_FIPS_ENDPOINT, builder::fipsEnabled);
		ifWritten(settings, SettingCatalog.USE_DUALSTACK_ENDPOINT, builder::dualstackEnabled);
		URI endpoint = settings.getValue(SettingCatalog.ENDPOINT_URL);
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		PathStyle.applyTo(builder, ClientServices.serviceOf(builder), settings);
		return builder;
	}

	/**
	 * Return the Region of a service: its own, else that of the application.
	 * @param service the service
	 * @return the Region
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is none
	 */
	Region regionOf(ServiceId service) {
		return regionOf(this.settings.forService(service));
	}

	private Region regionOf(AwsSettings settings) {
		String code = hasOwnRegion(settings) ? settings.getValue(SettingCatalog.REGION) : null;
		return (code != null) ? Region.of(code) : this.regionProvider.getRegion();
	}

	private boolean hasOwnRegion(AwsSettings settings) {
		WrittenValue region = settings.get(SettingCatalog.REGION).getWritten();
		return region != null && !region.equals(this.settings.get(SettingCatalog.REGION).getWritten());
	}

	private static boolean isOfConnection(AwsSettings settings) {
		WrittenValue region = settings.get(SettingCatalog.REGION).getWritten();
		return region != null && region.kind() == SourceKind.CONNECTION;
	}

	private ClientOverrideConfiguration override(AwsClientBuilder<?, ?> builder, AwsSettings settings,
			AwsClientTarget target) {
		ClientOverrideConfiguration current = builder.overrideConfiguration();
		ClientOverrideConfiguration.Builder override = (current != null) ? current.toBuilder()
				: ClientOverrideConfiguration.builder();
		if (override.defaultProfileFileSupplier() == null) {
			ProfileFile profile = this.profiles.computeIfAbsent(settings, ClientProfile::of);
			override.defaultProfileFileSupplier(() -> profile).defaultProfileName(ClientProfile.NAME);
		}
		if (override.appId() == null) {
			ifWritten(settings, SettingCatalog.SDK_UA_APP_ID, override::appId);
		}
		if (override.compressionConfiguration() == null) {
			override.compressionConfiguration(compression(settings));
		}
		if (current == null
				|| current.advancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION).isEmpty()) {
			ifWritten(settings, SettingCatalog.DISABLE_HOST_PREFIX_INJECTION, (disabled) -> override
				.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, disabled));
		}
		this.retries.applyTo(builder, override, settings, target);
		return override.build();
	}

	private static CompressionConfiguration compression(AwsSettings settings) {
		CompressionConfiguration.Builder compression = CompressionConfiguration.builder();
		ifWritten(settings, SettingCatalog.DISABLE_REQUEST_COMPRESSION,
				(disabled) -> compression.requestCompressionEnabled(!disabled));
		ifWritten(settings, SettingCatalog.REQUEST_MIN_COMPRESSION_SIZE_BYTES,
				compression::minimumCompressionThresholdInBytes);
		return compression.build();
	}

	private static <T> void ifWritten(AwsSettings settings, AwsSetting<T> setting, Consumer<T> consumer) {
		T value = settings.get(setting).getWrittenValue();
		if (value != null) {
			consumer.accept(value);
		}
	}

	@SuppressWarnings("unchecked")
	private void customize(AwsClientBuilder<?, ?> builder, AwsClientTarget target) {
		LambdaSafe.callbacks(AwsClientCustomizer.class, this.customizers, builder)
			.withLogger(AwsClientConfigurer.class)
			.invoke((customizer) -> customizer.customize(builder, target));
	}

}
