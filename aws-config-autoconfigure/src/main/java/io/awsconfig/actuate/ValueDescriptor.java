package io.awsconfig.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of a value.
 *
 * @param value the value, or {@code null} if there is none
 * @param spelling the name under which it was written, or {@code null} for a default
 * @param origin where it stands, or {@code null} for a default
 * @since 0.1.0
 */
public record ValueDescriptor(@Nullable Object value, @Nullable String spelling,
		@Nullable String origin) implements OperationResponseBody {

}
