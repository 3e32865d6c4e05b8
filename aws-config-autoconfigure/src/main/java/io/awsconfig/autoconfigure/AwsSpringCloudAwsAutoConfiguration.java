package io.awsconfig.autoconfigure;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.AwsAsyncClientCustomizer;
import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the clients that Spring Cloud
 * AWS makes: the settings apply to them as to all others. Its connection details are
 * taken where there are none of ours.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = AwsAutoConfiguration.class,
		beforeName = "io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration")
@ConditionalOnClass(AwsSyncClientCustomizer.class)
public final class AwsSpringCloudAwsAutoConfiguration {

	@Bean
	AwsSyncClientCustomizer awsSettingsSyncClientCustomizer(ObjectProvider<AwsClientConfigurer> configurer) {
		return (builder) -> complete(configurer.getObject(), builder);
	}

	@Bean
	@ConditionalOnMissingBean(AwsConnectionDetails.class)
	@ConditionalOnBean(io.awspring.cloud.autoconfigure.core.AwsConnectionDetails.class)
	SpringCloudAwsConnectionDetails awsSpringCloudAwsConnectionDetails(
			io.awspring.cloud.autoconfigure.core.AwsConnectionDetails theirs) {
		return new SpringCloudAwsConnectionDetails(theirs);
	}

	@Bean
	AwsAsyncClientCustomizer awsSettingsAsyncClientCustomizer(ObjectProvider<AwsClientConfigurer> configurer) {
		return (builder) -> complete(configurer.getObject(), builder);
	}

	/**
	 * Every builder of the SDK has this type as well.
	 */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void complete(AwsClientConfigurer configurer, Object builder) {
		configurer.complete((AwsClientBuilder) builder);
	}

}
