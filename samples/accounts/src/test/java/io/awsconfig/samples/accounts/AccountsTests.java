package io.awsconfig.samples.accounts;

import java.net.URI;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application as the README does, except that each port is a free one. The build
 * does so twice: with what the application is made of, and with the code that was
 * generated from that.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccountsTests {

	private static final URI LIVE = URI.create("http://127.0.0.1:" + TestSocketUtils.findAvailableTcpPort());

	private static final URI ARCHIVE = URI.create("http://127.0.0.1:" + TestSocketUtils.findAvailableTcpPort());

	static ConfigurableApplicationContext application;

	static RestTestClient client;

	@BeforeAll
	static void startApplication() {
		application = SpringApplication.from(AccountsApplication::main)
			.run("--server.port=0", "--aws.config-file=aws/config", "--aws.shared-credentials-file=aws/credentials",
					"--aws.services.s3.endpoint-url=" + LIVE, "--aws.clients.live.endpoint-url=" + LIVE,
					"--aws.clients.archive.endpoint-url=" + ARCHIVE)
			.getApplicationContext();
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
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
	void orderIsInTheLiveAccountOnly(CapturedOutput output) {
		String order = """
				{"id":"1","item":"book"}""";
		post("/orders", order).expectStatus().isCreated();
		get("/orders/1").expectStatus().isOk().expectBody().json(order, JsonCompareMode.STRICT);
		get("/archive/1").expectStatus().isNotFound();
		assertThat(output).contains("PUT " + LIVE + "/orders/1, signed with ****LIVE for eu-central-1")
			.contains("GET " + LIVE + "/orders/1, signed with ****LIVE for eu-central-1")
			.contains("GET " + ARCHIVE + "/orders/1, signed with ****ARCH for eu-west-3")
			.doesNotContain("PUT " + ARCHIVE + "/orders/");
	}

	@Test
	void archivedOrderIsInTheOtherAccountAndInTheJournalOfTheApplication(CapturedOutput output) {
		String order = """
				{"id":"2","item":"pen"}""";
		post("/orders", order).expectStatus().isCreated();
		post("/orders/2/archive", "").expectStatus().isOk().expectBody().json(order, JsonCompareMode.STRICT);
		get("/orders/2").expectStatus().isNotFound();
		get("/archive/2").expectStatus().isOk().expectBody().json(order, JsonCompareMode.STRICT);
		get("/journal").expectStatus().isOk().expectBody().json("""
				["2"]""", JsonCompareMode.STRICT);
		assertThat(output).contains("PUT " + ARCHIVE + "/orders/2, signed with ****ARCH for eu-west-3")
			.contains("DELETE " + LIVE + "/orders/2, signed with ****LIVE for eu-central-1")
			.contains("PUT " + LIVE + "/journal/2, signed with ****SHOP for eu-central-1");
	}

	@Test
	void orderThatIsNotThereCannotBeArchived(CapturedOutput output) {
		post("/orders/3/archive", "").expectStatus().isNotFound();
		assertThat(output).contains("GET " + LIVE + "/orders/3")
			.doesNotContain("PUT " + ARCHIVE + "/orders/")
			.doesNotContain("/journal/");
	}

	@Test
	void orderThatIsIncompleteIsRefused() {
		post("/orders", """
				{"id":"4"}""").expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("Not an order: 'item' is missing");
	}

	@Test
	void awsEndpointTellsEachClientAndWhereItsSettingsComeFrom() {
		get("/actuator/aws/clients").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.entries.length()")
			.isEqualTo(2)
			.jsonPath("$.entries.live.settings.region.origin")
			.isEqualTo("aws/config - 6:10 (profile 'live')")
			.jsonPath("$.entries.live.settings.aws_access_key_id.value")
			.isEqualTo("****LIVE")
			.jsonPath("$.entries.live.settings.endpoint_url.value")
			.isEqualTo(LIVE.toString())
			.jsonPath("$.entries.archive.settings.region.value")
			.isEqualTo("eu-west-3")
			.jsonPath("$.entries.archive.settings.aws_access_key_id.origin")
			.isEqualTo("aws/credentials - 11:21 (profile 'archive')")
			.jsonPath("$.entries.archive.settings.endpoint_url.value")
			.isEqualTo(ARCHIVE.toString());
	}

	@Test
	void healthHasTheCredentialsOfTheApplicationAndOfEachClient() {
		String details = "$.components.awsCredentials.components.%s.details.accessKeyId";
		get("/actuator/health").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath(details.formatted("application"))
			.isEqualTo("****SHOP")
			.jsonPath(details.formatted("live"))
			.isEqualTo("****LIVE")
			.jsonPath(details.formatted("archive"))
			.isEqualTo("****ARCH");
	}

	private static RestTestClient.ResponseSpec post(String path, String body) {
		return client.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static RestTestClient.ResponseSpec get(String path) {
		return client.get().uri(path).exchange();
	}

}
