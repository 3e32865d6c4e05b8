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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on this machine that records what it is asked. Answers every request
 * with a success that each protocol of the SDK can read, unless told another status.
 */
public final class LocalServer implements AutoCloseable {

	private static final int NO_ANSWER = 0;

	static {
		// Or every answer with a body takes 40 milliseconds
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "local-server");
		thread.setDaemon(true);
		return thread;
	});

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile Function<Request, Answer> answers = (request) -> Answer.of(200);

	public LocalServer() {
		this(HttpServer::create);
	}

	/**
	 * Create a server that speaks TLS.
	 * @param context has the certificate
	 */
	public LocalServer(SSLContext context) {
		this((address, backlog) -> {
			HttpsServer server = HttpsServer.create(address, backlog);
			server.setHttpsConfigurator(new HttpsConfigurator(context));
			return server;
		});
	}

	/**
	 * Create a server at another loopback address than 127.0.0.1.
	 */
	public static LocalServer at(String address) {
		return new LocalServer(HttpServer::create, address);
	}

	private LocalServer(ServerFactory factory) {
		this(factory, "127.0.0.1");
	}

	private LocalServer(ServerFactory factory, String address) {
		try {
			this.server = factory.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
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
					exchange.getRequestBody().readAllBytes(), System.nanoTime());
			this.requests.add(request);
			Answer answer = this.answers.apply(request);
			if (answer.status() == NO_ANSWER) {
				return;
			}
			answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
			String text = (answer.body() != null) ? answer.body() : request.answer(answer.code());
			byte[] body = text.getBytes(StandardCharsets.UTF_8);
			boolean head = request.method().equals("HEAD");
			exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
			if (!head) {
				exchange.getResponseBody().write(body);
			}
		}
	}

	public LocalServer respondingWith(int status) {
		return answering(Answer.of(status));
	}

	/**
	 * Answer one request after the other.
	 * @param script the answers, the last of them to every further request
	 * @return this server
	 */
	public LocalServer answering(Answer... script) {
		AtomicInteger next = new AtomicInteger();
		this.answers = (request) -> script[Math.min(next.getAndIncrement(), script.length - 1)];
		return this;
	}

	/**
	 * Answer each request as it deserves.
	 * @param answers gives the answer to a request
	 * @return this server
	 */
	public LocalServer answering(Function<Request, Answer> answers) {
		this.answers = answers;
		return this;
	}

	public String url() {
		String scheme = (this.server instanceof HttpsServer) ? "https" : "http";
		return scheme + "://127.0.0.1:" + port();
	}

	public int port() {
		return this.server.getAddress().getPort();
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

	@FunctionalInterface
	private interface ServerFactory {

		HttpServer create(InetSocketAddress address, int backlog) throws IOException;

	}

	/**
	 * An answer.
	 *
	 * @param status the status
	 * @param code the error code, written as the protocol of the request wants it
	 * @param body the body, or {@code null} for one that fits the request
	 * @param headers further headers
	 */
	public record Answer(int status, @Nullable String code, @Nullable String body, Map<String, String> headers) {

		public static Answer of(int status) {
			return new Answer(status, null, null, Map.of());
		}

		public static Answer of(String body) {
			return new Answer(200, null, body, Map.of());
		}

		public static Answer error(int status, String code) {
			return new Answer(status, code, null, Map.of());
		}

		/**
		 * No answer at all: the connection is closed.
		 */
		public static Answer none() {
			return of(NO_ANSWER);
		}

		public Answer with(String header, String value) {
			return new Answer(this.status, this.code, this.body, Map.of(header, value));
		}

	}

	/**
	 * A request as it came over the wire.
	 *
	 * @param method the method
	 * @param uri path and query
	 * @param headers the headers, by name in any casing
	 * @param body the body
	 * @param nanoTime when it came
	 */
	public record Request(String method, URI uri, Map<String, List<String>> headers, byte[] body, long nanoTime) {

		public @Nullable String header(String name) {
			List<String> values = this.headers.get(name);
			return (values != null) ? String.join(",", values) : null;
		}

		public String host() {
			return String.valueOf(header("Host"));
		}

		public String authorization() {
			return String.valueOf(header("Authorization"));
		}

		private String answer(@Nullable String code) {
			String type = String.valueOf(header("Content-Type")).toLowerCase(Locale.ROOT);
			if (type.contains("json")) {
				return (code != null) ? "{\"__type\":\"" + code + "\",\"message\":\"no\"}" : "{}";
			}
			if (code == null) {
				return "<Response/>";
			}
			String error = "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
			return type.contains("form-urlencoded") ? "<ErrorResponse>" + error + "</ErrorResponse>" : error;
		}

	}

}
