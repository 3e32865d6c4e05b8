package io.awsconfig.samples.quickstart.local;

import java.io.IOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server cannot stand where its client expects it.
 */
class LocalServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	private LocalServerException(String message, String action, @Nullable IOException cause) {
		super(message, cause);
		this.action = action;
	}

	static LocalServerException portInUse(String service, URI endpoint, IOException cause) {
		return new LocalServerException(
				"Port %d is in use, and the embedded server for '%s' needs it.".formatted(endpoint.getPort(), service),
				("Stop what listens on that port, or choose another one: it is in the 'endpoint_url' of '%s', "
						+ "section [services local] of aws/config.")
					.formatted(service),
				cause);
	}

	static LocalServerException notLocal(String service, @Nullable URI endpoint) {
		String found = (endpoint != null) ? "The endpoint of '%s' is %s".formatted(service, endpoint)
				: "'%s' has no endpoint URL".formatted(service);
		return new LocalServerException(found + ", but this sample uses servers on localhost only.",
				"Unset variables such as AWS_PROFILE, AWS_CONFIG_FILE and AWS_ENDPOINT_URL: "
						+ "they come before application.yml.",
				null);
	}

	String getAction() {
		return this.action;
	}

}
