package io.awsconfig.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

import io.awsconfig.actuate.AwsCredentialsHealthIndicator;
import io.awsconfig.credentials.CredentialsChain;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the credentials of
 * AWS clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class, before = HealthContributorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(CredentialsChain.class)
@ConditionalOnEnabledHealthIndicator("aws-credentials")
@EnableConfigurationProperties(AwsCredentialsHealthIndicatorProperties.class)
public final class AwsCredentialsHealthAutoConfiguration
		extends CompositeHealthContributorConfiguration<AwsCredentialsHealthIndicator, CredentialsChain> {

	AwsCredentialsHealthAutoConfiguration(AwsCredentialsHealthIndicatorProperties properties) {
		super((chain) -> new AwsCredentialsHealthIndicator(chain::freshness, properties.getExpiryWarningThreshold(),
				Clock.systemUTC()));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "awsCredentialsHealthIndicator", "awsCredentialsHealthContributor" })
	HealthContributor awsCredentialsHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		return createContributor(beanFactory, CredentialsChain.class);
	}

}
