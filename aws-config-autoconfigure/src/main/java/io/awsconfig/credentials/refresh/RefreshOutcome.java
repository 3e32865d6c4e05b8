package io.awsconfig.credentials.refresh;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * What a question to the source came to: usable credentials, be they old, and the failure
 * if there was one.
 */
record RefreshOutcome(@Nullable HeldCredentials held, @Nullable RefreshFailure failure) {

	AwsCredentials usable() {
		if (this.held != null) {
			return this.held.credentials();
		}
		if (this.failure != null) {
			throw this.failure.toException();
		}
		throw new IllegalStateException("Neither credentials nor a failure");
	}

}
