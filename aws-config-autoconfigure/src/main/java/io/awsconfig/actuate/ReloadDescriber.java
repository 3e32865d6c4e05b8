package io.awsconfig.actuate;

import java.util.List;

import io.awsconfig.actuate.AwsEndpoint.ChangeDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ReloadDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SourceChangeDescriptor;
import io.awsconfig.reload.Reload;
import io.awsconfig.reload.SettingChange;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.AwsSetting;

/**
 * Describes what came of a reload.
 *
 * @param values describes values of before and of now
 */
record ReloadDescriber(ValueDescriber values) {

	ReloadDescriptor describe(Reload reload) {
		AwsConfigurationException failure = reload.failure();
		List<ChangeDescriptor> changes = reload.changes().stream().map(this::describe).toList();
		List<SourceChangeDescriptor> credentials = reload.credentials()
			.stream()
			.map((change) -> new SourceChangeDescriptor(change.owner(), change.to(), change.from()))
			.toList();
		return new ReloadDescriptor((failure != null) ? "refused" : reload.isChange() ? "reloaded" : "unchanged",
				reload.trigger(), reload.at(), changes.isEmpty() ? null : changes,
				credentials.isEmpty() ? null : credentials, (failure != null) ? failure.getMessage() : null,
				(failure != null) ? failure.getAction() : null);
	}

	private ChangeDescriptor describe(SettingChange change) {
		AwsSetting<?> setting = change.setting();
		return new ChangeDescriptor(setting.getName(), (change.owner() != null) ? change.owner().toString() : null,
				this.values.describe(setting, change.to()), this.values.describe(setting, change.from()),
				setting.getEffect().getDescription(), change.holders().isEmpty() ? null : change.holders());
	}

}
