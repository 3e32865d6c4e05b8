package io.awsconfig.autoconfigure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.awsconfig.actuate.AwsCredentialsMeterBinder;
import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.credentials.CredentialsFreshness;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the metrics of the credentials
 * of AWS clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, CredentialsChain.class })
public final class AwsCredentialsMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AwsCredentialsMeterBinder awsCredentialsMeterBinder(Map<String, CredentialsChain> chains) {
		Map<String, Supplier<CredentialsFreshness>> providers = new LinkedHashMap<>();
		chains.forEach((name, chain) -> providers.put(name, chain::freshness));
		return new AwsCredentialsMeterBinder(providers, Clock.systemUTC());
	}

}
