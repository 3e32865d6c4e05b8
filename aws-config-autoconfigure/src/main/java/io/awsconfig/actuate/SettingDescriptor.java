package io.awsconfig.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of a setting.
 *
 * @param name AWS's name for the setting
 * @param value the value that applies, or {@code null} if there is none
 * @param spelling the name under which it was written, or {@code null} for a default
 * @param origin where it stands, or {@code null} for a default
 * @param shadowed what would apply otherwise, the nearest first
 * @param defaultValue what applies if nothing is set
 * @param valid which values are valid
 * @param property its name among the application's properties
 * @param systemProperties its names among the JVM system properties
 * @param environmentVariables its names among the environment variables
 * @param fileKeys its names in the shared files
 * @param section the section of the AWS SDKs and Tools Reference Guide
 * @param reach how it reaches the SDK
 * @since 0.1.0
 */
public record SettingDescriptor(String name, @Nullable Object value, @Nullable String spelling, @Nullable String origin,
		List<ValueDescriptor> shadowed, @Nullable String defaultValue, String valid, String property,
		List<String> systemProperties, List<String> environmentVariables, List<String> fileKeys, String section,
		String reach) implements OperationResponseBody {

}
