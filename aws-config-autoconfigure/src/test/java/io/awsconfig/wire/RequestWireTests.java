package io.awsconfig.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.settings.catalog.SettingReach;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.AttributeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What requests look like, and how often they are sent.
 */
class RequestWireTests extends WireTest {

	@EveryPlace
	@Proves(value = "sdk_ua_app_id", effect = "The user agent ends with `app/` and the name.")
	void applicationIsInTheUserAgent(Place place) {
		application(place, "kms", "shop").use(KmsClient.class, KmsClient::listKeys);
		application(place, "kms", "shop").use(KmsAsyncClient.class, (client) -> client.listKeys().join());
		assertThat(server().requests()).hasSize(2)
			.allSatisfy((request) -> assertThat((" " + request.header("User-Agent") + " ").contains(" app/shop "))
				.isEqualTo(place.isSet()));
	}

	@EveryPlace
	@Proves(value = "request_checksum_calculation",
			effect = "`WHEN_REQUIRED`: an upload to S3 has no `x-amz-checksum-crc32` behind its body.")
	void uploadHasNoChecksum(Place place) {
		application(place, "s3", "WHEN_REQUIRED").use(S3Client.class, (client) -> client
			.putObject((request) -> request.bucket("photos").key("cat"), RequestBody.fromString("meow")));
		String body = new String(lastRequest().body(), StandardCharsets.UTF_8);
		if (place.isSet()) {
			assertThat(body).isEqualTo("meow");
		}
		else {
			// CRC-32 of the four letters
			assertThat(body).contains("meow").contains("x-amz-checksum-crc32:ihBq/g==");
		}
		assertThat(lastRequest().header("x-amz-trailer")).isEqualTo(place.isSet() ? null : "x-amz-checksum-crc32");
		assertThat(lastRequest().header("x-amz-sdk-checksum-algorithm")).isEqualTo(place.isSet() ? null : "CRC32");
	}

	@EveryPlace
	@Proves(value = "response_checksum_validation",
			effect = "`WHEN_REQUIRED`: a download of S3 is not asked for with the checksum behind it, "
					+ "`x-amz-te: append-md5`, and one that does not fit its checksum is no error.")
	void downloadIsNotValidated(Place place) {
		String meowAndWrongDigest = "meow0123456789abcdef";
		server().answering(Answer.of(meowAndWrongDigest).with("x-amz-transfer-encoding", "append-md5"));
		application(place, "s3", "WHEN_REQUIRED").use(S3Client.class, (client) -> {
			if (place.isSet()) {
				assertThat(download(client)).isEqualTo(meowAndWrongDigest);
			}
			else {
				assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> download(client))
					.withMessageContaining("different checksum");
			}
		});
		assertThat(server().requests()).isNotEmpty()
			.allSatisfy(
					(request) -> assertThat(request.header("x-amz-te")).isEqualTo(place.isSet() ? null : "append-md5"));
	}

	private static String download(S3Client client) {
		return client.getObjectAsBytes((request) -> request.bucket("photos").key("cat")).asUtf8String();
	}

	@EveryPlace
	@Proves(value = "disable_request_compression",
			effect = "Large metrics are sent to CloudWatch as they are, without `Content-Encoding: gzip`.")
	void largeRequestIsNotCompressed(Place place) {
		sendMetrics(application(place, "cloudwatch", true), 300);
		assertCompressed(!place.isSet());
	}

	@EveryPlace
	@Proves(value = "request_min_compression_size_bytes",
			effect = "Metrics of that size and more are sent to CloudWatch with `Content-Encoding: gzip`.")
	void smallRequestIsCompressed(Place place) {
		sendMetrics(application(place, "cloudwatch", 64), 1);
		assertCompressed(place.isSet());
	}

	private static void sendMetrics(WireApplication application, int count) {
		server().answering(Answer.of("").with("smithy-protocol", "rpc-v2-cbor"));
		application.use(CloudWatchClient.class,
				(client) -> client.putMetricData((request) -> request.namespace("namespace-of-the-shop")
					.metricData(Collections.nCopies(count,
							MetricDatum.builder().metricName("name-of-a-metric-that-is-long").value(1.5).build()))));
	}

	private static void assertCompressed(boolean compressed) {
		assertThat(lastRequest().header("Content-Encoding")).isEqualTo(compressed ? "gzip" : null);
		byte[] body = lastRequest().body();
		assertThat(body[0] == 0x1f && body[1] == (byte) 0x8b).isEqualTo(compressed);
	}

	// Retries

	@EveryPlace
	@Proves(value = "max_attempts", effect = "A request that fails is sent that often.")
	void requestIsSentAsOftenAsTheSettingSays(Place place) {
		server().answering(Answer.of(500));
		application(place, "kms", 2).use(KmsClient.class,
				(client) -> assertThatExceptionOfType(SdkException.class).isThrownBy(client::listKeys));
		assertThat(server().requests()).hasSize(place.isSet() ? 2 : 3);
	}

	@EveryPlace
	@Proves(value = "retry_mode", effect = "The user agent tells the mode; attempts and delays are those of the mode.")
	void userAgentTellsTheRetryMode(Place place) {
		application(place, "kms", "adaptive").use(KmsClient.class, KmsClient::listKeys);
		assertThat(features(lastRequest())).contains(place.isSet() ? "F" : "E")
			.doesNotContain(place.isSet() ? "E" : "F");
	}

	private static String[] features(Request request) {
		String userAgent = String.valueOf(request.header("User-Agent"));
		return userAgent.substring(userAgent.indexOf(" m/") + " m/".length()).split(" ")[0].split(",");
	}

	@EveryPlace
	@Proves(value = "new_retries_2026",
			effect = "`false`: a request that fails is sent four times, as the older rules of the SDK have it.")
	void olderRulesSendARequestFourTimes(Place place) {
		server().answering(Answer.of(500));
		application(place, "kms", false).use(KmsClient.class,
				(client) -> assertThatExceptionOfType(SdkException.class).isThrownBy(client::listKeys));
		assertThat(server().requests()).hasSize(place.isSet() ? 4 : 3);
	}

	// Defaults

	@EveryPlace
	@Proves(value = "defaults_mode",
			effect = "In any mode but `legacy`, S3 in us-east-1 is called at `s3.us-east-1.amazonaws.com`; connections "
					+ "may take 1.1 seconds (`in-region`), 3.1 (`standard`, `cross-region`) or 30 (`mobile`).")
	void regionalEndpointIsADefaultOfTheMode(Place place) {
		application(place, "s3", "standard").with("aws.region", "us-east-1").use(S3Client.class, S3Client::listBuckets);
		assertThat(lastRequest().host()).isEqualTo(place.isSet() ? "s3.us-east-1.amazonaws.com" : "s3.amazonaws.com");
	}

	@ParameterizedTest
	@CsvSource({ "legacy, s3.amazonaws.com,", "standard, s3.us-east-1.amazonaws.com, 3100",
			"in-region, s3.us-east-1.amazonaws.com, 1100", "cross-region, s3.us-east-1.amazonaws.com, 3100",
			"mobile, s3.us-east-1.amazonaws.com, 30000" })
	@Proves("defaults_mode")
	void modeDecidesEndpointAndTimeouts(String mode, String host, @Nullable Integer millis) {
		AtomicReference<AttributeMap> defaults = new AtomicReference<>();
		application().with("aws.defaults-mode", mode)
			.with("aws.region", "us-east-1")
			.customizing((builder) -> builder.httpClientBuilder(new RecordingHttp(defaults)))
			.use(S3Client.class, S3Client::listBuckets);
		assertThat(lastRequest().host()).isEqualTo(host);
		Duration timeout = (millis != null) ? Duration.ofMillis(millis) : null;
		assertThat(defaults.get().get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT)).isEqualTo(timeout);
		assertThat(defaults.get().get(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT)).isEqualTo(timeout);
	}

	private record RecordingHttp(
			AtomicReference<AttributeMap> defaults) implements SdkHttpClient.Builder<RecordingHttp> {

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			this.defaults.set(defaults);
			return aws().http();
		}

	}

	// Without effect

	@EveryPlace
	@Proves(value = "output", effect = "None: requests are the same to the byte.")
	void outputChangesNothing(Place place) {
		assertNoEffect(place, "output", "text");
	}

	@EveryPlace
	@Proves(value = "parameter_validation", effect = "None: requests are the same to the byte.")
	void parameterValidationChangesNothing(Place place) {
		assertNoEffect(place, "parameter_validation", "false");
	}

	@EveryPlace
	@Proves(value = "api_versions", effect = "None: requests are the same to the byte.")
	void versionsOfServicesChangeNothing(Place place) {
		assertNoEffect(place, "api_versions", "2014-11-01");
	}

	private void assertNoEffect(Place place, String setting, String value) {
		application().use(KmsClient.class, KmsClient::listKeys);
		application(place, "kms", value).use(KmsClient.class, KmsClient::listKeys);
		assertThat(server().requests()).hasSize(2)
			.extracting(RequestWireTests::withoutTime)
			.allMatch(withoutTime(lastRequest())::equals);
		application(place, "kms", value).inspect((endpoint) -> {
			SettingDescriptor descriptor = (SettingDescriptor) Objects
				.requireNonNull(endpoint.entry("settings", setting));
			assertThat(descriptor.spelling()).isEqualTo(place.isSet() ? place.name() : null);
			assertThat(descriptor.reach()).isEqualTo(SettingReach.NO_EFFECT.getDescription())
				.isEqualTo("no effect in the SDK for Java");
		});
	}

	/**
	 * Return a request as text, without what is another in each request.
	 */
	static String withoutTime(Request request) {
		Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(request.headers());
		headers.keySet().removeAll(List.of("Amz-sdk-invocation-id", "X-amz-date"));
		headers.computeIfPresent("Authorization",
				(name, value) -> request.authorization().replaceAll("/\\d{8}/|Signature=\\p{XDigit}+", "/today/"));
		return "%s %s%n%s%n%s".formatted(request.method(), request.uri(), headers,
				new String(request.body(), StandardCharsets.UTF_8));
	}

}
