package io.awsconfig.client;

import io.awsconfig.settings.ServiceId;

/**
 * The client that is being configured.
 *
 * @param service the service that it calls
 * @since 0.1.0
 */
public record AwsClientTarget(ServiceId service) {

}
