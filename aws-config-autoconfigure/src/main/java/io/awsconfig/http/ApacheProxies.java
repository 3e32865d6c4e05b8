package io.awsconfig.http;

import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/**
 * Proxies of the HTTP client of its name; of its own, so that it is loaded only where
 * that client is on the class path.
 */
@SuppressWarnings("deprecation")
final class ApacheProxies {

	private ApacheProxies() {
	}

	static void use(HttpProxy proxy, Object builder) {
		ProxyConfiguration.Builder configuration = ProxyConfiguration.builder();
		if (proxy.endpoint() != null) {
			configuration.endpoint(proxy.endpoint());
		}
		if (proxy.username() != null) {
			configuration.username(proxy.username());
		}
		if (proxy.password() != null) {
			configuration.password(proxy.password());
		}
		if (!proxy.nonProxyHosts().isEmpty()) {
			configuration.nonProxyHosts(proxy.nonProxyHosts());
		}
		((ApacheHttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

}
