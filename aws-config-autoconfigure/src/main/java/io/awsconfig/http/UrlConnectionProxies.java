package io.awsconfig.http;

import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

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
				configuration::nonProxyHosts, (lookedFor) -> configuration.useSystemPropertyValues(lookedFor)
					.useEnvironmentVariablesValues(lookedFor));
		((UrlConnectionHttpClient.Builder) builder).proxyConfiguration(configuration.build());
	}

}
