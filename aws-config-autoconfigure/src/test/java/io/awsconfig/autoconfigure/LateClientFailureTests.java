package io.awsconfig.autoconfigure;

import java.nio.file.Path;

import io.awsconfig.client.AwsClientFactory;
import io.awsconfig.client.MissingRegionException;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What to do about a client that cannot be made when the application has started, which
 * no failure analysis tells.
 */
@ExtendWith(OutputCaptureExtension.class)
class LateClientFailureTests {

	@TempDir
	private Path home;

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
	}

	private ConfigurableApplicationContext run(Class<?> source) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(this.machine.applyTo(new StandardEnvironment()));
		return application.run();
	}

	@Test
	void logSaysOnceWhatToDo(CapturedOutput output) {
		this.machine.withoutVariable("AWS_REGION");
		try (ConfigurableApplicationContext context = run(Application.class)) {
			assertThat(output).doesNotContain("cannot be made");
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(BeanCreationException.class)
					.isThrownBy(() -> context.getBean(SqsClient.class))
					.havingRootCause()
					.isInstanceOf(MissingRegionException.class)
					.withMessageStartingWith("No AWS Region is set, and clients of 'sqs' need one.")
					.withMessageNotContaining("Write your Region");
			}
		}
		assertThat(output).containsOnlyOnce("SqsClient cannot be made.")
			.contains("Description:\n\nNo AWS Region is set, and clients of 'sqs' need one.")
			.contains("Action:\n\nWrite your Region in place of us-east-1.");
	}

	@Test
	void clientThatMakesTheStartFailIsLeftToTheAnalysis(CapturedOutput output) {
		this.machine.withoutVariable("AWS_REGION");
		assertThatException().isThrownBy(() -> run(Runner.class));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsOnlyOnce("Write your Region in place of us-east-1.")
			.doesNotContain("cannot be made");
	}

	@Test
	void clientsOfTheFactory(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			AwsClientFactory factory = context.getBean(AwsClientFactory.class);
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(AwsConfigurationException.class)
					.isThrownBy(() -> factory.get(SqsClient.class, (sqs) -> sqs.set("max-attemps", "3")));
			}
			assertThatExceptionOfType(AwsConfigurationException.class)
				.isThrownBy(() -> factory.get(SqsClient.class, (sqs) -> sqs.set("secret-access-key", "hidden-1")));
		}
		assertThat(output).containsOnlyOnce("'max-attemps' is not a setting of a client.")
			.contains("SqsClient of AwsClientFactory cannot be made.")
			.contains("Action:\n\nDid you mean 'max-attempts'?")
			.contains("access-key-id")
			.doesNotContain("hidden-1");
	}

	@Test
	void tenantsDoNotFillTheLog(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			AwsClientFactory factory = context.getBean(AwsClientFactory.class);
			for (int i = 0; i < 150; i++) {
				String role = "tenant-" + i;
				assertThatExceptionOfType(AwsConfigurationException.class)
					.isThrownBy(() -> factory.get(SqsClient.class, (sqs) -> sqs.roleArn(role)));
			}
		}
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "SqsClient of AwsClientFactory cannot be made."))
			.isEqualTo(100);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Runner {

		@Bean
		ApplicationRunner asking(ObjectProvider<SqsClient> sqs) {
			return (arguments) -> sqs.getObject();
		}

	}

}
