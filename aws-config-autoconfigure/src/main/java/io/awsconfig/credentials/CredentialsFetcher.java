package io.awsconfig.credentials;

/**
 * Gets credentials anew each time, from wherever they come. May block and is never called
 * by two threads at once; what it returns is kept by {@link RefreshingCredentials}.
 */
@FunctionalInterface
interface CredentialsFetcher {

	/**
	 * Get credentials.
	 * @return the credentials, valid at this moment as far as their source knows
	 * @throws CredentialsException if there are none; says which step failed, why, and
	 * what to do
	 */
	FetchedCredentials fetch();

}
