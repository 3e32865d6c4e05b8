package io.awsconfig.credentials;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.Internal;

/**
 * Gets credentials anew each time, from wherever they come. May block and is never called
 * by two threads at once; whoever calls it keeps what it returns.
 */
@Internal
@FunctionalInterface
public interface CredentialsFetcher {

	/**
	 * Get credentials.
	 * @return the credentials, valid at this moment as far as their source knows
	 * @throws CredentialsException if there are none; says which step failed, why, and
	 * what to do
	 */
	FetchedCredentials fetch();

	/**
	 * Return the files that the credentials depend on. When one of them changes, they are
	 * got anew.
	 * @return the files, which need not exist
	 */
	default List<Path> watchedFiles() {
		return List.of();
	}

}
