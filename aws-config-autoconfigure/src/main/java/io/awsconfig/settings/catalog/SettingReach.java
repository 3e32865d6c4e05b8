package io.awsconfig.settings.catalog;

/**
 * How the value of a setting reaches the AWS SDK.
 *
 * @since 0.1.0
 */
public enum SettingReach {

	/**
	 * By a method of the client's builder.
	 */
	CLIENT_BUILDER("a method of the client builder"),

	/**
	 * By the HTTP client that the client sends its requests with.
	 */
	HTTP_CLIENT("the HTTP client"),

	/**
	 * As an entry of the in-memory profile that every client gets.
	 */
	CLIENT_PROFILE("the in-memory profile of the client"),

	/**
	 * Through the credentials provider.
	 */
	CREDENTIALS("the credentials provider"),

	/**
	 * This project itself acts on it.
	 */
	STARTER("aws-config itself"),

	/**
	 * Understood and checked; there is nothing in the SDK for Java that it could change.
	 */
	NO_EFFECT("no effect in the SDK for Java");

	private final String description;

	SettingReach(String description) {
		this.description = description;
	}

	/**
	 * Return the way in words.
	 * @return the description
	 */
	public String getDescription() {
		return this.description;
	}

}
