package io.awsconfig.trespass.credentials.fetch;

import io.awsconfig.trespass.credentials.Credentials;

public final class LawfulFetcher {

	private final Credentials credentials = new Credentials();

}
