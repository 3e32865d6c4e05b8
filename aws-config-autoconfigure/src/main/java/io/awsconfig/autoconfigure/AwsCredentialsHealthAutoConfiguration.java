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
import io.awsconfig.reload.SettingsInForce;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
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
 * AWS clients: one indicator, or one for each chain if there are several. What an
 * {@link AwsCredentialsProvider} of the application's own has given to clients counts as
 * well; it is not asked for anything.
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
			SettingsInForce inForce, ObjectProvider<ClientCredentialsChains> chains,
			AwsCredentialsHealthIndicatorProperties properties, ListableBeanFactory beanFactory) {
		Map<String, CredentialsChain> beans = chainBeans.getIfAvailable(Map::of);
		Map<AwsClientId, Supplier<CredentialsFreshness>> freshness = OwnCredentials.freshness(inForce.settings(),
				chains);
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		if (chains.getIfAvailable() != null && hasOwnProvider(beanFactory)) {
			ObjectProvider<AwsCredentialsProvider> own = beanFactory.getBeanProvider(AwsCredentialsProvider.class);
			contributors.put(beans.isEmpty() ? APPLICATION : "application-provider",
					createIndicator(() -> freshness(chains.getObject(), own.getIfUnique()), properties));
		}
		beans.forEach((name, chain) -> contributors.put((beans.size() == 1) ? APPLICATION : name,
				createIndicator(chain::freshness, properties)));
		freshness.forEach((client, supplier) -> contributors.put(
				contributors.containsKey(client.toString()) ? "client-" + client : client.toString(),
				createIndicator(supplier, properties)));
		// Without any contributor, health does not show a composite
		return (freshness.isEmpty() && contributors.size() == 1) ? contributors.values().iterator().next()
				: CompositeHealthContributor.fromMap(contributors);
	}

	/**
	 * Return whether clients have credentials that the application gives itself.
	 */
	private static boolean hasOwnProvider(ListableBeanFactory beanFactory) {
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory,
				AwsCredentialsProvider.class, true, false)) {
			Class<?> type = beanFactory.getType(name, false);
			if (type != null && !CredentialsChain.class.isAssignableFrom(type)
					&& !AnonymousCredentialsProvider.class.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

	private static CredentialsFreshness freshness(ClientCredentialsChains chains,
			@Nullable AwsCredentialsProvider own) {
		return (own != null) ? chains.freshnessOf(own) : CredentialsFreshness.none(null);
	}

	private static HealthContributor createIndicator(Supplier<CredentialsFreshness> freshness,
			AwsCredentialsHealthIndicatorProperties properties) {
		return new AwsCredentialsHealthIndicator(freshness, properties.getExpiryWarningThreshold(), Clock.systemUTC());
	}

}
