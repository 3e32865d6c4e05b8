package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.awsconfig.actuate.AwsCredentialsHealthIndicator;
import io.awsconfig.actuate.AwsCredentialsMeterBinder;
import io.awsconfig.actuate.AwsRetryMeterBinder;
import io.awsconfig.bootstrap.StandaloneCredentials;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsCredentialsHealthAutoConfigurationTests {

	@TempDir
	Path home;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(this.home))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsCredentialsHealthAutoConfiguration.class, AwsMetricsAutoConfiguration.class,
					HealthContributorAutoConfiguration.class));
	}

	@Test
	void healthOfCredentialsIsUnknownUntilSomebodyAsksForThem() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(AwsCredentialsHealthIndicator.class)
				.hasBean("awsCredentialsHealthContributor");
			Health health = context.getBean(AwsCredentialsHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.getDetails()).containsEntry("state", "none");
		});
	}

	@Test
	void thresholdIsAProperty() {
		this.contextRunner.withPropertyValues("management.health.aws-credentials.expiry-warning-threshold=2h")
			.run((context) -> assertThat(
					context.getBean(AwsCredentialsHealthIndicatorProperties.class).getExpiryWarningThreshold())
				.isEqualTo(Duration.ofHours(2)));
	}

	@Test
	void severalChainsAreAComposite() {
		this.contextRunner.withUserConfiguration(NamedChains.class).run((context) -> {
			CompositeHealthContributor composite = context.getBean(CompositeHealthContributor.class);
			assertThat(composite.stream()).extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("archive", "orders");
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.aws-credentials.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AwsCredentialsHealthIndicator.class)
				.hasSingleBean(CredentialsChain.class));
	}

	@Test
	void providerOfTheApplicationIsLeftOut() {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withBean(AnonymousCredentialsProvider.class, AnonymousCredentialsProvider::create)
			.withConfiguration(AutoConfigurations.of(HealthContributorRegistryAutoConfiguration.class,
					HealthEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.jmx.exposure.include=*")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(AwsCredentialsHealthIndicator.class);
				assertThat(context.getBean(HealthEndpoint.class).healthForPath("awsCredentials")).isNull();
				SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				context.getBean(AwsCredentialsMeterBinder.class).bindTo(registry);
				assertThat(registry.getMeters()).isEmpty();
			});
	}

	@Test
	void firstCallWithoutAnyCredentialsIsDown() {
		this.contextRunner.withPropertyValues("aws.region=eu-central-1").run((context) -> {
			KmsClient client = context.getBean(KmsClient.class);
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listKeys)
				.withMessageContaining("No credentials are configured.");
			Health health = context.getBean(AwsCredentialsHealthIndicator.class).health();
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("state", "failed")
				.containsEntry("lastFailure", "No credentials are configured.");
		});
	}

	@Test
	void temporaryKeysThatAwsCallsExpiredAreDownUntilAwsAcceptsThem() {
		try (LocalServer server = new LocalServer()) {
			server.answering(Answer.error(400, "ExpiredTokenException"), Answer.of(200));
			this.contextRunner
				.withPropertyValues("aws.region=eu-central-1", "aws.access-key-id=ASIAIOSFODNN7EXAMPLE",
						"aws.secret-access-key=health-secret", "aws.session-token=secret-token",
						"aws.endpoint-url=" + server.url(), "aws.max-attempts=1")
				.run((context) -> {
					AwsCredentialsHealthIndicator indicator = context.getBean(AwsCredentialsHealthIndicator.class);
					KmsClient client = context.getBean(KmsClient.class);
					assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
					assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
					Health health = indicator.health();
					assertThat(health.getStatus()).isEqualTo(Status.DOWN);
					assertThat(health.getDetails()).containsEntry("state", "expired")
						.containsEntry("accessKeyId", "****MPLE")
						.hasEntrySatisfying("lastFailure",
								(failure) -> assertThat(failure.toString()).contains("ExpiredTokenException"));
					client.listKeys();
					assertThat(indicator.health().getDetails()).containsEntry("state", "static");
				});
		}
	}

	@Test
	void providerOfTheApplicationIsWatchedWithoutBeingAsked() {
		Instant until = Instant.now().plusSeconds(3600);
		AtomicInteger asked = new AtomicInteger();
		AtomicBoolean works = new AtomicBoolean(true);
		AwsCredentialsProvider own = () -> {
			asked.incrementAndGet();
			if (!works.get()) {
				throw SdkClientException.create("the vault is closed");
			}
			return AwsSessionCredentials.builder()
				.accessKeyId("ASIAIOSFODNN7EXAMPLE")
				.secretAccessKey("health-secret")
				.sessionToken("secret-token")
				.expirationTime(until)
				.build();
		};
		try (LocalServer server = new LocalServer()) {
			this.contextRunner.withBean("own", AwsCredentialsProvider.class, () -> own)
				.withPropertyValues("aws.region=eu-central-1", "aws.endpoint-url=" + server.url())
				.run((context) -> {
					AwsCredentialsHealthIndicator indicator = context.getBean(AwsCredentialsHealthIndicator.class);
					KmsClient client = context.getBean(KmsClient.class);
					assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
					assertThat(asked).hasValue(0);
					client.listKeys();
					int before = asked.get();
					assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
					assertThat(indicator.health().getDetails()).containsEntry("until", until)
						.containsEntry("accessKeyId", "****MPLE");
					assertThat(asked).hasValue(before);
					works.set(false);
					assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listKeys);
					assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
					assertThat(indicator.health().getDetails()).containsEntry("lastFailure",
							"software.amazon.awssdk.core.exception.SdkClientException: the vault is closed.");
				});
		}
	}

	@Test
	void backsOffForTheApplicationsOwnIndicator() {
		this.contextRunner
			.withBean("awsCredentialsHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean("awsCredentialsHealthContributor")
				.doesNotHaveBean(AwsCredentialsHealthIndicator.class));
	}

	@Test
	void everythingElseWorksWithoutHealthAndMetrics() {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(this.home))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsCredentialsHealthAutoConfiguration.class, AwsMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class, HealthIndicator.class,
					MeterRegistry.class));
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(CredentialsChain.class)
			.doesNotHaveBean("awsCredentialsHealthContributor")
			.doesNotHaveBean("awsCredentialsMeterBinder"));
	}

	@Test
	void metersNeedARegistry() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(AwsCredentialsMeterBinder.class)
			.doesNotHaveBean(AwsRetryMeterBinder.class));
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(AwsCredentialsMeterBinder.class)
				.hasSingleBean(AwsRetryMeterBinder.class));
	}

	@Test
	void retriesHaveMetersAlsoWithCredentialsOfTheApplication() {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withBean(AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
			.run((context) -> assertThat(context).hasSingleBean(AwsRetryMeterBinder.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class NamedChains {

		@Bean
		CredentialsChain archive(AwsSettings settings, AwsEnvironment environment) {
			return CredentialsChain.of(StandaloneCredentials.contextOf(settings, environment));
		}

		@Bean
		CredentialsChain orders(AwsSettings settings, AwsEnvironment environment) {
			return CredentialsChain.of(StandaloneCredentials.contextOf(settings, environment));
		}

	}

}
