package io.awsconfig.credentials.chain;

import java.util.Arrays;
import java.util.List;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two steps give the same credentials, wherever in their files they stand.
 */
final class StepIdentity {

	private StepIdentity() {
	}

	/**
	 * Return what is equal for steps that give the same.
	 * @param context what the step is carried out with
	 */
	static Object of(@Nullable Step step, CredentialsContext context) {
		return (step != null) ? new Parts(parts(step, context)) : "none";
	}

	private static List<@Nullable Object> parts(Step step, CredentialsContext context) {
		if (step instanceof Step.AccessKeysStep keys) {
			return Arrays.asList(step.kind(), new Parts(parts(keys.keys())), keys.profile(),
					(keys.profile() != null) ? context.config().getConfigFile().getPath() : null,
					(keys.profile() != null) ? context.config().getCredentialsFile().getPath() : null);
		}
		if (step instanceof Step.WebIdentityStep web) {
			return Arrays.asList(step.kind(), web.tokenFile(), web.roleArn(), web.sessionName(), web.duration(),
					web.region());
		}
		if (step instanceof Step.LoginStep login) {
			return Arrays.asList(step.kind(), login.session(), login.cacheDirectory(), login.region(), login.profile());
		}
		if (step instanceof Step.IdentityCenterStep sso) {
			return Arrays.asList(step.kind(), sso.session(), sso.startUrl(), sso.region(), sso.accountId(),
					sso.roleName(), sso.cacheDirectory(), sso.profile());
		}
		if (step instanceof Step.AssumeRoleStep role) {
			return Arrays.asList(step.kind(), role.roleArn(), of(role.source(), context), role.sessionName(),
					role.externalId(), role.duration(), role.mfaSerial(), role.region(), role.profile());
		}
		if (step instanceof Step.ProcessStep process) {
			return Arrays.asList(step.kind(), process.command(), process.accountId());
		}
		if (step instanceof Step.ContainerStep container) {
			return Arrays.asList(step.kind(), container.address(), container.token(), container.tokenFile());
		}
		if (step instanceof Step.InstanceMetadataStep) {
			return Arrays.asList(step.kind(), context.instanceMetadata());
		}
		return Arrays.asList(step.kind());
	}

	private static List<@Nullable Object> parts(AccessKeys keys) {
		return Arrays.asList(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken(), keys.accountId());
	}

	/**
	 * Refuse to leave credentials that a setting names for those that the machine has
	 * anyway. When the application starts these are what is left, and it is meant so;
	 * while it runs, a line that somebody has removed must not make it somebody else.
	 */
	static void requireNamed(String owner, CredentialsPlan from, CredentialsPlan to) {
		Step former = from.getSelected();
		if (former == null || former.kind() == Step.Kind.INSTANCE_METADATA) {
			return;
		}
		String left = findLeft(from, to);
		if (to.getSelected() != null && left == null) {
			return;
		}
		throw new AwsConfigurationException(
				"No setting names credentials of %s any more, which come from %s so far.".formatted(owner,
						from.describe())
						+ ((left != null) ? " What is left is %s, which has been there before.".formatted(left) : ""),
				"Put back what named them, or name others. To run " + ((left != null) ? "with " + left : "without any")
						+ ", start the application again.");
	}

	/**
	 * Find what a machine has anyway, and who runs on it has not asked for so far.
	 */
	private static @Nullable String findLeft(CredentialsPlan from, CredentialsPlan to) {
		if (isLeft(Step.Kind.INSTANCE_METADATA, from, to)) {
			return "the role of the instance";
		}
		return (from.isConfigured(Step.Kind.CONTAINER) && isLeft(Step.Kind.CONTAINER, from, to))
				? "the role of the container" : null;
	}

	private static boolean isLeft(Step.Kind kind, CredentialsPlan from, CredentialsPlan to) {
		// Whoever it has assumed a role for was somebody else as well
		return to.isFirst(kind) && (!from.isFirst(kind) || (isTaken(kind, to) && !isTaken(kind, from)));
	}

	private static boolean isTaken(Step.Kind kind, CredentialsPlan plan) {
		return plan.getSelected() != null && plan.getSelected().kind() == kind;
	}

	/**
	 * Parts that show nothing of themselves: some are secrets.
	 */
	private record Parts(List<@Nullable Object> parts) {

		@Override
		public String toString() {
			return "the parts of a step";
		}

	}

}
