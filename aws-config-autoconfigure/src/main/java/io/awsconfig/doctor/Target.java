package io.awsconfig.doctor;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import io.awsconfig.AwsClientId;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ShownUrl;

/**
 * A server that clients call.
 *
 * @param endpoint scheme, host and port
 * @param client the first client that calls it
 * @param settings the settings of that client
 * @param place where the endpoint is set, in words
 * @param usedBy all clients that call it in the same way, in words
 */
record Target(URI endpoint, AwsClientId client, AwsSettings settings, String place, List<String> usedBy) {

	String host() {
		return String.valueOf(this.endpoint.getHost());
	}

	/**
	 * Return the host as a socket wants it, without the brackets of an IPv6 address.
	 */
	String address() {
		return host().replaceAll("[\\[\\]]", "");
	}

	boolean isSecure() {
		return "https".equals(String.valueOf(this.endpoint.getScheme()).toLowerCase(Locale.ROOT));
	}

	int port() {
		return (this.endpoint.getPort() != -1) ? this.endpoint.getPort() : isSecure() ? 443 : 80;
	}

	boolean isOfAws() {
		return CallFailures.isOfAws(host().toLowerCase(Locale.ROOT));
	}

	String shown() {
		return ShownUrl.of("%s://%s%s".formatted(isSecure() ? "https" : "http", host(),
				(this.endpoint.getPort() != -1) ? ":" + this.endpoint.getPort() : ""));
	}

}
