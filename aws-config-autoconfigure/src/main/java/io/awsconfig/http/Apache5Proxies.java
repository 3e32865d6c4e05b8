package io.awsconfig.http;

import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * Proxies of the HTTP client of its name; of its own, so that it is loaded only where
 * that client is on the class path.
 */
final class Apache5Proxies {

	private Apache5Proxies() {
	}

	static void use(HttpProxy proxy, Object builder) {
		ProxyConfiguration.Builder configuration = ProxyConfiguration.builder();
		proxy.applyTo(configuration::endpoint, configuration::username, configuration::password,
				configuration::nonProxyHosts,
				(lookedFor) -> configuration.useSystemPropertyValues(lookedFor).useEnvironmentVariableValues(lookedFor),
				() -> ProxyConfiguration.builder().build().nonProxyHosts());
		((Apache5HttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

}
