package io.awsconfig.springcloudaws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.chain.CredentialsChain;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.metrics.LoggingMetricPublisher;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * An application with aws-config and Spring Cloud AWS, all auto-configurations in the
 * order that they choose themselves.
 */
class SpringCloudAwsTests {

	private static ConfigurableApplicationContext start(Class<?> application, String... args) {
		Stream<String> common = Stream.of("--aws.access-key-id=ours", "--aws.secret-access-key=secret",
				"--aws.region=eu-central-1", "--spring.cloud.aws.credentials.access-key=theirs",
				"--spring.cloud.aws.credentials.secret-key=secret", "--spring.cloud.aws.region.static=us-west-2");
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.run(Stream.concat(common, Stream.of(args)).toArray(String[]::new));
	}

	@Test
	void thereIsOneCredentialsProviderAndOneRegionProviderAndTheyAreOurs() {
		try (ConfigurableApplicationContext context = start(Application.class)) {
			assertThat(context.getBeansOfType(AwsCredentialsProvider.class).values()).singleElement()
				.isInstanceOf(CredentialsChain.class);
			assertThat(context.getBeansOfType(AwsRegionProvider.class).values()).singleElement()
				.isInstanceOf(SettingsRegionProvider.class);
		}
	}

	@Test
	void clientOfSpringCloudAwsUsesThem() {
		try (ConfigurableApplicationContext context = start(Application.class)) {
			S3ServiceClientConfiguration configuration = context.getBean(S3Client.class).serviceClientConfiguration();
			assertThat(configuration.credentialsProvider().resolveIdentity().join().accessKeyId()).isEqualTo("ours");
			assertThat(configuration.region()).isEqualTo(Region.EU_CENTRAL_1);
		}
	}

	@Test
	void settingsApplyToTheClientsOfSpringCloudAws() {
		try (ConfigurableApplicationContext context = start(Application.class, "--aws.max-attempts=7",
				"--aws.services.s3.endpoint-url=http://localhost:4566", "--aws.services.s3.region=eu-west-3",
				"--aws.services.s3.access-key-id=service", "--aws.services.s3.secret-access-key=secret")) {
			assertThat(context.getBeanNamesForType(S3Client.class)).contains("s3Client");
			S3ServiceClientConfiguration configuration = context.getBean(S3Client.class).serviceClientConfiguration();
			assertThat(configuration.endpointOverride()).hasValue(URI.create("http://localhost:4566"));
			assertThat(configuration.region()).isEqualTo(Region.EU_WEST_3);
			assertThat(configuration.credentialsProvider().resolveIdentity().join().accessKeyId()).isEqualTo("service");
			assertThat(configuration.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts()).isEqualTo(7);
		}
	}

	@Test
	void httpSettingsApplyToTheClientsOfSpringCloudAws() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
				ConfigurableApplicationContext context = start(Application.class, "--aws.http.read-timeout=50ms",
						"--aws.max-attempts=1",
						"--aws.services.s3.endpoint-url=http://127.0.0.1:" + silent.getLocalPort())) {
			S3Client client = (S3Client) context.getBean("s3Client");
			// The SDK alone waits for 30 s
			assertTimeout(Duration.ofSeconds(20),
					() -> assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listBuckets)
						.withMessageContaining("Read timed out"));
		}
	}

	@Test
	void whatIsSetForSpringCloudAwsAloneStays() {
		try (ConfigurableApplicationContext context = start(Application.class, "--spring.cloud.aws.s3.region=eu-west-2",
				"--spring.cloud.aws.s3.endpoint=http://localhost:4567")) {
			S3ServiceClientConfiguration configuration = context.getBean(S3Client.class).serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.EU_WEST_2);
			assertThat(configuration.endpointOverride()).hasValue(URI.create("http://localhost:4567"));
		}
	}

	@Test
	void librariesOfSpringCloudAwsWinAndStandOnClientsWithTheSettings() {
		try (ConfigurableApplicationContext context = start(Application.class,
				"--aws.services.dynamodb.region=eu-west-3", "--aws.services.s3.region=eu-south-2",
				"--aws.services.dynamodb.max-attempts=7")) {
			assertThat(context.getBeanNamesForType(S3TransferManager.class)).contains("s3TransferManager");
			assertThat(context.getBean(S3TransferManager.class)).isSameAs(context.getBean("s3TransferManager"));
			assertThat(context.getBeanNamesForType(DynamoDbEnhancedClient.class)).contains("dynamoDbEnhancedClient");
			assertThat(context.getBean(DynamoDbEnhancedClient.class))
				.isSameAs(context.getBean("dynamoDbEnhancedClient"));
			assertThat(context.getBeanNamesForType(DynamoDbClient.class)).contains("dynamoDbClient");
			DynamoDbServiceClientConfiguration configuration = context.getBean(DynamoDbClient.class)
				.serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.EU_WEST_3);
			assertThat(configuration.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts()).isEqualTo(7);
			// Of the library that Spring Cloud AWS does not make, on the client that it
			// does not make either
			assertThat(context.getBean(DynamoDbEnhancedAsyncClient.class)).isNotNull();
		}
	}

	@Test
	void extensionsOfTheApplicationAreInTheClientsOfSpringCloudAws() {
		try (ConfigurableApplicationContext context = start(WithExtensions.class)) {
			ClientOverrideConfiguration override = context.getBean(S3Client.class)
				.serviceClientConfiguration()
				.overrideConfiguration();
			assertThat(override.executionInterceptors()).containsOnlyOnce(context.getBean(ExecutionInterceptor.class));
			assertThat(override.metricPublishers()).containsExactly(context.getBean(MetricPublisher.class));
			assertThat(override.headers()).containsKey("x-plugin");
		}
	}

	@Test
	void clientThatSpringCloudAwsDoesNotMakeIsOurs() {
		try (ConfigurableApplicationContext context = start(Application.class)) {
			assertThat(context.getBean(S3AsyncClient.class).serviceClientConfiguration().region())
				.isEqualTo(Region.EU_CENTRAL_1);
		}
	}

	@Test
	void bothBackOffForTheProviderOfTheApplication() {
		try (ConfigurableApplicationContext context = start(WithOwnProvider.class)) {
			assertThat(context.getBeansOfType(AwsCredentialsProvider.class)).containsOnlyKeys("own");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithExtensions {

		@Bean
		ExecutionInterceptor interceptor() {
			return new ExecutionInterceptor() {
			};
		}

		@Bean
		MetricPublisher publisher() {
			return LoggingMetricPublisher.create();
		}

		@Bean
		SdkPlugin plugin() {
			return (client) -> client.overrideConfiguration(
					client.overrideConfiguration().copy((override) -> override.putHeader("x-plugin", "here")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithOwnProvider {

		@Bean
		AwsCredentialsProvider own() {
			return AnonymousCredentialsProvider.create();
		}

	}

}
