package io.awsconfig.retry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Tells what a failure means. The error code comes first, then what the model of the
 * service and the SDK say of the exception, then the status.
 * <p>
 * Guide: Retry behavior, "Which errors are retried".
 */
@Internal
public final class Failures {

	private static final String[] TRANSIENT_CODES = { "RequestTimeout", "RequestTimeoutException", "InternalError",
			"IDPCommunicationError" };

	private static final String[] THROTTLING_CODES = { "Throttling", "ThrottlingException", "ThrottledException",
			"RequestThrottledException", "TooManyRequestsException", "ProvisionedThroughputExceededException",
			"TransactionInProgressException", "LimitExceededException", "PriorRequestNotComplete", "RequestThrottled",
			"EC2ThrottledException", "RequestLimitExceeded", "SlowDown", "BandwidthLimitExceeded" };

	private static final Map<String, FailureKind> CODES = codes();

	private Failures() {
	}

	private static Map<String, FailureKind> codes() {
		Map<String, FailureKind> codes = new HashMap<>();
		for (String code : TRANSIENT_CODES) {
			codes.put(code, FailureKind.TRANSIENT);
		}
		for (String code : THROTTLING_CODES) {
			codes.put(code, FailureKind.THROTTLING);
		}
		return codes;
	}

	/**
	 * Classify the failure of one attempt.
	 * @param failure the failure
	 * @return its kind
	 */
	public static FailureKind classify(Throwable failure) {
		if (failure instanceof SdkServiceException answer) {
			return classifyAnswer(answer);
		}
		if (failure instanceof NonRetryableException || failure instanceof AbortedException
				|| failure instanceof ApiCallTimeoutException) {
			return FailureKind.NON_RETRYABLE;
		}
		return (isTransient(failure) || isTransient(failure.getCause())) ? FailureKind.TRANSIENT
				: FailureKind.NON_RETRYABLE;
	}

	private static FailureKind classifyAnswer(SdkServiceException answer) {
		FailureKind ofCode = (answer instanceof AwsServiceException service) ? ofCode(service.awsErrorDetails()) : null;
		if (ofCode != null) {
			return ofCode;
		}
		if (answer.isThrottlingException()) {
			return FailureKind.THROTTLING;
		}
		boolean retryable = switch (answer.statusCode()) {
			case 500, 502, 503, 504 -> true;
			default -> answer.isRetryableException() || answer.isClockSkewException() || isTransient(answer.getCause());
		};
		return retryable ? FailureKind.TRANSIENT : FailureKind.NON_RETRYABLE;
	}

	private static @Nullable FailureKind ofCode(@Nullable AwsErrorDetails details) {
		return (details != null) ? CODES.get(details.errorCode()) : null;
	}

	private static boolean isTransient(@Nullable Throwable failure) {
		return failure instanceof IOException || failure instanceof UncheckedIOException
				|| failure instanceof ApiCallAttemptTimeoutException
				|| (failure instanceof SdkException exception && exception.retryable());
	}

}
