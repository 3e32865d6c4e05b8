package io.awsconfig.benchmarks.credentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

import io.awsconfig.benchmarks.credentials.Contestants.Starter;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

import org.springframework.core.env.StandardEnvironment;

/**
 * Measures how long it takes to find out that there are neither credentials nor a Region.
 * Prints a table in Markdown.
 */
public final class NoCredentialsBenchmark {

	private NoCredentialsBenchmark() {
	}

	/**
	 * Run the measurement.
	 * @param args none
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		Contestants.hideMachine();
		CredentialsRefresher refresher = Contestants.startRefresher();
		try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
			int refused;
			try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				refused = closed.getLocalPort();
			}
			// Loads the classes
			use(refused, false);
			measure(refresher);
			System.out.println(
					"| instance metadata | provider | credentials, ms | again | Region after that | Region alone |");
			System.out.println("|---|---|---|---|---|---|");
			use(silent.getLocalPort(), false);
			print("silent", measure(refresher));
			use(refused, false);
			print("refused", measure(refresher));
			use(refused, true);
			print("disabled", measure(refresher));
		}
		refresher.stop();
	}

	private static void use(int port, boolean disabled) {
		System.setProperty("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + port);
		System.setProperty("aws.disableEc2Metadata", String.valueOf(disabled));
	}

	private static Times[] measure(CredentialsRefresher refresher) {
		DefaultCredentialsProvider sdks = DefaultCredentialsProvider.builder().build();
		Times sdk = new Times("SDK", time(sdks::resolveCredentials), time(sdks::resolveCredentials),
				time(() -> DefaultAwsRegionProviderChain.builder().build().getRegion()),
				time(() -> DefaultAwsRegionProviderChain.builder().build().getRegion()));
		Starter starter = Starter.create(refresher, new StandardEnvironment());
		Starter other = Starter.create(refresher, new StandardEnvironment());
		Times ours = new Times("aws-config", time(starter.chain()::resolveCredentials),
				time(starter.chain()::resolveCredentials), time(starter.region()::getRegion),
				time(other.region()::getRegion));
		return new Times[] { sdk, ours };
	}

	private static double time(Runnable call) {
		long before = System.nanoTime();
		try {
			call.run();
		}
		catch (RuntimeException ex) {
			return (System.nanoTime() - before) / 1e6;
		}
		throw new IllegalStateException("There are some");
	}

	private static void print(String situation, Times[] all) {
		for (Times times : all) {
			System.out.printf(Locale.ROOT, "| %s | %s | %,.0f | %,.0f | %,.0f | %,.0f |%n", situation, times.name(),
					times.credentials(), times.again(), times.region(), times.regionAlone());
		}
	}

	private record Times(String name, double credentials, double again, double region, double regionAlone) {

	}

}
