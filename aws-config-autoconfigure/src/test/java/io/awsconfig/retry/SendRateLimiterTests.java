package io.awsconfig.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SendRateLimiterTests {

	private final ManualTime time = new ManualTime();

	private final SendRateLimiter limiter = new SendRateLimiter(this.time);

	@Test
	void nothingIsLimitedBeforeTheFirstThrottle() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.limiter.acquire()).isZero();
			this.limiter.answered(false);
		}
		assertThat(this.limiter.getLimit()).isNull();
	}

	@Test
	void answersAreMeasuredInHalfSecondsAndSmoothed() {
		answer(0.2, 0);
		answer(0.4, 0);
		answer(0.6, 3 / 0.5 * 0.8);
		answer(0.8, 4.8);
		answer(1.0, 2 / 0.5 * 0.8 + 4.8 * 0.2);
		answer(1.4, 4.16);
		answer(3.1, 2 / 2.0 * 0.8 + 4.16 * 0.2);
	}

	private void answer(double seconds, double measured) {
		this.time.set(seconds);
		this.limiter.answered(false);
		assertThat(this.limiter.getMeasuredRate()).isCloseTo(measured, within(1e-9));
	}

	@Test
	void rateFollowsAnswersOfFiveInASecondWithTwoThrottles() {
		double[][] expected = { { 0.6, 0, 4.8 }, { 0.8, 0, 4.8 }, { 1.0, 0, 4.16 }, { 1.2, 0, 4.16 }, { 1.4, 0, 4.16 },
				{ 1.6, 0, 5.632 }, { 1.8, 0, 5.632 }, { 2.0, 1, 4.3264, 3.02848 }, { 2.2, 0, 4.3264, 3.486639 },
				{ 2.4, 0, 4.3264, 3.821874 }, { 2.6, 0, 5.66528, 4.053386 }, { 2.8, 0, 5.66528, 4.200373 },
				{ 3.0, 0, 4.333056, 4.282037 }, { 3.2, 1, 4.333056, 2.997426 }, { 3.4, 0, 4.333056, 3.452226 } };
		answer(0.2, 0);
		answer(0.4, 0);
		for (double[] step : expected) {
			this.time.set(step[0]);
			this.limiter.answered(step[1] != 0);
			assertThat(this.limiter.getMeasuredRate()).isCloseTo(step[2], within(1e-6));
			if (step.length > 3) {
				assertThat(this.limiter.getLimit()).isCloseTo(step[3], within(1e-6));
			}
			else {
				assertThat(this.limiter.getLimit()).isNull();
			}
		}
	}

	@Test
	void throttleCutsToSevenTenthsOfTheMeasuredRate() {
		double measured = measureTenPerSecond();
		this.limiter.answered(true);
		assertThat(this.limiter.getLimit()).isCloseTo(0.7 * measured, within(1e-9));
	}

	@Test
	void nextThrottleCutsTheLimitIfThatIsLess() {
		double measured = measureTenPerSecond();
		this.limiter.answered(true);
		this.limiter.answered(true);
		assertThat(this.limiter.getLimit()).isCloseTo(0.7 * 0.7 * measured, within(1e-9));
	}

	@Test
	void rateRecoversAsCubicFunctionOfTime() {
		double measured = measureTenPerSecond();
		this.limiter.answered(true);
		double window = Math.cbrt(measured * 0.3 / 0.4);
		for (int tenth = 1; tenth < 40; tenth++) {
			double since = tenth / 10.0;
			this.time.set(5 + since);
			this.limiter.answered(false);
			double cubic = 0.4 * Math.pow(since - window, 3) + measured;
			assertThat(this.limiter.getLimit()).isCloseTo(Math.min(cubic, 2 * this.limiter.getMeasuredRate()),
					within(1e-6));
		}
		assertThat(this.limiter.getLimit()).isGreaterThan(measured);
	}

	@Test
	void rateIsNeverMoreThanTwiceTheMeasuredOne() {
		measureTenPerSecond();
		this.limiter.answered(true);
		this.time.set(100);
		this.limiter.answered(false);
		this.time.set(100.1);
		this.limiter.answered(false);
		assertThat(this.limiter.getLimit()).isCloseTo(2 * this.limiter.getMeasuredRate(), within(1e-9));
	}

	@Test
	void rateIsNeverLessThanOneInTwoSeconds() {
		for (int i = 0; i < 100; i++) {
			this.limiter.answered(true);
		}
		assertThat(this.limiter.getLimit()).isEqualTo(0.5);
	}

	@Test
	void requestsWaitInTheOrderInWhichTheyAsk() {
		for (int i = 0; i < 3; i++) {
			this.limiter.answered(true);
		}
		double first = acquire();
		double second = acquire();
		double third = acquire();
		// At the rate that applies now it would be 2, 4 and 6
		assertThat(first).isBetween(1.5, 2.0);
		assertThat(second).isBetween(first + 0.5, 4.0);
		assertThat(third).isBetween(second + 0.2, 6.0);
		this.time.advance(Duration.ofSeconds(60));
		assertThat(this.limiter.acquire()).isZero();
		assertThat(acquire()).isPositive();
	}

	@Test
	void waitCountsOnTheRateThatRecoversAlongTheCubicFunction() {
		double measured = measureTenPerSecond();
		this.limiter.answered(true);
		double window = Math.cbrt(measured * 0.3 / 0.4);
		double wait = 0;
		for (int i = 0; i < 100; i++) {
			wait = acquire();
		}
		// How many tokens the cubic function gives until then
		double tokens = 0.1 * (Math.pow(wait - window, 4) - Math.pow(window, 4)) + measured * wait;
		assertThat(tokens).isBetween(99.0, 115.0);
		assertThat(wait).isLessThan(100 / this.limiter.getLimit());
	}

	@Test
	void waitDoesNotCountOnMoreThanWhatTheMeasuredRateAllows() {
		measureTenPerSecond();
		this.limiter.answered(true);
		this.time.set(60);
		this.limiter.answered(false);
		this.limiter.answered(false);
		double rate = this.limiter.getLimit();
		assertThat(rate).isLessThan(5.0);
		double wait = 0;
		for (int i = 0; i < 100; i++) {
			wait = acquire();
		}
		assertThat(wait).isBetween(2.0, 100 / rate);
	}

	private double acquire() {
		return this.limiter.acquire() / 1e9;
	}

	private double measureTenPerSecond() {
		for (int tenth = 1; tenth <= 50; tenth++) {
			this.time.set(tenth / 10.0);
			this.limiter.answered(false);
		}
		return this.limiter.getMeasuredRate();
	}

	@Test
	void clockThatGoesBackDoesNotTakeTokens() {
		measureTenPerSecond();
		this.limiter.answered(true);
		this.time.set(6);
		this.limiter.acquire();
		this.time.set(4);
		long wait = this.limiter.acquire();
		this.time.set(6);
		assertThat(this.limiter.acquire() - wait).isBetween(0L, (long) (1e9 / this.limiter.getLimit()) + 1);
	}

	@ParameterizedTest
	@EnumSource
	void manyThreadsNeverMakeTheRateNegativeAndWaitForDifferentTokens(Threads threads) throws Exception {
		int count = 10;
		CountDownLatch start = new CountDownLatch(1);
		List<Future<List<Long>>> tasks = new ArrayList<>();
		this.limiter.answered(true);
		try (Threads.Pool pool = threads.start(count)) {
			for (int i = 0; i < count; i++) {
				boolean throttler = i % 2 == 0;
				tasks.add(pool.submit(() -> {
					start.await();
					List<Long> waits = new ArrayList<>();
					for (int step = 0; step < 5_000; step++) {
						waits.add(this.limiter.acquire());
						this.limiter.answered(throttler);
						assertThat(this.limiter.getLimit()).isGreaterThanOrEqualTo(0.5);
						assertThat(this.limiter.getMeasuredRate()).isNotNegative();
					}
					return waits;
				}));
			}
			start.countDown();
			List<Long> all = new ArrayList<>();
			for (Future<List<Long>> task : tasks) {
				all.addAll(task.get());
			}
			// Time stands still and the rate is the least: token by token two seconds
			// later
			assertThat(all).doesNotHaveDuplicates().hasSize(count * 5_000);
		}
	}

}
