package io.awsconfig.failure;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that stands between a client and a host.
 *
 * @param address its host and port, in lower case
 * @param shown what may be shown of it, and where it is set
 */
record ProxyInUse(String address, String shown) {

	/**
	 * Return the proxy.
	 * @return the proxy, or {@code null} if the host is reached without one
	 */
	static @Nullable ProxyInUse of(ProxyInForce proxy, String host) {
		WrittenValue endpoint = proxy.endpoint();
		if (endpoint == null || !proxy.isUsedFor(host)) {
			return null;
		}
		String address = endpoint.text().replaceFirst("^[a-zA-Z]+://", "").replaceFirst("/.*$", "");
		return new ProxyInUse(address.toLowerCase(Locale.ROOT), endpoint.text() + " from " + endpoint.place());
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
