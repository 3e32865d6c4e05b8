package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

import io.awsconfig.credentials.FetchedCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshSituation}.
 */
class RefreshSituationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Instant NOW = VirtualTime.START;

	private static final long NANOS = Long.MAX_VALUE - 5_000_000_000L;

	@ParameterizedTest(name = "asked {0} s ago, overdue in {1} s: {2} s")
	@CsvSource({ "0, , 30", "10, , 20", "30, , 0", "31, , -1", "10, 60, 20", "10, 5, 5", "10, 0, 20" })
	void nextLookAtAnAttemptIsAtItsLimitOrWhenTheCredentialsAreOverdue(long asked, @Nullable Long overdue,
			long seconds) {
		RefreshAttempt attempt = new RefreshAttempt(NANOS, true, RefreshAttempt.Cause.NEED);
		HeldCredentials held = (overdue != null) ? heldUntilOverdueIn(Duration.ofSeconds(overdue)) : null;
		RefreshSituation situation = new RefreshSituation(held, null, null, attempt, null, true);
		assertThat(situation.untilDue(NOW, NANOS + Duration.ofSeconds(asked).toNanos(), LIMIT, false))
			.isEqualTo(Duration.ofSeconds(seconds));
	}

	private static HeldCredentials heldUntilOverdueIn(Duration duration) {
		// An hour's last minute is overdue
		Instant expiration = NOW.plus(duration).plusSeconds(60);
		return HeldCredentials.of(new FetchedCredentials(RefreshingCredentialsTests.keys(1), expiration), null,
				expiration.minusSeconds(3600), NANOS, NANOS, 0);
	}

}
