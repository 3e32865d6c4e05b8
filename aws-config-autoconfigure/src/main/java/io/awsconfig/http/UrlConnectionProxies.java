package io.awsconfig.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Predicate;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import io.awsconfig.settings.proxy.LocalHosts;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.TlsKeyManagersProvider;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Proxies of the HTTP client of its name; of its own, so that it is loaded only where
 * that client is on the class path.
 */
final class UrlConnectionProxies {

	private UrlConnectionProxies() {
	}

	static void use(HttpProxy proxy, Object builder) {
		ProxyConfiguration.Builder configuration = ProxyConfiguration.builder();
		proxy.applyTo(configuration::endpoint, configuration::username, configuration::password,
				configuration::nonProxyHosts,
				(lookedFor) -> configuration.useSystemPropertyValues(lookedFor)
					.useEnvironmentVariablesValues(lookedFor),
				() -> ProxyConfiguration.builder().build().nonProxyHosts());
		((UrlConnectionHttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

	/**
	 * Keep requests from the proxies that the JVM adds by itself when this client names
	 * none.
	 * @param client the client
	 * @param proxy the proxy: with none at all, every request goes directly, else those
	 * to this machine
	 * @param options what the client was built with
	 */
	static SdkHttpClient withoutProxiesOfTheJvm(SdkHttpClient client, HttpProxy proxy, AttributeMap options) {
		AttributeMap all = options.merge(SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS);
		SSLSocketFactory sockets = sockets(all);
		SdkHttpClient direct = UrlConnectionHttpClient.create((url) -> connect(url, all, sockets));
		return new Split(client, direct, proxy.lookedFor() ? LocalHosts::contains : (host) -> true);
	}

	private static HttpURLConnection connect(URI url, AttributeMap options, SSLSocketFactory sockets) {
		try {
			HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
			if (connection instanceof HttpsURLConnection https) {
				https.setSSLSocketFactory(sockets);
			}
			connection.setConnectTimeout(millis(options.get(SdkHttpConfigurationOption.CONNECTION_TIMEOUT)));
			connection.setReadTimeout(millis(options.get(SdkHttpConfigurationOption.READ_TIMEOUT)));
			return connection;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int millis(Duration timeout) {
		return Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
	}

	private static SSLSocketFactory sockets(AttributeMap options) {
		TlsTrustManagersProvider trust = options.get(SdkHttpConfigurationOption.TLS_TRUST_MANAGERS_PROVIDER);
		TlsKeyManagersProvider keys = options.get(SdkHttpConfigurationOption.TLS_KEY_MANAGERS_PROVIDER);
		@Nullable TrustManager[] trusted = (trust != null) ? trust.trustManagers() : null;
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((keys != null) ? keys.keyManagers() : null, trusted, null);
			return context.getSocketFactory();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("There is no TLS", ex);
		}
	}

	private record Split(SdkHttpClient client, SdkHttpClient direct,
			Predicate<String> isDirect) implements SdkHttpClient {

		@Override
		public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
			SdkHttpClient chosen = this.isDirect.test(request.httpRequest().host()) ? this.direct : this.client;
			return chosen.prepareRequest(request);
		}

		@Override
		public String clientName() {
			return this.client.clientName();
		}

		@Override
		public void close() {
			this.direct.close();
			this.client.close();
		}

	}

}
