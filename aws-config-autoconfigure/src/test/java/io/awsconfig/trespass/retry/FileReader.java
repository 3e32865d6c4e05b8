package io.awsconfig.trespass.retry;

import io.awsconfig.trespass.sharedconfig.LawfulFiles;

public final class FileReader {

	private final LawfulFiles files = new LawfulFiles();

}
