package io.awsconfig.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import software.amazon.awssdk.retries.api.BackoffStrategy;

import org.springframework.util.Assert;

/**
 * Exponential backoff with full jitter: any delay up to a bound that doubles with each
 * retry, up to 20 seconds.
 * <p>
 * Guide: Retry behavior, "Backoff formula".
 */
final class FullJitterBackoff implements BackoffStrategy {

	private static final long CAP_MILLIS = 20_000;

	/**
	 * Many more doublings than it takes to reach the cap.
	 */
	private static final int MOST_DOUBLINGS = 30;

	private static final double NANOS_PER_MILLI = 1_000_000;

	private final long baseMillis;

	private final DoubleSupplier random;

	/**
	 * Create a backoff.
	 * @param baseMillis the longest delay before the first retry, in milliseconds
	 * @param random gives numbers from 0 up to, but not including, 1
	 */
	FullJitterBackoff(int baseMillis, DoubleSupplier random) {
		this.baseMillis = baseMillis;
		this.random = random;
	}

	/**
	 * Return the delay before an attempt.
	 * @param attempt the attempt that comes next; the first retry is attempt 2
	 */
	@Override
	public Duration computeDelay(int attempt) {
		Assert.isTrue(attempt > 0, "'attempt' must be at least 1");
		return (attempt == 1) ? Duration.ZERO
				: Duration.ofNanos((long) (this.random.getAsDouble() * (boundMillis(attempt) * NANOS_PER_MILLI)));
	}

	private long boundMillis(int attempt) {
		return Math.min(CAP_MILLIS, this.baseMillis << Math.min(attempt - 2, MOST_DOUBLINGS));
	}

	@Override
	public String toString() {
		return "full jitter, base " + this.baseMillis + " ms";
	}

}
