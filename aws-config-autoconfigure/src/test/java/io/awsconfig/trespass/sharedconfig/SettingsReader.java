package io.awsconfig.trespass.sharedconfig;

import io.awsconfig.trespass.settings.LawfulSettings;

public final class SettingsReader {

	private final LawfulSettings settings = new LawfulSettings();

}
