package io.awsconfig.benchmarks.retry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;

/**
 * Adaptive mode with its limiter on: how long a caller is held inside the strategy by a
 * call that succeeds at once. The delay that the strategy answers with is not waited for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LimitedRetryBenchmarks {

	@Param({ "awsConfigAdaptive", "sdkAdaptive" })
	String strategy = "";

	private RetryStrategy retries = AwsRetryStrategy.doNotRetry();

	@Setup(Level.Trial)
	public void throttle() {
		this.retries = RetryBenchmarks.create(this.strategy);
		for (int i = 0; i < 1000; i++) {
			success();
		}
		RetryToken token = this.retries.acquireInitialToken(AcquireInitialTokenRequest.create("sqs")).token();
		this.retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
			.token(token)
			.failure(RetryBenchmarks.answer(400, "ThrottlingException"))
			.suggestedDelay(Duration.ZERO)
			.build());
	}

	@Benchmark
	public RecordSuccessResponse success() {
		RetryToken token = this.retries.acquireInitialToken(AcquireInitialTokenRequest.create("sqs")).token();
		return this.retries.recordSuccess(RecordSuccessRequest.create(token));
	}

}
