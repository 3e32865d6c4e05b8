package io.awsconfig.testsupport;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Takes the place of a client's HTTP: keeps each request and answers it with an empty
 * success, so that requests to AWS's own hosts never leave the JVM.
 */
public final class HttpStandIn implements SdkHttpClient, SdkAsyncHttpClient {

	private final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();

	private final String name;

	public HttpStandIn() {
		this("StandIn");
	}

	/**
	 * Create one that calls itself by a name in the user agent.
	 */
	public HttpStandIn(String name) {
		this.name = name;
	}

	public List<SdkHttpRequest> requests() {
		return this.requests;
	}

	public SdkHttpRequest lastRequest() {
		return this.requests.get(this.requests.size() - 1);
	}

	public String lastHost() {
		return lastRequest().host();
	}

	public String lastHeader(String name) {
		Optional<String> header = lastRequest().firstMatchingHeader(name);
		return header.orElse("");
	}

	private static byte[] answerTo(SdkHttpRequest request) {
		boolean json = request.firstMatchingHeader("Content-Type").orElse("").contains("json");
		return (json ? "{}" : "<Response/>").getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
		return new ExecutableHttpRequest() {

			@Override
			public HttpExecuteResponse call() {
				HttpStandIn.this.requests.add(request.httpRequest());
				return HttpExecuteResponse.builder()
					.response(SdkHttpResponse.builder().statusCode(200).build())
					.responseBody(
							AbortableInputStream.create(new ByteArrayInputStream(answerTo(request.httpRequest()))))
					.build();
			}

			@Override
			public void abort() {
			}

		};
	}

	@Override
	public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
		this.requests.add(request.request());
		request.responseHandler().onHeaders(SdkHttpResponse.builder().statusCode(200).build());
		ByteBuffer body = ByteBuffer.wrap(answerTo(request.request()));
		request.responseHandler().onStream((subscriber) -> subscriber.onSubscribe(new OneBuffer(subscriber, body)));
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public String clientName() {
		return this.name;
	}

	@Override
	public void close() {
	}

	private static final class OneBuffer implements Subscription {

		private final Subscriber<? super ByteBuffer> subscriber;

		private final ByteBuffer buffer;

		private boolean done;

		OneBuffer(Subscriber<? super ByteBuffer> subscriber, ByteBuffer buffer) {
			this.subscriber = subscriber;
			this.buffer = buffer;
		}

		@Override
		public void request(long count) {
			if (!this.done) {
				this.done = true;
				this.subscriber.onNext(this.buffer);
				this.subscriber.onComplete();
			}
		}

		@Override
		public void cancel() {
			this.done = true;
		}

	}

}
