package io.awsconfig.credentials;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.Internal;
import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;

/**
 * One step that gets credentials, with everything that it needs. Pure data: what it says
 * has been checked as far as that is possible without files and network.
 */
@Internal
public sealed interface Step {

	/**
	 * Return which of the steps this is.
	 */
	Kind kind();

	/**
	 * Return where it is configured, in the words of people.
	 */
	String place();

	/**
	 * The steps, in the order in which they are looked for. The last one is there only
	 * for clients with credentials of their own, as what assumes their role.
	 */
	enum Kind {

		ACCESS_KEYS("access keys"),

		WEB_IDENTITY("web identity"),

		LOGIN("login session"),

		IDENTITY_CENTER("IAM Identity Center"),

		ASSUME_ROLE("assume role"),

		PROFILE_ACCESS_KEYS("access keys of the profile"),

		PROCESS("process"),

		CONTAINER("container"),

		INSTANCE_METADATA("instance metadata"),

		APPLICATION("the application's credentials");

		private final String text;

		Kind(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * Access keys; they never expire, as far as anybody knows. Those of a profile are
	 * read anew when its file changes.
	 */
	public record AccessKeysStep(Kind kind, AccessKeys keys, @Nullable String profile) implements Step {

		public AccessKeysStep(Kind kind, AccessKeys keys) {
			this(kind, keys, null);
		}

		@Override
		public String place() {
			return this.keys.written().place();
		}

		@Override
		public String toString() {
			return this.kind + ": " + this.keys;
		}

	}

	/**
	 * A token of a web identity, exchanged for a role. Without a Region of its own, STS
	 * is called in that of the application.
	 */
	record WebIdentityStep(Path tokenFile, String roleArn, @Nullable String sessionName, @Nullable Duration duration,
			@Nullable String region, String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.WEB_IDENTITY;
		}

	}

	/**
	 * The session of {@code aws login}.
	 */
	record LoginStep(String session, Path cacheDirectory, @Nullable String region, String profile,
			String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.LOGIN;
		}

	}

	/**
	 * IAM Identity Center, by an sso-session section or in the legacy form without one.
	 */
	record IdentityCenterStep(@Nullable String session, URI startUrl, String region, String accountId, String roleName,
			Path cacheDirectory, String profile, String place) implements Step {

		/**
		 * Where the AWS CLI keeps the tokens of those who have signed in.
		 */
		public static final String CACHE = "~/.aws/sso/cache";

		@Override
		public Kind kind() {
			return Kind.IDENTITY_CENTER;
		}

	}

	/**
	 * A role, assumed with the credentials of another step. It has a profile if it stands
	 * in one.
	 */
	record AssumeRoleStep(String roleArn, Step source, @Nullable String sessionName, @Nullable String externalId,
			@Nullable Duration duration, @Nullable String mfaSerial, @Nullable String region, @Nullable String profile,
			String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.ASSUME_ROLE;
		}

	}

	/**
	 * A program that prints credentials. Its arguments may be secrets.
	 */
	record ProcessStep(String command, @Nullable String accountId, String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.PROCESS;
		}

		@Override
		public String toString() {
			return "process at " + this.place;
		}

	}

	/**
	 * The credentials of a container: ECS, or Pod Identity of EKS.
	 */
	record ContainerStep(URI address, @Nullable String token, @Nullable Path tokenFile, String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.CONTAINER;
		}

		@Override
		public String toString() {
			return "container at " + this.place;
		}

	}

	/**
	 * Whatever the clients have that have no credentials of their own.
	 */
	record ApplicationStep(String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.APPLICATION;
		}

	}

	/**
	 * The role of the EC2 instance.
	 */
	record InstanceMetadataStep(String place) implements Step {

		@Override
		public Kind kind() {
			return Kind.INSTANCE_METADATA;
		}

	}

}
