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
		proxy.applyTo(
				(endpoint) -> configuration.scheme(endpoint.getScheme())
					.host(endpoint.getHost())
					.port(endpoint.getPort()),
				configuration::username, configuration::password, configuration::nonProxyHosts,
				(lookedFor) -> configuration.useSystemPropertyValues(lookedFor).useEnvironmentVariableValues(lookedFor),
				() -> ProxyConfiguration.builder().build().nonProxyHosts());
		((NettyNioAsyncHttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

}
