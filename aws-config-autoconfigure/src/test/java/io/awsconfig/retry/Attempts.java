package io.awsconfig.retry;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;

/**
 * The attempts of one call, as the SDK makes them, and failures for them.
 */
public final class Attempts {

	private final RetryStrategy strategy;

	private RetryToken token;

	private Attempts(RetryStrategy strategy, RetryToken token) {
		this.strategy = strategy;
		this.token = token;
	}

	static Attempts first(RetryStrategy strategy) {
		return new Attempts(strategy, acquire(strategy).token());
	}

	static AcquireInitialTokenResponse acquire(RetryStrategy strategy) {
		return strategy.acquireInitialToken(AcquireInitialTokenRequest.create("GLOBAL"));
	}

	Duration fail(Throwable failure) {
		return fail(failure, false);
	}

	Duration fail(Throwable failure, boolean longPolling) {
		RefreshRetryTokenResponse response = this.strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
			.token(this.token)
			.failure(failure)
			.isLongPolling(longPolling)
			.suggestedDelay(Duration.ZERO)
			.build());
		this.token = response.token();
		return response.delay();
	}

	void succeed() {
		this.strategy.recordSuccess(RecordSuccessRequest.create(this.token));
	}

	RetryToken getToken() {
		return this.token;
	}

	static void succeedAtOnce(RetryStrategy strategy) {
		first(strategy).succeed();
	}

	public static SdkException transientFailure() {
		return answer(503, null);
	}

	public static SdkException throttling() {
		return answer(400, "ThrottlingException");
	}

	static SdkException connectionReset() {
		return SdkClientException.create("Unable to execute HTTP request", new IOException("Connection reset"));
	}

	public static SdkException answer(int status, @Nullable String code) {
		return answer(status, code, null);
	}

	public static SdkException answer(int status, @Nullable String code, @Nullable String retryAfter) {
		SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
		if (retryAfter != null) {
			response.putHeader("X-Amz-Retry-After", retryAfter);
		}
		return AwsServiceException.builder()
			.statusCode(status)
			.message("no")
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).sdkHttpResponse(response.build()).build())
			.build();
	}

}
