package io.awsconfig.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.client.UsedValue.Source;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.LegacyRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * What the settings, and the beans that take their place, say about a client that nobody
 * has built yet, or that nobody has changed.
 */
@Internal
public final class ExpectedClient {

	private static final List<AwsSetting<?>> SETTINGS = List.of(SettingCatalog.REGION, SettingCatalog.ENDPOINT_URL,
			SettingCatalog.USE_FIPS_ENDPOINT, SettingCatalog.USE_DUALSTACK_ENDPOINT, SettingCatalog.RETRY_MODE,
			SettingCatalog.MAX_ATTEMPTS, SettingCatalog.API_CALL_TIMEOUT, SettingCatalog.API_CALL_ATTEMPT_TIMEOUT);

	private static final Set<AwsSetting<?>> OF_S3 = SettingCatalog.getSettings(SettingTrait.S3);

	private ExpectedClient() {
	}

	/**
	 * Return what a client will use.
	 * @param service the service
	 * @param settings the settings of the client
	 * @param beans the beans of the application
	 */
	public static List<UsedValue> values(String service, AwsSettings settings, ApplicationBeans beans) {
		List<UsedValue> values = new ArrayList<>();
		for (AwsSetting<?> setting : SETTINGS) {
			values.add(valueOf(setting, service, settings, beans));
		}
		if (service.equals(S3Options.S3)) {
			OF_S3.forEach((setting) -> values.add(valueOf(setting, service, settings, beans)));
		}
		return values;
	}

	private static UsedValue valueOf(AwsSetting<?> setting, String service, AwsSettings settings,
			ApplicationBeans beans) {
		SettingValue<?> value = settings.get(setting);
		WrittenValue written = value.getWritten();
		ApplicationBean bean = beanFor(setting, beans);
		String host = (setting == SettingCatalog.PATH_STYLE) ? PathStyle.of(settings).host() : null;
		if (host != null) {
			return new UsedValue(setting, "true", Source.ENDPOINT, host, written);
		}
		boolean connection = written != null && written.kind() == SourceKind.CONNECTION;
		if (bean != null && !(connection && setting == SettingCatalog.REGION)) {
			return new UsedValue(setting, null, Source.BEAN, bean.name(), written);
		}
		if (written != null) {
			return new UsedValue(setting, value.getDisplayValue(),
					connection ? Source.CONNECTION_DETAILS : Source.SETTING, null, written);
		}
		if (setting == SettingCatalog.REGION) {
			boolean disabled = Boolean.TRUE.equals(settings.getValue(SettingCatalog.EC2_METADATA_DISABLED));
			return new UsedValue(setting, null, disabled ? Source.NOT_SET : Source.INSTANCE_METADATA, null, null);
		}
		return new UsedValue(setting, defaultOf(setting, service, settings), Source.DEFAULT, null, null);
	}

	private static @Nullable ApplicationBean beanFor(AwsSetting<?> setting, ApplicationBeans beans) {
		if (setting == SettingCatalog.REGION) {
			return beans.regionProvider();
		}
		return (setting == SettingCatalog.RETRY_MODE || setting == SettingCatalog.MAX_ATTEMPTS) ? beans.retryStrategy()
				: null;
	}

	/**
	 * Return the default of a setting for the clients of a service.
	 * @return the default, or {@code null} if there is none
	 */
	public static @Nullable String defaultOf(AwsSetting<?> setting, String service, AwsSettings settings) {
		if (setting == SettingCatalog.RETRY_MODE) {
			return modeOf(ClientRetrySettings.expected(service, settings));
		}
		if (setting == SettingCatalog.MAX_ATTEMPTS) {
			return String.valueOf(ClientRetrySettings.expected(service, settings).maxAttempts());
		}
		return settings.get(setting).getDisplayValue();
	}

	static String modeOf(RetryStrategy strategy) {
		if (strategy instanceof StandardRetryStrategy) {
			return "standard";
		}
		if (strategy instanceof AdaptiveRetryStrategy) {
			return "adaptive";
		}
		return (strategy instanceof LegacyRetryStrategy) ? "legacy" : strategy.getClass().getName();
	}

}
