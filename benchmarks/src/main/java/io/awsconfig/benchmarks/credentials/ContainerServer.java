package io.awsconfig.benchmarks.credentials;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Gives credentials as ECS does, slowly, or fails. Listens on the loopback address.
 */
final class ContainerServer implements AutoCloseable {

	static final String PATH = "/credentials";

	private final Duration delay;

	private final Duration lifetime;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Queue<Instant> requests = new ConcurrentLinkedQueue<>();

	private volatile int status = 200;

	/**
	 * Start a server.
	 * @param delay how long each answer takes
	 * @param lifetime how long the credentials are valid
	 * @throws IOException if there is no port
	 */
	ContainerServer(Duration delay, Duration lifetime) throws IOException {
		this.delay = delay;
		this.lifetime = lifetime;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext(PATH, this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		Instant now = Instant.now();
		this.requests.add(now);
		try {
			Thread.sleep(this.delay.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		byte[] body = "{\"AccessKeyId\":\"key\",\"SecretAccessKey\":\"secret\",\"Token\":\"token%d\",\"Expiration\":\"%s\"}"
			.formatted(this.requests.size(), Instant.now().plus(this.lifetime))
			.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(this.status, body.length);
		try (OutputStream output = exchange.getResponseBody()) {
			output.write(body);
		}
	}

	/**
	 * Answer with this status from now on.
	 * @param status the status
	 */
	void failWith(int status) {
		this.status = status;
	}

	String getEndpoint() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	int countRequests() {
		return this.requests.size();
	}

	/**
	 * Return in how many seconds there was a request.
	 * @return the seconds
	 */
	long countSecondsWithRequests() {
		return this.requests.stream().mapToLong(Instant::getEpochSecond).distinct().count();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
