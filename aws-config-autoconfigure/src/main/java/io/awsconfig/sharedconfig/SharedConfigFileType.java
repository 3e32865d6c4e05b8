package io.awsconfig.sharedconfig;

/**
 * Which of the two shared files a file is. The two differ in how a section begins:
 * {@code [profile dev]} in the config file, {@code [dev]} in the credentials file.
 *
 * @since 0.1.0
 */
public enum SharedConfigFileType {

	/**
	 * The config file, {@code ~/.aws/config} by default. It has profiles,
	 * {@code sso-session} and {@code services} sections.
	 */
	CONFIG("config file"),

	/**
	 * The credentials file, {@code ~/.aws/credentials} by default. It has profiles only.
	 */
	CREDENTIALS("credentials file");

	private final String label;

	SharedConfigFileType(String label) {
		this.label = label;
	}

	@Override
	public String toString() {
		return this.label;
	}

}
