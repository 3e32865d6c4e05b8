package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFetcher.Asked;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Unexpected;
import io.awsconfig.diagnostic.Words;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong where a {@link CredentialsFetcher} did not say it itself.
 */
final class FetchProblems {

	private static final String REMEDY = "It will be asked again.";

	private FetchProblems() {
	}

	static CredentialsException noAnswer(Step step, Duration limit, Asked asked) {
		String from = asked.name().isEmpty() ? "" : " from " + asked.name();
		String remedy = asked.remedy().isEmpty() ? REMEDY : asked.remedy() + " " + REMEDY;
		return new CredentialsException(step, "no answer within %s%s.".formatted(Words.of(limit), from), remedy, null);
	}

	static CredentialsException interrupted(Step step) {
		return new CredentialsException(step, "the thread was interrupted while it waited.", "", null);
	}

	private static CredentialsException expired(Step step, @Nullable Instant expiration) {
		return new CredentialsException(step, "the credentials that came expired at " + expiration + ".",
				"Check their source and the clock of this machine.", null);
	}

	/**
	 * Tell what is wrong with credentials that came, or return {@code null}.
	 */
	static @Nullable CredentialsException inspect(Step step, FetchedCredentials fetched, Instant now) {
		if (!fetched.isComplete()) {
			return new CredentialsException(step,
					"a temporary access key (ASIA...) came without a session token, without which it cannot be used.",
					"Let its source give the token as well.", null);
		}
		return fetched.isExpiredAt(now) ? expired(step, fetched.expiration()) : null;
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
		return new CredentialsException(step, Unexpected.describe(problem) + ".", REMEDY, null);
	}

}
