package io.awsconfig.springcloudaws;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;

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

	private static ConfigurableApplicationContext start(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.run("--aws.access-key-id=ours", "--aws.secret-access-key=secret", "--aws.region=eu-central-1",
					"--spring.cloud.aws.credentials.access-key=theirs",
					"--spring.cloud.aws.credentials.secret-key=secret", "--spring.cloud.aws.region.static=us-west-2");
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
