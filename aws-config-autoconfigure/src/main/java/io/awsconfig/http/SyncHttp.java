package io.awsconfig.http;

import java.util.function.Function;
import java.util.function.Supplier;

import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The HTTP clients of sync AWS clients.
 */
final class SyncHttp extends HttpKind<SdkHttpService, SdkHttpClient.Builder<?>, SdkHttpClient> {

	SyncHttp() {
		super(SettingCatalog.HTTP_SYNC, "apache5-client", SdkHttpService.class);
	}

	@Override
	SdkHttpClient create(SdkHttpService service, @Nullable HttpProxy proxy, AttributeMap options) {
		SdkHttpClient client = super.create(service, proxy, options);
		return (HttpImplementation.of(service.getClass()) == HttpImplementation.URL_CONNECTION) ? UrlConnectionProxies
			.withoutProxiesOfTheJvm(client, (proxy != null) ? proxy : HttpProxy.FOUND, options) : client;
	}

	@Override
	SdkHttpClient.Builder<?> createBuilder(SdkHttpService service) {
		return service.createHttpClientBuilder();
	}

	@Override
	SdkHttpClient build(SdkHttpClient.Builder<?> builder, AttributeMap options) {
		return builder.buildWithDefaults(options);
	}

	@Override
	SdkHttpClient share(Supplier<SdkHttpClient> client, String name) {
		return new Shared(client, name);
	}

	@Override
	String nameOf(SdkHttpClient client) {
		return client.clientName();
	}

	/**
	 * Makes clients of what the AWS client has for them.
	 */
	record Builder(Function<AttributeMap, SdkHttpClient> clients) implements SdkHttpClient.Builder<Builder> {

		@Override
		public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
			return this.clients.apply(defaults);
		}

	}

	private record Shared(Supplier<SdkHttpClient> client, String name) implements SdkHttpClient {

		@Override
		public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
			return this.client.get().prepareRequest(request);
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
