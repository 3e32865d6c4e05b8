package io.awsconfig.retry;

import java.time.Duration;

import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RetryToken;

/**
 * What a call carries from one attempt to the next. It is its own answer where there is
 * nothing to wait for, so that a call that succeeds at once makes one small object.
 */
final class QuotaToken implements RetryToken, AcquireInitialTokenResponse, RecordSuccessResponse {

	private final RetryQuota quota;

	private final int attempt;

	private final int cost;

	QuotaToken(RetryQuota quota) {
		this(quota, 1, 0);
	}

	private QuotaToken(RetryQuota quota, int attempt, int cost) {
		this.quota = quota;
		this.attempt = attempt;
		this.cost = cost;
	}

	/**
	 * Return the token of the next attempt.
	 * @param cost the tokens of the quota that it took
	 * @return the token
	 */
	QuotaToken next(int cost) {
		return new QuotaToken(this.quota, this.attempt + 1, cost);
	}

	boolean isOf(RetryQuota quota) {
		return this.quota == quota;
	}

	/**
	 * Return the number of the attempt, the first being 1.
	 * @return the attempt
	 */
	int getAttempt() {
		return this.attempt;
	}

	/**
	 * Return the tokens of the quota that the attempt took.
	 * @return the tokens, none for the first attempt
	 */
	int getCost() {
		return this.cost;
	}

	@Override
	public RetryToken token() {
		return this;
	}

	@Override
	public Duration delay() {
		return Duration.ZERO;
	}

	@Override
	public String toString() {
		return "attempt " + this.attempt;
	}

}
