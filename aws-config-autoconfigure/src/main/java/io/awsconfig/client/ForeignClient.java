package io.awsconfig.client;

import io.awsconfig.Internal;
import io.awsconfig.settings.ServiceId;

/**
 * A client that the application has made without the settings.
 *
 * @param bean the client
 * @param service the service that it calls
 */
@Internal
public record ForeignClient(ApplicationBean bean, ServiceId service) {

}
