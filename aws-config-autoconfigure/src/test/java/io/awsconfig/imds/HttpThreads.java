package io.awsconfig.imds;

import java.util.HashSet;
import java.util.Set;

/**
 * Counts the threads of Java's HTTP clients, of which each client has one that selects.
 */
public final class HttpThreads {

	private HttpThreads() {
	}

	public static long clients() {
		return all().size();
	}

	static Set<Thread> all() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().matches("HttpClient-\\d+-SelectorManager"));
		return threads;
	}

}
