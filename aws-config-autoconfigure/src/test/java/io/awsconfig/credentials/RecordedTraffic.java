package io.awsconfig.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import tools.jackson.databind.JsonNode;

/**
 * Connections that somebody else recorded, answered again in their order. Clients of the
 * SDK get it as their HTTP, and so are seen to call the very host; for what is asked at
 * an address of the machine there is a server, whose paths begin with the host that is
 * meant.
 */
public final class RecordedTraffic implements SdkHttpClient {

	/**
	 * Headers that decide what is answered; the others are a matter of each SDK.
	 */
	private static final Set<String> COMPARED = Set.of("x-aws-ec2-metadata-token",
			"x-aws-ec2-metadata-token-ttl-seconds", "x-amz-sso_bearer_token");

	private static final Pattern OPERATION = Pattern.compile("\\bAction=\\w+");

	private final Deque<Connection> left = new ArrayDeque<>();

	private final List<String> unexpected = new ArrayList<>();

	private final HttpServer server;

	/**
	 * Read a recording.
	 * @param traffic the recording
	 * @param corrections applied to the text of each URI
	 */
	public RecordedTraffic(JsonNode traffic, UnaryOperator<String> corrections) throws IOException {
		Map<Integer, Connection> connections = new LinkedHashMap<>();
		for (JsonNode event : traffic.get("events")) {
			Connection connection = connections.computeIfAbsent(event.get("connection_id").asInt(),
					(id) -> new Connection());
			JsonNode action = event.get("action");
			if (action.has("Request")) {
				JsonNode request = action.get("Request").get("request");
				connection.request = describe(request.get("method").asString(),
						URI.create(corrections.apply(request.get("uri").asString())),
						(name) -> request.get("headers").has(name) ? request.get("headers").get(name).get(0).asString()
								: null);
			}
			else if (action.has("Response")) {
				connection.status = action.get("Response").get("response").get("Ok").get("status").asInt();
			}
			else if (action.has("Data") && action.get("Data").get("direction").asString().equals("Request")) {
				connection.request += operation(action.get("Data").get("data").get("Utf8").asString());
			}
			else if (action.has("Data") && action.get("Data").get("direction").asString().equals("Response")) {
				connection.body += action.get("Data").get("data").get("Utf8").asString();
			}
		}
		this.left.addAll(connections.values());
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private static String describe(String method, URI uri, Headers headers) {
		StringBuilder text = new StringBuilder(method).append(' ')
			.append(uri.getScheme())
			.append("://")
			.append(uri.getAuthority())
			.append(uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
		if (uri.getRawQuery() != null) {
			// The order of parameters has no meaning
			text.append('?').append(Stream.of(uri.getRawQuery().split("&")).sorted().collect(Collectors.joining("&")));
		}
		for (String name : COMPARED.stream().sorted().toList()) {
			String value = headers.first(name);
			if (value != null) {
				text.append(' ').append(name).append('=').append(value);
			}
		}
		return text.toString();
	}

	/**
	 * Return what a body asks for. The rest of it differs: the recordings have other
	 * names of roles than their files.
	 */
	private static String operation(String body) {
		Matcher matcher = OPERATION.matcher(body);
		return matcher.find() ? " " + matcher.group() : "";
	}

	/**
	 * Return an address on this machine that stands for one that must not be called.
	 */
	public URI standInFor(URI address) {
		return URI.create("http://127.0.0.1:%d/%s%s".formatted(this.server.getAddress().getPort(),
				address.getAuthority(), address.getRawPath()));
	}

	/**
	 * Return what went otherwise than recorded: requests that came and should not have,
	 * and requests that never came.
	 */
	public synchronized List<String> differences() {
		List<String> differences = new ArrayList<>(this.unexpected);
		this.left.forEach((connection) -> differences.add("missing: " + connection.request));
		return differences;
	}

	private synchronized Connection answer(String request) {
		Connection next = this.left.peek();
		if (next == null || !next.request.equals(request)) {
			this.unexpected.add("unexpected: " + request);
			return new Connection();
		}
		return this.left.remove();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			URI meant = URI.create("http:/" + exchange.getRequestURI());
			Connection connection = answer(
					describe(exchange.getRequestMethod(), meant, exchange.getRequestHeaders()::getFirst));
			byte[] body = connection.body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(connection.status, (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
		return new ExecutableHttpRequest() {

			@Override
			public HttpExecuteResponse call() {
				SdkHttpRequest http = request.httpRequest();
				String body = request.contentStreamProvider().map(RecordedTraffic::read).orElse("");
				Connection connection = RecordedTraffic.this.answer(describe(http.method().name(), http.getUri(),
						(name) -> http.firstMatchingHeader(name).orElse(null)) + operation(body));
				return HttpExecuteResponse.builder()
					.response(SdkHttpResponse.builder().statusCode(connection.status).build())
					.responseBody(AbortableInputStream
						.create(new ByteArrayInputStream(connection.body.getBytes(StandardCharsets.UTF_8))))
					.build();
			}

			@Override
			public void abort() {
			}

		};
	}

	private static String read(ContentStreamProvider body) {
		try (InputStream input = body.newStream()) {
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String clientName() {
		return "Recorded";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	@FunctionalInterface
	private interface Headers {

		@Nullable String first(String name);

	}

	private static final class Connection {

		private String request = "";

		private int status = 400;

		private String body = "";

	}

}
