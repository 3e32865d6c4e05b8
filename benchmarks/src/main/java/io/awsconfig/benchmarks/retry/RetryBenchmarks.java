package io.awsconfig.benchmarks.retry;

import java.util.concurrent.TimeUnit;

import io.awsconfig.retry.RetryStrategies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;

/**
 * What the SDK asks of the strategy of one client during a call, which all threads share:
 * a call that succeeds at once, and one that succeeds at the second attempt. Delays are
 * computed and not waited for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RetryBenchmarks {

	@Param({ "awsConfigStandard", "sdkStandard", "awsConfigAdaptive", "sdkAdaptive" })
	String strategy = "";

	private RetryStrategy retries = AwsRetryStrategy.doNotRetry();

	private final AwsServiceException unavailable = answer(503, "ServiceUnavailable");

	private final AwsServiceException throttled = answer(400, "ThrottlingException");

	@Setup
	public void createStrategy() {
		this.retries = create(this.strategy);
	}

	static RetryStrategy create(String strategy) {
		return switch (strategy) {
			case "awsConfigStandard" -> new RetryStrategies().standard("sqs", null);
			case "sdkStandard" -> AwsRetryStrategy.standardRetryStrategy();
			case "awsConfigAdaptive" -> new RetryStrategies().adaptive("sqs", null);
			case "sdkAdaptive" -> AwsRetryStrategy.adaptiveRetryStrategy();
			default -> throw new IllegalArgumentException(strategy);
		};
	}

	static AwsServiceException answer(int status, String code) {
		SdkHttpResponse response = SdkHttpResponse.builder().statusCode(status).build();
		return AwsServiceException.builder()
			.statusCode(status)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).sdkHttpResponse(response).build())
			.build();
	}

	@Benchmark
	public RecordSuccessResponse success() {
		RetryToken token = this.retries.acquireInitialToken(AcquireInitialTokenRequest.create("sqs")).token();
		return this.retries.recordSuccess(RecordSuccessRequest.create(token));
	}

	@Benchmark
	public RecordSuccessResponse retryAfterTransientFailure() {
		return retryAfter(this.unavailable);
	}

	/**
	 * Without adaptive mode: there the first one switches the limiter on.
	 */
	@Benchmark
	public RecordSuccessResponse retryAfterThrottling() {
		return retryAfter(this.throttled);
	}

	private RecordSuccessResponse retryAfter(AwsServiceException failure) {
		RetryToken first = this.retries.acquireInitialToken(AcquireInitialTokenRequest.create("sqs")).token();
		RetryToken second = this.retries
			.refreshRetryToken(RefreshRetryTokenRequest.builder().token(first).failure(failure).build())
			.token();
		return this.retries.recordSuccess(RecordSuccessRequest.create(second));
	}

}
