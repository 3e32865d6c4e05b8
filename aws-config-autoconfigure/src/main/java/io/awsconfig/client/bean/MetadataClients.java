package io.awsconfig.client.bean;

import java.time.Duration;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.http.DirectHttp;
import io.awsconfig.imds.InstanceMetadataEndpoint;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.imds.Ec2MetadataAsyncClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;
import software.amazon.awssdk.imds.Ec2MetadataClientBuilder;
import software.amazon.awssdk.imds.Ec2MetadataRetryPolicy;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The clients of the instance metadata service, as the settings want it to be asked. They
 * speak version 2 only, so that there is nothing to do about version 1.
 * <p>
 * Guide: IMDS client; Amazon EC2 instance metadata; IMDS credential provider.
 */
final class MetadataClients {

	private MetadataClients() {
	}

	static Ec2MetadataClient create(AwsSettings settings) {
		requireEnabled(settings);
		Ec2MetadataClient.Builder builder = Ec2MetadataClient.builder()
			.httpClient(DirectHttp.sync(settings, timeouts(settings)));
		return configure(builder, settings).build();
	}

	static Ec2MetadataAsyncClient createAsync(AwsSettings settings) {
		requireEnabled(settings);
		Ec2MetadataAsyncClient.Builder builder = Ec2MetadataAsyncClient.builder()
			.httpClient(DirectHttp.async(settings, timeouts(settings)));
		return configure(builder, settings).build();
	}

	private static <B extends Ec2MetadataClientBuilder<B, ?>> B configure(B builder, AwsSettings settings) {
		int attempts = orElse(settings.getValue(SettingCatalog.METADATA_SERVICE_NUM_ATTEMPTS), 1);
		builder.retryPolicy(Ec2MetadataRetryPolicy.builder().numRetries(attempts - 1).build());
		// Always said, or the SDK looks for it in files of its own choice
		return builder.endpoint(InstanceMetadataEndpoint.of(settings));
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
					Problem.of("There is no client of the instance metadata service, because it is switched off.")
						.where(disabled),
					"Remove '%s' to use the client, or inject it where it is needed as ObjectProvider and do not ask for it here."
						.formatted(disabled.spelling()));
		}
	}

}
