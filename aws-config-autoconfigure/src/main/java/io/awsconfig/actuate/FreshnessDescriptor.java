package io.awsconfig.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.awsconfig.credentials.CredentialsFreshness;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of how fresh the credentials are. What is not known or does not apply is
 * {@code null}.
 *
 * @param state {@code none}, {@code static}, {@code fresh}, {@code refreshing},
 * {@code stale}, {@code expired} or {@code failed}
 * @param step which way they came
 * @param accessKeyId the last four characters of the access key id
 * @param since since when they are in use
 * @param until until when they are valid
 * @param lastRefresh when they were last refreshed
 * @param lastRefreshDuration how long that took
 * @param lastFailure why they could not be refreshed the last time that failed
 * @param lastFailureAt when that was
 * @param nextRefresh when they will be refreshed
 * @param signInUntil until when the sign-in session behind them lasts
 * @param signInCommand the command that renews the sign-in session
 * @param refreshes how often the source has given credentials
 * @param failures how often it has failed to
 * @since 0.1.0
 */
public record FreshnessDescriptor(String state, @Nullable String step, @Nullable String accessKeyId,
		@Nullable Instant since, @Nullable Instant until, @Nullable Instant lastRefresh,
		@Nullable Duration lastRefreshDuration, @Nullable String lastFailure, @Nullable Instant lastFailureAt,
		@Nullable Instant nextRefresh, @Nullable Instant signInUntil, @Nullable String signInCommand, long refreshes,
		long failures) implements OperationResponseBody {

	private static final String HIDDEN = "****";

	private static final int SHOWN = 4;

	static FreshnessDescriptor of(CredentialsFreshness freshness) {
		return new FreshnessDescriptor(freshness.state().name().toLowerCase(Locale.ROOT), freshness.step(),
				abbreviate(freshness.accessKeyId()), freshness.since(), freshness.until(), freshness.lastRefresh(),
				freshness.lastRefreshDuration(), freshness.lastFailure(), freshness.lastFailureAt(),
				freshness.nextRefresh(), freshness.signInUntil(), freshness.signInCommand(), freshness.refreshes(),
				freshness.failures());
	}

	static @Nullable String abbreviate(@Nullable String accessKeyId) {
		if (accessKeyId == null || accessKeyId.startsWith(HIDDEN)) {
			return accessKeyId;
		}
		// Of a key that is hardly longer than that, nothing may be seen
		int shown = (accessKeyId.length() >= 4 * SHOWN) ? SHOWN : 0;
		return HIDDEN + accessKeyId.substring(accessKeyId.length() - shown);
	}

}
