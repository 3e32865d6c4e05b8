package io.awsconfig.compatibility;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands in for S3 and DynamoDB, and remembers what it is asked. It is busy when an
 * object whose name says so is asked for the first time.
 */
final class LocalServer implements AutoCloseable {

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	LocalServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			Request request = new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
					exchange.getRequestHeaders());
			this.requests.add(request);
			boolean busy = request.line().endsWith("/busy") && request.header("amz-sdk-request").contains("attempt=1");
			byte[] body = (request.line().startsWith("POST") ? "{\"TableNames\":[\"orders\"]}" : "hello")
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
			exchange.sendResponseHeaders(busy ? 503 : 200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Return the requests since this was last called.
	 */
	List<Request> takeRequests() {
		List<Request> taken = List.copyOf(this.requests);
		this.requests.clear();
		return taken;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	record Request(String line, Headers headers) {

		String header(String name) {
			return String.valueOf(this.headers.getFirst(name));
		}

		/**
		 * Return whose key signed the request, for which Region and service.
		 */
		String scope() {
			return header("Authorization").replaceFirst("(?s)^AWS4-HMAC-SHA256 Credential=(\\w+)/\\d+/([^,]*)/.*",
					"$1 $2");
		}

	}

}
