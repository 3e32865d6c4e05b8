package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.awsconfig.credentials.fetch.signin.IdentityCenterTokenProvider;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.SdkTokenProvider;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bearer token of an {@code sso-session}, in applications that start as they do in
 * production.
 */
class TokenProviderTests {

	private static final String SECTION = """
			[sso-session corp]
			sso_region = us-east-1
			sso_start_url = https://example.awsapps.com/start
			""";

	@TempDir
	Path home;

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	private void run(Class<?> type, Consumer<ConfigurableApplicationContext> consumer, String... arguments) {
		SpringApplication application = new SpringApplication(type);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironment(this.machine.applyTo(new StandardEnvironment()));
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			consumer.accept(context);
		}
	}

	@Test
	void sessionInTheProfileGivesABearerToken() {
		this.machine.config("[default]\nsso_session = corp\n" + SECTION);
		run(Application.class, (context) -> {
			IdentityCenterTokenProvider provider = context.getBean(IdentityCenterTokenProvider.class);
			assertThat(provider).hasToString("IdentityCenterTokenProvider(sso_session at "
					+ this.machine.path(".aws/config") + " - 2:15 (profile 'default'))");
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(provider::resolveToken)
				.withMessageContaining("aws sso login --sso-session corp");
		});
	}

	@Test
	void sessionInPropertiesDoesAsWell() {
		this.machine.config(SECTION);
		run(Application.class, (context) -> assertThat(context.getBean(SdkTokenProvider.class)).isNotNull(),
				"--aws.sso-session=corp");
	}

	@Test
	void withoutSessionThereIsNoProvider() {
		run(Application.class, (context) -> assertThat(context.getBeansOfType(SdkTokenProvider.class)).isEmpty());
	}

	@Test
	void incompleteSectionMattersOnlyToThoseWhoWantAToken() {
		this.machine.config("[default]\nsso_session = corp\n[sso-session corp]\nsso_region = us-east-1\n");
		run(Application.class,
				(context) -> assertThatExceptionOfType(RuntimeException.class)
					.isThrownBy(() -> context.getBean(SdkTokenProvider.class))
					.withRootCauseInstanceOf(AwsConfigurationException.class)
					.withStackTraceContaining("The sso-session 'corp' does not say where to sign in."));
	}

	@Test
	void whenTheApplicationIsBuiltTheMachineThatRunsItIsNotKnown() {
		run(Application.class, (context) -> {
			assertThat(context.getBeanNamesForType(SdkTokenProvider.class)).containsExactly("awsTokenProvider");
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> context.getBean(SdkTokenProvider.class))
				.withStackTraceContaining("There is no sso-session to get a bearer token from.");
		}, "--spring.aot.processing=true");
	}

	@Test
	void backsOffForTheApplicationsOwn() {
		this.machine.config("[default]\nsso_session = corp\n" + SECTION);
		run(WithOwnProvider.class,
				(context) -> assertThat(context.getBeansOfType(SdkTokenProvider.class)).containsOnlyKeys("own"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithOwnProvider {

		@Bean
		SdkTokenProvider own() {
			return () -> (SdkToken) null;
		}

	}

}
