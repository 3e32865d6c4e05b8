package io.awsconfig.benchmarks.retry;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * A client that asks its strategy as the SDK's clients do, and waits in virtual time.
 */
final class SimulatedClient {

	private static final AcquireInitialTokenRequest FIRST = AcquireInitialTokenRequest.create("GLOBAL");

	private final VirtualTime time;

	private final RetryStrategy strategy;

	private final Supplier<Answer> service;

	private final long roundTrip;

	/**
	 * Create a client.
	 * @param time the time
	 * @param strategy the strategy
	 * @param service answers each attempt
	 * @param roundTrip how long an attempt takes
	 */
	SimulatedClient(VirtualTime time, RetryStrategy strategy, Supplier<Answer> service, Duration roundTrip) {
		this.time = time;
		this.strategy = strategy;
		this.service = service;
		this.roundTrip = roundTrip.toNanos();
	}

	/**
	 * Make a call.
	 * @param done called when the caller has his answer or his exception
	 */
	void call(Done done) {
		long start = this.time.nanoTime();
		AcquireInitialTokenResponse first = this.strategy.acquireInitialToken(FIRST);
		long delay = millis(first.delay());
		this.time.after(delay, () -> attempt(first.token(), new Call(done, start, delay)));
	}

	private void attempt(RetryToken token, Call call) {
		this.time.after(this.roundTrip, () -> answered(token, call));
	}

	private void answered(RetryToken token, Call call) {
		Answer answer = this.service.get();
		if (answer == Answer.SUCCESS) {
			this.strategy.recordSuccess(RecordSuccessRequest.create(token));
			call.end(true, this.time.nanoTime());
			return;
		}
		try {
			RefreshRetryTokenResponse next = this.strategy
				.refreshRetryToken(RefreshRetryTokenRequest.builder().token(token).failure(answer.failure()).build());
			this.time.after(millis(next.delay()), () -> attempt(next.token(), call));
		}
		catch (TokenAcquisitionFailedException ex) {
			call.end(false, this.time.nanoTime());
		}
	}

	/**
	 * The SDK cuts off what is less than a millisecond.
	 */
	private static long millis(Duration delay) {
		return Duration.ofMillis(delay.toMillis()).toNanos();
	}

	/**
	 * What a service answers.
	 */
	enum Answer {

		SUCCESS(null), TRANSIENT_FAILURE("InternalError"), THROTTLING("ThrottlingException");

		private final @Nullable String code;

		Answer(@Nullable String code) {
			this.code = code;
		}

		private SdkException failure() {
			AwsServiceException.Builder failure = AwsServiceException.builder()
				.awsErrorDetails(AwsErrorDetails.builder().errorCode(this.code).build());
			// Nobody reads the stack of a simulation
			failure.writableStackTrace(false);
			return failure.build();
		}

	}

	/**
	 * Called at the end of a call.
	 */
	interface Done {

		void call(boolean success, double firstDelay, double latency);

	}

	private record Call(Done done, long start, long firstDelay) {

		void end(boolean success, long now) {
			this.done.call(success, this.firstDelay / VirtualTime.NANOS_PER_SECOND,
					(now - this.start) / VirtualTime.NANOS_PER_SECOND);
		}

	}

}
