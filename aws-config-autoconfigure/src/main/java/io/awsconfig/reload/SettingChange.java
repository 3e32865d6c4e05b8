package io.awsconfig.reload;

import java.util.List;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * A setting that has another value than before.
 *
 * @param setting the setting
 * @param owner the service or the named client whose setting it is, or {@code null} for
 * that of all
 * @param from what was written, or {@code null} if nothing was
 * @param to what is written now, or {@code null} if nothing is
 * @param holders the clients that were built with the value of before and have it still
 */
@Internal
public record SettingChange(AwsSetting<?> setting, @Nullable AwsClientId owner, @Nullable WrittenValue from,
		@Nullable WrittenValue to, List<String> holders) {

	String describe() {
		StringBuilder text = new StringBuilder(this.setting.toString());
		if (this.owner != null) {
			text.append(" of ").append(this.owner);
		}
		String before = shown(this.from);
		String now = shown(this.to);
		if (before.equals(now)) {
			text.append(" has another value from now on");
		}
		else {
			text.append(" is ").append(now).append(" from now on, instead of ").append(before);
		}
		if (this.to != null) {
			text.append(" [").append(this.to.place()).append(']');
		}
		if (!this.holders.isEmpty()) {
			text.append("; built before, and ")
				.append((this.holders.size() == 1) ? "keeps" : "keep")
				.append(" the old value: ")
				.append(String.join(", ", this.holders));
		}
		return text.toString();
	}

	private String shown(@Nullable WrittenValue written) {
		return (written != null) ? SettingValue.display(this.setting, written.text()) : "not set";
	}

}
