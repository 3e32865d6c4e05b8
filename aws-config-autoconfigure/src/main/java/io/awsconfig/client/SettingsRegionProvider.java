package io.awsconfig.client;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * The Region that is set. Only if none is, and only when it is asked for, it is taken
 * from the instance metadata service, unless that is switched off.
 * <p>
 * Guide: AWS Region.
 *
 * @since 0.1.0
 */
public final class SettingsRegionProvider implements AwsRegionProvider {

	private final AwsSettings settings;

	private final SharedConfig files;

	private final AwsRegionProvider instanceMetadata;

	private volatile @Nullable Region region;

	/**
	 * Create a provider.
	 * @param settings the settings
	 * @param instanceMetadata asks the instance metadata service
	 */
	public SettingsRegionProvider(AwsSettings settings, AwsRegionProvider instanceMetadata) {
		this(settings, SharedConfig.none(), instanceMetadata);
	}

	/**
	 * Create a provider that can name the shared files.
	 * @param settings the settings
	 * @param files the shared files
	 * @param instanceMetadata asks the instance metadata service
	 */
	public SettingsRegionProvider(AwsSettings settings, SharedConfig files, AwsRegionProvider instanceMetadata) {
		this.settings = settings;
		this.files = files;
		this.instanceMetadata = instanceMetadata;
	}

	/**
	 * Return the Region.
	 * @return the Region
	 * @throws MissingRegionException if there is none; it names every place where it can
	 * be set, and the one that fits best
	 */
	@Override
	public Region getRegion() {
		Region region = this.region;
		return (region != null) ? region : findOnce();
	}

	private Region findOnce() {
		// Many clients may ask at once, and an answer can take seconds
		synchronized (this.instanceMetadata) {
			Region region = this.region;
			if (region == null) {
				String code = this.settings.getValue(SettingCatalog.REGION);
				region = (code != null) ? Region.of(code) : askInstanceMetadata();
				this.region = region;
			}
			return region;
		}
	}

	private Region askInstanceMetadata() {
		if (Boolean.TRUE.equals(this.settings.getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			throw missing("The instance metadata service is switched off by %s."
				.formatted(this.settings.get(SettingCatalog.EC2_METADATA_DISABLED).getWritten()));
		}
		try {
			Region region = this.instanceMetadata.getRegion();
			if (region != null) {
				return region;
			}
		}
		catch (SdkClientException ex) {
			MissingRegionException missing = missing(String.valueOf(ex.getMessage()));
			missing.initCause(ex);
			throw missing;
		}
		throw missing("The instance metadata service knows none.");
	}

	private MissingRegionException missing(String instanceMetadata) {
		MissingRegionException missing = new MissingRegionException(new RegionPlaces(this.settings, this.files),
				instanceMetadata, null);
		missing.knowing(this.settings.getKnownOddities());
		return missing;
	}

}
