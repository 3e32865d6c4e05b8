package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.Step;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong where a {@link CredentialsFetcher} did not say it itself.
 */
final class FetchProblems {

	private static final String REMEDY = "It will be asked again.";

	private FetchProblems() {
	}

	static CredentialsException noAnswer(Step step, Duration limit) {
		return new CredentialsException(step, "no answer within " + limit.toMillis() / 1000.0 + " s.", REMEDY, null);
	}

	static CredentialsException interrupted(Step step) {
		return new CredentialsException(step, "the thread was interrupted while it waited.", "", null);
	}

	static CredentialsException expired(Step step, @Nullable Instant expiration) {
		return new CredentialsException(step, "the credentials that came expired at " + expiration + ".",
				"Check their source and the clock of this machine.", null);
	}

	/**
	 * Describe what a fetcher threw, if it did.
	 */
	static CredentialsException describe(Step step, @Nullable Throwable problem) {
		if (problem instanceof CredentialsException exception) {
			return exception;
		}
		if (problem == null) {
			return new CredentialsException(step, "there was no answer.", REMEDY, null);
		}
		// Nobody knows what its message holds
		StackTraceElement[] trace = problem.getStackTrace();
		return new CredentialsException(step,
				"unexpected " + problem.getClass().getName() + ((trace.length != 0) ? " at " + trace[0] : "") + ".",
				REMEDY, null);
	}

}
