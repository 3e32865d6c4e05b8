package io.awsconfig.benchmarks.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.awsconfig.benchmarks.retry.LineChart.Point;
import io.awsconfig.benchmarks.retry.SimulatedClient.Answer;
import io.awsconfig.retry.RetryStrategies;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Many clients on one table that throttles: a bucket that is filled at the rate of the
 * table and holds what it is given in one second. Each client has workers that make one
 * call after the other, with a pause in between.
 */
final class TableSimulation {

	private static final Duration ROUND_TRIP = Duration.ofMillis(5);

	private final VirtualTime time = new VirtualTime();

	private final SplittableRandom random;

	private final double rate;

	private final List<Double> firstDelays = new ArrayList<>();

	private final List<Double> latencies = new ArrayList<>();

	private double tokens;

	private double filled;

	private long sent;

	private long throttled;

	private long succeeded;

	private long failed;

	private TableSimulation(double rate, long seed) {
		this.random = new SplittableRandom(seed);
		this.rate = rate;
		this.tokens = rate;
	}

	/**
	 * Run the simulation.
	 * @param adaptive whether the clients are in adaptive mode
	 * @param load the load
	 * @param seconds for how long
	 * @param seed the seed of chance
	 * @return what happened
	 */
	static Result run(boolean adaptive, Load load, int seconds, long seed) {
		return new TableSimulation(load.tableRate(), seed).run(adaptive, load, seconds);
	}

	private Result run(boolean adaptive, Load load, int seconds) {
		RetryStrategies strategies = new RetryStrategies(this.time::nanoTime, this.random::nextDouble);
		for (int i = 0; i < load.clients(); i++) {
			RetryStrategy strategy = adaptive ? strategies.adaptive("dynamodb", null)
					: strategies.standard("dynamodb", null);
			SimulatedClient client = new SimulatedClient(this.time, strategy, this::answer, ROUND_TRIP);
			for (int worker = 0; worker < load.workers(); worker++) {
				this.time.afterSeconds(this.random.nextDouble() * load.pause(), () -> work(client, load.pause()));
			}
		}
		List<Point> goodput = new ArrayList<>();
		List<Point> throttles = new ArrayList<>();
		for (int second = 1; second <= seconds; second++) {
			long succeededBefore = this.succeeded;
			long throttledBefore = this.throttled;
			this.time.runUntil(second);
			goodput.add(new Point(second, this.succeeded - succeededBefore));
			throttles.add(new Point(second, this.throttled - throttledBefore));
		}
		return new Result(this.sent, this.throttled, this.succeeded, this.failed, (double) this.succeeded / seconds,
				percentile(this.firstDelays, 0.5), percentile(this.firstDelays, 0.99), percentile(this.latencies, 0.5),
				percentile(this.latencies, 0.99), goodput, throttles);
	}

	private void work(SimulatedClient client, double pause) {
		client.call((success, firstDelay, latency) -> {
			this.succeeded += success ? 1 : 0;
			this.failed += success ? 0 : 1;
			this.firstDelays.add(firstDelay);
			this.latencies.add(latency);
			// Not all at the same time: between half and one and a half of the pause
			this.time.afterSeconds(pause * (0.5 + this.random.nextDouble()), () -> work(client, pause));
		});
	}

	private Answer answer() {
		double now = this.time.seconds();
		this.tokens = Math.min(this.rate, this.tokens + (now - this.filled) * this.rate);
		this.filled = now;
		this.sent++;
		if (this.tokens < 1) {
			this.throttled++;
			return Answer.THROTTLING;
		}
		this.tokens--;
		return Answer.SUCCESS;
	}

	private static double percentile(List<Double> values, double fraction) {
		List<Double> sorted = values.stream().sorted().toList();
		return sorted.isEmpty() ? 0 : sorted.get((int) (fraction * (sorted.size() - 1)));
	}

	/**
	 * A table and who works on it.
	 *
	 * @param tableRate the requests per second that the table serves
	 * @param clients how many clients there are
	 * @param workers how many workers each client has
	 * @param pause how long a worker pauses after a call, in seconds
	 */
	record Load(double tableRate, int clients, int workers, double pause) {

		/**
		 * Return what the workers would send if nothing was throttled.
		 * @return requests per second
		 */
		double demand() {
			return this.clients * this.workers / (this.pause + ROUND_TRIP.toMillis() / 1000.0);
		}

	}

	/**
	 * What happened. Times are in seconds.
	 */
	record Result(long sent, long throttled, long succeeded, long failed, double goodput, double firstDelayMedian,
			double firstDelay99, double latencyMedian, double latency99, List<Point> goodputs, List<Point> throttles) {

		double throttledShare() {
			return (double) this.throttled / this.sent;
		}

		double failedShare() {
			return (double) this.failed / (this.failed + this.succeeded);
		}

	}

}
