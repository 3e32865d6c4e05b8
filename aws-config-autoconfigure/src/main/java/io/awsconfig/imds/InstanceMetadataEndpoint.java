package io.awsconfig.imds;

import java.net.URI;

import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;

/**
 * Where the instance metadata service is.
 * <p>
 * Guide: IMDS credential provider.
 *
 * @since 0.1.0
 */
@Internal
public final class InstanceMetadataEndpoint {

	private static final URI IP_V4 = URI.create("http://169.254.169.254");

	private static final URI IP_V6 = URI.create("http://[fd00:ec2::254]");

	private InstanceMetadataEndpoint() {
	}

	/**
	 * Return the address of the service.
	 * @param settings the settings, in which an address goes before a mode
	 * @return the address
	 */
	public static URI of(AwsSettings settings) {
		URI endpoint = settings.getValue(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT);
		if (endpoint != null) {
			return endpoint;
		}
		return "IPv6".equals(settings.getValue(SettingCatalog.EC2_METADATA_SERVICE_ENDPOINT_MODE)) ? IP_V6 : IP_V4;
	}

}
