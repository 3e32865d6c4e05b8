package io.awsconfig.client.bean;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.testsupport.FakeMachine;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

/**
 * Names that are taken, and clients that ask for what they replace.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientNameTests {

	private static final S3Client own = mock(S3Client.class);

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.clients.archive.service=s3");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void beanOfAnotherTypeHasOurName(boolean overriding, CapturedOutput output) {
		this.contextRunner.withAllowBeanDefinitionOverriding(overriding)
			.withBean("s3Client", String.class, () -> "theirs")
			.withBean("archive", String.class, () -> "theirs")
			.withBean(User.class)
			.run((context) -> {
				assertThat(context.getBean("s3Client")).isEqualTo("theirs");
				assertThat(context.getBean("archive")).isEqualTo("theirs");
				User user = context.getBean(User.class);
				assertThat(user.s3).isSameAs(context.getBean("software.amazon.awssdk.services.s3.S3Client"));
				assertThat(user.archive).isSameAs(context.getBean("archiveS3Client"));
			});
		assertThat(output).contains(
				"The software.amazon.awssdk.services.s3.S3Client is the bean 'software.amazon.awssdk.services.s3.S3Client', since 's3Client' is another bean",
				"The software.amazon.awssdk.services.s3.S3Client is the bean 'archiveS3Client', since 'archive' is another bean");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void beanOfTheTypeHasOurName(boolean overriding, CapturedOutput output) {
		this.contextRunner.withAllowBeanDefinitionOverriding(overriding)
			.withUserConfiguration(OwnWithOurNames.class)
			.withBean(User.class)
			.run((context) -> {
				assertThat(context.getBean(User.class).s3).isSameAs(context.getBean("s3Client"));
				assertThat(context.getBean(User.class).archive).isSameAs(own);
				assertThat(context.getBeanNamesForType(S3Client.class)).containsExactlyInAnyOrder("s3Client",
						"archive");
			});
		assertThat(output).doesNotContain("is another bean");
	}

	@ParameterizedTest
	@ValueSource(classes = { LibraryWithOurName.class, LibraryWithNameOfArchive.class })
	void libraryThatComesLaterReplacesOursWithOverriding(Class<?> library) {
		this.contextRunner.withAllowBeanDefinitionOverriding(true)
			.withConfiguration(AutoConfigurations.of(library))
			.run((context) -> assertThat(
					List.of(context.getBean("s3Client", S3Client.class), context.getBean("archive", S3Client.class)))
				.containsOnlyOnce(own));
	}

	@ParameterizedTest
	@ValueSource(classes = { WithOurName.class, WithNameOfArchive.class })
	void libraryThatComesLaterStopsTheApplicationWithoutOverriding(Class<?> application, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(application));
		boolean ourName = application == WithOurName.class;
		assertThat(text(output)).contains(
				"""
						Description:

						The bean '%s', defined in class path resource [%s], could not be registered. A bean with that name has already been defined \
						in aws-config (software.amazon.awssdk.services.s3.S3Client is on the class path) and overriding is \
						disabled.

						Action:

						Consider renaming one of the beans or enabling overriding by setting \
						spring.main.allow-bean-definition-overriding=true
						"""
					.formatted(ourName ? "s3Client" : "archive",
							(ourName ? LibraryWithOurName.class : LibraryWithNameOfArchive.class).getName()
								.replace('.', '/') + ".class"));
	}

	@Test
	void decoratorOfTheClientThatItReplaces(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Application.class, Decorator.class));
		assertThat(text(output)).contains(
				"""
						Description:

						The bean 's3', defined in %s, asks for the S3Client that it is itself: as the application's own, it takes \
						the place of the one of aws-config, which is not there then.

						Action:

						Let it ask for an AwsClientConfigurer, and build what it wraps by \
						'configurer.configure(S3Client.builder()).build()'. Or let a BeanPostProcessor wrap the one of aws-config, \
						and remove this bean.
						"""
					.formatted(Decorator.class.getName()));
	}

	@Test
	void decoratorOfTheNamedClientThatItReplaces(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Application.class, NamedDecorator.class));
		assertThat(text(output)).contains(
				"""
						Description:

						The bean 'archive', defined in %s, asks for the S3Client 'archive' that it is itself: as the application's \
						own, it takes the place of the one of aws-config, which is not there then.

						Action:

						Give it another name, by '@Bean(name = "…", defaultCandidate = false)', and the qualifier, by \
						'@Qualifier("archive")'. It is then injected where 'archive' is asked for, and the one of aws-config into \
						it.
						"""
					.formatted(NamedDecorator.class.getName()));
	}

	@Test
	void decoratorsThatFollowTheAdvice() {
		this.contextRunner.withUserConfiguration(Decorators.class).withBean(User.class).run((context) -> {
			User user = context.getBean(User.class);
			assertThat(user.s3).isSameAs(context.getBean("s3"));
			assertThat(user.s3.serviceName()).isEqualTo("decorated s3");
			assertThat(user.archive).isSameAs(context.getBean("audited"));
			assertThat(user.archive.serviceName()).isEqualTo("decorated s3");
			assertThat(context.getBean("archive", S3Client.class).serviceName()).isEqualTo("s3");
		});
	}

	@Test
	void cycleOfOthersIsLeftToSpringBoot(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Application.class, Cycle.class));
		assertThat(output).contains("form a cycle").doesNotContain("AwsClientConfigurer");
	}

	private void start(Class<?>... configurations) {
		SpringApplication application = new SpringApplication(configurations);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers(this.machine);
		application.run("--aws.clients.archive.service=s3").close();
	}

	private static String text(CapturedOutput output) {
		return output.toString().replace(System.lineSeparator(), "\n");
	}

	private static S3Client decorate(S3Client client) {
		ProxyFactory factory = new ProxyFactory(client);
		factory.addAdvice((MethodInterceptor) (invocation) -> invocation.getMethod().getName().equals("serviceName")
				? "decorated " + invocation.proceed() : invocation.proceed());
		return (S3Client) factory.getProxy();
	}

	static class User {

		final S3Client s3;

		final S3Client archive;

		User(S3Client s3, @Qualifier("archive") S3Client archive) {
			this.s3 = s3;
			this.archive = archive;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnWithOurNames {

		@Bean
		S3Client s3Client() {
			return mock(S3Client.class);
		}

		@Bean(defaultCandidate = false)
		S3Client archive() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class, LibraryWithOurName.class })
	static class WithOurName {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
			LibraryWithNameOfArchive.class })
	static class WithNameOfArchive {

	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class LibraryWithOurName {

		@Bean
		S3Client s3Client() {
			return own;
		}

	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class LibraryWithNameOfArchive {

		@Bean(defaultCandidate = false)
		S3Client archive() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorator {

		@Bean
		S3Client s3(S3Client delegate) {
			return decorate(delegate);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NamedDecorator {

		@Bean(defaultCandidate = false)
		S3Client archive(@Qualifier("archive") S3Client delegate) {
			return decorate(delegate);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorators {

		@Bean
		S3Client s3(AwsClientConfigurer configurer) {
			return decorate(configurer.configure(S3Client.builder()).build());
		}

		@Bean(name = "audited", defaultCandidate = false)
		@Qualifier("archive")
		S3Client auditedArchive(@Qualifier("archive") S3Client delegate) {
			return decorate(delegate);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Cycle {

		@Bean
		StringBuilder one(StringBuffer other) {
			return new StringBuilder(other);
		}

		@Bean
		StringBuffer other(StringBuilder one) {
			return new StringBuffer(one);
		}

	}

}
