package io.awsconfig.retry;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryCounters}.
 */
class RetryCountersTests {

	@Test
	void totalsAreThoseOfAllThatWereAdded() {
		RetryCounters counters = counted(1, 2, 3, 4);
		counters.add(counted(10, 20, 30, 40));
		assertThat(counters.totals()).isEqualTo(new RetryTotals(11, 22, 33, 11 + 44, Duration.ofMillis(11 + 44_000)));
	}

	private static RetryCounters counted(int retries, int throttles, int refusals, int otherDelays) {
		RetryCounters counters = new RetryCounters();
		repeat(retries, () -> counters.retry(Duration.ofMillis(1)));
		repeat(throttles, counters::throttle);
		repeat(refusals, counters::refusal);
		repeat(otherDelays, () -> counters.otherDelay(Duration.ofSeconds(1)));
		return counters;
	}

	private static void repeat(int times, Runnable action) {
		for (int i = 0; i < times; i++) {
			action.run();
		}
	}

}
