package io.awsconfig.settings;

import io.awsconfig.Internal;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.WrittenValue;

/**
 * A value that is in force in place of what is written for another setting.
 *
 * @param setting the setting whose value it is
 * @param written the value
 */
@Internal
public record Displacer(AwsSetting<?> setting, WrittenValue written) {

	/**
	 * Return the value for people to see.
	 * @return the text, or what may be shown of it
	 */
	public String displayValue() {
		return SettingValue.display(this.setting, this.written.text());
	}

}
