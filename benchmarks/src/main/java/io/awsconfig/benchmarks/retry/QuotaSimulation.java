package io.awsconfig.benchmarks.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import io.awsconfig.benchmarks.retry.LineChart.Point;
import io.awsconfig.benchmarks.retry.SimulatedClient.Answer;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * One client in standard mode, 100 calls in a second, and a service that fails each
 * attempt with a given probability.
 */
final class QuotaSimulation {

	private static final int CALLS_PER_SECOND = 100;

	private static final double SAMPLES_PER_SECOND = 1;

	private QuotaSimulation() {
	}

	/**
	 * Run the simulation.
	 * @param seconds for how long
	 * @param kind how the service fails
	 * @param probability the probability of a failure at a time, in seconds
	 * @param seed the seed of chance
	 * @return what happened
	 */
	static Result run(int seconds, Answer kind, DoubleUnaryOperator probability, long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		VirtualTime time = new VirtualTime();
		RetryStrategies strategies = new RetryStrategies(time::nanoTime, random::nextDouble);
		RetryStrategy strategy = strategies.standard("service", null);
		strategies.register(strategy);
		SimulatedClient client = new SimulatedClient(time, strategy,
				() -> (random.nextDouble() < probability.applyAsDouble(time.seconds())) ? kind : Answer.SUCCESS,
				Duration.ofMillis(10));
		int[] failed = { 0 };
		List<Sample> samples = new ArrayList<>();
		for (int call = 0; call < seconds * CALLS_PER_SECOND; call++) {
			time.afterSeconds((call + random.nextDouble()) / CALLS_PER_SECOND,
					() -> client.call((success, firstDelay, latency) -> failed[0] += success ? 0 : 1));
		}
		for (double second = 0; second <= seconds; second += 1 / SAMPLES_PER_SECOND) {
			time.runUntil(second);
			samples.add(new Sample(second, strategies.getStatus().get(0)));
		}
		strategy.close();
		return new Result(samples, seconds * CALLS_PER_SECOND, failed[0]);
	}

	/**
	 * How the retries were at a time.
	 */
	record Sample(double second, RetryStatus status) {

	}

	/**
	 * What happened.
	 */
	record Result(List<Sample> samples, int calls, int failed) {

		RetryStatus end() {
			return this.samples.get(this.samples.size() - 1).status();
		}

		int lowest() {
			return this.samples.stream().mapToInt((sample) -> sample.status().quotaLeft()).min().orElseThrow();
		}

		double average() {
			return this.samples.stream().mapToInt((sample) -> sample.status().quotaLeft()).average().orElseThrow();
		}

		/**
		 * Return when a retry was refused for the first time.
		 */
		double emptyAt() {
			return this.samples.stream()
				.filter((sample) -> sample.status().quotaRefusals() > 0)
				.mapToDouble(Sample::second)
				.findFirst()
				.orElse(Double.POSITIVE_INFINITY);
		}

		long retriesBetween(int from, int to) {
			return this.samples.get(to).status().retries() - this.samples.get(from).status().retries();
		}

		List<Point> quota() {
			return this.samples.stream()
				.map((sample) -> new Point(sample.second(), sample.status().quotaLeft()))
				.toList();
		}

		List<Point> retriesPerSecond() {
			List<Point> points = new ArrayList<>();
			for (int i = 1; i < this.samples.size(); i++) {
				points.add(new Point(this.samples.get(i).second(), retriesBetween(i - 1, i)));
			}
			return points;
		}

	}

}
