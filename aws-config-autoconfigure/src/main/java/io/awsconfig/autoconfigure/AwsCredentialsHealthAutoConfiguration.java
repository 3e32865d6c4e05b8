package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.actuate.AwsCredentialsHealthIndicator;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.settings.AwsSettings;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the credentials of
 * AWS clients: one indicator, or one for each chain if there are several. An
 * {@link AwsCredentialsProvider} of the application's own is left out.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class, before = HealthContributorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(AwsCredentialsProvider.class)
@ConditionalOnEnabledHealthIndicator("aws-credentials")
@EnableConfigurationProperties(AwsCredentialsHealthIndicatorProperties.class)
public final class AwsCredentialsHealthAutoConfiguration {

	private static final String APPLICATION = "application";

	@Bean
	@ConditionalOnMissingBean(name = { "awsCredentialsHealthIndicator", "awsCredentialsHealthContributor" })
	HealthContributor awsCredentialsHealthContributor(ObjectProvider<Map<String, CredentialsChain>> chainBeans,
			AwsSettings settings, ObjectProvider<ClientCredentialsChains> chains,
			AwsCredentialsHealthIndicatorProperties properties) {
		Map<String, CredentialsChain> beans = chainBeans.getIfAvailable(Map::of);
		Map<AwsClientId, Supplier<CredentialsFreshness>> freshness = OwnCredentials.freshness(settings, chains);
		boolean single = freshness.isEmpty() && beans.size() == 1;
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		beans.forEach((name, chain) -> contributors.put((beans.size() == 1) ? APPLICATION : name,
				createIndicator(chain::freshness, properties)));
		freshness.forEach((client, supplier) -> contributors.put(
				contributors.containsKey(client.toString()) ? "client-" + client : client.toString(),
				createIndicator(supplier, properties)));
		// Without any contributor, health does not show a composite
		return single ? contributors.values().iterator().next() : CompositeHealthContributor.fromMap(contributors);
	}

	private static HealthContributor createIndicator(Supplier<CredentialsFreshness> freshness,
			AwsCredentialsHealthIndicatorProperties properties) {
		return new AwsCredentialsHealthIndicator(freshness, properties.getExpiryWarningThreshold(), Clock.systemUTC());
	}

}
