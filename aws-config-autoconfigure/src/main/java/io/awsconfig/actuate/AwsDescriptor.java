package io.awsconfig.actuate;

import java.util.List;
import java.util.Map;

import io.awsconfig.retry.RetryStatus;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of all that applies.
 *
 * @param profile the profile of the shared files
 * @param files the shared files
 * @param region the Region
 * @param credentials where credentials come from
 * @param services the services that have settings of their own, with those
 * @param clients the clients that have a name, with the settings of their own
 * @param retries how the retries of the clients are, client by client
 * @param warnings what is odd
 * @since 0.1.0
 */
public record AwsDescriptor(ValueDescriptor profile, List<FileDescriptor> files, ValueDescriptor region,
		CredentialsDescriptor credentials, Map<String, ServiceDescriptor> services,
		Map<String, ServiceDescriptor> clients, List<RetryStatus> retries,
		List<WarningDescriptor> warnings) implements OperationResponseBody {

}
