package io.awsconfig.client.bean;

import java.nio.file.Path;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.bean.ClientOverrideTests.EmptyMachine;
import io.awsconfig.client.bean.ClientOverrideTests.MachineWithRegion;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

/**
 * Clients in applications that have more than one context.
 */
class ClientContextTests {

	private final ApplicationContextRunner contextRunner;

	ClientContextTests(@TempDir Path home) {
		this.contextRunner = new ApplicationContextRunner().withInitializer(new FakeMachine(home).withRegionAndKeys())
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.region=eu-west-3");
	}

	private ApplicationContextRunner withClients() {
		return this.contextRunner
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@Test
	void childGetsThoseOfItsParent() {
		withClients().run((parent) -> this.contextRunner.withParent(parent).withBean(User.class).run((child) -> {
			User user = child.getBean(User.class);
			assertThat(user.s3).isSameAs(parent.getBean("s3Client"));
			assertThat(user.archive).isSameAs(parent.getBean("archive"));
		}));
	}

	@Test
	void childWithTheSameConfigurationGetsThoseOfItsParent() {
		withClients().run((parent) -> {
			withClients().withParent(parent).withBean(User.class).run((child) -> {
				User user = child.getBean(User.class);
				assertThat(user.s3).isSameAs(parent.getBean("s3Client")).isSameAs(child.getBean(S3Client.class));
				assertThat(user.archive).isSameAs(parent.getBean("archive"));
				assertThat(child.getBeanDefinitionNames()).doesNotContain("s3Client", "archive");
			});
			assertThat(parent.getBean(S3Client.class).serviceClientConfiguration().region())
				.as("open, although the child is closed")
				.isEqualTo(Region.EU_CENTRAL_1);
		});
	}

	@Test
	void childHasItsOwnIfItsParentHasNone() {
		this.contextRunner.run((parent) -> withClients().withParent(parent)
			.withBean(User.class)
			.run((child) -> assertThat(child.getBean(User.class).archive).isSameAs(child.getBean("archive"))));
	}

	@Test
	void childWithAClientOfItsOwnGetsThat() {
		S3Client own = mock(S3Client.class);
		withClients().run((parent) -> this.contextRunner.withParent(parent)
			.withBean("own", S3Client.class, () -> own)
			.run((child) -> {
				assertThat(child.getBean(S3Client.class)).isSameAs(own);
				assertThat(parent.getBean(S3Client.class)).isNotSameAs(own);
			}));
	}

	@Test
	void clientOfAParentIsTakenInPlaceOfOurs() {
		S3Client own = mock(S3Client.class);
		this.contextRunner.withBean("own", S3Client.class, () -> own)
			.run((parent) -> withClients().withParent(parent).withBean(User.class).run((child) -> {
				assertThat(child.getBean(User.class).s3).isSameAs(own);
				assertThat(child.getBeanDefinitionNames()).doesNotContain("s3Client").contains("archive");
			}));
	}

	@Test
	void beanOfAParentKeepsTheNameOfANamedClient() {
		S3Client own = mock(S3Client.class);
		this.contextRunner.withUserConfiguration(OwnArchive.class)
			.run((parent) -> withClients().withParent(parent).withBean(User.class).run((child) -> {
				assertThat(child.getBean(User.class).archive).isSameAs(parent.getBean("archive"));
				assertThat(child.getBean(User.class).s3).isSameAs(child.getBean("s3Client")).isNotSameAs(own);
			}));
	}

	record User(S3Client s3, @Qualifier("archive") S3Client archive) {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnArchive {

		@Bean(defaultCandidate = false)
		S3Client archive() {
			return mock(S3Client.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class Root {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(HeldClients.class)
	static class Web {

	}

	static class HeldClients {

		final S3Client s3;

		final S3Client archive;

		HeldClients(S3Client s3, @Qualifier("archive") S3Client archive) {
			this.s3 = s3;
			this.archive = archive;
		}

	}

	@Nested
	@SpringJUnitConfig
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	@ContextHierarchy({
			@ContextConfiguration(name = "root", classes = Root.class, initializers = MachineWithRegion.class),
			@ContextConfiguration(name = "web", classes = Web.class) })
	class InAHierarchy {

		@Autowired
		HeldClients user;

		@Autowired
		S3Client s3;

		@Autowired
		ApplicationContext context;

		@Test
		void clientsOfTheRootAreInjected() {
			ApplicationContext root = this.context.getParent();
			assertThat(root).isNotNull();
			assertThat(this.context.containsLocalBean("s3Client")).isFalse();
			assertThat(this.user.s3).isSameAs(this.s3).isSameAs(root.getBean("s3Client"));
			assertThat(this.user.archive).isSameAs(root.getBean("archive"));
		}

	}

	@Nested
	@SpringJUnitConfig
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	@ContextHierarchy({ @ContextConfiguration(name = "root", classes = Root.class, initializers = EmptyMachine.class),
			@ContextConfiguration(name = "web", classes = Web.class) })
	class InAHierarchyWithMocks {

		@MockitoBean(contextName = "root")
		S3Client s3;

		@MockitoBean(contextName = "root")
		@Qualifier("archive")
		S3Client archive;

		@Autowired
		HeldClients user;

		@Test
		void mocksOfTheRootAreInjected() {
			assertThat(this.user.s3).isSameAs(this.s3);
			assertThat(this.user.archive).isSameAs(this.archive).isNotSameAs(this.s3);
		}

	}

	/**
	 * Two contexts in the cache at a time, of which one is closed.
	 */
	@Nested
	@TestClassOrder(ClassOrderer.OrderAnnotation.class)
	class Cached {

		private static S3Client first;

		private static S3Client second;

		@Nested
		@Order(1)
		@SpringJUnitConfig(classes = Root.class, initializers = MachineWithRegion.class)
		@TestPropertySource(properties = { "aws.clients.archive.service=s3", "aws.region=eu-west-1" })
		class First {

			@Test
			void hasItsClient(@Autowired S3Client s3, @Autowired @Qualifier("archive") S3Client archive) {
				assertThat(s3).isNotSameAs(archive);
				first = s3;
			}

		}

		@Nested
		@Order(2)
		@DirtiesContext
		@SpringJUnitConfig(classes = Root.class, initializers = MachineWithRegion.class)
		@TestPropertySource(properties = { "aws.clients.archive.service=s3", "aws.region=eu-west-2" })
		class Second {

			@Test
			void hasAnother(@Autowired S3Client s3) {
				assertThat(s3).isNotSameAs(first);
				second = s3;
			}

		}

		@Nested
		@Order(3)
		@SpringJUnitConfig(classes = Root.class, initializers = MachineWithRegion.class)
		@TestPropertySource(properties = { "aws.clients.archive.service=s3", "aws.region=eu-west-1" })
		class FirstAgain {

			@Test
			void hasTheClientOfTheCachedContext(@Autowired S3Client s3) {
				assertThat(s3).isSameAs(first);
				assertThatIllegalStateException().isThrownBy(() -> second.listBuckets())
					.withMessageContaining("shut down");
			}

		}

	}

}
