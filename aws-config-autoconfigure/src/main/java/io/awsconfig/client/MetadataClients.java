package io.awsconfig.client;

import java.net.URI;
import java.time.Duration;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.imds.Ec2MetadataAsyncClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;
import software.amazon.awssdk.imds.Ec2MetadataClientBuilder;
import software.amazon.awssdk.imds.Ec2MetadataRetryPolicy;
import software.amazon.awssdk.utils.AttributeMap;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.WrittenValue;

/**
 * The clients of the instance metadata service, as the settings want it to be asked. They
 * speak version 2 only, so that there is nothing to do about version 1.
 * <p>
 * Guide: IMDS client; Amazon EC2 instance metadata; IMDS credential provider.
 */
final class MetadataClients {

	private static final URI IP_V4 = URI.create("http://169.254.169.254");

	private static final URI IP_V6 = URI.create("http://[fd00:ec2::254]");

	private MetadataClients() {
	}

	static Ec2MetadataClient create(AwsSettings settings) {
		requireEnabled(settings);
		SdkHttpClient.Builder<?> http = first(SdkHttpService.class, "apache5-client").createHttpClientBuilder();
		Ec2MetadataClient.Builder builder = Ec2MetadataClient.builder().httpClient(new Sync(http, timeouts(settings)));
		return configure(builder, settings).build();
	}

	static Ec2MetadataAsyncClient createAsync(AwsSettings settings) {
		requireEnabled(settings);
		SdkAsyncHttpClient.Builder<?> http = first(SdkAsyncHttpService.class, "netty-nio-client")
			.createAsyncHttpClientFactory();
		Ec2MetadataAsyncClient.Builder builder = Ec2MetadataAsyncClient.builder()
			.httpClient(new Async(http, timeouts(settings)));
		return configure(builder, settings).build();
	}

	private static <B extends Ec2MetadataClientBuilder<B, ?>> B configure(B builder, AwsSettings settings) {
		int attempts = orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_NUM_ATTEMPTS), 1);
		builder.retryPolicy(Ec2MetadataRetryPolicy.builder().numRetries(attempts - 1).build());
		// Always said, or the SDK looks for it in files of its own choice
		return builder.endpoint(endpoint(settings));
	}

	private static URI endpoint(AwsSettings settings) {
		URI endpoint = settings.getValue(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT);
		if (endpoint != null) {
			return endpoint;
		}
		String mode = settings.getValue(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT_MODE);
		return "IPv6".equalsIgnoreCase(mode) ? IP_V6 : IP_V4;
	}

	private static AttributeMap timeouts(AwsSettings settings) {
		Duration timeout = orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_TIMEOUT), Duration.ofSeconds(1));
		return AttributeMap.builder()
			.put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, timeout)
			.put(SdkHttpConfigurationOption.READ_TIMEOUT, timeout)
			.build();
	}

	private static <T> T orElse(@Nullable T value, T other) {
		return (value != null) ? value : other;
	}

	private static void requireEnabled(AwsSettings settings) {
		WrittenValue disabled = settings.get(SettingCatalog.EC2_METADATA_DISABLED).getWritten();
		if (disabled != null && Boolean.TRUE.equals(settings.getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			throw new AwsConfigurationException(
					"There is no client of the instance metadata service, because it is switched off.%n%n    Where: %s"
						.formatted(disabled),
					"Remove '%s' to use the client, or inject it where it is needed as ObjectProvider and do not ask for it here."
						.formatted(disabled.spelling()));
		}
	}

	private static <S> S first(Class<S> type, String module) {
		return ServiceLoader.load(type, type.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new AwsConfigurationException(
					"There is no HTTP client on the class path to ask the instance metadata service with.",
					"Add software.amazon.awssdk:%s.".formatted(module)));
	}

	/**
	 * The timeouts win over those that the SDK looks up by itself.
	 */
	private record Sync(SdkHttpClient.Builder<?> http, AttributeMap timeouts) implements SdkHttpClient.Builder<Sync> {

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			return this.http.buildWithDefaults(this.timeouts.merge(defaults));
		}

	}

	private record Async(SdkAsyncHttpClient.Builder<?> http,
			AttributeMap timeouts) implements SdkAsyncHttpClient.Builder<Async> {

		@Override
		public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
			return this.http.buildWithDefaults(this.timeouts.merge(defaults));
		}

	}

}
