package io.awsconfig.libraries;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A service of AWS on this machine. Keeps the calls, and answers each with what the test
 * says, or with nothing in it.
 */
public final class LocalService {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String name;

	private final int port;

	private final List<Call> calls = new ArrayList<>();

	private final Map<String, Function<Call, Answer>> answers = new ConcurrentHashMap<>();

	LocalService(String name, int port) {
		this.name = name;
		this.port = port;
	}

	Answer answer(String host, String protocol, String method, String path, Map<String, List<String>> headers,
			byte[] body) throws IOException {
		Call call = Call.of(host.equals(authority()) ? this.name : host, protocol, method, path, headers, body);
		synchronized (this.calls) {
			this.calls.add(call);
			this.calls.notifyAll();
		}
		return this.answers.getOrDefault(call.operation(), Answer::nothing).apply(call);
	}

	/**
	 * Answer calls of one operation.
	 * @param operation as in {@link Call#operation()}
	 * @param answer gives the answer to a call
	 * @return this service
	 */
	public LocalService answering(String operation, Function<Call, Answer> answer) {
		this.answers.put(operation, answer);
		return this;
	}

	/**
	 * Return what has been called, by whom and how; see {@link Call#toString()}.
	 * @return a line for each call
	 */
	public List<String> calls() {
		synchronized (this.calls) {
			return this.calls.stream().map(Call::toString).toList();
		}
	}

	/**
	 * Return the first call of an operation, as soon as there is one.
	 * @param operation as in {@link Call#operation()}
	 * @return the call
	 */
	public Call firstCall(String operation) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		synchronized (this.calls) {
			while (true) {
				for (Call call : this.calls) {
					if (call.operation().equals(operation)) {
						return call;
					}
				}
				long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
				if (left <= 0) {
					throw new AssertionError(
							"No call of %s within %s, but %s".formatted(operation, PATIENCE, this.calls));
				}
				try {
					this.calls.wait(left);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new IllegalStateException(ex);
				}
			}
		}
	}

	public String url() {
		return "http://" + authority();
	}

	private String authority() {
		return "127.0.0.1:" + this.port;
	}

}
