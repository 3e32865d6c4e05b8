package io.awsconfig.samples.accounts.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small server in the place of S3. It keeps the buckets of each access key and Region
 * apart, as AWS does with accounts and Regions, and writes into the log who asks for
 * what. It has no secret keys, so it does not check signatures.
 */
final class LocalAccount {

	private static final Logger logger = LoggerFactory.getLogger(LocalAccount.class);

	private static final Pattern SIGNATURE = Pattern.compile("Credential=(\\w+)/\\d+/([^/]+)/s3/");

	private final Map<Owner, LocalBuckets> buckets = new ConcurrentHashMap<>();

	private final HttpServer server;

	private LocalAccount(URI endpoint) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), 0);
		this.server.createContext("/", this::handle);
	}

	static LocalAccount start(URI endpoint) {
		try {
			LocalAccount account = new LocalAccount(endpoint);
			account.server.start();
			return account;
		}
		catch (IOException ex) {
			throw new IllegalStateException("The embedded server does not start at " + endpoint, ex);
		}
	}

	void stop() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = LocalBody.read(exchange);
			LocalAnswer answer = answer(exchange, body);
			exchange.getResponseHeaders().set("Content-Type", answer.type());
			exchange.sendResponseHeaders(answer.status(), (answer.body().length > 0) ? answer.body().length : -1);
			exchange.getResponseBody().write(answer.body());
		}
	}

	private LocalAnswer answer(HttpExchange exchange, byte[] body) {
		String authorization = exchange.getRequestHeaders().getFirst("Authorization");
		Matcher signature = SIGNATURE.matcher(String.valueOf(authorization));
		if (!signature.find()) {
			return LocalAnswer.error(403, "AccessDenied");
		}
		Owner owner = new Owner(signature.group(1), signature.group(2));
		String path = exchange.getRequestURI().getPath();
		logger.info("{} http://{}{}, signed with {}", exchange.getRequestMethod(),
				exchange.getRequestHeaders().getFirst("Host"), path, owner);
		return this.buckets.computeIfAbsent(owner, (key) -> new LocalBuckets())
			.answer(exchange.getRequestMethod(), path, body);
	}

	/**
	 * Whose buckets they are.
	 *
	 * @param accessKeyId who has signed
	 * @param region the Region that the signature is for
	 */
	private record Owner(String accessKeyId, String region) {

		/**
		 * Of an access key only the last four characters, as everywhere.
		 */
		@Override
		public String toString() {
			return "****%s for %s".formatted(this.accessKeyId.substring(Math.max(0, this.accessKeyId.length() - 4)),
					this.region);
		}

	}

}
