package io.awsconfig.trespass.diagnostic;

import io.awsconfig.trespass.sharedconfig.LawfulFiles;

public final class Reporter {

	private final LawfulFiles files = new LawfulFiles();

}
