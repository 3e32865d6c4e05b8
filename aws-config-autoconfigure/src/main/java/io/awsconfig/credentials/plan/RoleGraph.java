package io.awsconfig.credentials.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.MissingProfile;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

/**
 * Follows a role from profile to profile to the credentials that everything begins with.
 * The graph may be as deep as a file is long, hence no recursion.
 * <p>
 * Guide: Assume role credential provider, {@code source_profile}.
 */
final class RoleGraph {

	private static final Set<AwsSetting<?>> OF_SOURCES = SettingCatalog.getSettings(SettingTrait.SOURCE_OF_ROLE);

	private final AwsSettings application;

	private final SharedConfig config;

	private final ProfileSteps profileSteps;

	private final EndpointSteps endpointSteps;

	private final Set<Diagnostic> oddities = new LinkedHashSet<>();

	RoleGraph(AwsSettings application, SharedConfig config, ProfileSteps profileSteps, EndpointSteps endpointSteps) {
		this.application = application;
		this.config = config;
		this.profileSteps = profileSteps;
		this.endpointSteps = endpointSteps;
	}

	/**
	 * Return what is odd about the source profiles that have been read.
	 */
	Set<Diagnostic> getOddities() {
		return this.oddities;
	}

	/**
	 * Return what a profile says by itself.
	 */
	Scope read(Profile profile, List<String> path) {
		try {
			AwsSettings settings = AwsSettings.ofProfile(this.config, profile, OF_SOURCES);
			if (path.size() > 1) {
				// What is odd about the selected profile is in the settings of the
				// application
				this.oddities.addAll(settings.getDiagnostics());
				reportIdOfNoRole(settings);
			}
			return new Scope(settings, profile, profile.getName(), regionOf(settings), path);
		}
		catch (AwsConfigurationException ex) {
			throw Scope.onPath(ex, path);
		}
	}

	/**
	 * The role that asks for the id is in another profile, and is assumed without it.
	 */
	private void reportIdOfNoRole(AwsSettings settings) {
		WrittenValue externalId = settings.get(SettingCatalog.EXTERNAL_ID).getWritten();
		if (externalId != null && !settings.get(SettingCatalog.ROLE_ARN).isSet()) {
			this.oddities.add(new Diagnostic(
					"'external_id' has no effect here, where no role is named; set it in the profile with the 'role_arn'",
					externalId.origin()));
		}
	}

	/**
	 * The Region of a profile gives way to one that stands outside of the files.
	 */
	private @Nullable String regionOf(AwsSettings settings) {
		WrittenValue region = this.application.get(SettingCatalog.REGION).getWritten();
		return (region == null || Scope.isInFile(region)) ? settings.getValue(SettingCatalog.REGION) : null;
	}

	/**
	 * Return the Region that a profile has for those who are led to it.
	 */
	@Nullable String regionOf(Profile profile) {
		WrittenValue region = this.application.get(SettingCatalog.REGION).getWritten();
		Entry inProfile = profile.get(SettingCatalog.REGION.getName());
		return ((region == null || Scope.isInFile(region)) && inProfile != null && !inProfile.getValue().isBlank())
				? inProfile.getValue().strip() : null;
	}

	/**
	 * Follow a role.
	 * @param outermost the role that is assumed in the end
	 * @return the step that assumes it
	 */
	Step follow(Role outermost) {
		Deque<Role> roles = new ArrayDeque<>();
		Set<String> visited = new HashSet<>();
		visited.add(outermost.scope().profileName());
		Role role = outermost;
		Step first = null;
		while (first == null) {
			roles.push(role);
			WrittenValue source = role.source();
			if (source == null) {
				throw withoutSource(role);
			}
			if (!role.namesProfile(source)) {
				first = named(source, role.scope().path());
				break;
			}
			Scope scope = open(source, role.scope().path());
			first = ownCredentials(scope, visited);
			if (first == null) {
				role = nextRole(scope, source);
			}
		}
		for (Role each : roles) {
			first = each.assumedWith(first);
		}
		return first;
	}

	private Scope open(WrittenValue source, List<String> path) {
		Profile profile = this.config.getProfile(source.text());
		List<String> walked = new ArrayList<>(path);
		walked.add(source.text());
		if (profile == null) {
			throw new AwsConfigurationException(
					Problem.of("The source profile '%s' does not exist.".formatted(source.text()))
						.where(source)
						.along(walked),
					MissingProfile.advise(source, this.config))
				.lacking(List.of(source.text()));
		}
		return read(profile, walked);
	}

	/**
	 * Return the credentials that a source profile has without another role.
	 */
	private @Nullable Step ownCredentials(Scope scope, Set<String> visited) {
		AccessKeys keys = scope.accessKeys();
		if (keys != null) {
			scope.requireValid(keys);
			// As in the guide, the chain stops at a profile with credentials, even a
			// role's
			return new Step.AccessKeysStep(Step.Kind.PROFILE_ACCESS_KEYS, keys);
		}
		if (!visited.add(scope.profileName())) {
			throw new AwsConfigurationException(
					Problem.of("The source profiles form a circle, so that there is nothing to begin with.")
						.where(where(scope).toArray())
						.along(scope.path()),
					"Let the 'source_profile' of one of them name a profile with credentials of its own. With those, the roles are then assumed.");
		}
		for (StepCandidate candidate : List.of(this.profileSteps.webIdentity(scope), this.profileSteps.login(scope),
				this.profileSteps.identityCenter(scope))) {
			if (candidate.isConfigured()) {
				return candidate.toStep();
			}
		}
		if (scope.has(SettingCatalog.ROLE_ARN)) {
			return null;
		}
		StepCandidate process = this.profileSteps.process(scope);
		if (process.isConfigured()) {
			return process.toStep();
		}
		WrittenValue named = scope.where(SettingCatalog.CREDENTIAL_SOURCE);
		return (named != null) ? named(named, scope.path()) : null;
	}

	private static List<WrittenValue> where(Scope scope) {
		WrittenValue role = scope.where(SettingCatalog.SOURCE_PROFILE);
		return (role != null) ? List.of(role) : List.of();
	}

	private static Role nextRole(Scope scope, WrittenValue source) {
		String arn = scope.value(SettingCatalog.ROLE_ARN);
		if (arn == null) {
			throw new AwsConfigurationException(
					Problem.of("The source profile '%s' has no credentials.".formatted(scope.profileName()))
						.where(source)
						.along(scope.path()),
					"Give the profile access keys, a sign-in session, a 'credential_process' or a 'role_arn'. To name another one is to assume the role with that one's credentials.")
				.lacking(KnownOddities.namesOfCredentials());
		}
		return new Role(arn, Objects.requireNonNull(scope.where(SettingCatalog.ROLE_ARN)), scope, false);
	}

	private static AwsConfigurationException withoutSource(Role role) {
		return new AwsConfigurationException(
				Problem.of("'role_arn' names a role to assume, but nothing says whose credentials may assume it.")
					.where(role.where())
					.along(role.scope().path()),
				"Say whose credentials assume it: set 'source_profile', 'credential_source' or 'web_identity_token_file' in profile '%s' as well. Without '%s', the profile's own credentials would be used, and not those of the role."
					.formatted(role.scope().profileName(), role.where().spelling()))
			.lacking(KnownOddities.namesOf(SettingCatalog.SOURCE_PROFILE, SettingCatalog.CREDENTIAL_SOURCE,
					SettingCatalog.WEB_IDENTITY_TOKEN_FILE));
	}

	private Step named(WrittenValue source, List<String> path) {
		StepCandidate candidate = switch (CredentialSource.of(source.text())) {
			case ENVIRONMENT -> environment();
			case INSTANCE_METADATA -> this.endpointSteps.instanceMetadata();
			case CONTAINER -> this.endpointSteps.container();
		};
		if (!candidate.isConfigured()) {
			throw new AwsConfigurationException(
					Problem
						.of("The credentials that may assume the role shall come from '%s', but there are none: %s."
							.formatted(source.text(), candidate.detail()))
						.where(source)
						.along(path),
					"Provide them there, or say with '%s' whose credentials may assume the role."
						.formatted(SettingCatalog.SOURCE_PROFILE.spellBeside(SettingCatalog.CREDENTIAL_SOURCE, source)))
				.lacking(KnownOddities.namesOf(SettingCatalog.ACCESS_KEY_ID, SettingCatalog.SECRET_ACCESS_KEY,
						SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI,
						SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI, SettingCatalog.EC2_METADATA_DISABLED));
		}
		return candidate.toStep();
	}

	private StepCandidate environment() {
		AccessKeys keys = this.application.getAccessKeys();
		if (keys == null) {
			return StepCandidate.absent(Step.Kind.ACCESS_KEYS, "not set: AWS_ACCESS_KEY_ID");
		}
		SourceKind kind = keys.written().kind();
		if (kind != SourceKind.ENVIRONMENT_VARIABLES && kind != SourceKind.SYSTEM_PROPERTIES) {
			return StepCandidate.absent(Step.Kind.ACCESS_KEYS,
					"the access key is not in the environment, but is " + keys.written());
		}
		return StepCandidate.configured(Step.Kind.ACCESS_KEYS, keys,
				() -> new Step.AccessKeysStep(Step.Kind.ACCESS_KEYS, keys));
	}

	/**
	 * The values of {@code credential_source}, which the settings have checked.
	 */
	private enum CredentialSource {

		ENVIRONMENT, INSTANCE_METADATA, CONTAINER;

		static CredentialSource of(String text) {
			String name = text.replace("-", "").replace("_", "");
			return name.equalsIgnoreCase("Environment") ? ENVIRONMENT
					: name.equalsIgnoreCase("EcsContainer") ? CONTAINER : INSTANCE_METADATA;
		}

	}

}
