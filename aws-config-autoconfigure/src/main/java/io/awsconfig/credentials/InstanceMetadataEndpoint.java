package io.awsconfig.credentials;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where the instance metadata service is.
 * <p>
 * Guide: IMDS credential provider.
 */
final class InstanceMetadataEndpoint {

	private static final URI IP_V4 = URI.create("http://169.254.169.254");

	private static final URI IP_V6 = URI.create("http://[fd00:ec2::254]");

	private InstanceMetadataEndpoint() {
	}

	/**
	 * Return the address of the service.
	 * @param endpoint the address that is set; goes before the mode
	 * @param mode {@code IPv4} or {@code IPv6} in any casing; IPv4 if {@code null}
	 * @return the address
	 * @throws IllegalArgumentException if the mode is neither
	 */
	static URI resolve(@Nullable URI endpoint, @Nullable String mode) {
		if (endpoint != null) {
			return endpoint;
		}
		if (mode == null || mode.equalsIgnoreCase("IPv4")) {
			return IP_V4;
		}
		if (mode.equalsIgnoreCase("IPv6")) {
			return IP_V6;
		}
		throw new IllegalArgumentException("'%s' is not a valid endpoint mode".formatted(mode));
	}

}
