package io.awsconfig.trespass.credentials;

public interface ClientFactory {

	Object create(Request request);

	record Request(String service) {

	}

}
