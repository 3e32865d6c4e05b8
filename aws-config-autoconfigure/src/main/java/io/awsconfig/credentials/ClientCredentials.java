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

}
