package io.awsconfig.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the application as the README does, except that each port is a free one.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class QuickstartTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	@TempDir
	static Path directory;

	@LocalServerPort
	private int port;

	private RestTestClient client;

	@DynamicPropertySource
	static void freePorts(DynamicPropertyRegistry registry) throws IOException {
		String config = Files.readString(Path.of("aws/config"));
		assertThat(config).contains("http://localhost:9324").contains("http://localhost:8000");
		Path copy = Files.writeString(directory.resolve("config"),
				config.replace(":9324", ":" + TestSocketUtils.findAvailableTcpPort())
					.replace(":8000", ":" + TestSocketUtils.findAvailableTcpPort()));
		registry.add("aws.config-file", copy::toString);
	}

	@BeforeEach
	void createClient() {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
	}

	@Test
	void orderIsStored() {
		String order = """
				{"id":"1","item":"book","quantity":1}""";
		post(order).expectStatus().isAccepted().expectBody().json("""
				{"id":"1"}""");
		await().atMost(DEADLINE).until(() -> !bodyOf("/orders/1").isEmpty());
		get("/orders/1").expectStatus().isOk().expectBody().json(order, JsonCompareMode.STRICT);
		get("/dead-letters").expectBody().jsonPath("$[?(@.id == '1')]").isEmpty();
	}

	@Test
	void orderThatCannotBeStoredEndsInDeadLetterQueue() {
		String order = """
				{"id":"2","item":"pen","quantity":0}""";
		post(order).expectStatus().isAccepted();
		await().atMost(DEADLINE).until(() -> !bodyOf("/dead-letters").equals("[]"));
		get("/dead-letters").expectStatus().isOk().expectBody().json("[" + order + "]", JsonCompareMode.STRICT);
		get("/orders/2").expectStatus().isNotFound();
	}

	@Test
	void orderThatIsIncompleteIsRefused() {
		post("""
				{"id":"3","item":"ink"}""").expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("Not an order: 'quantity' is missing");
	}

	@Test
	void healthIsUp() {
		get("/actuator/health").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("UP")
			.jsonPath("$.components.awsCredentials.status")
			.isEqualTo("UP");
	}

	@Test
	void awsEndpointTellsProfile() {
		get("/actuator/aws").expectStatus().isOk().expectBody().jsonPath("$.profile").isEqualTo("quickstart");
	}

	@Test
	void settingTellsValueAndOrigin() {
		get("/actuator/aws/settings/region").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.name")
			.isEqualTo("region")
			.jsonPath("$.value")
			.isEqualTo("eu-central-1")
			.jsonPath("$.origin")
			.value(String.class, (origin) -> assertThat(origin).contains(directory.resolve("config") + " - 2:"))
			.jsonPath("$.shadowed")
			.isEmpty();
	}

	private RestTestClient.ResponseSpec post(String order) {
		return this.client.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).body(order).exchange();
	}

	private String bodyOf(String path) {
		return Objects.requireNonNullElse(get(path).returnResult(String.class).getResponseBody(), "");
	}

	private RestTestClient.ResponseSpec get(String path) {
		return this.client.get().uri(path).exchange();
	}

}
