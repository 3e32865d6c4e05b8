package io.awsconfig.trespass.credentials;

import io.awsconfig.trespass.credentials.chain.LawfulChain;

public final class ChainOwner {

	private final LawfulChain chain = new LawfulChain();

}
