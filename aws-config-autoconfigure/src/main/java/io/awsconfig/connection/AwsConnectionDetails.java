package io.awsconfig.connection;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where AWS, or a server that takes its place, is to be found. A bean of this type, and
 * while configuration data is imported, an instance in the {@code BootstrapContext} comes
 * before all properties, variables and files: its endpoint cannot be overridden or
 * switched off there, and with its credentials no others are used, whatever role, profile
 * or key is set for a service or a named client. Only code comes before it.
 * <p>
 * There can be several of them: one for all services, and others for single services. For
 * a service, its own comes first. What both leave out, the settings say.
 * <p>
 * With an endpoint, S3 is called in path style, no host prefix is put in front of the
 * endpoint, and FIPS and dual-stack endpoints are off.
 * <p>
 * The details are read once, when the application starts.
 *
 * @since 0.1.0
 */
public interface AwsConnectionDetails extends ConnectionDetails {

	/**
	 * Return the services that are to be found there.
	 * @return the identifiers as in {@code aws.services.<id>}, or none for all services
	 */
	default Set<String> getServices() {
		return Set.of();
	}

	/**
	 * Return the endpoint.
	 * @return a URL with scheme and host, or {@code null} for what the settings say
	 */
	default @Nullable URI getEndpoint() {
		return null;
	}

	/**
	 * Return the Region.
	 * @return the code of the Region, or {@code null} for what the settings say
	 */
	default @Nullable String getRegion() {
		return null;
	}

	/**
	 * Return the credentials: access key and secret, a session token if there is one, and
	 * the account if it is known. They are one unit; none of it comes from elsewhere.
	 * @return the credentials, or {@code null} for those of the settings
	 */
	default @Nullable AwsCredentials getCredentials() {
		return null;
	}

	/**
	 * Return details that do not change.
	 * @param endpoint the endpoint
	 * @param region the code of the Region
	 * @param credentials the credentials
	 * @param services the identifiers of the services, or none for all services
	 * @return the details
	 */
	static AwsConnectionDetails of(URI endpoint, String region, AwsCredentials credentials, String... services) {
		return new FixedConnectionDetails(Set.of(services), endpoint, region, credentials);
	}

}
