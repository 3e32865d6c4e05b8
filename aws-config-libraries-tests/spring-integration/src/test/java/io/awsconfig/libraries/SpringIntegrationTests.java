package io.awsconfig.libraries;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.aws.inbound.S3InboundFileSynchronizer;
import org.springframework.integration.aws.metadata.DynamoDbMetadataStore;
import org.springframework.integration.aws.outbound.S3MessageHandler;
import org.springframework.integration.aws.outbound.SnsMessageHandler;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the handlers, sources and stores of Spring Integration send.
 */
class SpringIntegrationTests {

	private LocalAws aws;

	@TempDir
	private Path home;

	@BeforeEach
	void start() {
		this.aws = new LocalAws(this.home, "dynamodb", "s3", "sns");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	private ConfigurableApplicationContext run() {
		return this.aws.application(Application.class)
			.run("--aws.clients.archive.service=s3", "--aws.clients.archive.profile=archive");
	}

	private static void send(ConfigurableApplicationContext context, String channel, Object payload) {
		context.getBean(channel, MessageChannel.class).send(new GenericMessage<>(payload));
	}

	@Test
	void handlerPutsTheObjectThroughOurTransferManager() throws Exception {
		File file = Files.writeString(this.home.resolve("cat"), "meow").toFile();
		try (ConfigurableApplicationContext context = run()) {
			send(context, "photos", file);
			assertThat(this.aws.service("s3").firstCall("PUT /photos/cat"))
				.hasToString("library/s3 PUT /photos/cat: AKIDLIBRARY eu-south-2 s3, attempt=1; max=5");
			send(context, "archivedPhotos", file);
			assertThat(this.aws.archive("s3").firstCall("PUT /photos/cat"))
				.hasToString("archive/s3 PUT /photos/cat: AKIDARCHIVE ap-south-1 s3, attempt=1; max=7");
		}
	}

	@Test
	void handlerPublishesThroughOurClient() {
		String published = "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
		this.aws.service("sns")
			.answering("Publish", (call) -> Answer.of("text/xml", published.getBytes(StandardCharsets.UTF_8)));
		try (ConfigurableApplicationContext context = run()) {
			send(context, "news", "hello");
			assertThat(this.aws.service("sns").firstCall("Publish"))
				.hasToString("library/sns Publish: AKIDLIBRARY eu-south-2 sns, attempt=1; max=5");
		}
	}

	@Test
	void synchronizerReadsThroughOurClient() {
		String list = """
				<ListBucketResult><Contents>
				<Key>cat</Key><Size>4</Size><LastModified>2026-11-28T12:00:00Z</LastModified>
				</Contents></ListBucketResult>""";
		this.aws.service("s3")
			.answering("GET /photos", (call) -> Answer.of("application/xml", list.getBytes(StandardCharsets.UTF_8)))
			.answering("GET /photos/cat", (call) -> Answer.of("text/plain", "meow".getBytes(StandardCharsets.UTF_8)));
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(S3InboundFileSynchronizer.class).synchronizeToLocalDirectory(this.home.toFile());
		}
		assertThat(this.home.resolve("cat")).hasContent("meow");
		assertThat(this.aws.service("s3").calls()).containsExactly(
				"library/s3 GET /photos: AKIDLIBRARY eu-south-2 s3, attempt=1; max=5",
				"library/s3 GET /photos/cat: AKIDLIBRARY eu-south-2 s3, attempt=1; max=5");
	}

	@Test
	void metadataAreStoredThroughOurClient() {
		LocalService dynamoDb = this.aws.service("dynamodb")
			.answering("DescribeTable", (call) -> Answer.json("{\"Table\":{\"TableStatus\":\"ACTIVE\"}}"))
			.answering("DescribeTimeToLive",
					(call) -> Answer.json("{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"ENABLED\"}}"));
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(DynamoDbMetadataStore.class).put("last", "cat");
		}
		assertThat(dynamoDb.calls()).contains(
				"library/dynamodb DescribeTable: AKIDLIBRARY eu-south-2 dynamodb, attempt=1; max=5",
				"library/dynamodb PutItem: AKIDLIBRARY eu-south-2 dynamodb, attempt=1; max=5");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableIntegration
	static class Application {

		@Bean
		@ServiceActivator(inputChannel = "photos")
		S3MessageHandler photosHandler(S3TransferManager transferManager) {
			return new S3MessageHandler(transferManager, "photos");
		}

		@Bean
		@ServiceActivator(inputChannel = "archivedPhotos")
		S3MessageHandler archivedPhotosHandler(@Qualifier("archive") S3TransferManager transferManager) {
			return new S3MessageHandler(transferManager, "photos");
		}

		@Bean
		@ServiceActivator(inputChannel = "news")
		SnsMessageHandler newsHandler(SnsAsyncClient client) {
			SnsMessageHandler handler = new SnsMessageHandler(client);
			handler.setTopicArn("arn:aws:sns:eu-south-2:1:news");
			return handler;
		}

		@Bean
		S3InboundFileSynchronizer synchronizer(S3Client client) {
			S3InboundFileSynchronizer synchronizer = new S3InboundFileSynchronizer(client);
			synchronizer.setRemoteDirectory("photos");
			return synchronizer;
		}

		@Bean
		DynamoDbMetadataStore metadata(DynamoDbAsyncClient client) {
			return new DynamoDbMetadataStore(client);
		}

	}

}
