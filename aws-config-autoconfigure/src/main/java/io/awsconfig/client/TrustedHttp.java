package io.awsconfig.client;

import java.time.Clock;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.utils.AttributeMap;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.WrittenValue;

/**
 * Lets clients trust the certificates of {@code ca_bundle}, in place of those of the JVM.
 * The options of the SDK's HTTP clients reach every implementation of them alike, so that
 * the one on the class path is used, and closed with its client.
 * <p>
 * Guide: General configuration settings.
 */
final class TrustedHttp {

	private final Map<String, TrustManager[]> bundles = new ConcurrentHashMap<>();

	/**
	 * Give the builder of a client an HTTP client that trusts the bundle, if there is
	 * one.
	 */
	void applyTo(Object builder, AwsSettings settings) {
		WrittenValue bundle = settings.get(SettingCatalog.CA_BUNDLE).getWritten();
		if (bundle == null) {
			return;
		}
		TrustManager[] trusted = this.bundles.computeIfAbsent(bundle.text(),
				(path) -> CaBundle.read(bundle, Clock.systemUTC()));
		TlsTrustManagersProvider provider = () -> trusted;
		AttributeMap options = AttributeMap.builder()
			.put(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER, provider)
			.build();
		if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
			SdkHttpClient.Builder<?> http = first(SdkHttpService.class, bundle).createHttpClientBuilder();
			sync.httpClientBuilder(new Sync(http, options));
		}
		else if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
			SdkAsyncHttpClient.Builder<?> http = first(SdkAsyncHttpService.class, bundle)
				.createAsyncHttpClientFactory();
			async.httpClientBuilder(new Async(http, options));
		}
	}

	private static <S> S first(Class<S> type, WrittenValue bundle) {
		return ServiceLoader.load(type, type.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new AwsConfigurationException(
					"There is no HTTP client on the class path to trust the certificates of %s.".formatted(bundle),
					"Add software.amazon.awssdk:apache5-client, or netty-nio-client for async clients."));
	}

	private static AttributeMap with(@Nullable AttributeMap defaults, AttributeMap options) {
		return (defaults != null) ? options.merge(defaults) : options;
	}

	private record Sync(SdkHttpClient.Builder<?> http, AttributeMap options) implements SdkHttpClient.Builder<Sync> {

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			return this.http.buildWithDefaults(with(defaults, this.options));
		}

	}

	private record Async(SdkAsyncHttpClient.Builder<?> http,
			AttributeMap options) implements SdkAsyncHttpClient.Builder<Async> {

		@Override
		public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
			return this.http.buildWithDefaults(with(defaults, this.options));
		}

	}

}
