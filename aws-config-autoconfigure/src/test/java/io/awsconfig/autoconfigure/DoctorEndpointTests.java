package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The doctor behind the actuator, as HTTP clients see it.
 */
class DoctorEndpointTests {

	private static final String DOCTOR = "/actuator/aws/doctor";

	@TempDir
	Path home;

	@Test
	void jsonIsTheAnswerToWhoDoesNotSay() {
		run((mvc) -> {
			assertThat(mvc.post().uri(DOCTOR)).hasStatusOk()
				.hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
				.bodyJson()
				.extractingPath("$.verdict")
				.isEqualTo("warning");
			assertThat(mvc.post().uri(DOCTOR)).bodyJson()
				.extractingPath("$.findings[?(@.check == 'credentials')].message")
				.asArray()
				.containsExactly("access key ****0001 from access keys (environment variable AWS_ACCESS_KEY_ID)");
			assertThat(mvc.post().uri(DOCTOR)).bodyJson().extractingPath("$.healthy").isEqualTo(true);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "*/*", "application/*", "application/vnd.spring-boot.actuator.v2+json",
			"text/html, */*;q=0.8" })
	void jsonIsTheAnswerToWhoTakesIt(String accept) {
		run((mvc) -> assertThat(mvc.post().uri(DOCTOR).header("Accept", accept)).hasStatusOk().bodyJson().isNotNull());
	}

	@Test
	void textIsForATerminal() {
		run((mvc) -> assertThat(mvc.post().uri(DOCTOR).accept(MediaType.TEXT_PLAIN)).hasStatusOk()
			.hasContentTypeCompatibleWith(MediaType.TEXT_PLAIN)
			.bodyText()
			.startsWith("AWS doctor: this application can work with AWS")
			.contains("\n[ok]   credentials access key ****0001")
			.doesNotContain("shop-secret"));
	}

	@Test
	void credentialsAreJsonInAnyCase() {
		run((mvc) -> {
			assertThat(mvc.post().uri("/actuator/aws/credentials").accept(MediaType.TEXT_PLAIN)).hasStatusOk()
				.hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
				.bodyJson()
				.extractingPath("$.state")
				.isEqualTo("static");
			assertThat(mvc.post().uri("/actuator/aws/credentials")).hasStatusOk()
				.bodyJson()
				.extractingPath("$.state")
				.isEqualTo("static");
		});
	}

	@Test
	void whatThereIsNotIsNotFound() {
		run((mvc) -> {
			assertThat(mvc.post().uri("/actuator/aws/nurse")).hasStatus(404);
			assertThat(mvc.post().uri("/actuator/aws/nurse").accept(MediaType.TEXT_PLAIN)).hasStatus(404);
		});
	}

	@Test
	void readOnlyAccessSwitchesItOff() {
		run((mvc) -> assertThat(mvc.post().uri(DOCTOR)).hasStatus(405), "management.endpoint.aws.access=READ_ONLY");
	}

	private void run(Consumer<MockMvcTester> consumer, String... properties) {
		try (LocalServer server = new LocalServer()) {
			server.answering((request) -> LocalServer.Answer.of(403));
			new WebApplicationContextRunner()
				.withInitializer(new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
					.variable("AWS_ACCESS_KEY_ID", "AKIDSHOPKEY00001")
					.variable("AWS_SECRET_ACCESS_KEY", "shop-secret"))
				.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
						AwsEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
						WebEndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
						JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
						ManagementContextAutoConfiguration.class, ServletManagementContextAutoConfiguration.class,
						DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
				.withPropertyValues("aws.endpoint-url=" + server.url(), "management.endpoints.web.exposure.include=aws")
				.withPropertyValues(properties)
				.run((context) -> consumer.accept(MockMvcTester.from(context)));
		}
	}

}
