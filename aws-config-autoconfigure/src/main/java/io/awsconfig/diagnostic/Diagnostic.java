package io.awsconfig.diagnostic;

import org.springframework.boot.origin.Origin;

/**
 * Something odd about a shared file.
 *
 * @param message what was found and what was done about it, in words for the user; never
 * a value of the file
 * @param origin where it was found
 * @since 0.1.0
 */
public record Diagnostic(String message, Origin origin) {

	@Override
	public String toString() {
		return this.origin + ": " + this.message;
	}

}
