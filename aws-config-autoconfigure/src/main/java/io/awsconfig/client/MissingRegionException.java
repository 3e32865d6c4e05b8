package io.awsconfig.client;

import java.util.List;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

/**
 * A client needs a Region, and none is set in any of the places where it can be.
 *
 * @since 0.1.0
 */
public class MissingRegionException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	private static final List<String> REGION = KnownOddities.namesOf(SettingCatalog.REGION);

	private final transient RegionPlaces places;

	private final String instanceMetadata;

	MissingRegionException(RegionPlaces places, String instanceMetadata, @Nullable AwsClientId client) {
		super(places.describe(instanceMetadata, client), places.advise(client));
		this.places = places;
		this.instanceMetadata = instanceMetadata;
		lacking(REGION);
	}

	/**
	 * Say why it cannot come from somewhere else either.
	 */
	@Internal
	public MissingRegionException because(String reason) {
		MissingRegionException exception = new MissingRegionException(this.places, this.instanceMetadata + " " + reason,
				null);
		exception.initCause(getCause());
		exception.knowing(getKnown());
		return exception;
	}

	/**
	 * Say which client it is that needs the Region.
	 */
	MissingRegionException neededBy(AwsClientId client) {
		MissingRegionException exception = new MissingRegionException(this.places, this.instanceMetadata, client);
		exception.initCause(getCause());
		exception.knowing(getKnown());
		return exception;
	}

}
