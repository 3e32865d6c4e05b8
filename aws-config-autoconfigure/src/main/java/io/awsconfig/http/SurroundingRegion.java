package io.awsconfig.http;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/**
 * The Region that the application runs in, as the SDK finds it for the defaults mode
 * {@code auto}: in an execution environment of AWS, such as Lambda, that of the
 * environment variables; else that of instance metadata.
 * <p>
 * Guide: Smart configuration defaults.
 *
 * @since 0.1.0
 */
@Internal
public final class SurroundingRegion implements Supplier<@Nullable String> {

	private static final Log logger = LogFactory.getLog(SurroundingRegion.class);

	private final Supplier<AwsSettings> settings;

	private final Supplier<@Nullable String> executionEnvironment;

	private final AwsRegionProvider instanceMetadata;

	/**
	 * Create an instance.
	 * @param settings gives the settings
	 * @param executionEnvironment gives the name of the execution environment, the value
	 * of {@code AWS_EXECUTION_ENV}
	 * @param instanceMetadata asks the instance metadata service, unless the settings
	 * switch it off
	 */
	public SurroundingRegion(Supplier<AwsSettings> settings, Supplier<@Nullable String> executionEnvironment,
			AwsRegionProvider instanceMetadata) {
		this.settings = settings;
		this.executionEnvironment = executionEnvironment;
		this.instanceMetadata = instanceMetadata;
	}

	/**
	 * Return the Region. May block as long as instance metadata may.
	 * @return the Region, or {@code null} if it cannot be found out
	 */
	@Override
	public @Nullable String get() {
		String variable = (this.executionEnvironment.get() != null) ? variable() : null;
		return (variable != null) ? variable : askInstanceMetadata();
	}

	private @Nullable String variable() {
		SettingValue<String> region = this.settings.get().get(SettingCatalog.REGION);
		List<WrittenValue> shadowed = region.getShadowed();
		return Stream.concat(Stream.ofNullable(region.getWritten()), shadowed.stream())
			.filter((written) -> written.kind() == SourceKind.ENVIRONMENT_VARIABLES)
			.map(WrittenValue::text)
			.findFirst()
			.orElse(null);
	}

	private @Nullable String askInstanceMetadata() {
		if (Boolean.TRUE.equals(this.settings.get().getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			return null;
		}
		try {
			Region region = this.instanceMetadata.getRegion();
			return (region != null) ? region.id() : null;
		}
		catch (SdkClientException ex) {
			logger.debug("Defaults mode 'auto' is 'standard', since the Region of this machine is not known", ex);
			return null;
		}
	}

}
