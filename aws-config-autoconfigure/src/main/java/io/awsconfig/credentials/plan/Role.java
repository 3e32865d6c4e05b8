package io.awsconfig.credentials.plan;

import java.time.Duration;

import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * A role to assume, and what it says about the credentials that may do so.
 *
 * @param arn the role
 * @param where where the role stands
 * @param scope where its other settings are looked for
 * @param withoutFiles whether what the shared files say belongs to another role
 */
record Role(String arn, WrittenValue where, Scope scope, boolean withoutFiles) {

	<T> @Nullable T get(AwsSetting<T> setting) {
		return (this.withoutFiles && Scope.isInFile(this.scope.where(setting))) ? null : this.scope.written(setting);
	}

	private @Nullable WrittenValue where(AwsSetting<?> setting) {
		return (get(setting) != null) ? this.scope.where(setting) : null;
	}

	/**
	 * Return what the role says about its source: {@code source_profile},
	 * {@code credential_source}, or {@code null} if it says nothing.
	 */
	@Nullable WrittenValue source() {
		WrittenValue profile = where(SettingCatalog.SOURCE_PROFILE);
		WrittenValue named = where(SettingCatalog.CREDENTIAL_SOURCE);
		if (profile == null || named == null) {
			return (profile != null) ? profile : named;
		}
		if (Scope.isInFile(profile) != Scope.isInFile(named)) {
			// What stands outside of the files replaces what the profile says
			return Scope.isInFile(profile) ? named : profile;
		}
		throw new AwsConfigurationException(Problem
			.of("Both 'source_profile' and 'credential_source' say where the credentials come from that may assume the role.")
			.where(this.where, profile, named)
			.along(this.scope.path()),
				"Remove one of them. Without '%s', the credentials of the profile '%s' assume the role, and without '%s' those of '%s'."
					.formatted(named.spelling(), profile.text(), profile.spelling(), named.text()));
	}

	boolean namesProfile(WrittenValue source) {
		return source.equals(where(SettingCatalog.SOURCE_PROFILE));
	}

	/**
	 * Return whether it is assumed with the credentials of a profile.
	 */
	boolean isAssumedWith(String profile) {
		WrittenValue source = source();
		return source != null && namesProfile(source) && source.text().equals(profile);
	}

	Step.AssumeRoleStep assumedWith(Step source) {
		Integer seconds = get(SettingCatalog.DURATION_SECONDS);
		return new Step.AssumeRoleStep(this.arn, source, get(SettingCatalog.ROLE_SESSION_NAME),
				get(SettingCatalog.EXTERNAL_ID), (seconds != null) ? Duration.ofSeconds(seconds) : null,
				get(SettingCatalog.MFA_SERIAL), this.scope.region(), profile(), this.where.toString());
	}

	private @Nullable String profile() {
		return (Scope.isInFile(this.where) && !this.scope.profileName().isEmpty()) ? this.scope.profileName() : null;
	}

}
