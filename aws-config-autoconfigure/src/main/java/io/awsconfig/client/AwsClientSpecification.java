package io.awsconfig.client;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * What is special about a client of an {@link AwsClientFactory}. What is not said, or
 * said to be {@code null} or blank, the settings decide. Of two values for the same, the
 * last one counts.
 * <p>
 * Credentials are one unit, as everywhere: with a profile, a role or keys of its own, the
 * client takes none of the settings that say whose credentials others have. A role is
 * assumed with the credentials of the application, unless {@code source-profile} or
 * {@code credential-source} say otherwise.
 * <p>
 * A specification is valid during the call that it was made for.
 *
 * @since 0.1.0
 */
public interface AwsClientSpecification {

	/**
	 * Set the Region.
	 * @param region the Region
	 * @return this
	 */
	default AwsClientSpecification region(@Nullable Region region) {
		return region((region != null) ? region.id() : null);
	}

	/**
	 * Set the Region.
	 * @param region the code of the Region, such as {@code eu-west-1}
	 * @return this
	 */
	AwsClientSpecification region(@Nullable String region);

	/**
	 * Set the profile of the shared files whose settings and credentials apply.
	 * @param profile the name of the profile
	 * @return this
	 */
	AwsClientSpecification profile(@Nullable String profile);

	/**
	 * Set the role to assume.
	 * @param roleArn the ARN of the role
	 * @return this
	 */
	AwsClientSpecification roleArn(@Nullable String roleArn);

	/**
	 * Set the name for the session of the role, as CloudTrail shows it.
	 * @param roleSessionName 2 to 64 letters, digits and {@code _+=,.@-}
	 * @return this
	 */
	AwsClientSpecification roleSessionName(@Nullable String roleSessionName);

	/**
	 * Set the identifier that the trust policy of the role asks of third parties.
	 * @param externalId the identifier
	 * @return this
	 */
	AwsClientSpecification externalId(@Nullable String externalId);

	/**
	 * Set the endpoint.
	 * @param endpointUrl a URL with scheme and host
	 * @return this
	 */
	default AwsClientSpecification endpointUrl(@Nullable URI endpointUrl) {
		return endpointUrl((endpointUrl != null) ? endpointUrl.toString() : null);
	}

	/**
	 * Set the endpoint.
	 * @param endpointUrl a URL with scheme and host
	 * @return this
	 */
	AwsClientSpecification endpointUrl(@Nullable String endpointUrl);

	/**
	 * Set anything that can be said of a named client.
	 * @param name the setting as below {@code aws.clients.<name>}, such as
	 * {@code max-attempts} or {@code http.read-timeout}
	 * @param value the value as one would write it there
	 * @return this
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is no such
	 * setting, or clients cannot have their own
	 */
	AwsClientSpecification set(String name, @Nullable String value);

}
