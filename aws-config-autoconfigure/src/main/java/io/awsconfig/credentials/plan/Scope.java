package io.awsconfig.credentials.plan;

import java.util.List;

import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.SourceKind;
import io.awsconfig.settings.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of a way are looked for: everywhere, or in a source profile alone.
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

	boolean has(AwsSetting<?> setting) {
		return this.settings.get(setting).isSet();
	}

	<T> @Nullable T value(AwsSetting<T> setting) {
		return this.settings.getValue(setting);
	}

	<T> @Nullable T written(AwsSetting<T> setting) {
		SettingValue<T> value = this.settings.get(setting);
		return value.isSet() ? value.getValue() : null;
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

}
