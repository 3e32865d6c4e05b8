package io.awsconfig.retry;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class FullJitterBackoffTests {

	private static final double JUST_BELOW_ONE = Math.nextDown(1.0);

	@ParameterizedTest
	@CsvSource({ "1, 50", "2, 100", "3, 200", "4, 400", "5, 800", "6, 1600", "7, 3200", "8, 6400", "9, 12800",
			"10, 20000", "11, 20000", "30, 20000", "31, 20000", "33, 20000", "62, 20000", "64, 20000",
			"2147483645, 20000" })
	void transientDelaysDoubleUpToTheCapAtTheTenthRetry(int retry, long maximum) {
		assertMaximum(50, retry, maximum);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1000", "2, 2000", "3, 4000", "4, 8000", "5, 16000", "6, 20000", "7, 20000", "2147483645, 20000" })
	void throttlingDelaysDoubleUpToTheCapAtTheSixthRetry(int retry, long maximum) {
		assertMaximum(1000, retry, maximum);
	}

	@ParameterizedTest
	@CsvSource({ "1, 25", "2, 50", "3, 100", "10, 12800", "11, 20000" })
	void delaysOfDynamoDbStartAtHalf(int retry, long maximum) {
		assertMaximum(25, retry, maximum);
	}

	private static void assertMaximum(int base, int retry, long maximum) {
		int attempt = retry + 1;
		assertThat(new FullJitterBackoff(base, () -> 0).computeDelay(attempt)).isZero();
		assertThat(new FullJitterBackoff(base, () -> 0.5).computeDelay(attempt)).hasMillis(maximum / 2);
		assertThat(new FullJitterBackoff(base, () -> JUST_BELOW_ONE).computeDelay(attempt))
			.isBetween(Duration.ofMillis(maximum - 1), Duration.ofMillis(maximum));
	}

	@ParameterizedTest
	@CsvSource({ "50, 75", "1000, 1500" })
	void twoRetriesTakeOnAverageWhatTheWorkedExamplesSay(int base, double average) {
		FullJitterBackoff backoff = new FullJitterBackoff(base, new SplittableRandom(26)::nextDouble);
		double measured = DoubleStream.generate(() -> millis(backoff, 2) + millis(backoff, 3))
			.limit(20_000)
			.average()
			.orElseThrow();
		assertThat(measured).isCloseTo(average, within(average / 50));
	}

	@Test
	void thousandClientsSpreadOverTheWholeWindow() {
		FullJitterBackoff backoff = new FullJitterBackoff(50, new SplittableRandom(26)::nextDouble);
		int[] tenths = new int[10];
		for (int client = 0; client < 1000; client++) {
			tenths[(int) (millis(backoff, 2) / 5)]++;
		}
		assertThat(IntStream.of(tenths)).allMatch((clients) -> clients > 70 && clients < 130);
	}

	private static double millis(FullJitterBackoff backoff, int attempt) {
		return backoff.computeDelay(attempt).toNanos() / 1_000_000.0;
	}

	@Test
	void textSaysWhatItIs() {
		assertThat(new FullJitterBackoff(50, () -> 0.5)).hasToString("full jitter, base 50 ms");
	}

	@Test
	void firstAttemptDoesNotWait() {
		assertThat(new FullJitterBackoff(50, () -> 0.5).computeDelay(1)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MIN_VALUE })
	void attemptsCountFromOne(int attempt) {
		FullJitterBackoff backoff = new FullJitterBackoff(50, () -> 0.5);
		assertThatIllegalArgumentException().isThrownBy(() -> backoff.computeDelay(attempt));
	}

}
