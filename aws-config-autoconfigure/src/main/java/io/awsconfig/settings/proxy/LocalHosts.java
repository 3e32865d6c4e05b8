package io.awsconfig.settings.proxy;

import java.util.Set;
import java.util.regex.Pattern;

import io.awsconfig.Internal;

/**
 * The hosts that are this machine itself, which no proxy can reach: {@code localhost} and
 * whatever is below it, loopback addresses, and the address of all interfaces.
 */
@Internal
public final class LocalHosts {

	/**
	 * The hosts as regular expressions, for names in any casing and addresses with
	 * brackets or without.
	 */
	public static final Set<String> PATTERNS = Set.of("(?i)(?:.+\\.)?localhost\\.?", "127\\.[0-9.]+", "0\\.0\\.0\\.0",
			"\\[?(?:0{0,4}:){2,7}(?:0{0,3}[01])?]?",
			"(?i)\\[?(?:0{0,4}:){2,6}ffff:(?:127\\.[0-9.]+|7f[0-9a-f]{2}:[0-9a-f]{1,4})]?");

	private static final Pattern ANY = Pattern.compile(String.join("|", PATTERNS));

	private LocalHosts() {
	}

	/**
	 * Return whether a host is this machine itself.
	 * @param host a name or an address
	 * @return whether it is
	 */
	public static boolean contains(String host) {
		return ANY.matcher(host).matches();
	}

}
