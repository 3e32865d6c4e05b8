package io.awsconfig.http;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about a proxy. What they do not say, the HTTP client takes from
 * the JVM system properties and environment variables that it reads by itself.
 *
 * @param endpoint the address
 * @param username the user name
 * @param password the password
 * @param nonProxyHosts the hosts that are reached directly, as regular expressions
 * @param lookedFor whether the client looks there at all
 */
record HttpProxy(@Nullable URI endpoint, @Nullable String username, @Nullable String password,
		Set<String> nonProxyHosts, boolean lookedFor) {

	/**
	 * No proxy, whatever is set anywhere.
	 */
	static final HttpProxy NONE = new HttpProxy(null, null, null, Set.of(), false);

	static @Nullable HttpProxy of(AwsSettings settings) {
		List<String> hosts = settings.getValue(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS);
		HttpProxy proxy = new HttpProxy(settings.getValue(SettingCatalog.HTTP_PROXY_ENDPOINT),
				settings.getValue(SettingCatalog.HTTP_PROXY_USERNAME),
				settings.getValue(SettingCatalog.HTTP_PROXY_PASSWORD), patterns((hosts != null) ? hosts : List.of()),
				true);
		return proxy.isEmpty() ? null : proxy;
	}

	private boolean isEmpty() {
		return this.endpoint == null && this.username == null && this.password == null && this.nonProxyHosts.isEmpty();
	}

	/**
	 * As the SDK's HTTP clients make them of the JVM's {@code http.nonProxyHosts}.
	 */
	private static Set<String> patterns(List<String> hosts) {
		Set<String> patterns = new LinkedHashSet<>();
		for (String host : hosts) {
			patterns.add(host.toLowerCase(Locale.ROOT).replace(".", "\\.").replace("*", ".*?"));
		}
		return patterns;
	}

	/**
	 * Tell a builder what there is to say. The builders of the SDK have no type in
	 * common.
	 */
	void applyTo(Consumer<URI> endpoint, Consumer<String> username, Consumer<String> password,
			Consumer<Set<String>> nonProxyHosts, Consumer<Boolean> lookedFor) {
		lookedFor.accept(this.lookedFor);
		ifThere(this.endpoint, endpoint);
		ifThere(this.username, username);
		ifThere(this.password, password);
		if (!this.nonProxyHosts.isEmpty()) {
			nonProxyHosts.accept(this.nonProxyHosts);
		}
	}

	private static <T> void ifThere(@Nullable T value, Consumer<T> consumer) {
		if (value != null) {
			consumer.accept(value);
		}
	}

	@Override
	public String toString() {
		return String.valueOf(this.endpoint);
	}

}
