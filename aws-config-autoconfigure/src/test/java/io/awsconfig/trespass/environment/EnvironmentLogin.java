package io.awsconfig.trespass.environment;

import io.awsconfig.trespass.credentials.Credentials;

public final class EnvironmentLogin {

	private final Credentials credentials = new Credentials();

}
