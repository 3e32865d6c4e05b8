package io.awsconfig;

import org.jspecify.annotations.Nullable;

/**
 * Which client of the AWS SDK is meant: those of a service, sync and async, or one that
 * the application has named.
 *
 * @param service the identifier of the service that it calls, in lower case and without
 * separators, such as {@code s3} or {@code dynamodbstreams}
 * @param name its name, if it is a named client, or {@code null}
 * @since 0.1.0
 */
public record AwsClientId(String service, @Nullable String name) {

	/**
	 * Return the clients of a service that have no name.
	 * @param service the identifier of the service
	 * @return their identity
	 */
	public static AwsClientId ofService(String service) {
		return new AwsClientId(service, null);
	}

	/**
	 * Return the name, or the service of clients without one.
	 */
	@Override
	public String toString() {
		return (this.name != null) ? this.name : this.service;
	}

}
