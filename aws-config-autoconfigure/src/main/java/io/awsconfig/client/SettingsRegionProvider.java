package io.awsconfig.client;

import java.util.List;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingCatalog;

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

	private final AwsRegionProvider instanceMetadata;

	private volatile @Nullable Region region;

	/**
	 * Create a provider.
	 * @param settings the settings
	 * @param instanceMetadata asks the instance metadata service
	 */
	public SettingsRegionProvider(AwsSettings settings, AwsRegionProvider instanceMetadata) {
		this.settings = settings;
		this.instanceMetadata = instanceMetadata;
	}

	/**
	 * Return the Region.
	 * @return the Region
	 * @throws AwsConfigurationException if there is none; the message names every place
	 * where it can be set
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
			AwsConfigurationException missing = missing(String.valueOf(ex.getMessage()));
			missing.initCause(ex);
			throw missing;
		}
		throw missing("The instance metadata service knows none.");
	}

	private AwsConfigurationException missing(String instanceMetadata) {
		AwsSetting<String> region = SettingCatalog.REGION;
		String profile = String.valueOf(this.settings.getValue(SettingCatalog.PROFILE));
		return new AwsConfigurationException("No AWS Region is set. " + instanceMetadata,
				"""
						Set the Region in one of these places:

						    application.yml        %s: us-east-1
						    JVM system property    -D%s=us-east-1
						    environment            %s
						    shared config file     %s = us-east-1 in profile '%s'""".formatted(region.getPropertyName(),
						region.getSystemProperties().get(0), String.join(" or ", variables(region)), region.getName(),
						profile));
	}

	private static List<String> variables(AwsSetting<?> setting) {
		return setting.getEnvironmentVariables().stream().map((name) -> name + "=us-east-1").toList();
	}

}
