package io.awsconfig.trespass.connection;

import io.awsconfig.trespass.client.LawfulClientFactory;

public final class ClientCaller {

	private final LawfulClientFactory clients = new LawfulClientFactory();

}
