package io.awsconfig.trespass.credentials.chain;

import io.awsconfig.trespass.credentials.Credentials;

public final class LawfulChain {

	private final Credentials credentials = new Credentials();

}
