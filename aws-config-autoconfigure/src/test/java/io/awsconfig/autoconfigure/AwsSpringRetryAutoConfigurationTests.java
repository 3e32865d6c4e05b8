package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsRetryMeterBinder;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.retry.method.AwsMethodRetryPredicate;
import io.awsconfig.retry.method.AwsRetryTemplates;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryException;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.retry.RetryOperations;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;
import org.springframework.retry.backoff.NoBackOffPolicy;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;
import org.springframework.retry.support.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Methods of the application, retried by spring-retry and by Spring Framework.
 */
class AwsSpringRetryAutoConfigurationTests {

	@TempDir
	private Path home;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		FakeMachine machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(machine)
			.withBean(RetryStrategies.class, () -> new RetryStrategies(System::nanoTime, () -> 0))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsSpringRetryAutoConfiguration.class));
	}

	private static RetryStatus status(AssertableApplicationContext context) {
		return context.getBean(RetryStrategies.class).getStatus().get(0);
	}

	private static AwsServiceException unavailable() {
		return AwsServiceException.builder().statusCode(503).build();
	}

	@Test
	void templateAndInterceptorAreMadeWhenTheyAreAskedFor() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("awsRetryTemplate")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("awsRetryTemplates")).isFalse();
			assertThat(context.getBean(RetryStrategies.class).getStatus()).isEmpty();
			assertThat(context.getBean("awsRetryInterceptor")).isInstanceOf(RetryOperationsInterceptor.class);
			assertThat(status(context).client()).isEqualTo("awsRetryTemplate");
		});
	}

	@Test
	void nobodyGetsTheTemplateWithoutItsName() {
		this.contextRunner.withBean(User.class)
			.run((context) -> assertThat(context.getBean(User.class).template)
				.isSameAs(context.getBean("awsRetryTemplate")));
		this.contextRunner.withBean(OtherUser.class)
			.run((context) -> assertThat(context.getBean(OtherUser.class).template).isNull());
	}

	@Test
	void attemptsAreThoseOfTheSettings() {
		this.contextRunner.withPropertyValues("aws.max-attempts=5").run((context) -> {
			AtomicInteger attempts = new AtomicInteger();
			RetryTemplate template = context.getBean("awsRetryTemplate", RetryTemplate.class);
			assertThatExceptionOfType(SdkException.class).isThrownBy(() -> template.execute((retry) -> {
				attempts.incrementAndGet();
				throw unavailable();
			}));
			assertThat(attempts).hasValue(5);
			assertThat(status(context).maxAttempts()).isEqualTo(5);
			attempts.set(0);
			assertThatExceptionOfType(RetryException.class)
				.isThrownBy(() -> context.getBean(AwsRetryTemplates.class).create("orders").execute(() -> {
					attempts.incrementAndGet();
					throw unavailable();
				}));
			assertThat(attempts).hasValue(5);
		});
	}

	@Test
	void backsOff() {
		RetryTemplate own = new RetryTemplate();
		own.setBackOffPolicy(new NoBackOffPolicy());
		this.contextRunner.withBean("awsRetryTemplate", RetryTemplate.class, () -> own)
			.run((context) -> assertThat(context.getBean(RetryTemplate.class)).isSameAs(own));
		AwsRetryTemplates templates = new AwsRetryTemplates(new RetryStrategies(), 7);
		this.contextRunner.withBean(AwsRetryTemplates.class, () -> templates)
			.run((context) -> assertThat(context.getBean(AwsRetryTemplates.class)).isSameAs(templates));
	}

	@Test
	void springRetryIsNotNeeded() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.retry")).run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean("awsRetryTemplate")
				.doesNotHaveBean("awsRetryInterceptor");
			AtomicInteger attempts = new AtomicInteger();
			String result = context.getBean(AwsRetryTemplates.class).create("orders").invoke(() -> {
				if (attempts.incrementAndGet() < 3) {
					throw unavailable();
				}
				return "done";
			});
			assertThat(result).isEqualTo("done");
		});
	}

	@Test
	void methodsAreRetriedBySpringRetry() {
		this.contextRunner.withUserConfiguration(SpringRetryConfiguration.class)
			.withBean(SpringRetryMethods.class)
			.run((context) -> {
				SpringRetryMethods methods = context.getBean(SpringRetryMethods.class);
				assertThat(methods.succeedAt(3)).isEqualTo(3);
				assertThat(status(context).retries()).isEqualTo(2);
				assertThat(status(context).quotaLeft()).isEqualTo(500 - 14);
				assertThatExceptionOfType(AwsServiceException.class).isThrownBy(() -> methods.succeedAt(4));
				assertThatExceptionOfType(IllegalStateException.class).isThrownBy(methods::failOtherwise);
				assertThat(methods.others()).isEqualTo(1);
			});
	}

	@Test
	void methodsAreRetriedBySpringFramework() {
		this.contextRunner.withUserConfiguration(ResilientConfiguration.class)
			.withBean(ResilientMethods.class)
			.run((context) -> {
				ResilientMethods methods = context.getBean(ResilientMethods.class);
				assertThat(methods.succeedAt(3)).isEqualTo(3);
				assertThatExceptionOfType(AwsServiceException.class).isThrownBy(() -> methods.succeedAt(4));
				assertThatExceptionOfType(IllegalStateException.class).isThrownBy(methods::failOtherwise);
				assertThat(methods.others()).isEqualTo(1);
			});
	}

	@Test
	void quotasAreSeenBesideThoseOfClients() {
		this.contextRunner
			.withConfiguration(
					AutoConfigurations.of(AwsEndpointAutoConfiguration.class, AwsMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("management.endpoints.web.exposure.include=aws")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(AwsRetryMeterBinder.class).bindTo(registry);
				AtomicInteger attempts = new AtomicInteger();
				context.getBean(AwsRetryTemplates.class).create("orders").invoke(() -> {
					if (attempts.incrementAndGet() < 3) {
						throw unavailable();
					}
					return "done";
				});
				assertThat(registry.get("aws.retry.quota.left")
					.tags("service", "application", "client", "orders")
					.gauge()
					.value()).isEqualTo(500 - 14);
				assertThat(context.getBean(AwsEndpoint.class).aws().retries()).singleElement().satisfies((status) -> {
					assertThat(status.service()).isEqualTo("application");
					assertThat(status.client()).isEqualTo("orders");
					assertThat(status.retries()).isEqualTo(2);
				});
			});
	}

	@Test
	void callsThatTheSdkHasRetriedAreNotRetriedAgain() {
		try (LocalServer server = new LocalServer()) {
			server.answering(Answer.of(503));
			this.contextRunner
				.withPropertyValues("aws.endpoint-url=" + server.url(), "aws.clients.once.service=s3",
						"aws.clients.once.max-attempts=1", "aws.max-attempts=4")
				.run((context) -> {
					RetryTemplate template = context.getBean("awsRetryTemplate", RetryTemplate.class);
					S3Client s3 = context.getBean(S3Client.class);
					assertThatExceptionOfType(SdkException.class)
						.isThrownBy(() -> template.execute((retry) -> s3.listBuckets()));
					assertThat(server.requests()).as("those of the client").hasSize(4);
					S3Client once = context.getBean("once", S3Client.class);
					assertThatExceptionOfType(SdkException.class)
						.isThrownBy(() -> template.execute((retry) -> once.listBuckets()));
					assertThat(server.requests()).as("and those of the template").hasSize(4 + 4);
				});
		}
	}

	static class User {

		final RetryOperations template;

		User(@Qualifier("awsRetryTemplate") RetryOperations template) {
			this.template = template;
		}

	}

	static class OtherUser {

		final RetryOperations template;

		OtherUser(ObjectProvider<RetryOperations> template) {
			this.template = template.getIfAvailable();
		}

	}

	@EnableRetry
	@Configuration(proxyBeanMethods = false)
	static class SpringRetryConfiguration {

	}

	@EnableResilientMethods
	@Configuration(proxyBeanMethods = false)
	static class ResilientConfiguration {

	}

	static class SpringRetryMethods {

		private int others;

		private int attempts;

		@Retryable(interceptor = "awsRetryInterceptor")
		int succeedAt(int attempt) {
			if (++this.attempts < attempt) {
				throw unavailable();
			}
			int made = this.attempts;
			this.attempts = 0;
			return made;
		}

		@Retryable(interceptor = "awsRetryInterceptor")
		void failOtherwise() {
			this.others++;
			throw new IllegalStateException();
		}

		int others() {
			return this.others;
		}

	}

	static class ResilientMethods {

		private int others;

		private int attempts;

		@org.springframework.resilience.annotation.Retryable(predicate = AwsMethodRetryPredicate.class, maxRetries = 2,
				delay = 1)
		int succeedAt(int attempt) {
			if (++this.attempts < attempt) {
				throw unavailable();
			}
			int made = this.attempts;
			this.attempts = 0;
			return made;
		}

		@org.springframework.resilience.annotation.Retryable(predicate = AwsMethodRetryPredicate.class, maxRetries = 2,
				delay = 1)
		void failOtherwise() {
			this.others++;
			throw new IllegalStateException();
		}

		int others() {
			return this.others;
		}

	}

}
