package io.awsconfig.client;

import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import software.amazon.awssdk.regions.Region;

/**
 * Whether STS is called at its endpoint in the Region or at the global one,
 * {@code https://sts.amazonaws.com}. To the SDK, the global one is that of the Region
 * {@code aws-global}; requests to it are signed for {@code us-east-1}.
 * <p>
 * Guide: AWS STS Regional endpoints.
 */
@Internal
public final class StsEndpoint {

	/**
	 * The Regions that used the global endpoint before there were others. In any other
	 * Region, what the global endpoint issues need not be valid.
	 */
	private static final Set<Region> LEGACY = Set.of(Region.AP_NORTHEAST_1, Region.AP_SOUTH_1, Region.AP_SOUTHEAST_1,
			Region.AP_SOUTHEAST_2, Region.AWS_GLOBAL, Region.CA_CENTRAL_1, Region.EU_CENTRAL_1, Region.EU_NORTH_1,
			Region.EU_WEST_1, Region.EU_WEST_2, Region.EU_WEST_3, Region.SA_EAST_1, Region.US_EAST_1, Region.US_EAST_2,
			Region.US_WEST_1, Region.US_WEST_2);

	private StsEndpoint() {
	}

	public static boolean isSts(String service) {
		return service.equals("sts");
	}

	/**
	 * Return the Region that leads the SDK to the right endpoint.
	 * @param region the Region of the client
	 * @param settings the settings of STS
	 * @return the Region to call
	 */
	public static Region regionToCall(Region region, AwsSettings settings) {
		if (hasVariant(settings) || settings.getValue(SettingCatalog.ENDPOINT_URL) != null) {
			// None of these is the global endpoint, and 'aws-global' is only valid there
			return region.equals(Region.AWS_GLOBAL) ? Region.US_EAST_1 : region;
		}
		boolean legacy = "legacy".equals(settings.getValue(SettingCatalog.STS_REGIONAL_ENDPOINTS));
		return (legacy && LEGACY.contains(region)) ? Region.AWS_GLOBAL : region;
	}

	private static boolean hasVariant(AwsSettings settings) {
		return Boolean.TRUE.equals(settings.getValue(SettingCatalog.USE_FIPS_ENDPOINT))
				|| Boolean.TRUE.equals(settings.getValue(SettingCatalog.USE_DUALSTACK_ENDPOINT));
	}

}
