package io.awsconfig.settings.proxy;

import java.util.List;
import java.util.function.Function;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that requests to AWS go through: the one of the settings, else the one that
 * the HTTP clients of the SDK find on the machine. That of a service or a named client
 * may be another one.
 *
 * @param endpoint the address without user name and password, or {@code null} if there is
 * no proxy
 * @param nonProxyHosts the hosts that are reached without it, beside this machine itself,
 * or {@code null} if there are none
 * @param shadowedEndpoints the addresses that would apply otherwise
 * @param shadowedNonProxyHosts the hosts that would apply otherwise
 * @param diagnostics what was meant for a proxy and has no effect
 */
@Internal
public record ProxyInForce(@Nullable WrittenValue endpoint, @Nullable WrittenValue nonProxyHosts,
		List<WrittenValue> shadowedEndpoints, List<WrittenValue> shadowedNonProxyHosts, List<Diagnostic> diagnostics) {

	private static final int MAX_SHOWN = 200;

	/**
	 * Look for the proxy.
	 * @param settings the settings
	 * @param variables gives environment variables
	 * @param systemProperties gives JVM system properties
	 * @return what there is
	 */
	public static ProxyInForce find(AwsSettings settings, Function<String, @Nullable String> variables,
			Function<String, @Nullable String> systemProperties) {
		return new ProxyFinder(settings, variables, systemProperties).find();
	}

	/**
	 * Return whether a host is called through the proxy.
	 * @param host the host
	 * @return whether there is a proxy, and the host is none of those that are reached
	 * without it
	 */
	public boolean isUsedFor(String host) {
		return this.endpoint != null && !LocalHosts.contains(host)
				&& (this.nonProxyHosts == null || !NonProxyHosts.contains(this.nonProxyHosts, host));
	}

	/**
	 * Say which proxy there is, in one line.
	 * @return the line, or {@code null} if there is none
	 */
	public @Nullable String describe() {
		if (this.endpoint == null) {
			return null;
		}
		String entries = (this.nonProxyHosts != null) ? NonProxyHosts.effective(this.nonProxyHosts) : "";
		String hosts = (this.nonProxyHosts != null && !entries.isEmpty())
				? ", " + shorten(entries) + " from " + this.nonProxyHosts.place() : "";
		return "AWS proxy: " + this.endpoint.text() + " from " + this.endpoint.place()
				+ "; reached without it: this machine" + hosts;
	}

	private static String shorten(String text) {
		return (text.length() <= MAX_SHOWN) ? text : text.substring(0, MAX_SHOWN) + "...";
	}

}
