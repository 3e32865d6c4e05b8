package io.awsconfig.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class AwsCredentialsHealthIndicatorTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final Instant NEVER_ASKED = NOW.plusSeconds(7200);

	private static CredentialsFreshness freshness(State state, @Nullable Instant until, @Nullable Instant next) {
		return new CredentialsFreshness(state, "assume role", "****MPLE", NOW.minusSeconds(60), until,
				NOW.minusSeconds(60), Duration.ofMillis(300), null, null, next, null, null, 1, 0);
	}

	private static Health health(CredentialsFreshness freshness) {
		return new AwsCredentialsHealthIndicator(() -> freshness, Duration.ofMinutes(10),
				Clock.fixed(NOW, ZoneOffset.UTC))
			.health();
	}

	@ParameterizedTest
	@CsvSource({ "NONE,UNKNOWN", "STATIC,UP", "FRESH,UP", "REFRESHING,UP", "STALE,UP", "EXPIRED,DOWN", "REFUSED,DOWN",
			"FAILED,DOWN" })
	void statusSaysWhetherThereIsSomethingUsable(State state, String status) {
		assertThat(health(freshness(state, NEVER_ASKED, null)).getStatus()).isEqualTo(new Status(status));
	}

	@ParameterizedTest
	@EnumSource
	void accessKeyIdIsAbbreviatedInEveryState(State state) {
		assertThat(health(freshness(state, NEVER_ASKED, null)).getDetails()).containsEntry("accessKeyId", "****MPLE");
	}

	@Test
	void refreshingPastTheEndIsDown() {
		assertThat(health(freshness(State.REFRESHING, NOW, null)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void firstLoadIsUnknown() {
		CredentialsFreshness first = new CredentialsFreshness(State.REFRESHING, null, null, null, null, null, null,
				null, null, null, null, null, 0, 0);
		assertThat(health(first).getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health(first).getDetails()).containsOnlyKeys("state");
	}

	@Test
	void detailsTellWhatIsKnown() {
		Instant until = NOW.plusSeconds(3600);
		Instant next = NOW.plusSeconds(3000);
		assertThat(health(freshness(State.FRESH, until, next)).getDetails())
			.isEqualTo(Map.of("state", "fresh", "step", "assume role", "accessKeyId", "****MPLE", "since",
					NOW.minusSeconds(60), "until", until, "lastRefresh", NOW.minusSeconds(60), "nextRefresh", next));
	}

	@Test
	void expiringSoonIsADetailWhereNoRefreshComesBefore() {
		Instant soon = NOW.plusSeconds(599);
		assertThat(health(freshness(State.FRESH, soon, null)).getDetails()).containsEntry("expiringSoon", true);
		assertThat(health(freshness(State.FRESH, soon, soon)).getDetails()).containsEntry("expiringSoon", true);
		assertThat(health(freshness(State.FRESH, soon, NOW.plusSeconds(60))).getDetails())
			.doesNotContainKey("expiringSoon");
		assertThat(health(freshness(State.REFRESHING, soon, null)).getDetails()).doesNotContainKey("expiringSoon");
		assertThat(health(freshness(State.STALE, soon, NOW.plusSeconds(60))).getDetails()).containsEntry("expiringSoon",
				true);
		assertThat(health(freshness(State.FRESH, NOW.plusSeconds(600), null)).getDetails())
			.doesNotContainKey("expiringSoon");
	}

	@Test
	void failureAndSignInAreDetails() {
		CredentialsFreshness failed = new CredentialsFreshness(State.STALE, "IAM Identity Center", "****MPLE",
				NOW.minusSeconds(60), NOW.plusSeconds(3600), NOW.minusSeconds(60), Duration.ofMillis(300),
				"The session has expired.", NOW.minusSeconds(5), NOW.plusSeconds(5), NOW.plusSeconds(30),
				"aws sso login --profile work", 1, 1);
		assertThat(health(failed).getDetails()).containsEntry("lastFailure", "The session has expired.")
			.containsEntry("lastFailureAt", NOW.minusSeconds(5))
			.containsEntry("signInUntil", NOW.plusSeconds(30))
			.containsEntry("signInExpiringSoon", true)
			.containsEntry("signInCommand", "aws sso login --profile work")
			.containsEntry("accessKeyId", "****MPLE");
	}

}
