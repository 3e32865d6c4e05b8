package io.awsconfig.trespass.client;

import io.awsconfig.trespass.credentials.Credentials;

public final class CredentialsCaller {

	private final Credentials credentials = new Credentials();

}
