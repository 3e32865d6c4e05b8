package io.awsconfig.settings.catalog;

import io.awsconfig.Internal;

/**
 * Where a value can stand, in the order of precedence.
 * <p>
 * Guide: Precedence of settings.
 *
 * @since 0.1.0
 */
public enum SourceKind {

	/**
	 * Connection details, of a container for example: they take the place of AWS itself.
	 */
	CONNECTION,

	/**
	 * The command line and whatever else Spring puts above the JVM system properties.
	 */
	COMMAND_LINE,

	/**
	 * JVM system properties.
	 */
	SYSTEM_PROPERTIES,

	/**
	 * Environment variables.
	 */
	ENVIRONMENT_VARIABLES,

	/**
	 * {@code application.yml} and whatever else Spring puts below the environment.
	 */
	APPLICATION,

	/**
	 * The selected profile in the shared credentials file.
	 */
	CREDENTIALS_FILE,

	/**
	 * The selected profile in the shared config file.
	 */
	CONFIG_FILE;

	/**
	 * Return whether whoever writes the application or starts it is to blame for what
	 * stands here. All other places, they share with libraries and tools.
	 */
	@Internal
	public boolean isOfApplication() {
		return this == CONNECTION || this == COMMAND_LINE || this == APPLICATION;
	}

	/**
	 * Return whether this is one of the two shared files of AWS, whose values are those
	 * of the selected profile.
	 * @return whether it is the shared credentials file or the shared config file
	 */
	public boolean isSharedFile() {
		return this == CREDENTIALS_FILE || this == CONFIG_FILE;
	}

}
