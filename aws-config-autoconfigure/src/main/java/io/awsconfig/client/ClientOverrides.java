package io.awsconfig.client;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.CompressionConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * What the settings say that a client takes as its override configuration. What its
 * builder has already, stays.
 */
final class ClientOverrides {

	private final ClientRetrySettings retries;

	/**
	 * Those of clients that are gone go with them.
	 */
	private final Map<AwsSettings, ProfileFile> profiles = Collections.synchronizedMap(new WeakHashMap<>());

	ClientOverrides(ClientRetrySettings retries) {
		this.retries = retries;
	}

	/**
	 * Return the overrides of a builder that has some already, or none.
	 */
	ClientOverrideConfiguration.Builder of(AwsClientBuilder<?, ?> builder, TargetClient client) {
		AwsSettings settings = client.settings();
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
		if (override.apiCallTimeout() == null) {
			ifWritten(settings, SettingCatalog.API_CALL_TIMEOUT, override::apiCallTimeout);
		}
		if (override.apiCallAttemptTimeout() == null) {
			ifWritten(settings, SettingCatalog.API_CALL_ATTEMPT_TIMEOUT, override::apiCallAttemptTimeout);
		}
		if (override.compressionConfiguration() == null) {
			override.compressionConfiguration(compression(settings));
		}
		if (current == null
				|| current.advancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION).isEmpty()) {
			ifWritten(settings, SettingCatalog.DISABLE_HOST_PREFIX_INJECTION, (disabled) -> override
				.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, disabled));
		}
		this.retries.applyTo(builder, override, client);
		return override;
	}

	private static CompressionConfiguration compression(AwsSettings settings) {
		CompressionConfiguration.Builder compression = CompressionConfiguration.builder();
		ifWrittenOrBlank(settings, SettingCatalog.DISABLE_REQUEST_COMPRESSION,
				(disabled) -> compression.requestCompressionEnabled(!disabled));
		ifWrittenOrBlank(settings, SettingCatalog.REQUEST_MIN_COMPRESSION_SIZE_BYTES,
				compression::minimumCompressionThresholdInBytes);
		return compression.build();
	}

	/**
	 * Also hand over the default where the SDK would find a variable that is blank.
	 */
	private static <T> void ifWrittenOrBlank(AwsSettings settings, AwsSetting<T> setting, Consumer<T> consumer) {
		SettingValue<T> value = settings.get(setting);
		T applies = value.isBlankInSystemSource() ? value.getValue() : value.getWrittenValue();
		if (applies != null) {
			consumer.accept(applies);
		}
	}

	/**
	 * Change something about the overrides of a builder.
	 */
	static void change(AwsClientBuilder<?, ?> builder, Consumer<ClientOverrideConfiguration.Builder> change) {
		ClientOverrideConfiguration current = builder.overrideConfiguration();
		ClientOverrideConfiguration.Builder override = (current != null) ? current.toBuilder()
				: ClientOverrideConfiguration.builder();
		change.accept(override);
		builder.overrideConfiguration(override.build());
	}

	static <T> void ifWritten(AwsSettings settings, AwsSetting<T> setting, Consumer<T> consumer) {
		T value = settings.get(setting).getWrittenValue();
		if (value != null) {
			consumer.accept(value);
		}
	}

}
