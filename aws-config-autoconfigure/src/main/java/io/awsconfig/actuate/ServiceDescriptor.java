package io.awsconfig.actuate;

import java.util.List;
import java.util.Map;

import io.awsconfig.retry.RetryStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of the settings of one service, or of one named client.
 *
 * @param service the service
 * @param settings the settings by name
 * @param credentials the credentials of its clients, or {@code null} if these are those
 * of the application; not there at a glance
 * @param retries how the retries of its clients are, client by client, or {@code null} if
 * there are none; not there at a glance
 * @since 0.1.0
 */
public record ServiceDescriptor(String service, Map<String, ValueDescriptor> settings,
		@Nullable CredentialsDescriptor credentials,
		@Nullable List<RetryStatus> retries) implements OperationResponseBody {

}
