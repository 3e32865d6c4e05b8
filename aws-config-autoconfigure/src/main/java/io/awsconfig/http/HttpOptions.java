package io.awsconfig.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * What the settings say about an HTTP client. Equal ones can be served by one client.
 *
 * @param values the timeouts and sizes
 * @param proxy the proxy
 * @param caBundle the path of a file with the certificates to trust
 * @param sslBundle the name of an SSL bundle
 */
record HttpOptions(AttributeMap values, @Nullable HttpProxy proxy, @Nullable String caBundle,
		@Nullable String sslBundle) {

	private static final Map<AwsSetting<Duration>, SdkHttpConfigurationOption<Duration>> DURATIONS = Map.of(
			SettingCatalog.HTTP_CONNECTION_TIMEOUT, SdkHttpConfigurationOption.CONNECTION_TIMEOUT,
			SettingCatalog.HTTP_READ_TIMEOUT, SdkHttpConfigurationOption.READ_TIMEOUT,
			SettingCatalog.HTTP_WRITE_TIMEOUT, SdkHttpConfigurationOption.WRITE_TIMEOUT,
			SettingCatalog.HTTP_CONNECTION_ACQUIRE_TIMEOUT, SdkHttpConfigurationOption.CONNECTION_ACQUIRE_TIMEOUT,
			SettingCatalog.HTTP_CONNECTION_MAX_IDLE_TIMEOUT, SdkHttpConfigurationOption.CONNECTION_MAX_IDLE_TIMEOUT,
			SettingCatalog.HTTP_CONNECTION_TIME_TO_LIVE, SdkHttpConfigurationOption.CONNECTION_TIME_TO_LIVE,
			SettingCatalog.HTTP_TLS_NEGOTIATION_TIMEOUT, SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT);

	private static final List<AwsSetting<?>> OTHERS = List.of(SettingCatalog.HTTP_MAX_CONNECTIONS,
			SettingCatalog.HTTP_TCP_KEEPALIVE, SettingCatalog.HTTP_PROTOCOL);

	private static final List<AwsSetting<?>> PROXY = List.of(SettingCatalog.HTTP_PROXY_ENDPOINT,
			SettingCatalog.HTTP_PROXY_USERNAME, SettingCatalog.HTTP_PROXY_PASSWORD,
			SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS);

	private static final List<AwsSetting<?>> CERTIFICATES = List.of(SettingCatalog.HTTP_SSL_BUNDLE,
			SettingCatalog.CA_BUNDLE);

	static HttpOptions of(AwsSettings settings) {
		String sslBundle = settings.getValue(SettingCatalog.HTTP_SSL_BUNDLE);
		return new HttpOptions(valuesOf(settings), HttpProxy.of(settings), settings.getValue(SettingCatalog.CA_BUNDLE),
				sslBundle);
	}

	private static AttributeMap valuesOf(AwsSettings settings) {
		AttributeMap.Builder values = AttributeMap.builder();
		DURATIONS.forEach((setting, option) -> put(values, option, settings, setting));
		put(values, SdkHttpConfigurationOption.MAX_CONNECTIONS, settings, SettingCatalog.HTTP_MAX_CONNECTIONS);
		put(values, SdkHttpConfigurationOption.TCP_KEEPALIVE, settings, SettingCatalog.HTTP_TCP_KEEPALIVE);
		String protocol = settings.getValue(SettingCatalog.HTTP_PROTOCOL);
		if (protocol != null) {
			values.put(SdkHttpConfigurationOption.PROTOCOL,
					protocol.equals("http2") ? Protocol.HTTP2 : Protocol.HTTP1_1);
		}
		return values.build();
	}

	private static <T> void put(AttributeMap.Builder values, SdkHttpConfigurationOption<T> option, AwsSettings settings,
			AwsSetting<T> setting) {
		T value = settings.get(setting).getWrittenValue();
		if (value != null) {
			values.put(option, value);
		}
	}

	/**
	 * Return whether somebody wrote anything that only an HTTP client of ours has.
	 */
	static boolean areWritten(AwsSettings settings) {
		return !writtenTunings(settings).isEmpty() || firstWritten(settings, PROXY) != null
				|| firstWritten(settings, CERTIFICATES) != null
				|| firstWritten(settings, List.of(SettingCatalog.HTTP_SYNC, SettingCatalog.HTTP_ASYNC)) != null;
	}

	/**
	 * Return the timeouts and sizes that somebody wrote.
	 */
	static List<AwsSetting<?>> writtenTunings(AwsSettings settings) {
		List<AwsSetting<?>> written = new ArrayList<>();
		for (AwsSetting<?> setting : DURATIONS.keySet()) {
			addIfWritten(setting, settings, written);
		}
		for (AwsSetting<?> setting : OTHERS) {
			addIfWritten(setting, settings, written);
		}
		return written;
	}

	private static void addIfWritten(AwsSetting<?> setting, AwsSettings settings, List<AwsSetting<?>> written) {
		if (settings.get(setting).getWritten() != null) {
			written.add(setting);
		}
	}

	static @Nullable WrittenValue writtenProxy(AwsSettings settings) {
		return firstWritten(settings, PROXY);
	}

	static @Nullable WrittenValue writtenCertificates(AwsSettings settings) {
		return firstWritten(settings, CERTIFICATES);
	}

	private static @Nullable WrittenValue firstWritten(AwsSettings settings, List<AwsSetting<?>> candidates) {
		for (AwsSetting<?> setting : candidates) {
			WrittenValue written = settings.get(setting).getWritten();
			if (written != null) {
				return written;
			}
		}
		return null;
	}

}
