package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.awsconfig.actuate.AwsCredentialsMeterBinder;
import io.awsconfig.actuate.AwsRetryMeterBinder;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.reload.SettingsInForce;
import io.awsconfig.retry.RetryStrategies;
import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the metrics of AWS clients: of
 * their credentials and of their retries.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, AwsCredentialsProvider.class })
public final class AwsMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AwsCredentialsMeterBinder awsCredentialsMeterBinder(ObjectProvider<Map<String, CredentialsChain>> beans,
			SettingsInForce inForce, ObjectProvider<ClientCredentialsChains> chains) {
		Map<String, Supplier<CredentialsFreshness>> providers = new LinkedHashMap<>();
		beans.getIfAvailable(Map::of).forEach((name, chain) -> providers.put(name, chain::freshness));
		OwnCredentials.freshness(inForce.settings(), chains)
			.forEach((client, freshness) -> providers.put(((client.name() == null) ? "services." : "clients.") + client,
					freshness));
		return new AwsCredentialsMeterBinder(providers, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	AwsRetryMeterBinder awsRetryMeterBinder(RetryStrategies retryStrategies) {
		return new AwsRetryMeterBinder(retryStrategies);
	}

}
