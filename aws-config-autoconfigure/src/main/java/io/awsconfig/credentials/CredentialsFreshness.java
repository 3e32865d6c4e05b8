package io.awsconfig.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.awsconfig.Internal;
import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;

/**
 * How fresh credentials are at one moment. Holds no secret.
 *
 * @param state the state
 * @param step the step that gave them, for example {@code assume role}, or {@code null}
 * if none is configured
 * @param accessKeyId what may be shown of the access key id, or {@code null} if there are
 * no credentials
 * @param since since when these credentials have been in use
 * @param until until when they are valid, or {@code null} if they do not expire
 * @param lastRefresh when their source last gave credentials
 * @param lastRefreshDuration how long that took
 * @param lastFailure why the last refresh that failed did so, or {@code null} if none did
 * @param lastFailureAt when that was
 * @param nextRefresh when their source will be asked again, or {@code null} if that is
 * not planned
 * @param signInUntil until when the sign-in session behind them lasts, or {@code null} if
 * there is none
 * @param signInCommand the command that renews the sign-in session, or {@code null}
 * @param refreshes how often their source has given credentials
 * @param failures how often it has failed to, or has not answered in time
 * @since 0.1.0
 */
public record CredentialsFreshness(State state, @Nullable String step, @Nullable String accessKeyId,
		@Nullable Instant since, @Nullable Instant until, @Nullable Instant lastRefresh,
		@Nullable Duration lastRefreshDuration, @Nullable String lastFailure, @Nullable Instant lastFailureAt,
		@Nullable Instant nextRefresh, @Nullable Instant signInUntil, @Nullable String signInCommand, long refreshes,
		long failures) {

	@Internal
	public static CredentialsFreshness none(@Nullable String step) {
		return new CredentialsFreshness(State.NONE, step, null, null, null, null, null, null, null, null, null, null, 0,
				0);
	}

	/**
	 * Return that none are configured although somebody has asked for some.
	 */
	@Internal
	public static CredentialsFreshness missing(String failure, Instant at, long failures) {
		return new CredentialsFreshness(State.FAILED, null, null, null, null, null, null, failure, at, null, null, null,
				0, failures);
	}

	/**
	 * Return the same credentials in a state that AWS has put them into.
	 */
	@Internal
	public CredentialsFreshness refused(State refused, String failure, Instant at) {
		return new CredentialsFreshness(refused, this.step, this.accessKeyId, this.since, this.until, this.lastRefresh,
				this.lastRefreshDuration, failure, at, this.nextRefresh, this.signInUntil, this.signInCommand,
				this.refreshes, this.failures);
	}

	@Internal
	public static CredentialsFreshness fixed(@Nullable String step, String accessKeyId) {
		return new CredentialsFreshness(State.STATIC, step, AccessKeys.abbreviate(accessKeyId), null, null, null, null,
				null, null, null, null, null, 0, 0);
	}

	/**
	 * The states.
	 */
	public enum State {

		/**
		 * There are no credentials, and nobody has asked for any.
		 */
		NONE,

		/**
		 * The credentials are fixed and never refreshed.
		 */
		STATIC,

		/**
		 * The credentials are valid, and their last refresh succeeded.
		 */
		FRESH,

		/**
		 * The credentials are being refreshed, or asked for the first time.
		 */
		REFRESHING,

		/**
		 * The credentials are still in use, but their refresh is overdue or has failed.
		 */
		STALE,

		/**
		 * The credentials have expired, or AWS says that they have, and there are no new
		 * ones.
		 */
		EXPIRED,

		/**
		 * AWS does not know the access key, or its secret is another one.
		 */
		REFUSED,

		/**
		 * There have never been credentials, and their source fails; or somebody has
		 * asked for some where none are configured.
		 */
		FAILED;

		/**
		 * Return the state in lower case, as it is shown.
		 */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
