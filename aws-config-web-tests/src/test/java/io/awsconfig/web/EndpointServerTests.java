package io.awsconfig.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint on the servers that there are: what stands in the URL is taken alike, and
 * answered alike.
 */
class EndpointServerTests {

	@TempDir
	private static Path home;

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext run(WebApplicationType type, String... more) {
		SpringApplication application = new SpringApplication(Nobody.class);
		application.setWebApplicationType(type);
		List<String> arguments = new ArrayList<>(List.of(more));
		arguments.addAll(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--management.endpoints.web.exposure.include=aws", "--aws.region=eu-central-1",
				"--aws.ec2-metadata-disabled=true", "--aws.config-file=" + home.resolve("config"),
				"--aws.shared-credentials-file=" + home.resolve("credentials"), "--aws.services.sqs.max-attempts=5"));
		return application.run(arguments.toArray(String[]::new));
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return client.send(
				HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/aws" + path)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void parameterNeedsNoValue(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = run(type)) {
			assertThat(context.getClass().getSimpleName())
				.contains((type == WebApplicationType.REACTIVE) ? "Reactive" : "Servlet");
			for (String path : List.of("/settings", "/services/sqs", "/services", "/clients", "/credentials",
					"/settings/region")) {
				HttpResponse<String> brief = get(context, path);
				HttpResponse<String> complete = get(context, path + "?all=true");
				assertThat(brief.statusCode()).isEqualTo(200);
				assertThat(complete.statusCode()).isEqualTo(200);
				for (String all : List.of("?all", "?all=", "?all=yes", "?all&", "?other=1&all")) {
					assertThat(get(context, path + all).body()).as("%s%s", path, all).isEqualTo(complete.body());
				}
				for (String none : List.of("?", "?all=false", "?all=FALSE", "?other", "?other=all")) {
					assertThat(get(context, path + none).body()).as("%s%s", path, none).isEqualTo(brief.body());
				}
			}
			assertThat(get(context, "/settings").body()).contains("\"region\":{\"value\":\"eu-central-1\"")
				.doesNotContain("use_fips_endpoint");
			assertThat(get(context, "/settings?all").body()).contains("\"use_fips_endpoint\":{\"value\":\"false\"");
			assertThat(get(context, "/services/sqs").body()).doesNotContain("use_fips_endpoint");
			assertThat(get(context, "/services/sqs?all").body()).contains("\"use_fips_endpoint\":");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whatThereIsNotIsNotFound(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = run(type)) {
			HttpResponse<String> answer = get(context, "/settings/regoin?all");
			assertThat(answer.statusCode()).isEqualTo(404);
			assertThat(answer.body()).startsWith("""
					{"message":"There is no setting 'regoin'; did you mean 'region'?","nearest":"region",""");
			assertThat(get(context, "/clents?all").statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void doctorAnswersAsIsAskedFor(WebApplicationType type) throws Exception {
		HttpServer aws = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		aws.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(403, -1);
			exchange.close();
		});
		aws.start();
		try (ConfigurableApplicationContext context = run(type,
				"--aws.endpoint-url=http://127.0.0.1:" + aws.getAddress().getPort(), "--aws.access-key-id=akid",
				"--aws.secret-access-key=secret-of-test")) {
			for (String accept : List.of("*/*", "application/json", "text/html, */*;q=0.8")) {
				HttpResponse<String> json = post(context, "/doctor", accept);
				assertThat(json.statusCode()).as(accept).isEqualTo(200);
				assertThat(json.headers().firstValue("Content-Type").orElse("")).as(accept)
					.startsWith("application/json");
				assertThat(json.body()).startsWith("{\"verdict\":\"").contains("\"check\":\"credentials\"");
			}
			HttpResponse<String> text = post(context, "/doctor", "text/plain");
			assertThat(text.statusCode()).isEqualTo(200);
			assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
			assertThat(text.body()).startsWith("AWS doctor: ")
				.contains("\n[ok]   credentials access key **** from access keys ")
				.doesNotContain("secret-of-test");
			assertThat(post(context, "/credentials", "*/*").body()).contains("\"state\":\"static\"");
			assertThat(post(context, "/nurse", "text/plain").statusCode()).isEqualTo(404);
		}
		finally {
			aws.stop(0);
		}
	}

	private static HttpResponse<String> post(ConfigurableApplicationContext context, String path, String accept)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/aws" + path))
			.header("Accept", accept)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nobody {

	}

}
