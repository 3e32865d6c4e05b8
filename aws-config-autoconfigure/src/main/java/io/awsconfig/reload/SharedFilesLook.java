package io.awsconfig.reload;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.credentials.refresh.FileWatch;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.sharedconfig.SharedConfig;

/**
 * How the shared files look from outside: which they are, and whether anybody has written
 * them since.
 */
record SharedFilesLook(List<Path> paths, FileWatch.Look look) {

	static SharedFilesLook at(AwsEnvironment environment) {
		SharedConfig config = environment.getSharedConfig();
		List<Path> paths = List.of(config.getConfigFile().getPath(), config.getCredentialsFile().getPath());
		return new SharedFilesLook(paths, new FileWatch(paths).look());
	}

	boolean isOfSameFiles(SharedFilesLook other) {
		return this.paths.equals(other.paths);
	}

}
