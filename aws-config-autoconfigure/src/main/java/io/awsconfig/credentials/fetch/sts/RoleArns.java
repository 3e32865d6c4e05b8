package io.awsconfig.credentials.fetch.sts;

import org.jspecify.annotations.Nullable;

/**
 * What the ARN of a role, or of somebody who has assumed one, says.
 */
final class RoleArns {

	private static final int ACCOUNT = 4;

	private static final int MAX_SESSION_NAME = 64;

	private RoleArns() {
	}

	/**
	 * Return the account that an ARN is in.
	 * @param arn the ARN
	 * @return the account's twelve digits, or {@code null} if there are none
	 */
	static @Nullable String accountOf(@Nullable String arn) {
		String[] parts = (arn != null) ? arn.split(":", -1) : new String[0];
		return (parts.length > ACCOUNT && parts[ACCOUNT].matches("[0-9]{12}")) ? parts[ACCOUNT] : null;
	}

	/**
	 * Return a name for a session that has none: always the same for a role, so that the
	 * sessions can be found in CloudTrail.
	 * @param roleArn the role
	 * @return a name that AWS accepts
	 */
	static String sessionNameFor(String roleArn) {
		String role = roleArn.substring(Math.max(roleArn.lastIndexOf('/'), roleArn.lastIndexOf(':')) + 1);
		String name = "aws-config-" + role.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
		return name.substring(0, Math.min(name.length(), MAX_SESSION_NAME));
	}

}
