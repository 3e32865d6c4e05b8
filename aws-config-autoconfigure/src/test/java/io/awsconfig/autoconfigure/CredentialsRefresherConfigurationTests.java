package io.awsconfig.autoconfigure;

import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.awsconfig.credentials.CredentialsRefresher;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsRefresherConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(CredentialsRefresherConfiguration.class);

	@Test
	void refresherRunsAsLongAsTheApplication() {
		CredentialsRefresher[] refresher = new CredentialsRefresher[1];
		this.contextRunner.run((context) -> {
			refresher[0] = context.getBean(CredentialsRefresher.class);
			assertThat(refresher[0].isRunning()).isTrue();
		});
		assertThat(refresher[0].isRunning()).isFalse();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void refresherUsesVirtualThreadsWhereTheApplicationDoes() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(
					context.getBeanFactory().getBeanDefinition("awsCredentialsRefresher").getFactoryMethodName())
				.isEqualTo("awsCredentialsRefresherOnVirtualThreads"));
	}

	@Test
	void backsOffForTheApplicationsOwnRefresher() {
		this.contextRunner
			.withBean("own", CredentialsRefresher.class,
					() -> new CredentialsRefresher(Clock.systemUTC(), System::nanoTime))
			.run((context) -> assertThat(context).hasSingleBean(CredentialsRefresher.class));
	}

}
