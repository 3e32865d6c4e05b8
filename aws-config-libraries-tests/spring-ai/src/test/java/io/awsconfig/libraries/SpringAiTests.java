package io.awsconfig.libraries;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.chat.client.ChatClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
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

	@Test
	void answerIsAskedForByOurClient() {
		this.aws.service("bedrock_runtime").answering("POST /model/small/converse", (call) -> Answer.json("""
				{"output":{"message":{"role":"assistant","content":[{"text":"hello"}]}},"stopReason":"end_turn",
				"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}}"""));
		try (ConfigurableApplicationContext context = this.aws.application(Application.class)
			.run("--spring.ai.bedrock.converse.chat.options.model=small")) {
			ChatClient chat = context.getBean(ChatClient.Builder.class).build();
			assertThat(chat.prompt("Say hello").call().content()).isEqualTo("hello");
			assertThat(context.getBeansOfType(BedrockRuntimeClient.class)).hasSize(1);
		}
		assertThat(this.aws.service("bedrock_runtime").calls()).containsExactly(
				"library/bedrock_runtime POST /model/small/converse: AKIDLIBRARY eu-south-2 bedrock, attempt=1; max=5");
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
		try (ConfigurableApplicationContext context = this.aws.application(Application.class)
			.run("--spring.ai.bedrock.converse.chat.options.model=small")) {
			ChatClient chat = context.getBean(ChatClient.Builder.class).build();
			assertThat(chat.prompt("Say hello").stream().content().collectList().block()).contains("hello");
			assertThat(context.getBeansOfType(BedrockRuntimeAsyncClient.class)).hasSize(1);
		}
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

}
