package io.awsconfig.settings;

import org.jspecify.annotations.Nullable;

/**
 * The properties of a named client, below {@code aws.clients.<name>}. Nothing is ever
 * bound to this class.
 */
final class AwsNamedClientProperties extends AwsClientProperties {

	/**
	 * Identifier of the service that the client calls, such as s3.
	 */
	private @Nullable String service;

	public @Nullable String getService() {
		return this.service;
	}

	public void setService(@Nullable String service) {
		this.service = service;
	}

}
