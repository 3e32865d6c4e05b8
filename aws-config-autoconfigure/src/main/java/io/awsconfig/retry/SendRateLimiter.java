package io.awsconfig.retry;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The rate at which adaptive mode sends requests: unlimited until the service throttles
 * for the first time; then cut with each throttling answer, and recovered as a cubic
 * function of time (CUBIC), never beyond twice the rate that was measured.
 * <p>
 * A request takes its token at once, also one that is still to come, and is told how long
 * to wait for it. So nobody waits here. Who asks while the rate is low is not held at it:
 * the wait counts on the rate that recovers meanwhile.
 */
final class SendRateLimiter {

	private static final double BETA = 0.7;

	private static final double SCALE = 0.4;

	private static final double SMOOTHING = 0.8;

	private static final double MIN_RATE = 0.5;

	private static final double MIN_CAPACITY = 1;

	private static final double BUCKETS_PER_SECOND = 2;

	private static final double NANOS_PER_SECOND = 1_000_000_000;

	private static final AtomicReferenceFieldUpdater<SendRateLimiter, State> STATE = AtomicReferenceFieldUpdater
		.newUpdater(SendRateLimiter.class, State.class, "state");

	private final LongSupplier nanoTime;

	private final long start;

	private volatile State state = State.INITIAL;

	/**
	 * Create a limiter.
	 * @param nanoTime the time, as {@link System#nanoTime()} tells it
	 */
	SendRateLimiter(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	/**
	 * Take a token for one request.
	 * @return how long to wait for it, in nanoseconds
	 */
	long acquire() {
		State current;
		State next;
		do {
			current = this.state;
			if (!current.limited) {
				return 0;
			}
			next = current.refill(now());
			next = next.withTokens(next.tokens - 1);
		}
		while (!STATE.compareAndSet(this, current, next));
		return (next.tokens < 0) ? (long) Math.ceil(next.secondsUntilPaid() * NANOS_PER_SECOND) : 0;
	}

	/**
	 * Learn from an answer of the service.
	 * @param throttled whether the service has throttled
	 */
	void answered(boolean throttled) {
		State current;
		State next;
		do {
			current = this.state;
			next = current.answered(now(), throttled);
		}
		while (!STATE.compareAndSet(this, current, next));
	}

	/**
	 * Return the rate at which requests are sent.
	 * @return requests per second, or {@code null} as long as nothing was throttled
	 */
	@Nullable Double getLimit() {
		State current = this.state;
		return current.limited ? current.rate : null;
	}

	/**
	 * Return the rate of answers, measured in buckets of half a second.
	 * @return answers per second
	 */
	double getMeasuredRate() {
		return this.state.measuredRate;
	}

	private double now() {
		return (this.nanoTime.getAsLong() - this.start) / NANOS_PER_SECOND;
	}

	/**
	 * All that a limiter knows. Times are in seconds since it was made.
	 *
	 * @param limited whether anything was throttled yet
	 * @param rate how many tokens are added in a second
	 * @param capacity how many tokens there can be
	 * @param tokens how many there are; below zero, how many are owed
	 * @param refilled when tokens were added
	 * @param measuredRate the rate of answers
	 * @param bucket when the half second that is being measured began
	 * @param count how many answers came since
	 * @param lastMaxRate the rate when the service throttled
	 * @param throttled when the service throttled
	 */
	private record State(boolean limited, double rate, double capacity, double tokens, double refilled,
			double measuredRate, double bucket, long count, double lastMaxRate, double throttled) {

		static final State INITIAL = new State(false, 0, 0, 0, 0, 0, 0, 0, 0, 0);

		State refill(double now) {
			// Two threads may look at the clock in one order and come here in the other
			double later = Math.max(now, this.refilled);
			double refilled = Math.min(this.capacity, this.tokens + (later - this.refilled) * this.rate);
			return new State(this.limited, this.rate, this.capacity, refilled, later, this.measuredRate, this.bucket,
					this.count, this.lastMaxRate, this.throttled);
		}

		State withTokens(double tokens) {
			return new State(this.limited, this.rate, this.capacity, tokens, this.refilled, this.measuredRate,
					this.bucket, this.count, this.lastMaxRate, this.throttled);
		}

		/**
		 * Return how long it takes until no token is owed any more, if nothing is
		 * throttled meanwhile and the rate recovers as fast as it may: along the cubic
		 * function, and by no more in each half second than what the measured rate allows
		 * for.
		 */
		double secondsUntilPaid() {
			double owed = -this.tokens;
			double rate = this.rate;
			double seconds = 0;
			while (owed > rate / BUCKETS_PER_SECOND) {
				owed -= rate / BUCKETS_PER_SECOND;
				seconds += 1 / BUCKETS_PER_SECOND;
				double recovered = recovered(this.refilled + seconds - this.throttled, this.lastMaxRate);
				rate = Math.max(rate, Math.min(recovered, 2 * SMOOTHING * rate));
			}
			return seconds + owed / rate;
		}

		State answered(double now, boolean throttle) {
			State full = refill(now);
			double bucket = Math.floor(now * BUCKETS_PER_SECOND) / BUCKETS_PER_SECOND;
			double measured = this.measuredRate;
			long count = this.count + 1;
			if (bucket > this.bucket) {
				double current = count / (bucket - this.bucket);
				measured = current * SMOOTHING + measured * (1 - SMOOTHING);
				count = 0;
			}
			else {
				bucket = this.bucket;
			}
			double lastMaxRate = this.lastMaxRate;
			double throttled = this.throttled;
			if (throttle) {
				lastMaxRate = this.limited ? Math.min(measured, this.rate) : measured;
				throttled = now;
			}
			double calculated = throttle ? lastMaxRate * BETA : recovered(now - throttled, lastMaxRate);
			double rate = Math.min(calculated, 2 * measured);
			double capacity = Math.max(rate, MIN_CAPACITY);
			return new State(this.limited || throttle, Math.max(rate, MIN_RATE), capacity,
					Math.min(full.tokens, capacity), full.refilled, measured, bucket, count, lastMaxRate, throttled);
		}

		private static double recovered(double sinceThrottled, double lastMaxRate) {
			double window = Math.cbrt(lastMaxRate * (1 - BETA) / SCALE);
			double distance = sinceThrottled - window;
			return SCALE * distance * distance * distance + lastMaxRate;
		}

	}

}
