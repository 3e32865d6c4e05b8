package io.awsconfig.failure;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.ShownUrl;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that stands between a client and a host: that of the settings, else that of
 * the variables and JVM system properties that HTTP clients read by themselves.
 *
 * @param address its host and port, in lower case
 * @param shown what may be shown of it, and where it is set
 */
record ProxyInUse(String address, String shown) {

	static @Nullable ProxyInUse of(AwsSettings settings, Function<String, @Nullable String> environment, String host,
			boolean secure) {
		if (isLocal(host)) {
			return null;
		}
		SettingValue<URI> endpoint = settings.get(SettingCatalog.HTTP_PROXY_ENDPOINT);
		List<String> direct = settings.getValue(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS);
		URI uri = endpoint.getValue();
		if (direct != null && matches(host, String.join("|", direct), true)) {
			return null;
		}
		if (uri != null) {
			return of(uri.toString(), String.valueOf(endpoint.getWritten()));
		}
		String scheme = secure ? "https" : "http";
		String property = environment.apply(scheme + ".proxyHost");
		if (hasText(property)) {
			String port = environment.apply(scheme + ".proxyPort");
			return matches(host, environment.apply("http.nonProxyHosts"), true) ? null
					: of("http://" + property + (hasText(port) ? ":" + port : ""),
							"JVM system property " + scheme + ".proxyHost");
		}
		String name = secure ? "HTTPS_PROXY" : "HTTP_PROXY";
		String variable = environment.apply(name);
		String used = hasText(variable) ? variable : environment.apply(name.toLowerCase(Locale.ROOT));
		if (!hasText(used)) {
			return null;
		}
		String except = environment.apply("NO_PROXY");
		return matches(host, hasText(except) ? except : environment.apply("no_proxy"), false) ? null
				: of(used, "environment variable " + (hasText(variable) ? name : name.toLowerCase(Locale.ROOT)));
	}

	private static ProxyInUse of(String url, String place) {
		String shown = ShownUrl.of(url);
		String address = shown.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("^.*@", "").replaceFirst("/.*$", "");
		return new ProxyInUse(address.toLowerCase(Locale.ROOT), shown + " from " + place);
	}

	private static boolean hasText(@Nullable String text) {
		return text != null && !text.isBlank();
	}

	private static boolean matches(String host, @Nullable String patterns, boolean bars) {
		if (patterns == null) {
			return false;
		}
		for (String pattern : patterns.split(bars ? "\\|" : "[,\\s]+")) {
			String regex = Pattern.quote(pattern.strip().toLowerCase(Locale.ROOT)).replace("*", "\\E.*?\\Q");
			if (!pattern.isBlank() && host.toLowerCase(Locale.ROOT).matches(regex)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a host is this machine. Asks nobody for an address.
	 */
	static boolean isLocal(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		if (name.equals("localhost") || name.endsWith(".localhost")) {
			return true;
		}
		if (!name.matches("[\\d.]+|\\[?[0-9a-f:]+]?") || name.matches("\\d+")) {
			return false;
		}
		try {
			return InetAddress.getByName(name).isLoopbackAddress();
		}
		catch (java.net.UnknownHostException ex) {
			return false;
		}
	}

	/**
	 * Return whether a text speaks of this proxy.
	 */
	boolean isNamedIn(List<Throwable> chain) {
		String[] parts = this.address.split(":");
		for (Throwable each : chain) {
			String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
			if (message.contains(this.address) || (parts.length == 2 && message.contains(parts[0])
					&& message.matches("(?s).*[:/]" + Pattern.quote(parts[1]) + "\\b.*"))) {
				return true;
			}
		}
		return false;
	}

}
