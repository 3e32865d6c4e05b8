package io.awsconfig.springcloudaws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Cloud AWS sends when {@code spring.config.import} asks for an object of S3:
 * signed by aws-config's credentials, for its Region.
 */
class ConfigImportTests {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private HttpServer server;

	@TempDir
	private Path directory;

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
			this.requests.add("%s %s: %s %s %s, token %s".formatted(exchange.getRequestMethod(),
					exchange.getRequestURI().getPath(), scope[0], scope[2], scope[3],
					exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")));
			byte[] body = "greeting=hello\n".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/plain");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private void importsGreeting(String yaml, String... arguments) throws IOException {
		Path file = Files.writeString(this.directory.resolve("application.yml"),
				yaml + "spring.config.import: aws-s3:settings/application.properties\n");
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.config.location=" + file.toUri());
		all.add("--spring.cloud.aws.s3.endpoint=http://127.0.0.1:" + this.server.getAddress().getPort());
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run(all.toArray(String[]::new))) {
			assertThat(context.getEnvironment().getProperty("greeting")).isEqualTo("hello");
		}
	}

	@Test
	void importIsSignedByTheKeysOfApplicationYmlNotByThoseOfSpringCloudAws() throws IOException {
		importsGreeting("""
				aws:
				  access-key-id: AKIDOURS
				  secret-access-key: secret
				  session-token: token-of-ours
				  region: eu-central-1
				spring.cloud.aws:
				  credentials:
				    access-key: AKIDTHEIRS
				    secret-key: secret
				  region.static: us-west-2
				""");
		assertThat(this.requests)
			.containsExactly("GET /settings/application.properties: AKIDOURS eu-central-1 s3, token token-of-ours");
	}

	@Test
	void importIsSignedByTheProfileOfTheSharedFiles() throws IOException {
		Path config = Files.writeString(this.directory.resolve("config"), "[profile work]\nregion = ap-south-1\n");
		Path credentials = Files.writeString(this.directory.resolve("credentials"),
				"[work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = secret\n");
		importsGreeting("aws.profile: work\n", "--aws.config-file=" + config,
				"--aws.shared-credentials-file=" + credentials);
		assertThat(this.requests)
			.containsExactly("GET /settings/application.properties: AKIDWORK ap-south-1 s3, token null");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
