package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

import io.awsconfig.credentials.CredentialsException;
import org.jspecify.annotations.Nullable;

/**
 * Why there are no newer credentials, and when the source is asked again.
 */
record RefreshFailure(CredentialsException exception, Instant at, int count, long retryAtNanos, Instant retryAt) {

	/**
	 * Take note of a failure, and plan when the source is asked again.
	 * @param exception the failure
	 * @param previous the failure before, if there has been no success since
	 * @param held what is in use
	 * @param now the time
	 * @param nanos the time in nanoseconds
	 * @param random from 0 up to, but not including, 1
	 * @return the failure
	 */
	static RefreshFailure of(CredentialsException exception, @Nullable RefreshFailure previous,
			@Nullable HeldCredentials held, Instant now, long nanos, double random) {
		int count = (previous != null) ? previous.count() + 1 : 1;
		boolean usable = held != null && held.isUsableAt(now);
		Duration backoff = RefreshSchedule.backoff(count, usable, random);
		if (usable && held != null) {
			backoff = held.notBeyond(now, backoff);
		}
		return new RefreshFailure(exception, now, count, nanos + backoff.toNanos(), now.plus(backoff));
	}

	boolean isOver(long nanos) {
		return nanos - this.retryAtNanos >= 0;
	}

	String message() {
		return String.valueOf(this.exception.getMessage());
	}

	CredentialsException toException() {
		// Each caller gets its own: the SDK adds to what it gets
		return new CredentialsException(message(), this.exception);
	}

}
