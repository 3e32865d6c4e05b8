package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * The beans for credentials, Region and clients, together: each backs off alone.
 */
class AwsAutoConfigurationTests {

	@TempDir
	Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	private static S3ServiceClientConfiguration configurationOfS3(AssertableApplicationContext context) {
		try (S3Client client = context.getBean(AwsClientConfigurer.class).configure(S3Client.builder()).build()) {
			return client.serviceClientConfiguration();
		}
	}

	@Test
	void credentialsRegionAndConfigurerAreProvided() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(AwsCredentialsProvider.class)
				.hasSingleBean(CredentialsChain.class)
				.hasSingleBean(AwsRegionProvider.class)
				.hasSingleBean(SettingsRegionProvider.class)
				.hasSingleBean(AwsClientConfigurer.class);
			S3ServiceClientConfiguration configuration = configurationOfS3(context);
			assertThat(configuration.region()).isEqualTo(Region.EU_CENTRAL_1);
			assertThat(configuration.credentialsProvider()).isSameAs(context.getBean(CredentialsChain.class));
		});
	}

	@Test
	void credentialsBackOffForThoseOfTheApplication() {
		this.contextRunner.withBean("own", AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
			.run((context) -> {
				assertThat(context).hasSingleBean(AwsCredentialsProvider.class)
					.doesNotHaveBean(CredentialsChain.class)
					.hasSingleBean(SettingsRegionProvider.class)
					.hasSingleBean(AwsClientConfigurer.class);
				assertThat(configurationOfS3(context).credentialsProvider()).isSameAs(context.getBean("own"));
			});
	}

	@Test
	void regionBacksOffForThatOfTheApplication() {
		this.contextRunner.withBean(AwsRegionProvider.class, () -> () -> Region.US_WEST_2)
			.withPropertyValues("aws.services.sts.region=us-east-2")
			.run((context) -> {
				assertThat(context).hasSingleBean(AwsRegionProvider.class)
					.doesNotHaveBean(SettingsRegionProvider.class)
					.hasSingleBean(CredentialsChain.class);
				assertThat(configurationOfS3(context).region()).isEqualTo(Region.US_WEST_2);
			});
	}

	@Test
	void configurerBacksOffForThatOfTheApplication() {
		this.contextRunner.withUserConfiguration(OwnConfigurer.class)
			.run((context) -> assertThat(context).hasSingleBean(AwsClientConfigurer.class)
				.hasBean("ownConfigurer")
				.hasSingleBean(CredentialsChain.class)
				.hasSingleBean(SettingsRegionProvider.class));
	}

	@Test
	void whatCredentialsNeedIsSharedAndBacksOffForThatOfTheApplication() {
		this.contextRunner.run((context) -> {
			CredentialsContext credentials = context.getBean(CredentialsContext.class);
			assertThat(credentials.clients().get()).isInstanceOf(SettingsCredentialsClientConfigurer.class)
				.isSameAs(credentials.clients().get());
			assertThat(credentials.instanceMetadata().get()).isSameAs(credentials.instanceMetadata().get());
		});
		CredentialsClientConfigurer clients = mock(CredentialsClientConfigurer.class);
		InstanceMetadata instanceMetadata = mock(InstanceMetadata.class);
		this.contextRunner.withBean(CredentialsClientConfigurer.class, () -> clients)
			.withBean(InstanceMetadata.class, () -> instanceMetadata)
			.run((context) -> {
				CredentialsContext credentials = context.getBean(CredentialsContext.class);
				assertThat(credentials.clients().get()).isSameAs(clients);
				assertThat(credentials.instanceMetadata().get()).isSameAs(instanceMetadata);
			});
	}

	@Test
	void applicationStartsWithoutRegionAndCredentials() {
		this.machine.withoutVariable("AWS_REGION")
			.withoutVariable("AWS_ACCESS_KEY_ID")
			.withoutVariable("AWS_SECRET_ACCESS_KEY");
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> configurationOfS3(context))
				.withMessageStartingWith("No AWS Region is set, and clients of 's3' need one.");
		});
	}

	@Test
	void customizersAreCalledInTheOrderOfTheirBeans() {
		this.contextRunner.withUserConfiguration(Customizers.class).run((context) -> {
			configurationOfS3(context);
			assertThat(context.getBean(Customizers.class).calls).containsExactly("first", "second s3");
		});
	}

	@Test
	void retriesFollowTheSettingsAndAreKnown() {
		this.contextRunner.withPropertyValues("aws.services.s3.max-attempts=6").run((context) -> {
			RetryStrategies strategies = context.getBean(RetryStrategies.class);
			assertThat(configurationOfS3(context).overrideConfiguration().retryStrategy().orElseThrow().maxAttempts())
				.isEqualTo(6);
			assertThat(strategies.getStatus()).isEmpty();
			try (S3Client client = context.getBean(AwsClientConfigurer.class).configure(S3Client.builder()).build();
					StsClient sts = context.getBean(CredentialsContext.class)
						.clients()
						.get()
						.configure(StsClient.builder(), AnonymousCredentialsProvider.create(), null)
						.build()) {
				assertThat(strategies.getStatus()).extracting(RetryStatus::service)
					.containsExactly(client.serviceName(), sts.serviceName());
			}
		});
	}

	@Test
	void retryStrategyOfTheApplicationWins() {
		this.contextRunner.withPropertyValues("aws.max-attempts=6")
			.withBean(RetryStrategy.class, DefaultRetryStrategy::doNotRetry)
			.run((context) -> assertThat(
					configurationOfS3(context).overrideConfiguration().retryStrategy().orElseThrow().maxAttempts())
				.isEqualTo(1));
	}

	@Test
	void retryStrategiesBackOffForThoseOfTheApplication() {
		RetryStrategies own = new RetryStrategies();
		this.contextRunner.withBean("own", RetryStrategies.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(RetryStrategies.class);
			try (S3Client client = context.getBean(AwsClientConfigurer.class).configure(S3Client.builder()).build()) {
				assertThat(own.getStatus()).extracting(RetryStatus::service).containsExactly(client.serviceName());
			}
		});
	}

	@Test
	void everythingButTheEndpointWorksWithoutTheActuator() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(AwsEndpointAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("awsEndpoint");
				assertThat(configurationOfS3(context).region()).isEqualTo(Region.EU_CENTRAL_1);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConfigurer {

		@Bean
		AwsClientConfigurer ownConfigurer(AwsSettings settings, AwsCredentialsProvider credentialsProvider,
				AwsRegionProvider regionProvider) {
			return new AwsClientConfigurer(settings, credentialsProvider, regionProvider, List.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		AwsClientCustomizer<AwsClientBuilder<?, ?>> every() {
			return (builder, target) -> this.calls.add("second " + target.service());
		}

		@Bean
		@Order(1)
		AwsClientCustomizer<S3ClientBuilder> onlyS3() {
			return (builder, target) -> {
				builder.forcePathStyle(true);
				this.calls.add("first");
			};
		}

	}

}
