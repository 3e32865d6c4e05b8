package io.awsconfig.credentials.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.awsconfig.credentials.Partitions;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

import org.springframework.boot.origin.Origin;

/**
 * Finds what is odd about a plan, and stops nobody.
 */
final class PlanOddities {

	/**
	 * The settings that make a profile have a step, the one that counts first.
	 */
	private static final Map<Step.Kind, List<AwsSetting<?>>> DECISIVE = Map.of(Step.Kind.WEB_IDENTITY,
			List.of(SettingCatalog.WEB_IDENTITY_TOKEN_FILE), Step.Kind.LOGIN, List.of(SettingCatalog.LOGIN_SESSION),
			Step.Kind.IDENTITY_CENTER,
			List.of(SettingCatalog.SSO_SESSION, SettingCatalog.SSO_START_URL, SettingCatalog.SSO_ACCOUNT_ID,
					SettingCatalog.SSO_ROLE_NAME),
			Step.Kind.ASSUME_ROLE, List.of(SettingCatalog.ROLE_ARN), Step.Kind.PROFILE_ACCESS_KEYS,
			List.of(SettingCatalog.ACCESS_KEY_ID), Step.Kind.PROCESS, List.of(SettingCatalog.CREDENTIAL_PROCESS));

	private final AwsSettings settings;

	private final Scope selected;

	/**
	 * Create an instance.
	 * @param settings the settings that the plan is made of
	 * @param selected the same, with the profile that is selected
	 */
	PlanOddities(AwsSettings settings, Scope selected) {
		this.settings = settings;
		this.selected = selected;
	}

	/**
	 * Find what is odd.
	 * @param first the first candidate that is configured, or {@code null}
	 * @param role the role that is assumed in place of the first candidate, or
	 * {@code null}
	 * @param step the step that is taken, or {@code null}
	 * @param ofRoles what is odd about the roles that lead there
	 */
	List<Diagnostic> find(List<StepCandidate> candidates, @Nullable StepCandidate first, @Nullable Role role,
			@Nullable Step step, Collection<Diagnostic> ofRoles) {
		List<Diagnostic> odd = new ArrayList<>(findLostProfile(candidates, first, role));
		findOtherPartitions(step, odd);
		odd.addAll(ofRoles);
		WrittenValue half = this.settings.hasIncompleteProfileAccessKeys() ? this.selected.halfOfAccessKeys() : null;
		if (half != null) {
			odd.add(new Diagnostic(
					"The access keys of the profile are incomplete, which stops nobody as long as another step comes before them",
					half.origin()));
		}
		return odd;
	}

	private void findOtherPartitions(@Nullable Step outermost, List<Diagnostic> odd) {
		Step step = outermost;
		while (step != null) {
			if (step instanceof Step.AssumeRoleStep role) {
				findOtherPartition("role_arn", role.roleArn(), role.region(), role.place(), odd);
				findOtherPartition("mfa_serial", role.mfaSerial(), role.region(), role.place(), odd);
			}
			else if (step instanceof Step.WebIdentityStep web) {
				findOtherPartition("role_arn", web.roleArn(), web.region(), web.place(), odd);
			}
			step = (step instanceof Step.AssumeRoleStep role) ? role.source() : null;
		}
	}

	private void findOtherPartition(String name, @Nullable String arn, @Nullable String ofStep, String place,
			List<Diagnostic> odd) {
		String id = (ofStep != null) ? ofStep : this.settings.getValue(SettingCatalog.REGION);
		Region region = (id != null) ? Region.of(id) : null;
		String right = (arn != null) ? Partitions.correct(arn, region) : null;
		if (arn != null && right != null) {
			String where = place.substring(place.lastIndexOf(" at ") + (place.contains(" at ") ? 4 : 1));
			odd.add(new Diagnostic(
					"%s; write %s, or set another Region".formatted(Partitions.describe(name, arn, region), right),
					new Origin() {

						@Override
						public String toString() {
							return where;
						}

					}));
		}
	}

	/**
	 * Tell of a profile that somebody asked for and whose credentials are not taken. The
	 * AWS CLI would take them.
	 */
	private List<Diagnostic> findLostProfile(List<StepCandidate> candidates, @Nullable StepCandidate first,
			@Nullable Role role) {
		WrittenValue profile = this.settings.get(SettingCatalog.PROFILE).getWritten();
		WrittenValue winner = (role != null) ? role.where() : (first != null) ? where(first) : null;
		if (profile == null || winner == null || Scope.isInFile(winner) || winner.kind() == SourceKind.CONNECTION
				|| (role != null && role.isAssumedWith(profile.text()))) {
			return List.of();
		}
		for (StepCandidate lost : candidates) {
			if (isOfProfile(lost)) {
				return List.of(new Diagnostic(
						"'%s' asks for the profile '%s', but its step '%s' is not taken (%s): the step '%s' comes before it, because of %s; to use the credentials of the profile, remove that; to keep those that are used, name no profile, or one without credentials"
							.formatted(profile.spelling(), profile.text(), lost.kind(), lost.detail(),
									(role != null || first == null) ? Step.Kind.ASSUME_ROLE : first.kind(), winner),
						profile.origin()));
			}
		}
		return List.of();
	}

	private @Nullable WrittenValue where(StepCandidate candidate) {
		if (candidate.kind() == Step.Kind.ACCESS_KEYS) {
			AccessKeys keys = this.settings.getAccessKeys();
			return (keys != null) ? keys.written() : null;
		}
		for (AwsSetting<?> setting : DECISIVE.getOrDefault(candidate.kind(), List.of())) {
			WrittenValue written = this.selected.where(setting);
			if (written != null) {
				return written;
			}
		}
		return null;
	}

	private boolean isOfProfile(StepCandidate candidate) {
		return candidate.isConfigured()
				&& DECISIVE.getOrDefault(candidate.kind(), List.of()).stream().anyMatch(this.selected::profileHas);
	}

}
