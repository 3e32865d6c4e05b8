package io.awsconfig.retry.method;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.awsconfig.retry.RetryStatus;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The attempts of one execution of a method. Used by one thread at a time.
 */
final class MethodExecution {

	private static final AcquireInitialTokenRequest FIRST = AcquireInitialTokenRequest.create(RetryStatus.APPLICATION);

	private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final RetryStrategy strategy;

	private RetryToken token;

	private State state = State.FIRST_ATTEMPT;

	private Duration delay = Duration.ZERO;

	MethodExecution(RetryStrategy strategy) {
		this.strategy = strategy;
		this.token = strategy.acquireInitialToken(FIRST).token();
	}

	/**
	 * Take the tokens for a retry, if the failure allows for one and there are enough.
	 * @param failure the failure of an attempt
	 * @return whether to retry
	 */
	boolean retry(Throwable failure) {
		SdkException reason = MethodRetries.findRetryable(failure);
		this.state = (reason != null && refresh(reason)) ? State.RETRY : State.GIVEN_UP;
		return this.state == State.RETRY;
	}

	private boolean refresh(SdkException failure) {
		try {
			RefreshRetryTokenResponse response = this.strategy
				.refreshRetryToken(RefreshRetryTokenRequest.builder().token(this.token).failure(failure).build());
			this.token = response.token();
			this.delay = response.delay();
			return true;
		}
		catch (TokenAcquisitionFailedException ex) {
			return false;
		}
	}

	/**
	 * Return how long to wait before the retry.
	 * @return the delay in milliseconds, never shorter than the one that was computed
	 */
	long getDelayMillis() {
		return (this.delay.toNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
	}

	boolean isGivenUp() {
		return this.state == State.GIVEN_UP;
	}

	/**
	 * Give tokens back after the last attempt has succeeded.
	 */
	void succeed() {
		if (this.state != State.ENDED) {
			this.state = State.ENDED;
			this.strategy.recordSuccess(RecordSuccessRequest.create(this.token));
		}
	}

	/**
	 * Give the tokens back of a retry that was not made, because something interrupted
	 * the wait for it.
	 */
	void abandon() {
		if (this.state == State.RETRY) {
			succeed();
		}
	}

	/**
	 * How far an execution is.
	 */
	private enum State {

		FIRST_ATTEMPT, RETRY, GIVEN_UP, ENDED

	}

}
