package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on this machine that records what it is asked. Answers every request
 * with a success that each protocol of the SDK can read, unless told another status.
 */
public final class LocalServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "local-server");
		thread.setDaemon(true);
		return thread;
	});

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile ToIntFunction<Request> status = (request) -> 200;

	public LocalServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			headers.putAll(exchange.getRequestHeaders());
			Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers,
					exchange.getRequestBody().readAllBytes());
			this.requests.add(request);
			byte[] body = request.answer().getBytes(StandardCharsets.UTF_8);
			boolean head = request.method().equals("HEAD");
			exchange.sendResponseHeaders(this.status.applyAsInt(request), head ? -1 : body.length);
			if (!head) {
				exchange.getResponseBody().write(body);
			}
		}
	}

	public LocalServer respondingWith(int status) {
		this.status = (request) -> status;
		return this;
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public List<Request> requests() {
		return this.requests;
	}

	public Request onlyRequest() {
		if (this.requests.size() != 1) {
			throw new AssertionError("Expected one request but there were " + this.requests);
		}
		return this.requests.get(0);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * A request as it came over the wire.
	 *
	 * @param method the method
	 * @param uri path and query
	 * @param headers the headers, by name in any casing
	 * @param body the body
	 */
	public record Request(String method, URI uri, Map<String, List<String>> headers, byte[] body) {

		public @Nullable String header(String name) {
			List<String> values = this.headers.get(name);
			return (values != null) ? String.join(",", values) : null;
		}

		public String authorization() {
			return String.valueOf(header("Authorization"));
		}

		private String answer() {
			boolean json = String.valueOf(header("Content-Type")).toLowerCase(Locale.ROOT).contains("json");
			return json ? "{}" : "<Response/>";
		}

	}

}
