package io.awsconfig.benchmarks.credentials;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.awsconfig.credentials.refresh.CredentialsRefresher;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Measures what callers see of a source that fails while the credentials that it gave are
 * valid. Prints a table in Markdown.
 */
public final class OutageBenchmark {

	private static final Duration LIFETIME = Duration.ofSeconds(62);

	/**
	 * Ends before the credentials do.
	 */
	private static final Duration DURATION = Duration.ofSeconds(54);

	private OutageBenchmark() {
	}

	/**
	 * Run the measurement.
	 * @param args none
	 * @throws Exception if a server cannot be started
	 */
	public static void main(String[] args) throws Exception {
		Contestants.hideMachine();
		CredentialsRefresher refresher = Contestants.startRefresher();
		List<Run> runs = new ArrayList<>();
		for (int status : new int[] { 403, 500 }) {
			ContainerServer sdks = new ContainerServer(Duration.ZERO, LIFETIME);
			runs.add(Run.start("SDK", status, sdks, Contestants.sdks(sdks)));
			ContainerServer ours = new ContainerServer(Duration.ZERO, LIFETIME);
			runs.add(Run.start("aws-config", status, ours, Contestants.ours(refresher, ours)));
		}
		System.out.println("| answers | provider | calls | that throw | requests | seconds with requests |");
		System.out.println("|---|---|---|---|---|---|");
		for (Run run : runs) {
			run.print();
		}
		refresher.stop();
	}

	private record Run(String name, int status, ContainerServer server, Callers callers) {

		static Run start(String name, int status, ContainerServer server, AwsCredentialsProvider provider)
				throws IOException {
			provider.resolveCredentials();
			server.failWith(status);
			return new Run(name, status, server, Callers.start(provider, DURATION));
		}

		void print() throws InterruptedException {
			this.callers.join();
			// The first request gave the credentials
			System.out.printf(Locale.ROOT, "| %d | %s | %,d | %,d | %,d | %d |%n", this.status, this.name,
					this.callers.getCalls(), this.callers.getFailures(), this.server.countRequests() - 1,
					this.server.countSecondsWithRequests() - 1);
			this.server.close();
		}

	}

}
