package io.awsconfig.springcloudaws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.awsconfig.connection.AwsConnectionDetails;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Cloud AWS sends when connection details say where AWS is, while the
 * properties of both say something else.
 */
class ConnectionTests {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private HttpServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String[] scope = exchange.getRequestHeaders()
				.getFirst("Authorization")
				.replaceFirst("^AWS4-HMAC-SHA256 Credential=", "")
				.split("[/,]");
			this.requests.add("%s %s: %s %s %s".formatted(exchange.getRequestHeaders().getFirst("Host").split(":")[0],
					exchange.getRequestURI().getPath(), scope[0], scope[2], scope[3]));
			byte[] body = "greeting=hello\n".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/plain");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private URI endpoint() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	private AwsConnectionDetails details() {
		return AwsConnectionDetails.of(endpoint(), "us-west-1", AwsBasicCredentials.create("AKIDLOCAL", "secret"));
	}

	private static ConfigurableApplicationContext start(SpringApplicationBuilder application, String... args) {
		Stream<String> common = Stream.of("--aws.access-key-id=AKIDOURS", "--aws.secret-access-key=secret",
				"--aws.region=eu-central-1", "--aws.endpoint-url=http://127.0.0.1:1",
				"--aws.services.s3.region=eu-west-3", "--spring.cloud.aws.credentials.access-key=AKIDTHEIRS",
				"--spring.cloud.aws.credentials.secret-key=secret", "--spring.cloud.aws.region.static=us-west-2",
				"--spring.cloud.aws.s3.region=eu-west-2", "--spring.cloud.aws.s3.endpoint=http://127.0.0.1:2",
				"--spring.cloud.aws.endpoint=http://127.0.0.1:3");
		return application.web(WebApplicationType.NONE)
			.run(Stream.concat(common, Stream.of(args)).toArray(String[]::new));
	}

	private void deletes(ConfigurableApplicationContext context) {
		this.requests.clear();
		context.getBean(S3Client.class).deleteObject((delete) -> delete.bucket("bucket").key("key"));
		assertThat(this.requests).containsExactly("localhost /bucket/key: AKIDLOCAL us-west-1 s3");
	}

	@Test
	void clientOfSpringCloudAwsIsConnected() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("local", details()));
		try (ConfigurableApplicationContext context = start(application)) {
			deletes(context);
		}
	}

	@Test
	void pathStyleOfSpringCloudAwsIsNoContradiction() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("local", details()));
		try (ConfigurableApplicationContext context = start(application,
				"--spring.cloud.aws.s3.path-style-access-enabled=true")) {
			deletes(context);
		}
	}

	@Test
	void importIsConnectedByWhatStandsInTheBootstrapContext() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.addBootstrapRegistryInitializer(
					(registry) -> registry.register(AwsConnectionDetails.class, InstanceSupplier.of(details())));
		try (ConfigurableApplicationContext context = start(application,
				"--spring.config.import=aws-s3:settings/application.properties")) {
			assertThat(context.getEnvironment().getProperty("greeting")).isEqualTo("hello");
			assertThat(this.requests)
				.containsExactly("localhost /settings/application.properties: AKIDLOCAL us-west-1 s3");
			deletes(context);
			assertThat(context.getBean(AwsConnectionDetails.class).getEndpoint()).isEqualTo(endpoint());
		}
	}

	@Test
	void importGetsTheSettingsOfItsService() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class);
		try (ConfigurableApplicationContext context = start(application,
				"--spring.config.import=aws-s3:settings/application.properties",
				"--aws.services.s3.endpoint-url=http://127.0.0.1:" + this.server.getAddress().getPort(),
				"--aws.services.s3.access-key-id=AKIDSERVICE", "--aws.services.s3.secret-access-key=secret")) {
			assertThat(context.getEnvironment().getProperty("greeting")).isEqualTo("hello");
			assertThat(this.requests)
				.containsExactly("127.0.0.1 /settings/application.properties: AKIDSERVICE eu-west-3 s3");
		}
	}

	@Test
	void detailsOfSpringCloudAwsAreOurs() {
		try (ConfigurableApplicationContext context = start(new SpringApplicationBuilder(Theirs.class),
				"--test.endpoint=" + endpoint())) {
			deletes(context);
			assertThat(context.getBeansOfType(AwsConnectionDetails.class)).hasSize(1);
		}
	}

	@Test
	void oursComeBeforeThoseOfSpringCloudAws() {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Theirs.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("local", details()));
		try (ConfigurableApplicationContext context = start(application, "--test.endpoint=http://127.0.0.1:4")) {
			deletes(context);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Theirs {

		@Bean
		io.awspring.cloud.autoconfigure.core.AwsConnectionDetails theirs(
				org.springframework.core.env.Environment environment) {
			URI endpoint = URI.create(environment.getRequiredProperty("test.endpoint"));
			return new io.awspring.cloud.autoconfigure.core.AwsConnectionDetails() {

				@Override
				public URI getEndpoint() {
					return endpoint;
				}

				@Override
				public String getRegion() {
					return "us-west-1";
				}

				@Override
				public String getAccessKey() {
					return "AKIDLOCAL";
				}

				@Override
				public String getSecretKey() {
					return "secret";
				}

			};
		}

	}

}
