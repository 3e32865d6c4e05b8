package io.awsconfig.imds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Asks the services that AWS puts beside an application: never through a proxy, never
 * following a redirect, never reading more than such an answer can have, and never longer
 * than allowed, however slowly the bytes come. Made for one look-up and then left to the
 * garbage collector, its threads with it. Java's client repeats a {@code GET} whose
 * connection ends before the first byte of an answer, once and within the same time.
 */
@Internal
public final class LocalHttp {

	private static final int MAX_BODY = 64 * 1024;

	private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");

	private final HttpClient client;

	public LocalHttp() {
		this(HttpClient.Builder.NO_PROXY);
	}

	public LocalHttp(ProxySelector proxy) {
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.proxy(proxy)
			.build();
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
		CompletableFuture<HttpResponse<byte[]>> future = this.client.sendAsync(request.timeout(timeout).build(),
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

			TOO_LONG("the answer is longer than " + MAX_BODY / 1024 + " KiB"),

			INTERRUPTED("waiting for the answer was interrupted");

			private final String text;

			Kind(String text) {
				this.text = text;
			}

			public boolean isRetryable() {
				return this == REFUSED || this == TIMED_OUT || this == BROKEN;
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
