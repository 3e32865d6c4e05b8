package io.awsconfig.client.bean;

import java.nio.file.Path;

import com.example.library.LibraryAutoConfiguration;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Conditions on beans see clients from when Spring Boot's rules say that they may:
 * auto-configurations that come after ours do, the application and what comes before does
 * not.
 */
class ClientConditionTests {

	private final ApplicationContextRunner contextRunner;

	ClientConditionTests(@TempDir Path home) {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(home).withRegionAndKeys())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.clients.archive.service=s3");
	}

	@ParameterizedTest
	@ValueSource(classes = { After.class, Unrelated.class, LibraryAutoConfiguration.class })
	void autoConfigurationThatIsNotBeforeOursSeesClients(Class<?> autoConfiguration) {
		this.contextRunner.withConfiguration(AutoConfigurations.of(autoConfiguration))
			.run((context) -> assertThat(context.getBeansOfType(String.class)).containsOnlyKeys("libraryFoundIt",
					"libraryFoundOne", "libraryFoundArchive"))
			.run((context) -> assertThat(context.getBeanNamesForType(S3Client.class))
				.containsExactlyInAnyOrder("s3Client", "archive"))
			.run((context) -> assertThat(context.getBean("libraryFoundOne")).isEqualTo("eu-central-1"));
	}

	@Test
	void autoConfigurationBeforeOursSeesNoneAndItsOwnAreTaken() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(Before.class))
			.run((context) -> assertThat(context.getBeanNamesForType(S3Client.class))
				.containsExactlyInAnyOrder("librarysOwn", "archive"))
			.run((context) -> assertThat(context.getBean(S3Client.class)).isSameAs(context.getBean("librarysOwn")));
	}

	@Test
	void applicationSeesNone() {
		this.contextRunner.withUserConfiguration(Application.class).run((context) -> {
			assertThat(context.getBeansOfType(String.class)).isEmpty();
			assertThat(context.getBeanNamesForType(S3Client.class)).containsExactlyInAnyOrder("own", "archive");
			assertThat(context.getBean(S3Client.class)).isSameAs(context.getBean("own"));
		});
	}

	@Test
	void clientOfTheApplicationIsTheSingleCandidate() {
		S3Client own = mock(S3Client.class);
		this.contextRunner.withConfiguration(AutoConfigurations.of(FindsOne.class))
			.withBean("own", S3Client.class, () -> own)
			.run((context) -> assertThat(context.getBean(Found.class).s3).isSameAs(own));
	}

	@Test
	void namedClientIsNoCandidate() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(FindsOne.class))
			.withPropertyValues("aws.clients.other.service=s3")
			.run((context) -> assertThat(context.getBean(Found.class).s3).isSameAs(context.getBean("s3Client")));
	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class After extends LibraryAutoConfiguration {

	}

	@AutoConfiguration
	static class Unrelated extends LibraryAutoConfiguration {

	}

	@AutoConfiguration(before = AwsClientAutoConfiguration.class)
	static class Before {

		@Bean
		@ConditionalOnBean(S3Client.class)
		String foundIt() {
			return "found";
		}

		@Bean
		@ConditionalOnSingleCandidate(S3Client.class)
		String foundOne() {
			return "found";
		}

		@Bean
		@ConditionalOnBean(name = "archive")
		String foundArchive() {
			return "found";
		}

		@Bean
		@ConditionalOnMissingBean
		S3Client librarysOwn() {
			return mock(S3Client.class);
		}

		@Bean(defaultCandidate = false)
		@ConditionalOnMissingBean(name = "archive")
		S3Client archive() {
			return mock(S3Client.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@ConditionalOnBean(S3Client.class)
		String foundIt() {
			return "found";
		}

		@Bean
		@ConditionalOnSingleCandidate(S3Client.class)
		String foundOne() {
			return "found";
		}

		@Bean
		@ConditionalOnBean(name = "archive")
		String foundArchive() {
			return "found";
		}

		@Bean
		@ConditionalOnMissingBean
		S3Client own() {
			return mock(S3Client.class);
		}

		@Bean(defaultCandidate = false)
		@ConditionalOnMissingBean(name = "archive")
		S3Client archive() {
			return mock(S3Client.class);
		}

	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class FindsOne {

		@Bean
		@ConditionalOnSingleCandidate(S3Client.class)
		Found found(S3Client s3) {
			return new Found(s3);
		}

	}

	record Found(S3Client s3) {

	}

}
