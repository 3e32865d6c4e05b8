package io.awsconfig.autoconfigure;

import java.util.Map;

import io.awsconfig.client.bean.ClientBeans;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.ServiceId;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the clients of the AWS SDK: a
 * bean for each client, presigner and client of a library on the class path, and for each
 * named client. Early, so that whoever makes a client only where there is none finds
 * these; but after Spring Cloud AWS, whose clients obey its own settings as well.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AwsAutoConfiguration.class,
		afterName = { "io.awspring.cloud.autoconfigure.config.appconfig.AppConfigReloadAutoConfiguration",
				"io.awspring.cloud.autoconfigure.config.parameterstore.ParameterStoreAutoConfiguration",
				"io.awspring.cloud.autoconfigure.config.parameterstore.ParameterStoreReloadAutoConfiguration",
				"io.awspring.cloud.autoconfigure.config.s3.S3ReloadAutoConfiguration",
				"io.awspring.cloud.autoconfigure.config.secretsmanager.SecretsManagerAutoConfiguration",
				"io.awspring.cloud.autoconfigure.config.secretsmanager.SecretsManagerReloadAutoConfiguration",
				"io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration",
				"io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration",
				"io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration",
				"io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration",
				"io.awspring.cloud.autoconfigure.imds.ImdsAutoConfiguration",
				"io.awspring.cloud.autoconfigure.metrics.CloudWatchExportAutoConfiguration",
				"io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration",
				"io.awspring.cloud.autoconfigure.s3.S3CrtAsyncClientAutoConfiguration",
				"io.awspring.cloud.autoconfigure.s3.S3TransferManagerAutoConfiguration",
				"io.awspring.cloud.autoconfigure.s3vectors.S3VectorClientAutoConfiguration",
				"io.awspring.cloud.autoconfigure.ses.SesAutoConfiguration",
				"io.awspring.cloud.autoconfigure.sns.SnsAutoConfiguration",
				"io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration" })
@AutoConfigureOrder(AwsClientAutoConfiguration.ORDER)
@Import(AwsClientAutoConfiguration.Registrar.class)
public final class AwsClientAutoConfiguration {

	/**
	 * Before all that says nothing, and after what Spring Boot itself has to do first.
	 */
	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	/**
	 * Backs off for what was registered later, before anybody looks for beans of a type:
	 * a test that replaces one, for example. The beans that tests add come after that.
	 */
	@Bean
	static BeanDefinitionRegistryPostProcessor awsClientsBackOff() {
		return (registry) -> {
			if (registry instanceof ConfigurableListableBeanFactory beanFactory) {
				ClientBeans.backOff(beanFactory);
			}
		};
	}

	/**
	 * Registers definitions, not beans made by a method each: only the class path tells
	 * which there are.
	 */
	static final class Registrar implements ImportBeanDefinitionRegistrar {

		private final ConfigurableListableBeanFactory beanFactory;

		private final ConfigurableEnvironment environment;

		Registrar(BeanFactory beanFactory, Environment environment) {
			this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
			this.environment = (ConfigurableEnvironment) environment;
		}

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importingClassMetadata,
				BeanDefinitionRegistry registry) {
			Map<String, ServiceId> named = AwsEnvironment.attachTo(this.environment).getClients();
			ClientBeans.register(registry, this.beanFactory, named);
		}

	}

}
