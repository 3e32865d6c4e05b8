package io.awsconfig.credentials.plan;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.awsconfig.Internal;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.IgnoredSection;
import io.awsconfig.sharedconfig.Section;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigLocations;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a profile can have and that need no other profile.
 */
@Internal
public final class ProfileSteps {

	private static final int MAX_LISTED = 20;

	private final AwsSettings application;

	private final SharedConfig config;

	private final SharedConfigLocations locations;

	ProfileSteps(AwsSettings application, SharedConfig config, SharedConfigLocations locations) {
		this.application = application;
		this.config = config;
		this.locations = locations;
	}

	StepCandidate webIdentity(Scope scope) {
		WrittenValue tokenFile = scope.where(SettingCatalog.WEB_IDENTITY_TOKEN_FILE);
		if (tokenFile == null) {
			WrittenValue role = scope.where(SettingCatalog.ROLE_ARN);
			boolean alone = role != null && !Scope.isInFile(role) && !Scope.isInApplication(role);
			return StepCandidate.absent(Step.Kind.WEB_IDENTITY, "not set: web_identity_token_file"
					+ (alone ? ", without which " + role + " names no role to assume" : ""));
		}
		return StepCandidate.configured(Step.Kind.WEB_IDENTITY, tokenFile, () -> {
			scope.value(SettingCatalog.WEB_IDENTITY_TOKEN_FILE);
			String roleArn = scope.value(SettingCatalog.ROLE_ARN);
			if (roleArn == null) {
				throw new AwsConfigurationException(Problem
					.of("The token file of a web identity is set, but not the role that the token is exchanged for.")
					.where(tokenFile)
					.along(scope.path()),
						"Set '%s' in the same place as well. To remove '%s' is to use other credentials, those of the next step that is configured."
							.formatted(SettingCatalog.ROLE_ARN.spellBeside(SettingCatalog.WEB_IDENTITY_TOKEN_FILE,
									tokenFile), tokenFile.spelling()))
					.lacking(KnownOddities.namesOf(SettingCatalog.ROLE_ARN));
			}
			return new Step.WebIdentityStep(path(tokenFile.text(), tokenFile, scope.path()), roleArn,
					scope.value(SettingCatalog.ROLE_SESSION_NAME), duration(scope), scope.region(),
					tokenFile.toString());
		});
	}

	static @Nullable Duration duration(Scope scope) {
		Integer seconds = scope.written(SettingCatalog.DURATION_SECONDS);
		return (seconds != null) ? Duration.ofSeconds(seconds) : null;
	}

	StepCandidate login(Scope scope) {
		WrittenValue session = scope.where(SettingCatalog.LOGIN_SESSION);
		if (session == null) {
			return StepCandidate.absent(Step.Kind.LOGIN, "not set: login_session");
		}
		return StepCandidate.configured(Step.Kind.LOGIN, session, () -> {
			scope.value(SettingCatalog.LOGIN_SESSION);
			String directory = Objects.requireNonNull(this.application.getValue(SettingCatalog.LOGIN_CACHE_DIRECTORY));
			return new Step.LoginStep(
					session.text(), path(directory,
							this.application.get(SettingCatalog.LOGIN_CACHE_DIRECTORY).getWritten(), scope.path()),
					scope.region(), scope.profileName(), session.toString());
		});
	}

	StepCandidate identityCenter(Scope scope) {
		WrittenValue session = scope.where(SettingCatalog.SSO_SESSION);
		WrittenValue account = scope.where(SettingCatalog.SSO_ACCOUNT_ID);
		WrittenValue role = scope.where(SettingCatalog.SSO_ROLE_NAME);
		WrittenValue startUrl = scope.where(SettingCatalog.SSO_START_URL);
		if (session != null) {
			return (account == null && role == null)
					? StepCandidate.absent(Step.Kind.IDENTITY_CENTER,
							"not set: sso_account_id, sso_role_name (without them, %s is for bearer tokens only)"
								.formatted(session))
					: StepCandidate.configured(Step.Kind.IDENTITY_CENTER, session,
							() -> bySession(scope, session, startUrl));
		}
		WrittenValue any = (startUrl != null) ? startUrl : (account != null) ? account : role;
		if (any == null) {
			return StepCandidate.absent(Step.Kind.IDENTITY_CENTER, "not set: sso_session, sso_start_url");
		}
		return StepCandidate.configured(Step.Kind.IDENTITY_CENTER, any, () -> {
			requireComplete(scope, any, null);
			return identityCenterStep(scope, null, any);
		});
	}

	private Step bySession(Scope scope, WrittenValue session, @Nullable WrittenValue startUrl) {
		scope.value(SettingCatalog.SSO_SESSION);
		Section section = this.config.getSsoSession(session.text());
		if (section == null) {
			Map<String, Section> sessions = this.config.getConfigFile().getSsoSessions();
			IgnoredSection ignored = this.config.findIgnoredSsoSession(session.text());
			Problem problem = Problem
				.of("The sso-session section '%s' does not exist in %s.".formatted(session.text(),
						this.config.getConfigFile().getPath()))
				.where(session)
				.along(scope.path());
			this.config.findSections(session.text()).forEach((other) -> problem.line("No session", other));
			throw new AwsConfigurationException(problem, (ignored != null) ? ignored.advise() : sessions.isEmpty()
					? "Add a section [sso-session %s] to that file, or run 'aws configure sso'."
						.formatted(session.text())
					: "Add a section [sso-session %s] to that file, or name one of those there are: %s. Each signs in where its 'sso_start_url' says."
						.formatted(session.text(), describe(session.text(), sessions)))
				.lacking(List.of(session.text()));
		}
		requireSame(scope, section, SettingCatalog.SSO_REGION);
		requireSame(scope, section, SettingCatalog.SSO_START_URL);
		requireComplete(scope, session, session.text());
		return identityCenterStep(scope, session.text(), session);
	}

	private static String describe(String wanted, Map<String, Section> sessions) {
		return NearestName.sort(wanted, sessions.keySet()).stream().limit(MAX_LISTED).map((name) -> {
			Entry url = Objects.requireNonNull(sessions.get(name)).get(SettingCatalog.SSO_START_URL.getName());
			return (url != null)
					? "%s (%s)".formatted(name, SettingValue.display(SettingCatalog.SSO_START_URL, url.getLine()))
					: name;
		}).collect(Collectors.joining(", "));
	}

	private static void requireSame(Scope scope, Section section, AwsSetting<?> setting) {
		WrittenValue effective = scope.where(setting);
		Entry inProfile = scope.inProfile(setting);
		Entry inSection = section.get(setting.getName());
		if (!Scope.isInFile(effective) || inProfile == null || inSection == null || inProfile.getValue().isBlank()
				|| inSection.getValue().isBlank()
				|| inProfile.getValue().strip().equals(inSection.getValue().strip())) {
			return;
		}
		throw new AwsConfigurationException(Problem
			.of("The value '%s' of '%s' in profile '%s' contradicts the value '%s' in the sso-session section '%s'."
				.formatted(inProfile.getValue().strip(), setting, scope.profileName(), inSection.getValue().strip(),
						section.getName()))
			.where(inProfile.getOrigin(), inSection.getOrigin())
			.along(scope.path()),
				"Remove '%s' from the profile, or give it the value of the section.".formatted(setting));
	}

	private static void requireComplete(Scope scope, WrittenValue where, @Nullable String session) {
		List<String> inProfile = new ArrayList<>();
		List<String> inSection = new ArrayList<>();
		for (AwsSetting<?> setting : List.of(SettingCatalog.SSO_START_URL, SettingCatalog.SSO_REGION)) {
			if (!scope.has(setting)) {
				((session != null) ? inSection : inProfile).add("'" + setting + "'");
			}
		}
		for (AwsSetting<?> setting : List.of(SettingCatalog.SSO_ACCOUNT_ID, SettingCatalog.SSO_ROLE_NAME)) {
			if (!scope.has(setting)) {
				inProfile.add("'" + setting + "'");
			}
		}
		List<String> missing = new ArrayList<>(inSection);
		missing.addAll(inProfile);
		if (missing.isEmpty()) {
			return;
		}
		List<String> actions = new ArrayList<>();
		if (!inSection.isEmpty()) {
			actions.add("Set %s in the section [sso-session %s].".formatted(String.join(" and ", inSection), session));
		}
		if (!inProfile.isEmpty()) {
			actions.add("Set %s in profile '%s'.".formatted(String.join(" and ", inProfile), scope.profileName()));
		}
		throw new AwsConfigurationException(Problem
			.of("The settings of IAM Identity Center are incomplete: %s %s missing."
				.formatted(String.join(" and ", missing), (missing.size() == 1) ? "is" : "are"))
			.where(where)
			.along(scope.path()), String.join(" ", actions) + " 'aws configure sso' asks for all of them.")
			.lacking(missing);
	}

	private Step identityCenterStep(Scope scope, @Nullable String session, WrittenValue where) {
		URI startUrl = Objects.requireNonNull(scope.value(SettingCatalog.SSO_START_URL));
		return new Step.IdentityCenterStep(session, startUrl,
				Objects.requireNonNull(scope.value(SettingCatalog.SSO_REGION)),
				Objects.requireNonNull(scope.value(SettingCatalog.SSO_ACCOUNT_ID)),
				Objects.requireNonNull(scope.value(SettingCatalog.SSO_ROLE_NAME)),
				path(Step.IdentityCenterStep.CACHE, null, scope.path()), scope.profileName(), where.toString());
	}

	StepCandidate process(Scope scope) {
		WrittenValue process = scope.where(SettingCatalog.CREDENTIAL_PROCESS);
		Entry empty = scope.inProfile(SettingCatalog.CREDENTIAL_PROCESS);
		if (process == null && empty == null) {
			return StepCandidate.absent(Step.Kind.PROCESS, "not set: credential_process");
		}
		String place = (process != null) ? process.toString() : "credential_process at " + originOf(empty);
		return StepCandidate.configured(Step.Kind.PROCESS, place, () -> {
			scope.value(SettingCatalog.CREDENTIAL_PROCESS);
			if (process == null || process.text().replace("\"", "").isBlank()) {
				throw new AwsConfigurationException(
						Problem.of("'credential_process' is empty: there is no program to run.")
							.where(place)
							.along(scope.path()),
						"Set it to the command that prints the credentials. To remove it is to use other credentials, those of the next step that is configured.");
			}
			return new Step.ProcessStep(process.text(), scope.value(SettingCatalog.ACCOUNT_ID), place);
		});
	}

	private static Object originOf(@Nullable Entry entry) {
		return (entry != null) ? entry.getOrigin() : "an unknown place";
	}

	Path path(String text, @Nullable WrittenValue written, List<String> path) {
		try {
			return Path.of(this.locations.resolveHome(text));
		}
		catch (InvalidPathException ex) {
			String name = (written != null) ? "'" + written.spelling() + "'" : "HOME";
			List<Object> where = (written != null) ? List.of(written) : List.of();
			throw new AwsConfigurationException(
					Problem.of("The value of %s is no path of a file: %s.".formatted(name, ex.getReason()))
						.where(where.toArray())
						.along(path),
					"Set %s to a path. Without it, other credentials may be used.".formatted(name));
		}
	}

}
