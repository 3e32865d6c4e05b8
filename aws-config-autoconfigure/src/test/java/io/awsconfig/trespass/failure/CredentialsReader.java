package io.awsconfig.trespass.failure;

import io.awsconfig.trespass.credentials.Credentials;

public final class CredentialsReader {

	private final Credentials credentials = new Credentials();

}
