package io.awsconfig.retry;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a strategy has done so far. Calls that succeed at once count nothing.
 */
final class RetryCounters {

	private final LongAdder retries = new LongAdder();

	private final LongAdder throttles = new LongAdder();

	private final LongAdder refusals = new LongAdder();

	private final LongAdder otherDelays = new LongAdder();

	private final LongAdder delayedNanos = new LongAdder();

	void retry(Duration delay) {
		this.retries.increment();
		this.delayedNanos.add(delay.toNanos());
	}

	void throttle() {
		this.throttles.increment();
	}

	void refusal() {
		this.refusals.increment();
	}

	/**
	 * Count a delay that no retry follows.
	 * @param delay the delay
	 */
	void otherDelay(Duration delay) {
		this.otherDelays.increment();
		this.delayedNanos.add(delay.toNanos());
	}

	/**
	 * Add what another one has counted.
	 * @param other the other counters
	 */
	void add(RetryCounters other) {
		this.retries.add(other.retries.sum());
		this.throttles.add(other.throttles.sum());
		this.refusals.add(other.refusals.sum());
		this.otherDelays.add(other.otherDelays.sum());
		this.delayedNanos.add(other.delayedNanos.sum());
	}

	RetryTotals totals() {
		long retries = this.retries.sum();
		return new RetryTotals(retries, this.throttles.sum(), this.refusals.sum(), retries + this.otherDelays.sum(),
				Duration.ofNanos(this.delayedNanos.sum()));
	}

}
