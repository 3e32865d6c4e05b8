package io.awsconfig.credentials;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a container asks for its credentials. A token and credentials go over the wire
 * there, so without TLS only the container's own machine and the addresses of ECS and EKS
 * are allowed. Names are not looked up: only {@code localhost} is known to be this
 * machine.
 * <p>
 * Guide: Container credential provider.
 */
final class ContainerAddress {

	private static final String ECS = "169.254.170.2";

	private static final Set<String> AGENTS = Set.of(ECS, "169.254.170.23", "fd00:ec2:0:0:0:0:0:23");

	private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	private ContainerAddress() {
	}

	/**
	 * Return the address to ask.
	 * @param relative the path at the address of ECS; goes before the other one
	 * @param full the whole address
	 * @return the address
	 * @throws IllegalArgumentException if it must not be asked, or if there is none; the
	 * message is a sentence that says why
	 */
	static URI resolve(@Nullable String relative, @Nullable URI full) {
		if (relative != null) {
			return resolve(relative);
		}
		if (full == null) {
			throw new IllegalArgumentException("Neither a path nor an address of the container's credentials is set.");
		}
		String scheme = String.valueOf(full.getScheme()).toLowerCase(Locale.ROOT);
		String host = full.getHost();
		if (host == null) {
			throw new IllegalArgumentException("The address of the container's credentials has no host.");
		}
		if (!scheme.equals("https") && !(scheme.equals("http") && isAllowedWithoutTls(host))) {
			throw new IllegalArgumentException("Host '%s' must not be asked for credentials by %s: %s.".formatted(host,
					scheme,
					"without https, only localhost, loopback addresses, 169.254.170.2, 169.254.170.23 and [fd00:ec2::23] may"));
		}
		return full;
	}

	private static URI resolve(String path) {
		// Without the slash, the path could go on with another host: "@example.org/"
		if (!path.startsWith("/")) {
			throw new IllegalArgumentException("The path of the container's credentials does not start with '/'.");
		}
		try {
			return URI.create("http://" + ECS + path);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"The path of the container's credentials holds a character that no address may have.");
		}
	}

	private static boolean isAllowedWithoutTls(String host) {
		if (host.equalsIgnoreCase("localhost")) {
			return true;
		}
		boolean literal = host.startsWith("[") || IP_V4.matcher(host).matches();
		if (!literal) {
			return false;
		}
		try {
			InetAddress address = InetAddress.getByName(host);
			return address.isLoopbackAddress() || AGENTS.contains(address.getHostAddress());
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
