package io.awsconfig.credentials.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.MissingProfile;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigLocations;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan: which steps the settings amount to, and which of them is taken. It
 * resolves nothing and asks no network.
 * <p>
 * Guide: Understand the credential provider chain.
 */
@Internal
public final class CredentialsPlanner {

	private final AwsSettings settings;

	private final @Nullable Supplier<@Nullable Step> applicationStep;

	private final @Nullable WrittenValue ownProfile;

	private final Scope selected;

	private final ProfileSteps profileSteps;

	private final EndpointSteps endpointSteps;

	private final RoleGraph roles;

	private final PlanOddities oddities;

	private final KnownOddities known;

	/**
	 * Create a planner for the credentials of the application.
	 * @param settings the settings of the application
	 * @param config the shared files
	 * @param locations where the home directory is
	 */
	public CredentialsPlanner(AwsSettings settings, SharedConfig config, SharedConfigLocations locations) {
		this(settings, null, settings, config, locations);
	}

	/**
	 * Create a planner for clients with credentials of their own.
	 * @param settings the settings of the clients
	 * @param applicationStep the credentials of the application, which assume the role of
	 * the clients if nothing else does; gives {@code null} if there are none
	 * @param application the settings of the application
	 * @param config the shared files
	 * @param locations where the home directory is
	 */
	public CredentialsPlanner(AwsSettings settings, @Nullable Supplier<@Nullable Step> applicationStep,
			AwsSettings application, SharedConfig config, SharedConfigLocations locations) {
		this.settings = settings;
		this.known = application.getKnownOddities();
		this.applicationStep = applicationStep;
		this.profileSteps = new ProfileSteps(application, config, locations);
		this.endpointSteps = new EndpointSteps(application, this.profileSteps);
		this.roles = new RoleGraph(application, config, this.profileSteps, this.endpointSteps);
		SettingValue<String> profile = settings.get(SettingCatalog.PROFILE);
		this.ownProfile = (profile != application.get(SettingCatalog.PROFILE)) ? profile.getWritten() : null;
		try {
			this.selected = select(config);
		}
		catch (AwsConfigurationException ex) {
			throw ex.knowing(this.known);
		}
		this.oddities = new PlanOddities(settings, this.selected);
	}

	private Scope select(SharedConfig config) {
		SettingValue<String> wanted = this.settings.get(SettingCatalog.PROFILE);
		if (this.applicationStep != null && this.ownProfile == null) {
			return new Scope(this.settings, null, "", null, List.of());
		}
		String name = Objects.requireNonNull(wanted.getValue());
		Profile profile = config.getProfile(name);
		boolean wouldApplyAnyway = this.ownProfile == null && name.equals(SettingCatalog.PROFILE.getDefaultValue());
		if (profile == null && wanted.getWritten() != null && !wouldApplyAnyway) {
			throw new AwsConfigurationException(
					Problem.of("The AWS profile '%s' does not exist.".formatted(name)).where(wanted.getWritten()),
					MissingProfile.advise(wanted.getWritten(), config))
				.lacking(List.of(name));
		}
		String region = (this.applicationStep != null && profile != null) ? this.roles.regionOf(profile) : null;
		return new Scope(this.settings, profile, name, region, List.of(name));
	}

	/**
	 * Make the plan.
	 * @return the plan
	 * @throws io.awsconfig.settings.AwsConfigurationException if the step that is taken
	 * contradicts itself; the message shows the profiles that lead there
	 */
	public CredentialsPlan plan() {
		try {
			return makePlan();
		}
		catch (AwsConfigurationException ex) {
			throw ex.knowing(this.known.and(this.roles.getOddities()));
		}
	}

	private CredentialsPlan makePlan() {
		List<StepCandidate> candidates = candidates();
		StepCandidate first = first(candidates);
		Role role = findRoleOfApplication();
		if (this.applicationStep != null) {
			requireSomething(first, role);
		}
		if (role == null) {
			Step step = (first != null) ? first.toStep() : null;
			return new CredentialsPlan(describe(candidates, first, null, step), step,
					this.oddities.find(candidates, first, null, step, this.roles.getOddities()));
		}
		boolean hasSource = role.source() != null;
		Step step = hasSource ? this.roles.follow(role) : role.assumedWith(base(role, first));
		return new CredentialsPlan(describe(candidates, hasSource ? null : first, role, step), step,
				this.oddities.find(candidates, first, hasSource ? role : null, step, this.roles.getOddities()));
	}

	private static @Nullable StepCandidate first(List<StepCandidate> candidates) {
		for (StepCandidate candidate : candidates) {
			if (candidate.isConfigured()) {
				return candidate;
			}
		}
		return null;
	}

	private List<StepCandidate> candidates() {
		List<StepCandidate> candidates = new ArrayList<>(
				List.of(accessKeys(), this.profileSteps.webIdentity(this.selected),
						this.profileSteps.login(this.selected), this.profileSteps.identityCenter(this.selected),
						assumeRole(), profileAccessKeys(), this.profileSteps.process(this.selected)));
		if (this.applicationStep != null) {
			Step step = this.applicationStep.get();
			candidates.add((step != null) ? StepCandidate.configured(Step.Kind.APPLICATION, step.place(), () -> step)
					: StepCandidate.absent(Step.Kind.APPLICATION, "there is no single AwsCredentialsProvider"));
		}
		else {
			candidates.add(this.endpointSteps.container());
			candidates.add(this.endpointSteps.instanceMetadata());
		}
		return candidates;
	}

	/**
	 * Clients with credentials of their own get those or an error, never the
	 * application's.
	 */
	private void requireSomething(@Nullable StepCandidate first, @Nullable Role role) {
		boolean nothing = first == null || first.kind() == Step.Kind.APPLICATION;
		WrittenValue profile = this.ownProfile;
		if (!nothing || (role != null && (profile == null || role.source() != null))) {
			return;
		}
		if (profile != null) {
			throw new AwsConfigurationException(
					Problem.of("The profile '%s' has no credentials.".formatted(profile.text())).where(profile),
					"Give the profile access keys, a sign-in session, a 'credential_process' or a 'role_arn'. To name another one is to use that one's credentials.")
				.lacking(KnownOddities.namesOfCredentials());
		}
		for (AwsSetting<?> setting : SettingCatalog.getSettings(SettingTrait.ROLE)) {
			requireBeside(setting, SettingCatalog.ROLE_ARN);
		}
		requireBeside(SettingCatalog.ACCOUNT_ID, SettingCatalog.ACCESS_KEY_ID);
	}

	private void requireBeside(AwsSetting<?> setting, AwsSetting<?> missing) {
		WrittenValue written = this.selected.where(setting);
		if (written != null) {
			String name = missing.spellBeside(setting, written);
			throw new AwsConfigurationException(
					Problem
						.of("'%s' has a value, but '%s', which it belongs to, has none.".formatted(written.spelling(),
								name))
						.where(written),
					"Set '%s' in the same place as well. To remove '%s' is to use the credentials of the application."
						.formatted(name, written.spelling()))
				.lacking(List.of(name));
		}
	}

	private static Step base(Role role, @Nullable StepCandidate first) {
		if (first == null) {
			throw new AwsConfigurationException(
					Problem
						.of("'%s' names a role to assume, but there are no credentials that could assume it."
							.formatted(role.where().spelling()))
						.where(role.where()),
					"Say with 'aws.source-profile' or 'aws.credential-source' whose credentials assume the role, or give the application credentials of its own, which then do.")
				.lacking(KnownOddities.namesOfCredentials());
		}
		return first.toStep();
	}

	private StepCandidate accessKeys() {
		AccessKeys keys = this.settings.getAccessKeys();
		return (keys != null)
				? StepCandidate.configured(Step.Kind.ACCESS_KEYS, keys,
						() -> accessKeysStep(Step.Kind.ACCESS_KEYS, keys, null))
				: StepCandidate.absent(Step.Kind.ACCESS_KEYS, (this.applicationStep != null) ? "not set: access-key-id"
						: "not set: aws_access_key_id outside of the shared files");
	}

	private Step accessKeysStep(Step.Kind kind, AccessKeys keys, @Nullable String profile) {
		this.selected.requireValid(keys);
		return new Step.AccessKeysStep(kind, keys, profile);
	}

	private StepCandidate profileAccessKeys() {
		boolean incomplete = this.settings.hasIncompleteProfileAccessKeys();
		Object place = incomplete ? "incomplete, " + this.selected.halfOfAccessKeys()
				: this.settings.getProfileAccessKeys();
		if (place != null) {
			return StepCandidate.configured(Step.Kind.PROFILE_ACCESS_KEYS, place,
					() -> accessKeysStep(Step.Kind.PROFILE_ACCESS_KEYS,
							Objects.requireNonNull(this.settings.getProfileAccessKeys()), this.selected.profileName()));
		}
		Entry hidden = this.selected.inProfile(SettingCatalog.ACCESS_KEY_ID);
		if (this.settings.getAccessKeys() != null && hidden != null) {
			return StepCandidate.configured(Step.Kind.PROFILE_ACCESS_KEYS, hidden.getOrigin(), () -> {
				throw new IllegalStateException("Other access keys come first");
			});
		}
		return StepCandidate.absent(Step.Kind.PROFILE_ACCESS_KEYS,
				this.selected.profileName().isEmpty() ? "not set: profile"
						: "not set: aws_access_key_id in profile '%s'".formatted(this.selected.profileName()));
	}

	/**
	 * The role of the selected profile. What variables and system properties say about a
	 * role goes with a web identity, and names no role to assume.
	 */
	private StepCandidate assumeRole() {
		Entry inProfile = this.selected.inProfile(SettingCatalog.ROLE_ARN);
		if (inProfile == null || !this.selected.profileHas(SettingCatalog.ROLE_ARN)) {
			WrittenValue role = this.selected.where(SettingCatalog.ROLE_ARN);
			return StepCandidate.absent(Step.Kind.ASSUME_ROLE,
					(role != null) ? role + " goes with a web identity only" : "not set: role_arn" + withoutEffect());
		}
		if (this.selected.has(SettingCatalog.WEB_IDENTITY_TOKEN_FILE)
				&& !this.selected.profileHas(SettingCatalog.SOURCE_PROFILE)
				&& !this.selected.profileHas(SettingCatalog.CREDENTIAL_SOURCE)) {
			return StepCandidate.absent(Step.Kind.ASSUME_ROLE, "role_arn goes with the web identity");
		}
		return StepCandidate.configured(Step.Kind.ASSUME_ROLE, "role_arn at " + inProfile.getOrigin(),
				() -> this.roles.follow(roleOfProfile()));
	}

	private String withoutEffect() {
		WrittenValue source = this.selected.where(SettingCatalog.SOURCE_PROFILE);
		source = (source != null) ? source : this.selected.where(SettingCatalog.CREDENTIAL_SOURCE);
		return (source != null) ? ", without which " + source + " has no effect" : "";
	}

	private Role roleOfProfile() {
		WrittenValue where = this.selected.where(SettingCatalog.ROLE_ARN);
		Profile profile = this.selected.profile();
		if (profile == null || Scope.isInFile(where)) {
			return role(this.selected, false);
		}
		Scope alone = this.roles.read(profile, this.selected.path());
		if (findRoleOfApplication() != null) {
			// What stands outside of the files belongs to the application's role
			return role(alone, false);
		}
		return new Role(Objects.requireNonNull(alone.value(SettingCatalog.ROLE_ARN)),
				Objects.requireNonNull(alone.where(SettingCatalog.ROLE_ARN)), this.selected, false);
	}

	private static Role role(Scope scope, boolean withoutFiles) {
		return new Role(Objects.requireNonNull(scope.value(SettingCatalog.ROLE_ARN)),
				Objects.requireNonNull(scope.where(SettingCatalog.ROLE_ARN)), scope, withoutFiles);
	}

	/**
	 * The role that the application's own properties ask for. A variable may replace its
	 * name, as it may any value.
	 */
	private @Nullable Role findRoleOfApplication() {
		SettingValue<String> arn = this.settings.get(SettingCatalog.ROLE_ARN);
		WrittenValue written = arn.getWritten();
		if (written == null || this.selected.has(SettingCatalog.WEB_IDENTITY_TOKEN_FILE)
				|| Stream.concat(Stream.of(written), arn.getShadowed().stream()).noneMatch(this::namesRoleToAssume)) {
			return null;
		}
		Scope scope = new Scope(this.settings, null, "", null, List.of(written.spelling()));
		return role(scope, this.selected.profileHas(SettingCatalog.ROLE_ARN));
	}

	private boolean namesRoleToAssume(WrittenValue written) {
		// AWS's own names go with a web identity, those of one client are not AWS's
		return Scope.isInApplication(written) || (this.applicationStep != null && !Scope.isInFile(written));
	}

	private static List<CredentialsPlan.Entry> describe(List<StepCandidate> candidates, @Nullable StepCandidate first,
			@Nullable Role role, @Nullable Step step) {
		String with = (step instanceof Step.AssumeRoleStep assumed)
				? " with " + CredentialsPlan.describe(assumed.source()) : "";
		String winner = (role != null) ? role.where().toString() : (first != null) ? first.kind().toString() : "";
		List<CredentialsPlan.Entry> entries = new ArrayList<>();
		for (StepCandidate each : candidates) {
			boolean ofApplication = role != null && each.kind() == Step.Kind.ASSUME_ROLE;
			boolean taken = ofApplication || (role == null && each == first);
			StringBuilder detail = new StringBuilder(ofApplication ? winner : each.detail());
			if (taken) {
				detail.append((each.kind() == Step.Kind.ASSUME_ROLE) ? with : "");
			}
			else if (each.isConfigured()) {
				detail.append((each == first) ? "; assumes the role of " : CredentialsPlan.PASSED_OVER).append(winner);
			}
			entries.add(new CredentialsPlan.Entry(each.kind().toString(), taken || each.isConfigured(), taken,
					detail.toString()));
		}
		return entries;
	}

}
