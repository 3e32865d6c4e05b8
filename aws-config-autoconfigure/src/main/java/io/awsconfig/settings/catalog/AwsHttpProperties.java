package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The properties of HTTP clients, below {@code http}. Written from {@link SettingCatalog}
 * by {@code SettingsDocumentTests}. Nothing is ever bound to it (see
 * {@link AwsProperties}).
 *
 * @param async HTTP client of async clients, where several are on the class path: netty,
 * crt or the name of a class that is an SdkAsyncHttpService.
 * @param connectionAcquireTimeout How long to wait for a connection of the pool to become
 * free.
 * @param connectionMaxIdleTimeout How long a connection that nobody uses is kept.
 * @param connectionTimeToLive How long a connection is used at most.
 * @param connectionTimeout How long to wait for a connection to be made.
 * @param maxConnections How many connections there are at most.
 * @param protocol Version of HTTP that async clients speak: http1.1 or http2.
 * @param proxy The proxy.
 * @param readTimeout How long to wait for data on a connection.
 * @param ssl Certificates.
 * @param sync HTTP client of sync clients, where several are on the class path: apache5,
 * apache, url-connection, crt or the name of a class that is an SdkHttpService.
 * @param tcpKeepalive Whether the operating system probes connections that nobody uses.
 * @param tlsNegotiationTimeout How long to wait for a TLS handshake.
 * @param writeTimeout How long to wait for data to be sent on a connection.
 */
record AwsHttpProperties(@Nullable String async, @Nullable Duration connectionAcquireTimeout,
		@Nullable Duration connectionMaxIdleTimeout, @Nullable Duration connectionTimeToLive,
		@Nullable Duration connectionTimeout, @Nullable Integer maxConnections, @Nullable String protocol, Proxy proxy,
		@Nullable Duration readTimeout, Ssl ssl, @Nullable String sync, @Nullable Boolean tcpKeepalive,
		@Nullable Duration tlsNegotiationTimeout, @Nullable Duration writeTimeout) {

	/**
	 * The proxy.
	 *
	 * @param endpoint Address of the proxy, such as http://proxy.example.com:3128.
	 * @param nonProxyHosts Hosts that are reached without the proxy.
	 * @param password Password for the proxy. Better kept outside of the application.
	 * @param username User name for the proxy.
	 */
	record Proxy(@Nullable URI endpoint, @Nullable List<String> nonProxyHosts, @Nullable String password,
			@Nullable String username) {
	}

	/**
	 * Certificates.
	 *
	 * @param bundle Name of the SSL bundle with the certificates to trust and to show, in
	 * place of the CA bundle.
	 */
	record Ssl(@Nullable String bundle) {
	}
}
