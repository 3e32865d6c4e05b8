package io.awsconfig.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * An STS on this machine. Answers each request with the next of the answers it was given,
 * the last of them again and again.
 */
public final class StsServer implements AutoCloseable {

	private final HttpServer server;

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final Deque<Answer> answers = new ArrayDeque<>();

	public StsServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	public StsServer answer(int status, String body) {
		synchronized (this.answers) {
			this.answers.add(new Answer(status, body));
		}
		return this;
	}

	/**
	 * Answer with credentials whose parts are numbered.
	 */
	public StsServer credentials(int number, String expiration) {
		return answer(200, success("AssumeRole", number, expiration));
	}

	public StsServer webIdentityCredentials(int number, String expiration) {
		return answer(200, success("AssumeRoleWithWebIdentity", number, expiration));
	}

	public StsServer error(int status, String code, String message) {
		return answer(status, """
				<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
				  <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
				</ErrorResponse>""".formatted(code, message));
	}

	private static String success(String action, int number, String expiration) {
		return """
				<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <%1$sResult>
				    <AssumedRoleUser>
				      <Arn>arn:aws:sts::123456789012:assumed-role/reader/name</Arn>
				      <AssumedRoleId>ARO123EXAMPLE123:name</AssumedRoleId>
				    </AssumedRoleUser>
				    <Credentials>
				      <AccessKeyId>ASIAROLE%2$d</AccessKeyId>
				      <SecretAccessKey>role-secret-%2$d</SecretAccessKey>
				      <SessionToken>role-token-%2$d</SessionToken>
				      <Expiration>%3$s</Expiration>
				    </Credentials>
				  </%1$sResult>
				</%1$sResponse>""".formatted(action, number, expiration);
	}

	public List<Request> requests() {
		return this.requests;
	}

	public Request request() {
		if (this.requests.size() != 1) {
			throw new AssertionError("Expected one request, not " + this.requests);
		}
		return this.requests.get(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add(new Request(parse(body), exchange.getRequestHeaders().getFirst("Authorization"),
					exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")));
			Answer answer = next();
			byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/xml");
			exchange.sendResponseHeaders(answer.status(), (bytes.length != 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
		}
	}

	private Answer next() {
		synchronized (this.answers) {
			Answer first = this.answers.getFirst();
			return (this.answers.size() > 1) ? this.answers.removeFirst() : first;
		}
	}

	private static Map<String, String> parse(String form) {
		return Arrays.stream(form.split("&"))
			.map((pair) -> pair.split("=", 2))
			.collect(Collectors.toMap((pair) -> decode(pair[0]), (pair) -> decode(pair[1])));
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	static String in(Instant now, int seconds) {
		return now.plusSeconds(seconds).toString();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private record Answer(int status, String body) {

	}

	public record Request(Map<String, String> parameters, @Nullable String authorization,
			@Nullable String securityToken) {

		/**
		 * Return the access key and the Region that the request is signed with.
		 */
		public String signedBy() {
			String[] scope = String.valueOf(this.authorization)
				.replaceFirst("^AWS4-HMAC-SHA256 Credential=", "")
				.split("/");
			return scope[0] + " " + scope[2] + " " + scope[3];
		}

	}

}
