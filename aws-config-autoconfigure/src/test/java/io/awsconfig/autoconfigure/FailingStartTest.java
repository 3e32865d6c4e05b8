package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A test of what an application on a machine of its own says when its start fails.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class FailingStartTest {

	@TempDir
	Path home;

	FakeMachine machine;

	final List<String> arguments = new ArrayList<>();

	@BeforeEach
	void setUpMachine() {
		this.machine = new FakeMachine(this.home);
	}

	ConfigurableApplicationContext run(Class<?>... sources) {
		SpringApplication application = new SpringApplication(sources);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(this.machine.applyTo(new StandardEnvironment()));
		return application.run(this.arguments.toArray(String[]::new));
	}

	/**
	 * Return the failure analysis, with the home directory in short.
	 */
	String fails(CapturedOutput output, Class<?>... sources) {
		assertThat(catchThrowable(() -> run(sources))).isNotNull();
		String all = output.getAll();
		assertThat(all).contains("APPLICATION FAILED TO START");
		return all.substring(all.indexOf("Description:")).replace(this.home.toString(), "HOME").strip();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nobody {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Nobody.class)
	static class Queues {

		Queues(SqsClient sqs) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Nobody.class)
	static class LateQueues {

		final ObjectProvider<SqsClient> sqs;

		LateQueues(ObjectProvider<SqsClient> sqs) {
			this.sqs = sqs;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Nobody.class)
	static class Archive {

		Archive(@Qualifier("archive") S3Client archive) {
		}

	}

}
