package io.awsconfig.connection;

import java.net.URI;
import java.util.Set;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Details that do not change.
 */
record FixedConnectionDetails(Set<String> services, URI endpoint, String region,
		AwsCredentials credentials) implements AwsConnectionDetails {

	@Override
	public Set<String> getServices() {
		return this.services;
	}

	@Override
	public URI getEndpoint() {
		return this.endpoint;
	}

	@Override
	public String getRegion() {
		return this.region;
	}

	@Override
	public AwsCredentials getCredentials() {
		return this.credentials;
	}

	/**
	 * Return where it is, without the credentials.
	 */
	@Override
	public String toString() {
		return this.endpoint + " in " + this.region;
	}

}
