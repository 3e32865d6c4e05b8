package io.awsconfig.autoconfigure;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.sharedconfig.SharedConfig;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the credentials of AWS clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsSettingsAutoConfiguration.class,
		beforeName = "io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration")
public final class AwsCredentialsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AwsCredentialsProvider.class)
	CredentialsChain awsCredentialsProvider(AwsSettings settings, AwsEnvironment environment) {
		return createChain(settings, environment);
	}

	static CredentialsChain createChain(AwsSettings settings, AwsEnvironment environment) {
		SharedConfig files = environment.getSharedConfig();
		return new CredentialsChain(settings, files.getConfigFile().getPath(), files.getCredentialsFile().getPath());
	}

}
