package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.util.List;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkTokenProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.SettingsCredentialsClients;
import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.credentials.CredentialsClients;
import io.awsconfig.credentials.CredentialsRefresher;
import io.awsconfig.credentials.InstanceMetadata;
import io.awsconfig.credentials.IdentityCenterTokenProvider;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the credentials of AWS clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AwsSettingsAutoConfiguration.class, AwsRegionAutoConfiguration.class },
		beforeName = "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration")
@Import(CredentialsRefresherConfiguration.class)
public final class AwsCredentialsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(CredentialsClients.class)
	SettingsCredentialsClients awsCredentialsClients(AwsSettings settings, ObjectProvider<AwsRegionProvider> regions,
			ObjectProvider<AwsClientCustomizer<?>> customizers) {
		return new SettingsCredentialsClients(settings, () -> regions.getObject().getRegion(),
				() -> customizers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean(AwsCredentialsProvider.class)
	CredentialsChain awsCredentialsProvider(AwsSettings settings, AwsEnvironment environment,
			CredentialsClients clients, InstanceMetadata instanceMetadata, ObjectProvider<MfaTokenSupplier> mfaTokens,
			CredentialsRefresher refresher) {
		return CredentialsChain.create(settings, environment.getSharedConfig(), environment.getLocations(), clients,
				instanceMetadata, mfaTokens::getIfUnique, refresher);
	}

	@Bean
	@ConditionalOnMissingBean(SdkTokenProvider.class)
	@ConditionalOnProperty("aws.sso-session")
	IdentityCenterTokenProvider awsTokenProvider(AwsSettings settings, AwsEnvironment environment,
			CredentialsClients clients) {
		return IdentityCenterTokenProvider.create(settings, environment.getLocations(), clients);
	}

	/**
	 * The chain of those that ask before there are beans.
	 */
	static CredentialsChain createChain(AwsSettings settings, AwsEnvironment environment) {
		CredentialsClients clients = new SettingsCredentialsClients(settings,
				AwsRegionAutoConfiguration.createProvider(settings), List::of);
		return CredentialsChain.create(settings, environment.getSharedConfig(), environment.getLocations(), clients,
				new InstanceMetadata(settings, System::nanoTime), () -> null,
				new CredentialsRefresher(Clock.systemUTC(), System::nanoTime));
	}

}
