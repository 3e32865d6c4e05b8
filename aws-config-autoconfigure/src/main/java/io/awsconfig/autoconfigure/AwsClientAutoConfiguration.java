package io.awsconfig.autoconfigure;

import java.util.List;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.settings.AwsSettings;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what is applied to AWS clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AwsCredentialsAutoConfiguration.class, AwsRegionAutoConfiguration.class })
@ConditionalOnSingleCandidate(AwsCredentialsProvider.class)
public final class AwsClientAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(AwsRegionProvider.class)
	AwsClientConfigurer awsClientConfigurer(AwsSettings settings, AwsCredentialsProvider credentialsProvider,
			AwsRegionProvider regionProvider, ObjectProvider<AwsClientCustomizer<?>> customizers) {
		List<AwsClientCustomizer<?>> ordered = customizers.orderedStream().toList();
		return new AwsClientConfigurer(settings, credentialsProvider, regionProvider, ordered);
	}

}
