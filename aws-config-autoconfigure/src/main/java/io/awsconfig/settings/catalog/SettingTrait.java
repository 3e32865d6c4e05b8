package io.awsconfig.settings.catalog;

/**
 * What settings have in common beyond their names and types.
 */
public enum SettingTrait {

	/**
	 * Says whose credentials are used. Such settings belong together: who sets one of
	 * them for a client does not take the others from elsewhere.
	 */
	IDENTITY,

	/**
	 * Says how a role is assumed, and nothing without one.
	 */
	ROLE,

	/**
	 * Read, beside access keys, from a profile that is the source of a role.
	 */
	SOURCE_OF_ROLE,

	/**
	 * May stand in an {@code sso-session} section of the shared config file.
	 */
	SSO_SESSION,

	/**
	 * Is looked at when it is needed, also by clients that have been built.
	 */
	LIVE,

	/**
	 * Is looked at when the application starts, and not afterwards.
	 */
	AT_START,

	/**
	 * Reaches the S3 client that stands on the AWS CRT, or is of no use to it.
	 */
	CRT_FOR_S3,

	/**
	 * Says something to clients of S3, and nothing to those of any other service.
	 */
	S3

}
