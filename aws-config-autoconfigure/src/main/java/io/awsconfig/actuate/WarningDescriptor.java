package io.awsconfig.actuate;

import io.awsconfig.diagnostic.Diagnostic;

/**
 * Description of something odd.
 *
 * @param message what was found and what was done
 * @param origin where it stands
 * @since 0.1.0
 */
public record WarningDescriptor(String message, String origin) {

	static WarningDescriptor of(Diagnostic diagnostic) {
		return new WarningDescriptor(diagnostic.message(), String.valueOf(diagnostic.origin()));
	}

}
