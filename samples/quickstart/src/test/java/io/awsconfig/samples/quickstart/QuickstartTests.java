package io.awsconfig.samples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the application as the README does, except that each port is a free one. The build
 * does so twice: with what the application is made of, and with the code that was
 * generated from that.
 */
class QuickstartTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	@TempDir
	static Path directory;

	static ConfigurableApplicationContext application;

	static RestTestClient client;

	static RestTestClient s3;

	@BeforeAll
	static void startApplication() throws IOException {
		String config = Files.readString(Path.of("aws/config"));
		int s3Port = TestSocketUtils.findAvailableTcpPort();
		assertThat(config).contains("http://localhost:9324").contains("http://127.0.0.1:9000");
		Path copy = Files.writeString(directory.resolve("config"),
				config.replace(":9324", ":" + TestSocketUtils.findAvailableTcpPort()).replace(":9000", ":" + s3Port));
		application = SpringApplication.from(QuickstartApplication::main)
			.run("--server.port=0", "--aws.config-file=" + copy, "--aws.shared-credentials-file=aws/credentials")
			.getApplicationContext();
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
		s3 = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + s3Port).build();
	}

	@AfterAll
	static void stopApplication() {
		if (application != null) {
			application.close();
		}
	}

	@Test
	void classesOfConfigurationAreReadUnlessCodeWasGeneratedFromThem() {
		assertThat(application.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
			.isNotEqualTo(AotDetector.useGeneratedArtifacts());
	}

	@Test
	void orderIsStored() {
		String order = """
				{"id":"1","item":"book","quantity":1}""";
		post(order).expectStatus().isAccepted().expectBody().json("""
				{"id":"1"}""");
		await().atMost(DEADLINE).until(() -> !bodyOf("/orders/1").isEmpty());
		get("/orders/1").expectStatus().isOk().expectBody().json(order, JsonCompareMode.STRICT);
		s3.get()
			.uri("/orders/1")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectBody(String.class)
			.isEqualTo(order);
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
		s3.get().uri("/orders/2").exchange().expectStatus().isNotFound();
	}

	@Test
	void browserThatPrefersXmlSeesJson() {
		client.get()
			.uri("/dead-letters")
			.header(HttpHeaders.ACCEPT, "text/html,application/xml;q=0.9,*/*;q=0.8")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON);
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
			.isEqualTo("UP")
			.jsonPath("$.components.awsCredentials.details.accessKeyId")
			.isEqualTo("****MPLE");
	}

	@Test
	void awsEndpointTellsProfileAndServicesAndHasNothingAgainstTheClassPath() {
		get("/actuator/aws").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.profile.value")
			.isEqualTo("quickstart")
			.jsonPath("$.services.sqs.settings.endpoint_url.origin")
			.isEqualTo(directory.resolve("config") + " - 9:18 (services 'local')")
			.jsonPath("$.services.s3.settings.max_attempts.value")
			.isEqualTo("6")
			.jsonPath("$.warnings[?(@.origin == 'class path')]")
			.isEmpty();
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
			.isEqualTo(directory.resolve("config") + " - 2:10 (profile 'quickstart')")
			.jsonPath("$.shadowed")
			.isEmpty();
	}

	@Test
	void whatIsNotSetIsShownToThoseWhoAsk() {
		get("/actuator/aws/settings").expectBody().jsonPath("$.entries.use_fips_endpoint").doesNotExist();
		for (String all : List.of("?all", "?all=", "?all=true")) {
			get("/actuator/aws/settings" + all).expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.entries.use_fips_endpoint.value")
				.isEqualTo("false")
				.jsonPath("$.entries.use_fips_endpoint.from")
				.isEqualTo("default");
		}
	}

	@Test
	void whatThereIsNotIsAnsweredByWhatIsNearlySo() {
		get("/actuator/aws/services/sqss").expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.nearest")
			.isEqualTo("sqs");
	}

	@Test
	void credentialsAreRefreshedByAPost() {
		client.post()
			.uri("/actuator/aws/credentials")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.state")
			.isEqualTo("static")
			.jsonPath("$.step")
			.isEqualTo("access keys of the profile")
			.jsonPath("$.accessKeyId")
			.isEqualTo("****MPLE")
			.jsonPath("$.refreshes")
			.value(Integer.class, (refreshes) -> assertThat(refreshes).isPositive());
		int before = refreshes();
		// Who asks again at once gets what there is
		await().untilAsserted(() -> {
			client.post().uri("/actuator/aws/credentials").exchange().expectStatus().isOk();
			assertThat(refreshes()).isGreaterThan(before);
		});
		client.post().uri("/actuator/aws/settings").exchange().expectStatus().isNotFound();
	}

	private static int refreshes() {
		Map<?, ?> body = get("/actuator/aws/credentials").returnResult(Map.class).getResponseBody();
		assertThat(body).isNotNull();
		return ((Number) ((Map<?, ?>) body.get("freshness")).get("refreshes")).intValue();
	}

	private static RestTestClient.ResponseSpec post(String order) {
		return client.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).body(order).exchange();
	}

	private static String bodyOf(String path) {
		return Objects.requireNonNullElse(get(path).returnResult(String.class).getResponseBody(), "");
	}

	private static RestTestClient.ResponseSpec get(String path) {
		return client.get().uri(path).exchange();
	}

}
