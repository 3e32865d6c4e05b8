package io.awsconfig.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsAsyncClientBuilder;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/**
 * Builds clients as the SDK does by itself, and clients with an HTTP client of ours, lets
 * each send a request, and tells which HTTP client that took. Made by a class loader of a
 * test.
 */
public final class SdkHttpChoice implements BiFunction<String, Path, Map<String, String>> {

	private static final String NONE = "null";

	@Override
	public Map<String, String> apply(String url, Path home) {
		AwsSettings settings = AwsSetup.on(new FakeMachine(home)).settings();
		Map<String, String> result = new TreeMap<>();
		try (AwsHttpClients ours = new AwsHttpClients(() -> null, () -> null, () -> null, () -> null)) {
			result.put("sync, SDK", call(prepare(KmsClient.builder(), url)));
			result.put("async, SDK", call(prepare(KmsAsyncClient.builder(), url)));
			result.put("sync, ours", orNone(() -> {
				KmsClientBuilder builder = prepare(KmsClient.builder(), url);
				ours.applyTo(builder, settings, () -> "eu-west-1", true);
				return call(builder);
			}));
			result.put("async, ours", orNone(() -> {
				KmsAsyncClientBuilder builder = prepare(KmsAsyncClient.builder(), url);
				ours.applyTo(builder, settings, () -> "eu-west-1", true);
				return call(builder);
			}));
		}
		return result;
	}

	private static <B extends AwsClientBuilder<B, ?>> B prepare(B builder, String url) {
		return builder.region(Region.EU_WEST_1)
			.credentialsProvider(AnonymousCredentialsProvider.create())
			.endpointOverride(URI.create(url));
	}

	private static String orNone(Supplier<String> call) {
		try {
			return call.get();
		}
		catch (AwsConfigurationException ex) {
			return NONE;
		}
	}

	private static String call(KmsClientBuilder builder) {
		SentHttpClient sent = new SentHttpClient();
		builder.overrideConfiguration((override) -> override.addExecutionInterceptor(sent));
		KmsClient client;
		try {
			client = builder.build();
		}
		catch (SdkClientException ex) {
			return NONE;
		}
		try (client) {
			client.listKeys();
		}
		return sent.name();
	}

	private static String call(KmsAsyncClientBuilder builder) {
		SentHttpClient sent = new SentHttpClient();
		builder.overrideConfiguration((override) -> override.addExecutionInterceptor(sent));
		KmsAsyncClient client;
		try {
			client = builder.build();
		}
		catch (SdkClientException ex) {
			return NONE;
		}
		try (client) {
			client.listKeys().join();
		}
		return sent.name();
	}

}
