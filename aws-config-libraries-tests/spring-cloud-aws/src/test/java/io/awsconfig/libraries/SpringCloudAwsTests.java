package io.awsconfig.libraries;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.awspring.cloud.autoconfigure.sqs.SqsAsyncClientCustomizer;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.operations.SqsTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.ssm.SsmClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners, templates and config imports of Spring Cloud AWS send. Its clients get
 * our settings.
 */
class SpringCloudAwsTests {

	private LocalAws aws;

	private LocalQueue queue;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "secretsmanager", "sqs", "ssm");
		this.queue = new LocalQueue(this.aws.service("sqs"));
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	@Test
	void listenerReceivesAndAcknowledges() throws InterruptedException {
		LocalService sqs = this.aws.service("sqs");
		this.queue.put("hello");
		try (ConfigurableApplicationContext context = this.aws.application(WithListener.class).run()) {
			assertThat(context.getBean(Listener.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
			assertThat(sqs.firstCall("DeleteMessageBatch"))
				.hasToString("library/sqs DeleteMessageBatch: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5");
			assertThat(context.getBeansOfType(SqsAsyncClient.class)).hasSize(1);
		}
		assertThat(sqs.calls()).contains("library/sqs GetQueueUrl: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5",
				"library/sqs ReceiveMessage: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5");
	}

	@Test
	void listenerOfAnotherAccountReceives() throws InterruptedException {
		LocalService sqs = this.aws.archive("sqs");
		new LocalQueue(sqs).put("hello");
		try (ConfigurableApplicationContext context = this.aws.application(WithListenerOfAnotherAccount.class)
			.run("--aws.clients.archive.service=sqs", "--aws.clients.archive.profile=archive")) {
			assertThat(context.getBean(Listener.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
		}
		assertThat(sqs.calls()).contains("archive/sqs ReceiveMessage: AKIDARCHIVE ap-south-1 sqs, attempt=1; max=7");
		assertThat(this.aws.service("sqs").calls()).isEmpty();
	}

	@Test
	void templateSends() {
		try (ConfigurableApplicationContext context = this.aws.application(WithoutChecksums.class).run()) {
			context.getBean(SqsTemplate.class).send("orders", "hello");
		}
		assertThat(this.aws.service("sqs").calls())
			.contains("library/sqs SendMessage: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5");
	}

	@Test
	void parametersAreImported() {
		this.aws.service("ssm")
			.answering("GetParametersByPath", (call) -> Answer
				.json("{\"Parameters\":[{\"Name\":\"/shop/greeting\",\"Type\":\"String\",\"Value\":\"hello\"}]}"));
		try (ConfigurableApplicationContext context = this.aws.application(Application.class)
			.run("--spring.config.import=aws-parameterstore:/shop/")) {
			assertThat(context.getEnvironment().getProperty("greeting")).isEqualTo("hello");
			context.getBean(SsmClient.class).describeParameters();
		}
		assertThat(this.aws.service("ssm").calls()).containsExactly(
				"library/ssm GetParametersByPath: AKIDLIBRARY eu-south-2 ssm, attempt=1; max=5",
				"library/ssm DescribeParameters: AKIDLIBRARY eu-south-2 ssm, attempt=1; max=5");
	}

	@Test
	void secretIsImported() {
		this.aws.service("secretsmanager")
			.answering("GetSecretValue",
					(call) -> Answer.json("{\"Name\":\"shop\",\"SecretString\":\"{\\\"greeting\\\":\\\"hello\\\"}\"}"));
		try (ConfigurableApplicationContext context = this.aws.application(Application.class)
			.run("--spring.config.import=aws-secretsmanager:shop")) {
			assertThat(context.getEnvironment().getProperty("greeting")).isEqualTo("hello");
			context.getBean(SecretsManagerClient.class).listSecrets();
		}
		assertThat(this.aws.service("secretsmanager").calls()).containsExactly(
				"library/secretsmanager GetSecretValue: AKIDLIBRARY eu-south-2 secretsmanager, attempt=1; max=5",
				"library/secretsmanager ListSecrets: AKIDLIBRARY eu-south-2 secretsmanager, attempt=1; max=5");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithoutChecksums {

		@Bean
		SqsAsyncClientCustomizer noChecksumsOfAttributes() {
			return (builder) -> builder.checksumValidationEnabled(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Listener.class)
	static class WithListener {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Listener.class)
	static class WithListenerOfAnotherAccount {

		@Bean
		SqsMessageListenerContainerFactory<Object> defaultSqsListenerContainerFactory(
				@Qualifier("archive") SqsAsyncClient client) {
			return SqsMessageListenerContainerFactory.builder().sqsAsyncClient(client).build();
		}

	}

	static class Listener {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@SqsListener("orders")
		void take(String message) {
			this.received.add(message);
		}

	}

}
