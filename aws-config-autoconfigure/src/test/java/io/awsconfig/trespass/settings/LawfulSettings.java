package io.awsconfig.trespass.settings;

import io.awsconfig.trespass.sharedconfig.LawfulFiles;

public final class LawfulSettings {

	private final LawfulFiles files = new LawfulFiles();

}
