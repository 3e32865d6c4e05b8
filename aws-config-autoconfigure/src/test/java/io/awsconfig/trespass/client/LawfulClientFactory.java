package io.awsconfig.trespass.client;

import io.awsconfig.trespass.credentials.ClientFactory;

public final class LawfulClientFactory implements ClientFactory {

	@Override
	public Object create(Request request) {
		return request.service();
	}

}
