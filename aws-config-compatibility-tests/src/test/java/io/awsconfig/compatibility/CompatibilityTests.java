package io.awsconfig.compatibility;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.compatibility.LocalServer.Request;
import io.awsconfig.compatibility.SmokeApplication.Clients;
import io.awsconfig.retry.method.AwsRetryTemplates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.retry.RetryException;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * An application on the jars of this build and on other versions of Spring Boot or the
 * AWS SDK than these were compiled with. What it needs to know is in environment
 * variables and in the two shared files.
 */
@ExtendWith(OutputCaptureExtension.class)
class CompatibilityTests {

	private static LocalServer server;

	private static ConfigurableApplicationContext application;

	private static RestTestClient actuator;

	@BeforeAll
	static void startApplication() throws IOException {
		server = new LocalServer();
		write("AWS_CONFIG_FILE", """
				[profile smoke]
				region = eu-central-1
				services = local
				sdk_ua_app_id = smoke

				[profile archive]
				region = eu-west-3
				services = local

				[services local]
				s3 =
				  endpoint_url = http://127.0.0.1:%1$d
				dynamodb =
				  endpoint_url = http://127.0.0.1:%1$d
				""".formatted(server.port()));
		write("AWS_SHARED_CREDENTIALS_FILE", """
				[smoke]
				aws_access_key_id = AKIDSMOKE
				aws_secret_access_key = smoke-secret

				[archive]
				aws_access_key_id = AKIDARCHIVE
				aws_secret_access_key = archive-secret
				""");
		application = SpringApplication.run(SmokeApplication.class);
		actuator = RestTestClient.bindToServer()
			.baseUrl("http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port")
					+ "/actuator")
			.build();
	}

	private static void write(String variable, String text) throws IOException {
		Path file = Path.of(System.getenv(variable));
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	@AfterAll
	static void stopApplication() {
		if (application != null) {
			application.close();
		}
		server.close();
	}

	@BeforeEach
	void forgetRequests() {
		server.takeRequests();
	}

	private static Clients clients() {
		return application.getBean(Clients.class);
	}

	private static Request onlyRequest() {
		List<Request> requests = server.takeRequests();
		assertThat(requests).hasSize(1);
		return requests.get(0);
	}

	private static RestTestClient.BodyContentSpec bodyOf(String path) {
		return actuator.get().uri(path).exchange().expectStatus().isOk().expectBody();
	}

	/**
	 * Or all that is tested here would be the versions that the build is tested with
	 * anyway.
	 */
	@Test
	void versionsAreThoseThatAreToBeTested() {
		String springBoot = SpringBootVersion.getVersion();
		assertThat(springBoot).isEqualTo(System.getProperty("expected.spring-boot"));
		assertThat(VersionInfo.SDK_VERSION).isEqualTo(System.getProperty("expected.aws-sdk"));
		assertThat(System.getProperty("expected.module")).satisfiesAnyOf(
				(module) -> assertThat("spring-boot-" + springBoot).startsWith(module + "."),
				(module) -> assertThat("aws-sdk-" + VersionInfo.SDK_VERSION).startsWith(module + "."));
	}

	@Test
	void modulesAreAllOfOneVersion() {
		assertThat(System.getProperty("java.class.path").split(File.pathSeparator))
			.extracting((entry) -> Path.of(entry).getFileName().toString())
			.filteredOn((jar) -> jar.startsWith("spring-boot-"))
			.hasSizeGreaterThan(20)
			.allMatch((jar) -> jar.endsWith("-" + SpringBootVersion.getVersion() + ".jar"));
		// What the SDK's modules are is looked at by aws-config itself
		bodyOf("/aws").jsonPath("$.warnings").isEmpty();
	}

	@Test
	void jarIsTheOneThatThisBuildMade() throws URISyntaxException {
		Path jar = Path.of(AwsClientConfigurer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		assertThat(jar).isRegularFile()
			.hasParentRaw(Path.of(System.getProperty("expected.jars"), "aws-config-autoconfigure", "target"));
		assertThat(jar.getFileName().toString()).endsWith(".jar");
	}

	@Test
	void requestIsSentAsTheFilesSay() {
		assertThat(clients().s3().getObjectAsBytes((get) -> get.bucket("bucket").key("key")).asUtf8String())
			.isEqualTo("hello");
		Request request = onlyRequest();
		assertThat(request.line()).isEqualTo("GET /bucket/key");
		assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + server.port());
		assertThat(request.scope()).isEqualTo("AKIDSMOKE eu-central-1/s3");
		assertThat(request.header("User-Agent")).contains("app/smoke");
		assertThat(request.header("amz-sdk-request")).isEqualTo("attempt=1; max=4");
	}

	@Test
	void requestIsRetried() {
		assertThat(clients().s3().getObjectAsBytes((get) -> get.bucket("bucket").key("busy")).asUtf8String())
			.isEqualTo("hello");
		assertThat(server.takeRequests()).extracting((request) -> request.header("amz-sdk-request"))
			.satisfiesExactly((first) -> assertThat(first).isEqualTo("attempt=1; max=4"),
					(second) -> assertThat(second).contains("attempt=2; max=4"));
		bodyOf("/metrics/aws.retry.retries?tag=service:s3").jsonPath("$.measurements[0].value").isEqualTo(1.0);
	}

	@Test
	void asyncRequestIsSentAsTheFilesSay() {
		assertThat(clients().dynamoDb().listTables().join().tableNames()).containsExactly("orders");
		Request request = onlyRequest();
		assertThat(request.line()).isEqualTo("POST /");
		assertThat(request.scope()).isEqualTo("AKIDSMOKE eu-central-1/dynamodb");
		assertThat(request.header("amz-sdk-request")).isEqualTo("attempt=1; max=4");
	}

	@Test
	void requestOfNamedClientIsSignedByItsProfile() {
		clients().archive().getObjectAsBytes((get) -> get.bucket("bucket").key("key"));
		assertThat(onlyRequest().scope()).isEqualTo("AKIDARCHIVE eu-west-3/s3");
	}

	@Test
	void actuatorTellsValuesAndOrigins() {
		bodyOf("/aws/settings/region").jsonPath("$.value")
			.isEqualTo("eu-central-1")
			.jsonPath("$.origin")
			.isEqualTo(System.getenv("AWS_CONFIG_FILE") + " - 2:10 (profile 'smoke')");
		bodyOf("/aws/settings/max-attempts").jsonPath("$.value")
			.isEqualTo("4")
			.jsonPath("$.origin")
			.isEqualTo("System Environment Property \"AWS_MAX_ATTEMPTS\"");
		bodyOf("/aws/clients").jsonPath("$.entries.archive.settings.region.value").isEqualTo("eu-west-3");
	}

	@Test
	void healthTellsCredentials() {
		bodyOf("/health").jsonPath("$.status")
			.isEqualTo("UP")
			.jsonPath("$.components.awsCredentials.status")
			.isEqualTo("UP");
	}

	@Test
	void retryTemplateOfSpringFollowsTheRules() throws RetryException {
		int[] calls = new int[1];
		String answer = application.getBean(AwsRetryTemplates.class).create("smoke").execute(() -> {
			if (++calls[0] == 1) {
				throw S3Exception.builder().statusCode(503).message("busy").build();
			}
			return "done";
		});
		assertThat(answer).isEqualTo("done");
		assertThat(calls[0]).isEqualTo(2);
	}

	@Test
	void wrongValueIsExplained(CapturedOutput output) {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> SpringApplication.run(SmokeApplication.class, "--aws.retry-mode=sometimes").close());
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The value 'sometimes' of 'aws.retry-mode' is none of the valid values.");
	}

	@Test
	void containerIsConnected() throws IOException {
		try (LocalServer container = new LocalServer()) {
			WithContainer.port = container.port();
			try (ConfigurableApplicationContext connected = new SpringApplicationBuilder(SmokeApplication.class,
					WithContainer.class)
				.web(WebApplicationType.NONE)
				.run()) {
				connected.getBean(S3Client.class).getObjectAsBytes((get) -> get.bucket("bucket").key("key"));
				connected.getBean(DynamoDbClient.class).listTables();
			}
			assertThat(container.takeRequests()).extracting(Request::scope)
				.containsExactly("test us-east-1/s3", "test us-east-1/dynamodb");
			assertThat(server.takeRequests()).isEmpty();
		}
	}

	/**
	 * Without a stereotype, or each application here would find it. The container runs
	 * nothing: its port leads to a server that runs already.
	 */
	static class WithContainer {

		private static int port;

		@Bean
		@ServiceConnection
		LocalStackContainer localStack() {
			LocalStackContainer container = mock();
			given(container.isRunning()).willReturn(true);
			given(container.getHost()).willReturn("127.0.0.1");
			given(container.getExposedPorts()).willReturn(List.of(4566));
			given(container.getMappedPort(4566)).willReturn(port);
			given(container.getDockerImageName()).willReturn("localstack/localstack:4");
			return container;
		}

	}

}
