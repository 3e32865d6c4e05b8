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
		proxy.applyTo(configuration::endpoint, configuration::username, configuration::password,
				configuration::nonProxyHosts,
				(lookedFor) -> configuration.useSystemPropertyValues(lookedFor).useEnvironmentVariableValues(lookedFor),
				() -> ProxyConfiguration.builder().build().nonProxyHosts());
		((ApacheHttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

}
