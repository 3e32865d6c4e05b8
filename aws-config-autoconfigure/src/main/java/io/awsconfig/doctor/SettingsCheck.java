package io.awsconfig.doctor;

import java.util.LinkedHashSet;
import java.util.Set;

import io.awsconfig.client.ReplacedSettings;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.startup.StartupReport;

/**
 * What is odd about the settings: what the application has warned of when it started.
 */
record SettingsCheck(Patient patient) implements Check {

	@Override
	public void run(Notes notes) {
		Set<Diagnostic> warnings = new LinkedHashSet<>(StartupReport.warnings(this.patient.environment(),
				this.patient.settings(), this.patient.credentials().get(), this.patient.classLoader()));
		warnings.addAll(ReplacedSettings.find(this.patient.settings(), this.patient.beans().get()));
		for (Diagnostic warning : warnings) {
			notes.warn(warning.message() + " [" + warning.origin() + "]", null);
		}
		if (warnings.isEmpty()) {
			long set = this.patient.settings().getValues().stream().filter(SettingValue::isSet).count();
			notes.ok("%d settings are set, and none of them is odd".formatted(set));
		}
	}

}
