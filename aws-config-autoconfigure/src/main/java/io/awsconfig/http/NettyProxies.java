package io.awsconfig.http;

import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;

/**
 * Proxies of the HTTP client of its name; of its own, so that it is loaded only where
 * that client is on the class path.
 */
final class NettyProxies {

	private NettyProxies() {
	}

	static void use(HttpProxy proxy, Object builder) {
		ProxyConfiguration.Builder configuration = ProxyConfiguration.builder();
		if (proxy.endpoint() != null) {
			configuration.scheme(proxy.endpoint().getScheme())
				.host(proxy.endpoint().getHost())
				.port(proxy.endpoint().getPort());
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
		((NettyNioAsyncHttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

}
