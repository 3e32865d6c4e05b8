package io.awsconfig.credentials;

import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.SourceKind;

/**
 * Spells settings as the place does in which they stand.
 */
final class SettingNames {

	private SettingNames() {
	}

	static String spell(AwsSetting<?> setting, SourceKind kind) {
		return switch (kind) {
			case SYSTEM_PROPERTIES -> setting.getSystemProperties().get(0);
			case ENVIRONMENT_VARIABLES -> setting.getEnvironmentVariables().get(0);
			case CREDENTIALS_FILE, CONFIG_FILE -> setting.getName();
			case COMMAND_LINE, APPLICATION -> setting.getPropertyName();
		};
	}

}
