package io.awsconfig.http;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.proxy.LocalHosts;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about a proxy. If they have no address, the HTTP client takes one
 * from the JVM system properties and environment variables that it reads by itself, with
 * whatever else the settings do not say. An address of the settings is used with nothing
 * of another proxy, since a user name and a password are for one of them. The hosts that
 * are reached directly are those of the machine if the settings have none, and in any
 * case those of this machine itself.
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

	/**
	 * The proxy that the client finds by itself.
	 */
	static final HttpProxy FOUND = new HttpProxy(null, null, null, Set.of(), true);

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
	 * @param found gives the hosts that the client finds by itself, as regular
	 * expressions
	 */
	void applyTo(Consumer<URI> endpoint, Consumer<String> username, Consumer<String> password,
			Consumer<Set<String>> nonProxyHosts, Consumer<Boolean> lookedFor, Supplier<Set<String>> found) {
		lookedFor.accept(this.lookedFor && this.endpoint == null);
		ifThere(this.endpoint, endpoint);
		ifThere(this.username, username);
		ifThere(this.password, password);
		if (this.lookedFor) {
			Set<String> hosts = new LinkedHashSet<>(
					this.nonProxyHosts.isEmpty() ? usable(found.get()) : this.nonProxyHosts);
			hosts.addAll(LocalHosts.PATTERNS);
			nonProxyHosts.accept(hosts);
		}
	}

	/**
	 * Leave out what is no regular expression: each request would fail.
	 */
	private static Set<String> usable(Set<String> patterns) {
		return patterns.stream().filter(HttpProxy::isUsable).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static boolean isUsable(String pattern) {
		try {
			Pattern.compile(pattern);
			return true;
		}
		catch (PatternSyntaxException ex) {
			return false;
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
