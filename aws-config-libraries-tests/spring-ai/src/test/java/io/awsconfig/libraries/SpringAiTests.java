package io.awsconfig.libraries;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

import org.springframework.ai.bedrock.converse.BedrockChatOptions;
import org.springframework.ai.bedrock.converse.BedrockProxyChatModel;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the chat model of Spring AI asks Bedrock.
 */
class SpringAiTests {

	private LocalAws aws;

	@BeforeEach
	void start(@TempDir Path home) {
		this.aws = new LocalAws(home, "bedrock_runtime");
	}

	@AfterEach
	void stop() {
		this.aws.close();
	}

	/**
	 * With a client with a name, which the auto-configuration of Spring AI must not see,
	 * and with settings for clients of its own.
	 */
	private ConfigurableApplicationContext run(Class<?> application) {
		return this.aws.application(application)
			.run("--aws.clients.archive.service=bedrock_runtime", "--aws.clients.archive.profile=archive",
					"--spring.ai.bedrock.aws.region=us-west-2", "--spring.ai.bedrock.aws.access-key=AKIDSPRING",
					"--spring.ai.bedrock.aws.secret-key=secret",
					"--spring.ai.bedrock.converse.chat.options.model=small");
	}

	private static void answer(LocalService bedrock) {
		bedrock.answering("POST /model/small/converse", (call) -> Answer.json("""
				{"output":{"message":{"role":"assistant","content":[{"text":"hello"}]}},"stopReason":"end_turn",
				"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}}"""));
	}

	@Test
	void answerIsAskedForByOurClient() {
		answer(this.aws.service("bedrock_runtime"));
		try (ConfigurableApplicationContext context = run(Application.class)) {
			ChatClient chat = context.getBean(ChatClient.Builder.class).build();
			assertThat(chat.prompt("Say hello").call().content()).isEqualTo("hello");
		}
		assertThat(this.aws.service("bedrock_runtime").calls()).containsExactly(
				"library/bedrock_runtime POST /model/small/converse: AKIDLIBRARY eu-south-2 bedrock, attempt=1; max=5");
	}

	@Test
	void modelOfTheApplicationStandsOnTheClientsWithAName() {
		answer(this.aws.archive("bedrock_runtime"));
		try (ConfigurableApplicationContext context = run(OtherAccount.class)) {
			ChatClient chat = context.getBean(ChatClient.Builder.class).build();
			assertThat(chat.prompt("Say hello").call().content()).isEqualTo("hello");
		}
		assertThat(this.aws.archive("bedrock_runtime").calls()).containsExactly(
				"archive/bedrock_runtime POST /model/small/converse: AKIDARCHIVE ap-south-1 bedrock, attempt=1; max=7");
		assertThat(this.aws.service("bedrock_runtime").calls()).isEmpty();
	}

	@Test
	void streamIsAskedForByOurAsyncClient() {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		event("messageStart", "{\"role\":\"assistant\"}").encode(stream);
		event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"hello\"}}").encode(stream);
		event("messageStop", "{\"stopReason\":\"end_turn\"}").encode(stream);
		event("metadata",
				"{\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2},\"metrics\":{\"latencyMs\":1}}")
			.encode(stream);
		this.aws.service("bedrock_runtime")
			.answering("POST /model/small/converse-stream",
					(call) -> Answer.of("application/vnd.amazon.eventstream", stream.toByteArray()));
		try (ConfigurableApplicationContext context = run(Application.class)) {
			ChatClient chat = context.getBean(ChatClient.Builder.class).build();
			assertThat(chat.prompt("Say hello").stream().content().collectList().block()).contains("hello");
		}
		assertThat(this.aws.service("bedrock_runtime").firstCall("POST /model/small/converse-stream").protocol())
			.isEqualTo("HTTP/2.0");
		assertThat(this.aws.service("bedrock_runtime").calls()).containsExactly(
				"library/bedrock_runtime POST /model/small/converse-stream: AKIDLIBRARY eu-south-2 bedrock, attempt=1; max=5");
	}

	private static Message event(String type, String json) {
		return new Message(
				Map.of(":message-type", HeaderValue.fromString("event"), ":event-type", HeaderValue.fromString(type),
						":content-type", HeaderValue.fromString("application/json")),
				json.getBytes(StandardCharsets.UTF_8));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OtherAccount {

		@Bean
		BedrockProxyChatModel model(@Qualifier("archive") BedrockRuntimeClient client,
				@Qualifier("archive") BedrockRuntimeAsyncClient asyncClient) {
			return BedrockProxyChatModel.builder()
				.bedrockRuntimeClient(client)
				.bedrockRuntimeAsyncClient(asyncClient)
				.defaultOptions(BedrockChatOptions.builder().model("small").build())
				.build();
		}

	}

}
