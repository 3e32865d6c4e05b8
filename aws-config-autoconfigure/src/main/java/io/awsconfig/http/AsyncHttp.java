package io.awsconfig.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import io.awsconfig.settings.catalog.SettingCatalog;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The HTTP clients of async AWS clients.
 */
final class AsyncHttp extends HttpKind<SdkAsyncHttpService, SdkAsyncHttpClient.Builder<?>, SdkAsyncHttpClient> {

	AsyncHttp() {
		super(SettingCatalog.HTTP_ASYNC, "netty-nio-client", SdkAsyncHttpService.class);
	}

	@Override
	SdkAsyncHttpClient.Builder<?> createBuilder(SdkAsyncHttpService service) {
		return service.createAsyncHttpClientFactory();
	}

	@Override
	SdkAsyncHttpClient build(SdkAsyncHttpClient.Builder<?> builder, AttributeMap options) {
		return builder.buildWithDefaults(options);
	}

	@Override
	SdkAsyncHttpClient share(Supplier<SdkAsyncHttpClient> client, String name) {
		return new Shared(client, name);
	}

	@Override
	String nameOf(SdkAsyncHttpClient client) {
		return client.clientName();
	}

	/**
	 * Makes clients of what the AWS client has for them.
	 */
	record Builder(Function<AttributeMap, SdkAsyncHttpClient> clients) implements SdkAsyncHttpClient.Builder<Builder> {

		@Override
		public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
			return this.clients.apply(defaults);
		}

	}

	private record Shared(Supplier<SdkAsyncHttpClient> client, String name) implements SdkAsyncHttpClient {

		@Override
		public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
			return this.client.get().execute(request);
		}

		@Override
		public String clientName() {
			return this.name;
		}

		@Override
		public void close() {
			// Others use it as well
		}

	}

}
