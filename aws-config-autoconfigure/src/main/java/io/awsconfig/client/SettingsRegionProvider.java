package io.awsconfig.client;

import java.util.function.Supplier;

import io.awsconfig.Internal;
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

	private final Supplier<Source> source;

	private final AwsRegionProvider instanceMetadata;

	private volatile @Nullable Found found;

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
		this(fixed(new Source(settings, files)), instanceMetadata);
	}

	/**
	 * Create a provider of settings that change.
	 * @param source gives the settings; the same object as long as they are the same
	 * @param instanceMetadata asks the instance metadata service
	 */
	@Internal
	public SettingsRegionProvider(Supplier<Source> source, AwsRegionProvider instanceMetadata) {
		this.source = source;
		this.instanceMetadata = instanceMetadata;
	}

	private static Supplier<Source> fixed(Source source) {
		return () -> source;
	}

	/**
	 * Return the Region.
	 * @return the Region
	 * @throws MissingRegionException if there is none; it names every place where it can
	 * be set, and the one that fits best
	 */
	@Override
	public Region getRegion() {
		Source source = this.source.get();
		Found found = this.found;
		return (found != null && found.source() == source) ? found.region() : findOnce(source);
	}

	private Region findOnce(Source source) {
		// Many clients may ask at once, and an answer can take seconds
		synchronized (this.instanceMetadata) {
			Found found = this.found;
			if (found == null || found.source() != source) {
				String code = source.settings().getValue(SettingCatalog.REGION);
				found = new Found(source, (code != null) ? Region.of(code) : askInstanceMetadata(source));
				this.found = found;
			}
			return found.region();
		}
	}

	private Region askInstanceMetadata(Source source) {
		if (Boolean.TRUE.equals(source.settings().getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			throw missing(source, "The instance metadata service is switched off by %s."
				.formatted(source.settings().get(SettingCatalog.EC2_METADATA_DISABLED).getWritten()));
		}
		try {
			Region region = this.instanceMetadata.getRegion();
			if (region != null) {
				return region;
			}
		}
		catch (SdkClientException ex) {
			MissingRegionException missing = missing(source, String.valueOf(ex.getMessage()));
			missing.initCause(ex);
			throw missing;
		}
		throw missing(source, "The instance metadata service knows none.");
	}

	private static MissingRegionException missing(Source source, String instanceMetadata) {
		MissingRegionException missing = new MissingRegionException(new RegionPlaces(source.settings(), source.files()),
				instanceMetadata, null);
		missing.knowing(source.settings().getKnownOddities());
		return missing;
	}

	/**
	 * Where a Region can be set.
	 *
	 * @param settings the settings
	 * @param files the shared files
	 */
	@Internal
	public record Source(AwsSettings settings, SharedConfig files) {

	}

	private record Found(Source source, Region region) {

	}

}
