package io.awsconfig.trespass.credentials;

import io.awsconfig.trespass.client.LawfulClientFactory;

public final class ClientMaker {

	private final ClientFactory factory = new LawfulClientFactory();

}
