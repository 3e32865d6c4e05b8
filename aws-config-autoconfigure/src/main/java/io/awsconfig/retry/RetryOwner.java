package io.awsconfig.retry;

import org.jspecify.annotations.Nullable;

/**
 * Whose retries are meant: those of the clients of a service, of a named client, or of a
 * template for methods of the application.
 *
 * @param service the identifier of the service that is called, or {@link #APPLICATION}
 * for a template
 * @param client the name of the client or the template, or {@code null} for clients
 * without a name
 * @since 0.1.0
 */
public record RetryOwner(String service, @Nullable String client) {

	/**
	 * Stands for the service where methods of the application are retried.
	 */
	public static final String APPLICATION = "application";

	/**
	 * Return the clients of a service that have no name.
	 * @param service the identifier of the service
	 * @return the owner
	 */
	public static RetryOwner ofService(String service) {
		return new RetryOwner(service, null);
	}

}
