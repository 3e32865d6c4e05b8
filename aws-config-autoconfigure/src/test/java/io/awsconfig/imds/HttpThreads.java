package io.awsconfig.imds;

/**
 * Counts the threads of Java's HTTP clients, of which each client has one that selects.
 */
public final class HttpThreads {

	private HttpThreads() {
	}

	public static long clients() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
			.count();
	}

}
