package io.awsconfig.trespass.settings.name;

import io.awsconfig.trespass.settings.LawfulSettings;

public final class SettingsKnower {

	private final LawfulSettings known = new LawfulSettings();

}
