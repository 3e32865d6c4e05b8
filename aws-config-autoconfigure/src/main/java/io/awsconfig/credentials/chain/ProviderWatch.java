package io.awsconfig.credentials.chain;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionException;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.WatchedCredentials.Account;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.settings.AccessKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * What a provider of the application's own has answered to its clients.
 */
final class ProviderWatch {

	private static final Log logger = LogFactory.getLog(CredentialsChain.class);

	private final String name;

	private final Clock clock;

	private final Verdicts verdicts = new Verdicts();

	/**
	 * Those that the application may still hold in its hands.
	 */
	private final Set<Throwable> told = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private volatile Answers answers = new Answers(null, null, null, null, false, 0);

	ProviderWatch(String name, Clock clock) {
		this.name = name;
		this.clock = clock;
	}

	Verdicts verdicts() {
		return this.verdicts;
	}

	/**
	 * Take note of an answer. Makes nothing as long as it is the one before.
	 */
	void given(@Nullable AwsCredentialsIdentity identity) {
		Answers answers = this.answers;
		if (identity == null || (answers.isSame(identity) && !answers.failing())) {
			return;
		}
		note(identity, answers.failing());
	}

	private synchronized void note(AwsCredentialsIdentity identity, boolean failing) {
		Answers before = this.answers;
		boolean same = before.isSame(identity);
		this.answers = new Answers(identity, (same && before.since() != null) ? before.since() : this.clock.instant(),
				before.lastFailure(), before.lastFailureAt(), false, before.failures());
		if (failing && before.failing()) {
			logger.info(this.name + " gives credentials again");
		}
	}

	void failed(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		this.told.add(cause);
		boolean first;
		String reason = describe(cause);
		synchronized (this) {
			Answers before = this.answers;
			first = !before.failing();
			this.answers = new Answers(before.identity(), before.since(), reason, this.clock.instant(), true,
					before.failures() + 1);
		}
		// Of ours, there has been a line already
		if (first && !(cause instanceof CredentialsException)) {
			logger.warn("No credentials from " + this.name + ": " + reason);
		}
	}

	/**
	 * Of the exceptions of others, nobody knows what their messages hold.
	 */
	private static String describe(Throwable cause) {
		String said = (cause instanceof SdkException) ? ": " + Words.clean(String.valueOf(cause.getMessage())) : "";
		return cause.getClass().getName() + said + ".";
	}

	boolean hasTold(Throwable failure) {
		return failure instanceof CredentialsException || this.told.contains(failure);
	}

	boolean has(String accessKeyId) {
		AwsCredentialsIdentity identity = this.answers.identity();
		return identity != null && accessKeyId.equals(identity.accessKeyId());
	}

	Account account() {
		CredentialsFreshness freshness = freshnessOfAnswers();
		return new Account("from " + this.name, freshness.accessKeyId(), freshness.since(), freshness.until(),
				"They come from " + this.name + ", which has to give new ones.", "");
	}

	CredentialsFreshness freshness() {
		return this.verdicts.applyTo(freshnessOfAnswers(), this::has);
	}

	private CredentialsFreshness freshnessOfAnswers() {
		Answers answers = this.answers;
		AwsCredentialsIdentity identity = answers.identity();
		Instant until = (identity != null) ? identity.expirationTime().orElse(null) : null;
		String accessKeyId = (identity != null) ? identity.accessKeyId() : null;
		return new CredentialsFreshness(state(answers, until), this.name,
				(accessKeyId != null) ? AccessKeys.abbreviate(accessKeyId) : null, answers.since(), until, null, null,
				answers.lastFailure(), answers.lastFailureAt(), null, null, null, 0, answers.failures());
	}

	private State state(Answers answers, @Nullable Instant until) {
		if (answers.identity() == null) {
			return answers.failing() ? State.FAILED : State.NONE;
		}
		if (until != null && !this.clock.instant().isBefore(until)) {
			return State.EXPIRED;
		}
		if (answers.failing()) {
			// Whoever asks gets none, however long the last ones may be valid
			return State.FAILED;
		}
		return (until != null) ? State.FRESH : State.STATIC;
	}

	/**
	 * The answers so far.
	 *
	 * @param identity the last credentials
	 * @param since since when they are given
	 * @param lastFailure why there were none the last time that there were none
	 * @param lastFailureAt when that was
	 * @param failing whether that was the last answer
	 * @param failures how often there were none
	 */
	private record Answers(@Nullable AwsCredentialsIdentity identity, @Nullable Instant since,
			@Nullable String lastFailure, @Nullable Instant lastFailureAt, boolean failing, long failures) {

		boolean isSame(AwsCredentialsIdentity other) {
			AwsCredentialsIdentity identity = this.identity;
			return identity == other || (identity != null && identity.equals(other)
					&& identity.expirationTime().equals(other.expirationTime()));
		}

		@Override
		public String toString() {
			return "answers of a provider";
		}

	}

}
