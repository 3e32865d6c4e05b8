package io.awsconfig.settings.catalog;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;

/**
 * A value as somebody wrote it.
 *
 * @param text the text, without surrounding blanks
 * @param spelling the name of the setting as it stands there
 * @param kind the kind of place it stands in
 * @param origin where it stands
 * @since 0.1.0
 */
public record WrittenValue(String text, String spelling, SourceKind kind, Origin origin) {

	/**
	 * Return where the value stands, in the words of people.
	 * @return the variable, property or place in a file
	 */
	public String place() {
		return switch (this.kind) {
			case ENVIRONMENT_VARIABLES -> "environment variable " + this.spelling;
			case SYSTEM_PROPERTIES -> "JVM system property " + this.spelling;
			default -> this.origin.toString();
		};
	}

	/**
	 * Return the name and the place of the value, but not the value, since that may be a
	 * secret.
	 */
	@Override
	public String toString() {
		boolean placeHasName = switch (this.kind) {
			case ENVIRONMENT_VARIABLES, SYSTEM_PROPERTIES -> true;
			default -> this.origin instanceof PropertySourceOrigin;
		};
		return placeHasName ? place() : this.spelling + " at " + place();
	}

}
