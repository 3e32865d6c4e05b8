package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshSchedule}.
 */
class RefreshScheduleTests {

	private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "PT12H, PT60M", "PT6H, PT60M", "PT4H, PT60M", "PT3H59M, PT15M", "PT1H, PT15M", "PT45M, PT15M",
			"PT44M, PT5M", "PT15M, PT5M", "PT10M, PT5M", "PT4M, PT2M", "PT10S, PT5S" })
	void windowFollowsLifetime(Duration lifetime, Duration window) {
		Instant expiration = NOW.plus(lifetime);
		assertThat(RefreshSchedule.of(NOW, expiration, 0).refreshAt()).isEqualTo(expiration.minus(window));
	}

	@Test
	void jitterSpreadsRefreshesOverTheFirstQuarterOfTheWindow() {
		RefreshSchedule latest = RefreshSchedule.of(NOW, NOW.plusSeconds(3600), 0.9999999);
		assertThat(latest.refreshAt()).isBetween(NOW.plusSeconds(2700 + 224), NOW.plusSeconds(2700 + 225));
	}

	@ParameterizedTest
	@CsvSource({ "PT1H, PT1M", "PT4M, PT1M", "PT2M, PT30S", "PT4S, PT1S" })
	void staleShortlyBeforeExpiry(Duration lifetime, Duration window) {
		Instant expiration = NOW.plus(lifetime);
		RefreshSchedule schedule = RefreshSchedule.of(NOW, expiration, 0);
		assertThat(schedule.staleAt()).isEqualTo(expiration.minus(window)).isAfterOrEqualTo(schedule.refreshAt());
	}

	@Test
	void expiredCredentialsAreRefreshedAfterOneSecond() {
		assertThat(RefreshSchedule.of(NOW, NOW.minusSeconds(5), 0).delay()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void backoffNeverShrinksWithinOneRunAndIsCapped() {
		Duration previous = Duration.ZERO;
		for (int failures = 1; failures <= 8; failures++) {
			Duration shortest = RefreshSchedule.backoff(failures, true, 0);
			Duration longest = RefreshSchedule.backoff(failures, true, 0.9999999);
			assertThat(shortest).isGreaterThan(previous).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
			assertThat(longest).isGreaterThan(shortest);
			previous = longest;
		}
		assertThat(RefreshSchedule.backoff(1000, true, 0)).isEqualTo(Duration.ofMinutes(5));
		assertThat(RefreshSchedule.backoff(1000, false, 0)).isEqualTo(Duration.ofMinutes(1));
		assertThat(RefreshSchedule.backoff(1000, false, 0.9999999)).isGreaterThan(Duration.ofSeconds(44));
	}

}
