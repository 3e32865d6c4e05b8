package io.awsconfig.trespass.settings;

import io.awsconfig.trespass.environment.LawfulSource;

public final class Exporter {

	private final LawfulSource source = new LawfulSource();

}
