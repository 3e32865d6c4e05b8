package io.awsconfig.trespass.settings.catalog;

import io.awsconfig.trespass.settings.LawfulSettings;

public final class Resolver {

	private final LawfulSettings known = new LawfulSettings();

}
