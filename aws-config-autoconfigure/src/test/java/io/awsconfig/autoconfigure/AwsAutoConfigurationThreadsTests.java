package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsAutoConfigurationThreadsTests {

	private final ApplicationContextRunner contextRunner;

	AwsAutoConfigurationThreadsTests(@TempDir Path directory) {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(directory))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@Test
	void refresherRunsAsLongAsTheApplication() {
		AtomicReference<CredentialsRefresher> refresher = new AtomicReference<>();
		this.contextRunner.run((context) -> {
			refresher.set(context.getBean(CredentialsRefresher.class));
			assertThat(refresher.get().isRunning()).isTrue();
		});
		assertThat(refresher.get().isRunning()).isFalse();
	}

	@Test
	void refresherUsesPlatformThreads() {
		assertThat(threadThatAsks()).startsWith("Thread[");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void refresherUsesVirtualThreadsWhereTheApplicationDoes() {
		assertThat(threadThatAsks("spring.threads.virtual.enabled=true")).startsWith("VirtualThread[");
	}

	private String threadThatAsks(String... properties) {
		AtomicReference<String> thread = new AtomicReference<>("");
		MfaTokenSupplier supplier = (serialNumber) -> {
			thread.set(Thread.currentThread().toString());
			throw new IllegalStateException("no device at hand");
		};
		this.contextRunner.withBean(MfaTokenSupplier.class, () -> supplier)
			.withPropertyValues("aws.region=eu-west-1", "aws.access-key-id=AKIAIOSFODNN7EXAMPLE",
					"aws.secret-access-key=secret", "aws.role-arn=arn:aws:iam::123456789012:role/name",
					"aws.mfa-serial=arn:aws:iam::123456789012:mfa/name")
			.withPropertyValues(properties)
			.run((context) -> assertThatExceptionOfType(CredentialsException.class)
				.isThrownBy(() -> context.getBean(CredentialsChain.class).resolveCredentials()));
		return thread.get();
	}

	@Test
	void backsOffForTheApplicationsOwnRefresher() {
		this.contextRunner.withBean("own", CredentialsRefresher.class, () -> new CredentialsRefresher())
			.run((context) -> assertThat(context).hasSingleBean(CredentialsRefresher.class));
	}

}
