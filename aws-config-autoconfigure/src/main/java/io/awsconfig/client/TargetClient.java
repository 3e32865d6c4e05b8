package io.awsconfig.client;

import io.awsconfig.AwsClientId;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.settings.AwsSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * A client that is going to be built.
 *
 * @param id which one
 * @param settings its settings
 * @param credentials tells whose credentials it has
 * @param regionProvider knows its Region
 */
record TargetClient(AwsClientId id, AwsSettings settings, ClientCredentials credentials,
		AwsRegionProvider regionProvider) {

	String service() {
		return this.id.service();
	}

	AwsCredentialsProvider credentialsProvider() {
		return this.credentials.forClient(this.settings);
	}

	/**
	 * Return the Region.
	 * @throws MissingRegionException if there is none; it names the client
	 */
	Region region() {
		try {
			return this.regionProvider.getRegion();
		}
		catch (MissingRegionException ex) {
			throw ex.neededBy(this.id);
		}
	}

}
