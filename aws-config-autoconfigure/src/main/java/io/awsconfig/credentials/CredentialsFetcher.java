package io.awsconfig.credentials;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.Internal;

/**
 * Gets credentials anew each time, from wherever they come. May block and is never called
 * by two threads at once, unless the first one has been given up and interrupted; whoever
 * calls it keeps what it returns.
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

	/**
	 * Return whom it asks, to be named when no answer comes.
	 * @return the program, address or service
	 */
	default Asked asked() {
		return Asked.NOBODY;
	}

	/**
	 * Whom a fetcher waits for. Holds no secret.
	 *
	 * @param name the program, address or service, as it stands after <em>no answer
	 * from</em>, or an empty text
	 * @param remedy what to do if it does not answer, as a sentence, or an empty text
	 */
	record Asked(String name, String remedy) {

		/**
		 * Somebody of whom nothing is known.
		 */
		public static final Asked NOBODY = new Asked("", "");

	}

}
