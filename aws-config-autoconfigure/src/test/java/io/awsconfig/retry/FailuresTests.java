package io.awsconfig.retry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.awsconfig.testsupport.Guide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.sts.model.IdpCommunicationErrorException;
import software.amazon.awssdk.utils.DateUtils;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTests {

	@ParameterizedTest
	@ValueSource(strings = { "RequestTimeout", "RequestTimeoutException", "InternalError", "IDPCommunicationError" })
	void transientCodesOfTheGuideAreTransientWhateverTheStatus(String code) {
		for (int status : new int[] { 200, 400, 403, 429, 500, 503 }) {
			assertThat(Failures.classify(Attempts.answer(status, code))).isEqualTo(FailureKind.TRANSIENT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
			"TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
			"LimitExceededException", "PriorRequestNotComplete", "RequestThrottled", "EC2ThrottledException",
			"RequestLimitExceeded", "SlowDown", "BandwidthLimitExceeded" })
	void throttlingCodesOfTheGuideAreThrottlingWhateverTheStatus(String code) {
		for (int status : new int[] { 200, 400, 403, 429, 500, 502, 503, 504, 509 }) {
			assertThat(Failures.classify(Attempts.answer(status, code))).isEqualTo(FailureKind.THROTTLING);
		}
	}

	@Test
	void everyCodeOfTheGuideIsKnown() {
		List<String> page = Guide.lines();
		List<String> table = page.subList(page.indexOf("### Error classification"),
				page.indexOf("## How long does the SDK wait"));
		int throttling = table.indexOf("**Throttling errors** are retried with a longer base delay (1,000 ms):");
		int end = table.indexOf("**Note**");
		assertThat(codes(table.subList(0, throttling))).hasSize(4)
			.allSatisfy((code) -> assertThat(Failures.classify(Attempts.answer(400, code)))
				.isEqualTo(FailureKind.TRANSIENT));
		assertThat(codes(table.subList(throttling, end))).hasSize(14)
			.allSatisfy((code) -> assertThat(Failures.classify(Attempts.answer(400, code)))
				.isEqualTo(FailureKind.THROTTLING));
	}

	private static List<String> codes(List<String> lines) {
		return lines.stream()
			.flatMap((line) -> Arrays.stream(line.strip().split("\\s+")).filter((word) -> line.strip().equals(word)))
			.map((word) -> word.replace("`", ""))
			.filter((word) -> word.matches("[A-Za-z0-9]+"))
			.toList();
	}

	@ParameterizedTest
	@CsvSource({ "500, TRANSIENT", "502, TRANSIENT", "503, TRANSIENT", "504, TRANSIENT", "429, THROTTLING",
			"400, NON_RETRYABLE", "403, NON_RETRYABLE", "404, NON_RETRYABLE", "408, NON_RETRYABLE",
			"409, NON_RETRYABLE", "501, NON_RETRYABLE", "505, NON_RETRYABLE", "509, NON_RETRYABLE" })
	void statusCountsWithoutRecognizedCode(int status, FailureKind kind) {
		assertThat(Failures.classify(Attempts.answer(status, "Unheard"))).isEqualTo(kind);
		assertThat(Failures.classify(Attempts.answer(status, null))).isEqualTo(kind);
		assertThat(Failures.classify(SdkServiceException.builder().statusCode(status).build())).isEqualTo(kind);
		assertThat(Failures.classify(AwsServiceException.builder().statusCode(status).build())).isEqualTo(kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "AccessDeniedException", "ValidationException", "ResourceNotFoundException",
			"ExpiredToken", "throttling", "" })
	void otherCodesAreNotRetried(String code) {
		assertThat(Failures.classify(Attempts.answer(400, code))).isEqualTo(FailureKind.NON_RETRYABLE);
	}

	@ParameterizedTest
	@MethodSource
	void failuresWithoutAnswerAreTransient(Throwable failure) {
		assertThat(Failures.classify(failure)).isEqualTo(FailureKind.TRANSIENT);
		assertThat(Failures.classify(SdkClientException.create("Unable to execute HTTP request", failure)))
			.isEqualTo(FailureKind.TRANSIENT);
	}

	static Stream<Throwable> failuresWithoutAnswerAreTransient() {
		return Stream.of(new IOException("Connection reset"), new UnknownHostException("s3.amazonaws.com"),
				new SocketTimeoutException("Read timed out"), new UncheckedIOException(new IOException("closed")),
				RetryableException.create("again"), ApiCallAttemptTimeoutException.create(100));
	}

	@ParameterizedTest
	@MethodSource
	void failuresOfTheCallerAreNotRetried(Throwable failure) {
		assertThat(Failures.classify(failure)).isEqualTo(FailureKind.NON_RETRYABLE);
	}

	static Stream<Throwable> failuresOfTheCallerAreNotRetried() {
		IOException reset = new IOException("Connection reset");
		return Stream.of(SdkClientException.create("no credentials"), new IllegalStateException("no", reset.getCause()),
				NonRetryableException.create("the stream cannot be read again", reset),
				AbortedException.create("interrupted", reset), ApiCallTimeoutException.create(100),
				new OutOfMemoryError("no"));
	}

	@Test
	void clockSkewIsRetriedAsTheSdkDoes() {
		assertThat(Failures.classify(Attempts.answer(403, "RequestTimeTooSkewed"))).isEqualTo(FailureKind.TRANSIENT);
		assertThat(Failures.classify(Attempts.answer(400, "RequestExpired"))).isEqualTo(FailureKind.TRANSIENT);
		assertThat(Failures.classify(Attempts.answer(403, "RequestInTheFuture"))).isEqualTo(FailureKind.TRANSIENT);
		assertThat(Failures.classify(signature(Duration.ofMinutes(10)))).isEqualTo(FailureKind.TRANSIENT);
		assertThat(Failures.classify(signature(Duration.ofMinutes(1)))).isEqualTo(FailureKind.NON_RETRYABLE);
	}

	private static AwsServiceException signature(Duration ahead) {
		SdkHttpResponse response = SdkHttpResponse.builder()
			.statusCode(403)
			.putHeader("Date", DateUtils.formatRfc822Date(Instant.now().plus(ahead)))
			.build();
		return AwsServiceException.builder()
			.statusCode(403)
			.clockSkew(Duration.ZERO)
			.awsErrorDetails(
					AwsErrorDetails.builder().errorCode("SignatureDoesNotMatch").sdkHttpResponse(response).build())
			.build();
	}

	@Test
	void whatTheModelOfAServiceSaysIsKept() {
		assertThat(Failures.classify(ReplicatedWriteConflictException.builder().statusCode(400).build()))
			.isEqualTo(FailureKind.TRANSIENT);
		assertThat(Failures.classify(IdpCommunicationErrorException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("IDPCommunicationError").build())
			.build())).isEqualTo(FailureKind.TRANSIENT);
	}

}
