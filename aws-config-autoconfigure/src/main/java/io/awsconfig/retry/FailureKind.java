package io.awsconfig.retry;

import io.awsconfig.Internal;

/**
 * What a failure means for retries.
 * <p>
 * Guide: Retry behavior, "Which errors are retried" and "Retry quota".
 */
@Internal
public enum FailureKind {

	/**
	 * Something broke on the way, and soon may not: retried after a short delay.
	 */
	TRANSIENT(14),

	/**
	 * The service refused because of the rate of requests: retried after a long delay.
	 */
	THROTTLING(5),

	/**
	 * Would fail again.
	 */
	NON_RETRYABLE(0);

	private final int cost;

	FailureKind(int cost) {
		this.cost = cost;
	}

	/**
	 * Return how many tokens of the quota a retry takes.
	 * @return the cost
	 */
	int getCost() {
		return this.cost;
	}

}
