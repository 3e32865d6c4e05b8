package io.awsconfig.precedence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code --aws.doctor=only} does in a real process.
 */
class DoctorOnlyTests {

	@TempDir
	Path directory;

	@Test
	void reportTakesThePlaceOfTheApplication() {
		try (LocalServer server = new LocalServer()) {
			server.answering((request) -> Answer.of(403));
			Report report = child().argument("aws.doctor", "only")
				.application("aws:\n  endpoint-url: %s\n".formatted(server.url()))
				.run();
			assertThat(report.exitCode()).isZero();
			assertThat(report.output()).contains("AWS doctor: this application can work with AWS")
				.contains("[ok]   answer      " + server.url())
				.doesNotContain(Application.STARTED);
			assertThat(server.requests()).isNotEmpty();
		}
	}

	@Test
	void exitCodeTellsOfWhatFails() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		Report report = child().variable("AWS_DOCTOR", "only")
			.variable("AWS_ENDPOINT_URL", "http://127.0.0.1:" + port)
			.run();
		assertThat(report.exitCode()).isEqualTo(1);
		assertThat(report.output()).contains("[FAIL] connect     http://127.0.0.1:" + port)
			.doesNotContain(Application.STARTED);
	}

	@Test
	void applicationStartsWithoutIt() {
		Report report = child().run();
		assertThat(report.exitCode()).isNotZero();
		assertThat(report.output()).contains(Application.STARTED).doesNotContain("AWS doctor");
	}

	private ChildProcess child() {
		return new ChildProcess(this.directory, Application.class).variable("AWS_EC2_METADATA_DISABLED", "true")
			.variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKID" + ChildProcess.SECRET_MARK + "0001")
			.variable("AWS_SECRET_ACCESS_KEY", ChildProcess.SECRET_MARK + "-secret");
	}

	/**
	 * An application that says so if it is started, and fails.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application {

		static final String STARTED = "A bean of the application was made";

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(args);
		}

		@Bean
		InitializingBean failing() {
			return () -> {
				throw new IllegalStateException(STARTED);
			};
		}

	}

}
