package io.awsconfig.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The properties of HTTP clients, below {@code aws.http}. Nothing is ever bound to this
 * class.
 */
class AwsHttpProperties {

	/**
	 * HTTP client of sync clients, where several are on the class path: apache5, apache,
	 * url-connection, crt or the name of a class that is an SdkHttpService.
	 */
	private @Nullable String sync;

	/**
	 * HTTP client of async clients, where several are on the class path: netty, crt or
	 * the name of a class that is an SdkAsyncHttpService.
	 */
	private @Nullable String async;

	/**
	 * How long to wait for a connection to be made.
	 */
	private @Nullable Duration connectionTimeout;

	/**
	 * How long to wait for data on a connection.
	 */
	private @Nullable Duration readTimeout;

	/**
	 * How long to wait for data to be sent on a connection.
	 */
	private @Nullable Duration writeTimeout;

	/**
	 * How long to wait for a connection of the pool to become free.
	 */
	private @Nullable Duration connectionAcquireTimeout;

	/**
	 * How long a connection that nobody uses is kept.
	 */
	private @Nullable Duration connectionMaxIdleTimeout;

	/**
	 * How long a connection is used at most.
	 */
	private @Nullable Duration connectionTimeToLive;

	/**
	 * How long to wait for a TLS handshake.
	 */
	private @Nullable Duration tlsNegotiationTimeout;

	/**
	 * How many connections there are at most.
	 */
	private @Nullable Integer maxConnections;

	/**
	 * Whether the operating system probes connections that nobody uses.
	 */
	private @Nullable Boolean tcpKeepalive;

	/**
	 * Version of HTTP that async clients speak: http1.1 or http2.
	 */
	private @Nullable String protocol;

	private final Proxy proxy = new Proxy();

	private final Ssl ssl = new Ssl();

	public @Nullable String getSync() {
		return this.sync;
	}

	public void setSync(@Nullable String sync) {
		this.sync = sync;
	}

	public @Nullable String getAsync() {
		return this.async;
	}

	public void setAsync(@Nullable String async) {
		this.async = async;
	}

	public @Nullable Duration getConnectionTimeout() {
		return this.connectionTimeout;
	}

	public void setConnectionTimeout(@Nullable Duration connectionTimeout) {
		this.connectionTimeout = connectionTimeout;
	}

	public @Nullable Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(@Nullable Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	public @Nullable Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(@Nullable Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public @Nullable Duration getConnectionAcquireTimeout() {
		return this.connectionAcquireTimeout;
	}

	public void setConnectionAcquireTimeout(@Nullable Duration connectionAcquireTimeout) {
		this.connectionAcquireTimeout = connectionAcquireTimeout;
	}

	public @Nullable Duration getConnectionMaxIdleTimeout() {
		return this.connectionMaxIdleTimeout;
	}

	public void setConnectionMaxIdleTimeout(@Nullable Duration connectionMaxIdleTimeout) {
		this.connectionMaxIdleTimeout = connectionMaxIdleTimeout;
	}

	public @Nullable Duration getConnectionTimeToLive() {
		return this.connectionTimeToLive;
	}

	public void setConnectionTimeToLive(@Nullable Duration connectionTimeToLive) {
		this.connectionTimeToLive = connectionTimeToLive;
	}

	public @Nullable Duration getTlsNegotiationTimeout() {
		return this.tlsNegotiationTimeout;
	}

	public void setTlsNegotiationTimeout(@Nullable Duration tlsNegotiationTimeout) {
		this.tlsNegotiationTimeout = tlsNegotiationTimeout;
	}

	public @Nullable Integer getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(@Nullable Integer maxConnections) {
		this.maxConnections = maxConnections;
	}

	public @Nullable Boolean getTcpKeepalive() {
		return this.tcpKeepalive;
	}

	public void setTcpKeepalive(@Nullable Boolean tcpKeepalive) {
		this.tcpKeepalive = tcpKeepalive;
	}

	public @Nullable String getProtocol() {
		return this.protocol;
	}

	public void setProtocol(@Nullable String protocol) {
		this.protocol = protocol;
	}

	public Proxy getProxy() {
		return this.proxy;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	static class Proxy {

		/**
		 * Address of the proxy, such as http://proxy.example.com:3128.
		 */
		private @Nullable URI endpoint;

		/**
		 * User name for the proxy.
		 */
		private @Nullable String username;

		/**
		 * Password for the proxy. Better kept outside of the application.
		 */
		private @Nullable String password;

		/**
		 * Hosts that are reached without the proxy.
		 */
		private @Nullable List<String> nonProxyHosts;

		public @Nullable URI getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable URI endpoint) {
			this.endpoint = endpoint;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public @Nullable List<String> getNonProxyHosts() {
			return this.nonProxyHosts;
		}

		public void setNonProxyHosts(@Nullable List<String> nonProxyHosts) {
			this.nonProxyHosts = nonProxyHosts;
		}

	}

	static class Ssl {

		/**
		 * Name of the SSL bundle with the certificates to trust and to show, in place of
		 * the CA bundle.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

}
