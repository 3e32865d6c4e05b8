package io.awsconfig.autoconfigure;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpointInvokerAdvisor;
import io.awsconfig.actuate.AwsEndpointWebExtension;
import io.awsconfig.actuate.AwsSecretsSanitizingFunction;
import io.awsconfig.client.ApplicationBeans;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.ClientsInUse;
import io.awsconfig.client.bean.ApplicationBeanFinder;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.doctor.AwsDoctor;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.reload.SettingsInForce;
import io.awsconfig.reload.SettingsReloader;
import io.awsconfig.retry.RetryStrategies;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@code aws} endpoint.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class AwsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AwsSecretsSanitizingFunction awsSecretsSanitizingFunction() {
		return new AwsSecretsSanitizingFunction();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(AwsEndpoint.class)
	@EnableConfigurationProperties(AwsEndpointProperties.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AwsEndpoint awsEndpoint(SettingsInForce inForce, ObjectProvider<SettingsReloader> reloader,
				ObjectProvider<AwsCredentialsProvider> credentialsProvider,
				ObjectProvider<ClientCredentialsChains> chains, RetryStrategies retryStrategies,
				ObjectProvider<SanitizingFunction> sanitizingFunctions, AwsEndpointProperties properties,
				ObjectProvider<ClientContext> clientContext, ConfigurableListableBeanFactory beanFactory,
				CallFailures failures, ObjectProvider<AwsDoctor> doctor) {
			SingletonSupplier<ApplicationBeans> beans = SingletonSupplier
				.of(() -> ApplicationBeanFinder.find(beanFactory));
			AwsEndpoint endpoint = new AwsEndpoint(inForce.environment(), inForce.settings(),
					new CredentialsInUse(credentialsProvider.getIfUnique(), chains::getIfAvailable), retryStrategies,
					() -> new ClientsInUse(clientContext.getObject().builtClients(), beans.obtain()),
					sanitizingFunctions.orderedStream().toList(), properties.getShowValues());
			endpoint.setCallFailures(failures);
			endpoint.setDoctor(doctor::getIfAvailable);
			endpoint.setReloader(inForce, reloader::getObject);
			return endpoint;
		}

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(AwsEndpoint.class)
		@ConditionalOnAvailableEndpoint(endpoint = AwsEndpoint.class, exposure = EndpointExposure.WEB)
		AwsEndpointWebExtension awsEndpointWebExtension(AwsEndpoint endpoint, AwsEndpointProperties properties) {
			return new AwsEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
		}

		@Bean
		@ConditionalOnAvailableEndpoint(endpoint = AwsEndpoint.class, exposure = EndpointExposure.WEB)
		static AwsEndpointInvokerAdvisor awsEndpointInvokerAdvisor() {
			return new AwsEndpointInvokerAdvisor();
		}

	}

}
