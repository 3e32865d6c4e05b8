package io.awsconfig.trespass.imds;

import io.awsconfig.trespass.credentials.Credentials;

public final class KeyHolder {

	private final Credentials credentials = new Credentials();

}
