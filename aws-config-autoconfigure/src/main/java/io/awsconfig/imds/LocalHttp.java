package io.awsconfig.imds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Asks the services that AWS puts beside an application: never through a proxy, never
 * following a redirect, never reading more than such an answer can have, and never longer
 * than allowed, however slowly the bytes come. One for each source, closed with it; it
 * has a client from the first request on, and after it has been closed a new one. Java's
 * client repeats a {@code GET} whose connection ends before the first byte of an answer,
 * once and within the same time.
 */
@Internal
public final class LocalHttp implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LocalHttp.class);

	private static final int MAX_BODY = 64 * 1024;

	private static final Duration WARM_UP = Duration.ofSeconds(5);

	private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

	/**
	 * Ends everything at once, from Java 21 on; before, the garbage collector does.
	 */
	private static final @Nullable Method SHUTDOWN_NOW = ReflectionUtils.findMethod(HttpClient.class, "shutdownNow");

	private static final AtomicBoolean warm = new AtomicBoolean();

	private final ProxySelector proxy;

	private @Nullable HttpClient client;

	public LocalHttp() {
		this(HttpClient.Builder.NO_PROXY);
	}

	public LocalHttp(ProxySelector proxy) {
		this.proxy = proxy;
	}

	private synchronized HttpClient client() {
		HttpClient client = this.client;
		if (client == null) {
			client = HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_1_1)
				.followRedirects(HttpClient.Redirect.NEVER)
				.proxy(this.proxy)
				.build();
			this.client = client;
		}
		return client;
	}

	/**
	 * Have all classes loaded that a request needs, by one to a socket of our own. On a
	 * cold machine that takes longer than the service may take, and what a time-out
	 * measures is the service. Done once; if it fails, the first request takes longer.
	 */
	public void warmUp() {
		if (this.proxy != HttpClient.Builder.NO_PROXY || !warm.compareAndSet(false, true)) {
			return;
		}
		try {
			askOurselves();
		}
		catch (Exception ex) {
			logger.debug("The first request to a service beside the application will take longer", ex);
		}
	}

	Answer askOurselves() throws IOException, URISyntaxException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			URI address = new URI("http", null, server.getInetAddress().getHostAddress(), server.getLocalPort(), "/",
					null, null);
			CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server),
					(task) -> startDaemon(task));
			Answer answer = send(HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.noBody()), WARM_UP);
			answered.orTimeout(WARM_UP.toNanos(), TimeUnit.NANOSECONDS).join();
			return answer;
		}
	}

	private static void startDaemon(Runnable task) {
		Thread thread = new Thread(null, task, "aws-credentials-warm-up", 0, false);
		thread.setDaemon(true);
		thread.start();
	}

	private static void answer(ServerSocket server) {
		try (Socket socket = server.accept()) {
			socket.getInputStream().read(new byte[8192]);
			socket.getOutputStream()
				.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"
					.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			logger.trace("No answer to ourselves", ex);
		}
	}

	/**
	 * End what is under way, and all threads.
	 */
	@Override
	public void close() {
		HttpClient client;
		synchronized (this) {
			client = this.client;
			this.client = null;
		}
		if (client != null && SHUTDOWN_NOW != null) {
			ReflectionUtils.invokeMethod(SHUTDOWN_NOW, client);
		}
	}

	/**
	 * Return whether a text can be the value of a header. The client refuses the others
	 * with a message that quotes them.
	 * @param value the text
	 * @return whether it can be sent
	 */
	public static boolean isHeaderValue(String value) {
		return HEADER_VALUE.matcher(value).matches();
	}

	/**
	 * Send a request and wait for the whole answer.
	 * @param request the request
	 * @param timeout how long to wait
	 * @return the answer, whatever its status
	 * @throws HttpFailure if there is none
	 */
	public Answer send(HttpRequest.Builder request, Duration timeout) throws HttpFailure {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new HttpFailure(HttpFailure.Kind.TIMED_OUT);
		}
		CompletableFuture<HttpResponse<byte[]>> future = client().sendAsync(request.timeout(timeout).build(),
				(response) -> new LimitedBody());
		try {
			HttpResponse<byte[]> response = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return new Answer(response.statusCode(), response.headers(), response.body());
		}
		catch (TimeoutException ex) {
			throw new HttpFailure(HttpFailure.Kind.TIMED_OUT);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new HttpFailure(HttpFailure.Kind.INTERRUPTED);
		}
		catch (ExecutionException ex) {
			throw new HttpFailure(kindOf(ex));
		}
		finally {
			// Without effect if it is done
			future.cancel(true);
		}
	}

	private static HttpFailure.Kind kindOf(Throwable failure) {
		HttpFailure.Kind kind = HttpFailure.Kind.BROKEN;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof HttpFailure known) {
				return known.getKind();
			}
			if (cause instanceof HttpTimeoutException) {
				return HttpFailure.Kind.TIMED_OUT;
			}
			if (cause instanceof ProtocolException) {
				kind = HttpFailure.Kind.NOT_HTTP;
			}
			if (cause instanceof UnresolvedAddressException) {
				return HttpFailure.Kind.UNKNOWN_HOST;
			}
			if (cause instanceof ConnectException) {
				kind = HttpFailure.Kind.REFUSED;
			}
		}
		return kind;
	}

	/**
	 * An answer. It may hold secrets.
	 */
	public record Answer(int status, HttpHeaders headers, byte[] body) {

		/**
		 * Return whether the same request may succeed when it is sent again.
		 */
		public boolean isRetryable() {
			return this.status >= 500 || this.status == 429;
		}

		@Override
		public String toString() {
			return "answer with status " + this.status;
		}

	}

	/**
	 * There was no answer. Does not have the client's exception as its cause: that one
	 * may quote what the server sent.
	 */
	public static final class HttpFailure extends IOException {

		private static final long serialVersionUID = 1L;

		private final Kind kind;

		HttpFailure(Kind kind) {
			super(kind.toString());
			this.kind = kind;
		}

		public Kind getKind() {
			return this.kind;
		}

		public enum Kind {

			REFUSED("the connection was refused"),

			UNKNOWN_HOST("the name of the host is unknown"),

			TIMED_OUT("there was no complete answer in time"),

			BROKEN("the connection broke before the answer was complete"),

			NOT_HTTP("the answer is not HTTP"),

			TOO_LONG("the answer is longer than " + MAX_BODY / 1024 + " KiB"),

			INTERRUPTED("waiting for the answer was interrupted");

			private final String text;

			Kind(String text) {
				this.text = text;
			}

			public boolean isRetryable() {
				return this == REFUSED || this == TIMED_OUT || this == BROKEN || this == NOT_HTTP;
			}

			/**
			 * Return whether nobody seems to be there.
			 */
			boolean isSilence() {
				return this == REFUSED || this == TIMED_OUT || this == UNKNOWN_HOST;
			}

			@Override
			public String toString() {
				return this.text;
			}

		}

	}

	private static final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

		private final CompletableFuture<byte[]> result = new CompletableFuture<>();

		private final ByteArrayOutputStream content = new ByteArrayOutputStream();

		private Flow.@Nullable Subscription subscription;

		@Override
		public CompletionStage<byte[]> getBody() {
			return this.result;
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(List<ByteBuffer> buffers) {
			for (ByteBuffer buffer : buffers) {
				if (this.content.size() + buffer.remaining() > MAX_BODY) {
					if (this.subscription != null) {
						this.subscription.cancel();
					}
					this.result.completeExceptionally(new HttpFailure(HttpFailure.Kind.TOO_LONG));
					return;
				}
				byte[] bytes = new byte[buffer.remaining()];
				buffer.get(bytes);
				this.content.writeBytes(bytes);
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.result.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.result.complete(this.content.toByteArray());
		}

	}

}
