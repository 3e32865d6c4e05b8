package io.awsconfig.samples.accounts.local;

import java.io.IOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server cannot stand where a client expects it.
 */
class LocalAccountException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	private LocalAccountException(String message, String action, @Nullable IOException cause) {
		super(message, cause);
		this.action = action;
	}

	static LocalAccountException portInUse(LocalClient client, URI endpoint, IOException cause) {
		return new LocalAccountException(
				"Port %d is in use, and the embedded server for %s needs it.".formatted(endpoint.getPort(), client),
				"Stop what listens on that port, or choose another one: it is %s.".formatted(client.place()), cause);
	}

	static LocalAccountException notLocal(LocalClient client, @Nullable URI endpoint) {
		String found = (endpoint != null) ? "The endpoint of %s is %s".formatted(client, endpoint)
				: "%s has no endpoint URL".formatted(client);
		return new LocalAccountException(
				Character.toUpperCase(found.charAt(0)) + found.substring(1)
						+ ", but this sample uses servers on localhost only.",
				"Unset variables such as AWS_PROFILE, AWS_CONFIG_FILE and AWS_ENDPOINT_URL: "
						+ "they come before application.yml.",
				null);
	}

	String getAction() {
		return this.action;
	}

}
