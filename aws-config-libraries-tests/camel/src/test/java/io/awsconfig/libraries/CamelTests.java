package io.awsconfig.libraries;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the routes of Camel send to S3 and SQS and get from there. Nothing in them says
 * which client to take.
 */
class CamelTests {

	private LocalAws aws;

	private LocalQueue queue;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "s3", "sqs");
		this.queue = new LocalQueue(this.aws.service("sqs"));
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	@Test
	void objectIsPutByOurClient() {
		try (ConfigurableApplicationContext context = this.aws.application(Application.class).run()) {
			context.getBean(ProducerTemplate.class)
				.sendBodyAndHeader("aws2-s3:photos", "meow", AWS2S3Constants.KEY, "cat");
			assertThat(context.getBeansOfType(S3Client.class)).hasSize(1);
		}
		assertThat(this.aws.service("s3").calls())
			.contains("library/s3 PUT /photos/cat: AKIDLIBRARY eu-south-2 s3, attempt=1; max=5")
			.allMatch((call) -> call.endsWith("AKIDLIBRARY eu-south-2 s3, attempt=1; max=5"));
	}

	@Test
	void whatIsSetForTheClientOfCamelDoesNothingToOurs() {
		try (ConfigurableApplicationContext context = this.aws.application(Application.class)
			.run("--camel.component.aws2-s3.region=us-west-2", "--camel.component.aws2-s3.access-key=AKIDCAMEL",
					"--camel.component.aws2-s3.secret-key=secret")) {
			context.getBean(ProducerTemplate.class)
				.sendBodyAndHeader("aws2-s3:photos", "meow", AWS2S3Constants.KEY, "cat");
		}
		assertThat(this.aws.service("s3").calls())
			.contains("library/s3 PUT /photos/cat: AKIDLIBRARY eu-south-2 s3, attempt=1; max=5");
	}

	@Test
	void messageIsSentByOurClient() {
		try (ConfigurableApplicationContext context = this.aws.application(Application.class).run()) {
			context.getBean(ProducerTemplate.class).sendBody("aws2-sqs:orders", "hello");
			assertThat(context.getBeansOfType(SqsClient.class)).hasSize(1);
		}
		assertThat(this.aws.service("sqs").calls()).contains(
				"library/sqs ListQueues: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5",
				"library/sqs SendMessage: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5");
	}

	@Test
	void messageIsReceivedByOurClient() throws InterruptedException {
		LocalService sqs = this.aws.service("sqs");
		this.queue.put("hello");
		try (ConfigurableApplicationContext context = this.aws.application(WithRoute.class).run()) {
			assertThat(context.getBean(Received.class).bodies().poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
			assertThat(sqs.firstCall("DeleteMessage"))
				.hasToString("library/sqs DeleteMessage: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5");
		}
		assertThat(sqs.calls()).contains("library/sqs ReceiveMessage: AKIDLIBRARY eu-south-2 sqs, attempt=1; max=5");
	}

	@Test
	void routeNamesTheClientOfTheOtherAccount() {
		try (ConfigurableApplicationContext context = this.aws.application(Application.class)
			.run("--aws.clients.archive.service=s3", "--aws.clients.archive.profile=archive")) {
			ProducerTemplate producer = context.getBean(ProducerTemplate.class);
			producer.sendBodyAndHeader("aws2-s3:photos?amazonS3Client=#archive", "meow", AWS2S3Constants.KEY, "cat");
			assertThat(this.aws.service("s3").calls()).isEmpty();
			producer.sendBodyAndHeader("aws2-s3:photos", "meow", AWS2S3Constants.KEY, "cat");
		}
		assertThat(this.aws.archive("s3").calls())
			.contains("archive/s3 PUT /photos/cat: AKIDARCHIVE ap-south-1 s3, attempt=1; max=7");
		assertThat(this.aws.service("s3").calls())
			.contains("library/s3 PUT /photos/cat: AKIDLIBRARY eu-south-2 s3, attempt=1; max=5");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	record Received(BlockingQueue<String> bodies) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithRoute {

		@Bean
		Received received() {
			return new Received(new LinkedBlockingQueue<>());
		}

		@Bean
		RouteBuilder route(Received received) {
			return new RouteBuilder() {

				@Override
				public void configure() {
					from("aws2-sqs:orders")
						.process((exchange) -> received.bodies().add(exchange.getMessage().getBody(String.class)));
				}

			};
		}

	}

}
