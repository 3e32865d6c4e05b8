package io.awsconfig.credentials.chain;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.Step;
import org.jspecify.annotations.Nullable;

/**
 * Says what to do when AWS no longer accepts credentials.
 */
final class Renewal {

	private Renewal() {
	}

	static String of(@Nullable Step step, CredentialsFreshness freshness) {
		if (step == null) {
			return "Configure credentials.";
		}
		if (step instanceof Step.AccessKeysStep keys) {
			String parts = (keys.keys().sessionToken() != null) ? "access key id, secret access key and session token"
					: "access key id and secret access key";
			return (keys.profile() != null && step.kind() == Step.Kind.PROFILE_ACCESS_KEYS)
					? "Write a new %s to %s; the application reads them without a restart.".formatted(parts,
							step.place())
					: "Write a new %s to where these come from (%s) and start the application again; nobody renews them."
						.formatted(parts, step.place());
		}
		if (freshness.signInCommand() != null) {
			return "Type '%s'; the application need not be restarted.".formatted(freshness.signInCommand());
		}
		return "They come from %s (%s)%s: let it give new ones, by POST /actuator/aws/credentials or a restart."
			.formatted(step.kind(), step.place(),
					(freshness.until() != null) ? ", which gave them until " + freshness.until() : "");
	}

}
