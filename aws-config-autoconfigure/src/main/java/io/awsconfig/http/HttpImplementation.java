package io.awsconfig.http;

import java.util.Set;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

/**
 * An implementation of the SDK's HTTP clients, by the name that {@code aws.http.sync} and
 * {@code aws.http.async} have for it, with the settings that it knows. One that is none
 * of the SDK's is taken to know all of them. Of several, the SDK takes the one that comes
 * first here.
 */
enum HttpImplementation {

	APACHE5("apache5", "Apache5", "apache5-client", "software.amazon.awssdk.http.apache5.", Settings.APACHE, true) {

		@Override
		void use(HttpProxy proxy, Object builder) {
			Apache5Proxies.use(proxy, builder);
		}

	},

	APACHE("apache", "Apache", "apache-client", "software.amazon.awssdk.http.apache.", Settings.APACHE, true) {

		@Override
		void use(HttpProxy proxy, Object builder) {
			ApacheProxies.use(proxy, builder);
		}

	},

	URL_CONNECTION("url-connection", "UrlConnection", "url-connection-client",
			"software.amazon.awssdk.http.urlconnection.",
			Set.of(SettingCatalog.HTTP_CONNECTION_TIMEOUT, SettingCatalog.HTTP_READ_TIMEOUT), true) {

		@Override
		void use(HttpProxy proxy, Object builder) {
			UrlConnectionProxies.use(proxy, builder);
		}

	},

	NETTY("netty", "NettyNio", "netty-nio-client", "software.amazon.awssdk.http.nio.netty.", Settings.ALL, true) {

		@Override
		void use(HttpProxy proxy, Object builder) {
			NettyProxies.use(proxy, builder);
		}

	},

	CRT("crt", "AwsCommonRuntime", "aws-crt-client", "software.amazon.awssdk.http.crt.",
			Set.of(SettingCatalog.HTTP_CONNECTION_TIMEOUT, SettingCatalog.HTTP_CONNECTION_ACQUIRE_TIMEOUT,
					SettingCatalog.HTTP_CONNECTION_MAX_IDLE_TIMEOUT, SettingCatalog.HTTP_TLS_NEGOTIATION_TIMEOUT,
					SettingCatalog.HTTP_MAX_CONNECTIONS, SettingCatalog.HTTP_PROTOCOL),
			false),

	OTHER("", "UNKNOWN", "", "", Settings.ALL, true);

	private final String name;

	private final String clientName;

	private final String module;

	private final String packagePrefix;

	private final Set<AwsSetting<?>> settings;

	private final boolean takesCertificates;

	HttpImplementation(String name, String clientName, String module, String packagePrefix, Set<AwsSetting<?>> settings,
			boolean takesCertificates) {
		this.name = name;
		this.clientName = clientName;
		this.module = module;
		this.packagePrefix = packagePrefix;
		this.settings = settings;
		this.takesCertificates = takesCertificates;
	}

	/**
	 * Return the implementation that a service of the SDK makes clients of.
	 */
	static HttpImplementation of(Class<?> service) {
		for (HttpImplementation implementation : values()) {
			if (service.getName().startsWith(implementation.packagePrefix)) {
				return implementation;
			}
		}
		return OTHER;
	}

	/**
	 * Return how to call the implementation that a service of the SDK makes clients of.
	 */
	static String nameOf(Class<?> service) {
		HttpImplementation implementation = of(service);
		return (implementation != OTHER) ? implementation.name : service.getName();
	}

	/**
	 * Return the implementation of a name.
	 */
	static @Nullable HttpImplementation named(String name) {
		for (HttpImplementation implementation : values()) {
			if (implementation != OTHER && implementation.name.equals(name)) {
				return implementation;
			}
		}
		return null;
	}

	/**
	 * Return the module of the SDK that it is in.
	 */
	String getModule() {
		return "software.amazon.awssdk:" + this.module;
	}

	/**
	 * Return what its clients say in the user agent.
	 */
	String getClientName() {
		return this.clientName;
	}

	boolean knows(AwsSetting<?> setting) {
		return this.settings.contains(setting);
	}

	/**
	 * Return whether it can be told which certificates to trust and to show.
	 */
	boolean takesCertificates() {
		return this.takesCertificates;
	}

	/**
	 * Return whether it can be told a proxy.
	 */
	boolean takesProxy() {
		return this != CRT && this != OTHER;
	}

	/**
	 * Tell a builder of this implementation which proxy to use.
	 */
	void use(HttpProxy proxy, Object builder) {
		throw new IllegalStateException("Not for " + this);
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static final class Settings {

		static final Set<AwsSetting<?>> ALL = Set.of(SettingCatalog.HTTP_CONNECTION_TIMEOUT,
				SettingCatalog.HTTP_READ_TIMEOUT, SettingCatalog.HTTP_WRITE_TIMEOUT,
				SettingCatalog.HTTP_CONNECTION_ACQUIRE_TIMEOUT, SettingCatalog.HTTP_CONNECTION_MAX_IDLE_TIMEOUT,
				SettingCatalog.HTTP_CONNECTION_TIME_TO_LIVE, SettingCatalog.HTTP_TLS_NEGOTIATION_TIMEOUT,
				SettingCatalog.HTTP_MAX_CONNECTIONS, SettingCatalog.HTTP_TCP_KEEPALIVE, SettingCatalog.HTTP_PROTOCOL);

		static final Set<AwsSetting<?>> APACHE = Set.of(SettingCatalog.HTTP_CONNECTION_TIMEOUT,
				SettingCatalog.HTTP_READ_TIMEOUT, SettingCatalog.HTTP_CONNECTION_ACQUIRE_TIMEOUT,
				SettingCatalog.HTTP_CONNECTION_MAX_IDLE_TIMEOUT, SettingCatalog.HTTP_CONNECTION_TIME_TO_LIVE,
				SettingCatalog.HTTP_MAX_CONNECTIONS, SettingCatalog.HTTP_TCP_KEEPALIVE);

	}

}
