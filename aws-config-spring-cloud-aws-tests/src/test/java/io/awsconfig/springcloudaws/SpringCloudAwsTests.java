package io.awsconfig.springcloudaws;

import java.net.URI;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.CredentialsChain;

import static org.assertj.core.api.Assertions.assertThat;

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
	void whatIsSetForSpringCloudAwsAloneStays() {
		try (ConfigurableApplicationContext context = start(Application.class, "--spring.cloud.aws.s3.region=eu-west-2",
				"--spring.cloud.aws.s3.endpoint=http://localhost:4567")) {
			S3ServiceClientConfiguration configuration = context.getBean(S3Client.class).serviceClientConfiguration();
			assertThat(configuration.region()).isEqualTo(Region.EU_WEST_2);
			assertThat(configuration.endpointOverride()).hasValue(URI.create("http://localhost:4567"));
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
	static class WithOwnProvider {

		@Bean
		AwsCredentialsProvider own() {
			return AnonymousCredentialsProvider.create();
		}

	}

}
