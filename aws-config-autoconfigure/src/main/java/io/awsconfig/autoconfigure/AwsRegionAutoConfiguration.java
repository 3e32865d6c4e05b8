package io.awsconfig.autoconfigure;

import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.InstanceMetadata;
import io.awsconfig.settings.AwsSettings;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the Region of AWS clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsSettingsAutoConfiguration.class,
		beforeName = "io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration")
public final class AwsRegionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AwsRegionProvider.class)
	SettingsRegionProvider awsRegionProvider(AwsSettings settings, InstanceMetadata instanceMetadata) {
		return new SettingsRegionProvider(settings, instanceMetadata::getRegion);
	}

	static SettingsRegionProvider createProvider(AwsSettings settings) {
		return new SettingsRegionProvider(settings, new InstanceMetadata(settings, System::nanoTime)::getRegion);
	}

}
