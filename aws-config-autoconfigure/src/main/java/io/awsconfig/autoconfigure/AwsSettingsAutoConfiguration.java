package io.awsconfig.autoconfigure;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

import io.awsconfig.actuate.StartupReport;
import io.awsconfig.credentials.InstanceMetadata;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the AWS settings.
 *
 * @since 0.1.0
 */
@AutoConfiguration
public final class AwsSettingsAutoConfiguration {

	@Bean
	static BeanFactoryPostProcessor awsSharedFilesBelowPropertySources(ConfigurableEnvironment environment) {
		return (beanFactory) -> AwsEnvironment.attachTo(environment).moveFilesToEnd();
	}

	@Bean
	AwsEnvironment awsEnvironment(ConfigurableEnvironment environment) {
		AwsEnvironment attached = AwsEnvironment.getAttached(environment);
		return (attached != null) ? attached : AwsEnvironment.attachTo(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	AwsSettings awsSettings(AwsEnvironment awsEnvironment) {
		return AwsSettings.resolve(awsEnvironment.getSettingSources());
	}

	@Bean
	@ConditionalOnMissingBean
	InstanceMetadata awsInstanceMetadata(AwsSettings settings) {
		return new InstanceMetadata(settings, System::nanoTime);
	}

	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	StartupReport awsStartupReport(AwsEnvironment awsEnvironment, AwsSettings settings,
			ObjectProvider<AwsCredentialsProvider> credentialsProvider) {
		return new StartupReport(awsEnvironment, settings, credentialsProvider.getIfUnique());
	}

}
