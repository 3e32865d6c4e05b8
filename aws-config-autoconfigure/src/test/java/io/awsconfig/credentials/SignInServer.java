package io.awsconfig.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * IAM Identity Center, its OIDC and the sign-in service, on this machine.
 */
public final class SignInServer implements CredentialsClientConfigurer, AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<String> regions = new CopyOnWriteArrayList<>();

	private final Map<String, Function<Request, Answer>> answers = new TreeMap<>();

	private volatile Duration timeout = Duration.ofSeconds(60);

	public SignInServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public SignInServer on(String path, Function<Request, Answer> answer) {
		this.answers.put(path, answer);
		return this;
	}

	public SignInServer on(String path, int status, String body) {
		return on(path, (request) -> new Answer(status, null, body));
	}

	public SignInServer timeOutAfter(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	public List<Request> requests(String path) {
		return this.requests.stream().filter((request) -> request.uri().getPath().equals(path)).toList();
	}

	public List<String> regions() {
		return this.regions;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, String> headers = new TreeMap<>();
			exchange.getRequestHeaders()
				.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
			Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers,
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			this.requests.add(request);
			Answer answer = this.answers
				.getOrDefault(request.uri().getPath(), (any) -> new Answer(500, null, "no answer was prepared"))
				.apply(request);
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			if (answer.errorType() != null) {
				exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.errorType());
			}
			exchange.sendResponseHeaders(answer.status(), body.length);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
			@Nullable String region) {
		this.regions.add(String.valueOf(region));
		return builder.credentialsProvider(credentials)
			.region(Region.of((region != null) ? region : "eu-west-1"))
			.endpointOverride(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()))
			.overrideConfiguration(
					(override) -> override.apiCallTimeout(this.timeout).retryStrategy((retry) -> retry.maxAttempts(1)));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * Assert that nothing an exception prints holds a secret; those of the tests all
	 * start with {@code secret-}.
	 */
	public static void assertNoSecret(Throwable ex) {
		java.io.StringWriter text = new java.io.StringWriter();
		ex.printStackTrace(new java.io.PrintWriter(text));
		assertThat(text.toString()).doesNotContainIgnoringCase("secret-");
	}

	/**
	 * Hold an answer back until all others wait for it, or ask as well.
	 * @param path what was asked
	 * @param threads those who may ask
	 */
	public void holdUntilOthersWait(String path, List<Thread> threads) {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
			long waiting = threads.stream()
				.map(Thread::getState)
				.filter((state) -> state == Thread.State.WAITING || state == Thread.State.BLOCKED)
				.count();
			return waiting == threads.size() - 1 || requests(path).size() > 1;
		});
	}

	/**
	 * Hold an answer back until the latch is down.
	 */
	public static void hold(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	/**
	 * Return a pool of threads, which are in the list as soon as they exist.
	 */
	public static ExecutorService pool(List<Thread> threads, int size) {
		return Executors.newFixedThreadPool(size, (task) -> {
			Thread thread = new Thread(task);
			threads.add(thread);
			return thread;
		});
	}

	public record Request(String method, URI uri, Map<String, String> headers, String body) {

	}

	public record Answer(int status, @Nullable String errorType, String body) {

	}

}
