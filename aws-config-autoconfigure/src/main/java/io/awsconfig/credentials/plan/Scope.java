package io.awsconfig.credentials.plan;

import java.util.List;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AccessKeys;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of a step are looked for: everywhere, or in a source profile alone.
 *
 * @param settings the settings
 * @param profile the profile, or {@code null} if there is none
 * @param profileName the name of the profile
 * @param region the Region of the profile, or {@code null} for that of the application
 * @param path the profiles that lead here, this one last
 */
record Scope(AwsSettings settings, @Nullable Profile profile, String profileName, @Nullable String region,
		List<String> path) {

	static boolean isInFile(@Nullable WrittenValue written) {
		return written != null && written.kind().isSharedFile();
	}

	static boolean isInApplication(WrittenValue written) {
		return written.kind() == SourceKind.APPLICATION || written.kind() == SourceKind.COMMAND_LINE;
	}

	/**
	 * Add the path to what somebody else found wrong.
	 */
	static AwsConfigurationException onPath(AwsConfigurationException cause, List<String> path) {
		return (path.size() > 1) ? new AwsConfigurationException(Problem.oneOf(cause.getDescription()).along(path),
				cause.getAdvice(), cause)
			.lacking(cause.getMissing())
			.knowing(cause.getKnown()) : cause;
	}

	boolean has(AwsSetting<?> setting) {
		return this.settings.get(setting).isSet();
	}

	/**
	 * Return a value, or its default.
	 * @throws AwsConfigurationException if what is written is not valid; the message has
	 * the path
	 */
	<T> @Nullable T value(AwsSetting<T> setting) {
		try {
			return this.settings.getValue(setting);
		}
		catch (AwsConfigurationException ex) {
			throw onPath(ex, this.path);
		}
	}

	/**
	 * Return the access keys of the profile.
	 * @throws AwsConfigurationException if they are incomplete; the message has the path
	 */
	@Nullable AccessKeys accessKeys() {
		try {
			return this.settings.getProfileAccessKeys();
		}
		catch (AwsConfigurationException ex) {
			throw onPath(ex, this.path);
		}
	}

	/**
	 * Fail if a part of the access keys is not valid.
	 */
	void requireValid(AccessKeys keys) {
		value(SettingCatalog.ACCESS_KEY_ID);
		value(SettingCatalog.SECRET_ACCESS_KEY);
		if (keys.sessionToken() != null) {
			value(SettingCatalog.SESSION_TOKEN);
		}
		if (keys.accountId() != null) {
			value(SettingCatalog.ACCOUNT_ID);
		}
	}

	<T> @Nullable T written(AwsSetting<T> setting) {
		return has(setting) ? value(setting) : null;
	}

	@Nullable WrittenValue where(AwsSetting<?> setting) {
		return this.settings.get(setting).getWritten();
	}

	/**
	 * Return what the profile says, even if it says nothing behind the equals sign.
	 */
	@Nullable Entry inProfile(AwsSetting<?> setting) {
		return (this.profile != null) ? this.profile.get(setting.getName()) : null;
	}

	boolean profileHas(AwsSetting<?> setting) {
		Entry entry = inProfile(setting);
		return entry != null && !entry.getValue().isBlank();
	}

	/**
	 * Return where a part of access keys stands that are incomplete.
	 */
	@Nullable WrittenValue halfOfAccessKeys() {
		for (AwsSetting<?> part : List.of(SettingCatalog.ACCESS_KEY_ID, SettingCatalog.SECRET_ACCESS_KEY,
				SettingCatalog.SESSION_TOKEN)) {
			WrittenValue written = where(part);
			if (written != null) {
				return written;
			}
		}
		return null;
	}

}
