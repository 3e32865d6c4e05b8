package io.awsconfig.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of a part of the whole.
 *
 * @param entries the settings or services by name
 * @since 0.1.0
 */
public record PartDescriptor(Map<String, OperationResponseBody> entries) implements OperationResponseBody {

}
