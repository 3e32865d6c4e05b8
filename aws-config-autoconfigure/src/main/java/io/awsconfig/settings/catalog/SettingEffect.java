package io.awsconfig.settings.catalog;

/**
 * When a new value of a setting has an effect, if the settings are reloaded while the
 * application runs.
 *
 * @since 0.1.0
 */
public enum SettingEffect {

	/**
	 * At once, also on clients that have been built.
	 */
	AT_ONCE("at once"),

	/**
	 * On clients that are built afterwards; those that have been built keep the value
	 * that they have.
	 */
	NEXT_CLIENT("next client"),

	/**
	 * When the application starts again.
	 */
	RESTART("restart"),

	/**
	 * Never: nothing in the SDK for Java depends on it.
	 */
	NONE("none");

	private final String description;

	SettingEffect(String description) {
		this.description = description;
	}

	/**
	 * Return the effect in words.
	 * @return the description
	 */
	public String getDescription() {
		return this.description;
	}

}
