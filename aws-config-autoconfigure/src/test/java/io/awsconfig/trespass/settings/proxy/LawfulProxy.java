package io.awsconfig.trespass.settings.proxy;

import io.awsconfig.trespass.settings.LawfulSettings;

public final class LawfulProxy {

	private final LawfulSettings known = new LawfulSettings();

}
