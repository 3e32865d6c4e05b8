package io.awsconfig.client;

import io.awsconfig.settings.ServiceId;
import org.jspecify.annotations.Nullable;

/**
 * The client that is being configured.
 *
 * @param service the service that it calls
 * @param name its name, if it is a named client, or {@code null}
 * @since 0.1.0
 */
public record AwsClientTarget(ServiceId service, @Nullable String name) {

	/**
	 * Create the target of a client without a name.
	 * @param service the service that it calls
	 */
	public AwsClientTarget(ServiceId service) {
		this(service, null);
	}

}
