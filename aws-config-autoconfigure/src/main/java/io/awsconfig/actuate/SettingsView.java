package io.awsconfig.actuate;

import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.reload.Generation;
import io.awsconfig.settings.AwsSettings;

/**
 * What one answer is made of.
 *
 * @param environment the environment with the shared files
 * @param settings the settings
 */
record SettingsView(AwsEnvironment environment, AwsSettings settings) {

	static SettingsView of(Generation generation) {
		return new SettingsView(generation.environment(), generation.settings());
	}

	/**
	 * What is odd about settings.
	 */
	record Warnings(SettingsView view, Set<Diagnostic> found) {

	}

}
