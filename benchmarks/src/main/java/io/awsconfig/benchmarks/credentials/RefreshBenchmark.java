package io.awsconfig.benchmarks.credentials;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.awsconfig.credentials.refresh.CredentialsRefresher;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Measures how often a slow source is asked, and how long callers wait for it. Prints
 * tables in Markdown.
 */
public final class RefreshBenchmark {

	private static final Duration DURATION = Duration.ofSeconds(42);

	private static final Duration DELAY = Duration.ofMillis(300);

	private static final List<Duration> FIRST_DELAYS = List.of(DELAY, Duration.ofSeconds(3));

	private static final List<Duration> LIFETIMES = List.of(Duration.ofSeconds(10), Duration.ofSeconds(62));

	private RefreshBenchmark() {
	}

	/**
	 * Run the measurement.
	 * @param args none
	 * @throws Exception if a server cannot be started
	 */
	public static void main(String[] args) throws Exception {
		Contestants.hideMachine();
		CredentialsRefresher refresher = Contestants.startRefresher();
		// Loads the classes
		try (ContainerServer server = new ContainerServer(Duration.ZERO, Duration.ofHours(1))) {
			Contestants.sdks(server).resolveCredentials();
			Contestants.ours(refresher, server).resolveCredentials();
		}
		System.out
			.println("| a first answer takes | provider | callers | that throw | requests | slowest caller, ms |");
		System.out.println("|---|---|---|---|---|---|");
		for (Duration delay : FIRST_DELAYS) {
			firstLoad(delay, "SDK", Contestants::sdks);
			firstLoad(delay, "aws-config", (server) -> Contestants.ours(refresher, server));
		}
		System.out.println();
		System.out.println("| lifetime | provider | requests | per lifetime | calls | slowest caller, ms |");
		System.out.println("|---|---|---|---|---|---|");
		List<Run> runs = new ArrayList<>();
		for (Duration lifetime : LIFETIMES) {
			runs.add(Run.start(lifetime, "SDK", Contestants::sdks));
			runs.add(Run.start(lifetime, "aws-config", (server) -> Contestants.ours(refresher, server)));
		}
		// What the machine alone costs
		Callers noise = Callers.start(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
				DURATION);
		for (Run run : runs) {
			run.print();
		}
		System.out.printf(Locale.ROOT, "| | fixed credentials | 0 | 0 | %,d | %.1f |%n", noise.join().getCalls(),
				noise.getSlowestMillis());
		refresher.stop();
	}

	private static void firstLoad(Duration delay, String name, Contestant contestant)
			throws IOException, InterruptedException {
		try (ContainerServer server = new ContainerServer(delay, Duration.ofHours(1))) {
			Callers callers = Callers.start(contestant.create(server), Duration.ZERO).join();
			System.out.printf(Locale.ROOT, "| %.1f s | %s | %d | %d | %d | %,.0f |%n", delay.toMillis() / 1e3, name,
					Callers.COUNT, callers.getFailures(), server.countRequests(), callers.getSlowestMillis());
		}
	}

	private interface Contestant {

		AwsCredentialsProvider create(ContainerServer server);

	}

	private record Run(Duration lifetime, String name, ContainerServer server, Callers callers) {

		static Run start(Duration lifetime, String name, Contestant contestant) throws IOException {
			ContainerServer server = new ContainerServer(DELAY, lifetime);
			AwsCredentialsProvider provider = contestant.create(server);
			// What is measured is the time after the first load
			provider.resolveCredentials();
			return new Run(lifetime, name, server, Callers.start(provider, DURATION));
		}

		void print() throws InterruptedException {
			this.callers.join();
			// Without the first load
			int requests = this.server.countRequests() - 1;
			System.out.printf(Locale.ROOT, "| %d s | %s | %d | %.1f | %,d | %.1f |%n", this.lifetime.toSeconds(),
					this.name, requests, (double) requests * this.lifetime.toMillis() / DURATION.toMillis(),
					this.callers.getCalls(), this.callers.getSlowestMillis());
			this.server.close();
		}

	}

}
