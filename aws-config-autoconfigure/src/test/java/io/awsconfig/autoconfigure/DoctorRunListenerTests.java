package io.awsconfig.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@ExtendWith(OutputCaptureExtension.class)
class DoctorRunListenerTests {

	@TempDir
	Path home;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final List<Integer> exits = new ArrayList<>();

	private final DoctorRunListener listener = new DoctorRunListener(new SpringApplication(),
			new PrintStream(this.out, true, StandardCharsets.UTF_8), this.exits::add);

	@Test
	@Proves(value = "doctor",
			effect = "With `only`, STS is asked who the credentials are, and no bean of the application is made.")
	void onlyPrintsTheReportAndExits() {
		try (LocalServer server = new LocalServer()) {
			server.answering((request) -> LocalServer.Answer.of(403));
			environmentPrepared(Map.of("aws.doctor", "only", "aws.endpoint-url", server.url()));
			assertThat(this.out.toString(StandardCharsets.UTF_8))
				.startsWith("AWS doctor: this application can work with AWS")
				.contains("[skip] beans       the application itself was not started");
			assertThat(this.out.toString(StandardCharsets.UTF_8)).contains("[warn] identity");
			assertThat(this.exits).containsExactly(0);
			assertThat(server.requests()).anyMatch((request) -> request.authorization().contains("/sts/"));
		}
	}

	@Test
	void onlyExitsWithAnErrorIfSomethingFails() throws IOException {
		environmentPrepared(Map.of("aws.doctor", "only", "aws.endpoint-url", "http://127.0.0.1:" + closedPort()));
		assertThat(this.out.toString(StandardCharsets.UTF_8)).contains("[FAIL] connect");
		assertThat(this.exits).containsExactly(1);
	}

	@Test
	void settingsThatAreWrongAreTheReport() {
		environmentPrepared(Map.of("aws.doctor", "only", "aws.max-attempts", "none"));
		assertThat(this.out.toString(StandardCharsets.UTF_8)).contains("[FAIL] settings    The value 'none'");
		assertThat(this.exits).containsExactly(1);
	}

	@Test
	void otherModesDoNotExit() {
		for (String mode : List.of("never", "always", "on-failure", "nonsense")) {
			environmentPrepared(Map.of("aws.doctor", mode));
		}
		assertThat(this.exits).isEmpty();
		assertThat(this.out.size()).isZero();
	}

	@Test
	void failedStartIsExaminedIfAwsIsTheReason(CapturedOutput output) throws IOException {
		environmentPrepared(Map.of("aws.doctor", "on-failure", "aws.endpoint-url", "http://127.0.0.1:" + closedPort()));
		this.listener.failed(null, new IllegalStateException("not of AWS"));
		assertThat(output).doesNotContain("AWS doctor");
		this.listener.failed(null,
				new IllegalStateException(new AwsConfigurationException("of AWS", "Do something else.")));
		assertThat(output).contains("AWS doctor: this application cannot work with AWS").contains("[FAIL] connect");
	}

	@Test
	void failedStartIsNotExaminedUnlessAskedFor(CapturedOutput output) {
		environmentPrepared(Map.of());
		this.listener.failed(null, new AwsConfigurationException("of AWS", "Do something else."));
		assertThat(output).doesNotContain("AWS doctor");
	}

	@Test
	void alwaysExaminesInTheBackground(CapturedOutput output) throws IOException {
		try (ServerSocket hangs = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setEnvironment(environment(Map.of("aws.doctor", "always", "aws.doctor-time-limit", "2s",
					"aws.endpoint-url", "http://127.0.0.1:" + hangs.getLocalPort())));
			context.register(Application.class);
			context.refresh();
			long start = System.nanoTime();
			this.listener.ready(context, null);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
			awaitReport(output);
			assertThat(output).contains("AWS doctor: this application cannot work with AWS").contains("[FAIL] answer");
		}
	}

	private static void awaitReport(CapturedOutput output) {
		long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!output.getAll().contains("AWS doctor: ") && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
	}

	@Test
	void valueThatIsNotValidStopsTheStart() {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(environment(Map.of("aws.doctor", "sometimes")));
		Throwable failure = catchThrowable(application::run);
		while (failure != null && !(failure instanceof AwsConfigurationException)) {
			failure = failure.getCause();
		}
		assertThat(failure).hasMessageContainingAll("The value 'sometimes' of", "never, on-failure, always, only");
	}

	private void environmentPrepared(Map<String, Object> properties) {
		this.listener.environmentPrepared(new DefaultBootstrapContext(), environment(properties));
	}

	private StandardEnvironment environment(Map<String, Object> properties) {
		return new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIDSHOPKEY00001")
			.variable("AWS_SECRET_ACCESS_KEY", "shop-secret")
			.properties(new TreeMap<>(properties))
			.applyTo(new StandardEnvironment());
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class Application {

		@Bean
		Object anything() {
			return new Object();
		}

	}

}
