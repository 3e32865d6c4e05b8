package io.awsconfig.client;

import java.util.Objects;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * The Regions of clients: their own, else that of the application.
 */
final class ClientRegions {

	private final AwsSettings settings;

	private final AwsRegionProvider regionProvider;

	ClientRegions(AwsSettings settings, AwsRegionProvider regionProvider) {
		this.settings = settings;
		this.regionProvider = regionProvider;
	}

	/**
	 * Return the Region of clients with these settings.
	 * @throws io.awsconfig.settings.AwsConfigurationException if there is none
	 */
	Region of(AwsSettings settings) {
		String code = hasOwn(settings) ? settings.getValue(SettingCatalog.REGION) : null;
		return (code != null) ? Region.of(code) : this.regionProvider.getRegion();
	}

	/**
	 * Return whether clients with these settings have another Region than the
	 * application, or that of a connection.
	 */
	boolean areSetFor(AwsSettings settings) {
		WrittenValue region = settings.get(SettingCatalog.REGION).getWritten();
		return hasOwn(settings) || (region != null && region.kind() == SourceKind.CONNECTION);
	}

	private boolean hasOwn(AwsSettings settings) {
		WrittenValue region = settings.get(SettingCatalog.REGION).getWritten();
		WrittenValue ofApplication = this.settings.get(SettingCatalog.REGION).getWritten();
		return region != null
				&& (ofApplication == null || isOfOwnProfile(settings, region) || !isSame(region, ofApplication));
	}

	private boolean isOfOwnProfile(AwsSettings settings, WrittenValue region) {
		return region.kind().isSharedFile() && !Objects.equals(settings.getValue(SettingCatalog.PROFILE),
				this.settings.getValue(SettingCatalog.PROFILE));
	}

	/**
	 * Not by their origins, which may differ for what was read twice.
	 */
	private static boolean isSame(WrittenValue one, WrittenValue other) {
		return one.kind() == other.kind() && one.spelling().equals(other.spelling()) && one.text().equals(other.text());
	}

}
