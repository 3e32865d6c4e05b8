package io.awsconfig.retry;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tokens that retries take and successes give back. There is one quota for each
 * client. Calls that succeed at once only look at a full one.
 * <p>
 * Guide: Retry behavior, "Retry quota (token bucket)".
 */
final class RetryQuota {

	static final int CAPACITY = 500;

	private final AtomicInteger left = new AtomicInteger(CAPACITY);

	/**
	 * Take tokens, all of them or none.
	 * @param tokens how many
	 * @return whether there were enough
	 */
	boolean tryAcquire(int tokens) {
		int current;
		do {
			current = this.left.get();
			if (current < tokens) {
				return false;
			}
		}
		while (!this.left.compareAndSet(current, current - tokens));
		return true;
	}

	/**
	 * Give tokens back, as far as there is room for them.
	 * @param tokens how many
	 */
	void release(int tokens) {
		int current = this.left.get();
		while (current < CAPACITY && !this.left.compareAndSet(current, Math.min(CAPACITY, current + tokens))) {
			current = this.left.get();
		}
	}

	int getLeft() {
		return this.left.get();
	}

}
