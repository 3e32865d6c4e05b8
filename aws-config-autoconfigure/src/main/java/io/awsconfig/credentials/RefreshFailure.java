package io.awsconfig.credentials;

import java.time.Instant;

/**
 * Why there are no newer credentials, and when the source is asked again.
 */
record RefreshFailure(CredentialsException exception, Instant at, int count, long retryAtNanos, Instant retryAt) {

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
