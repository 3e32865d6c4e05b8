package io.awsconfig.credentials;

import io.awsconfig.settings.AwsSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Tells whose credentials a client has: those of the application, or its own.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ClientCredentials {

	/**
	 * Return the credentials of the clients that have some settings.
	 * @param settings the settings of the clients, such as those of their service
	 * @return the provider; an equal one for the same settings
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that the
	 * settings ask for contradict themselves
	 */
	AwsCredentialsProvider forClient(AwsSettings settings);

	/**
	 * Take note that the clients are gone which have some settings and were made while
	 * the application runs: nobody needs to refresh their credentials any more. Whoever
	 * still holds the provider may ask it all the same.
	 * @param settings the settings, as they were given to {@link #forClient}
	 * @since 0.1.0
	 */
	default void release(AwsSettings settings) {
	}

}
