package io.awsconfig.client.bean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;

/**
 * Tests that replace clients, or spy on them, on a machine without any setting unless
 * they say so.
 */
class ClientOverrideTests {

	static final S3Client own = mock(S3Client.class);

	/**
	 * Without Region, credentials and files.
	 */
	static class EmptyMachine implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			try {
				Path home = Files.createTempDirectory("home");
				home.toFile().deleteOnExit();
				machine(home).initialize(context);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		FakeMachine machine(Path home) {
			return new FakeMachine(home);
		}

	}

	static class MachineWithRegion extends EmptyMachine {

		@Override
		FakeMachine machine(Path home) {
			return super.machine(home).withRegionAndKeys();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	@Import({ User.class, UserOfArchive.class })
	static class Application {

	}

	static class User {

		final S3Client s3;

		User(S3Client s3) {
			this.s3 = s3;
		}

	}

	static class UserOfArchive {

		final S3Client archive;

		UserOfArchive(@Qualifier("archive") S3Client archive) {
			this.archive = archive;
		}

	}

	private static boolean isBuilt(ApplicationContext context, String name) {
		return ((ConfigurableApplicationContext) context).getBeanFactory().containsSingleton(name);
	}

	@Nested
	@SpringJUnitConfig(classes = Application.class, initializers = EmptyMachine.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithMocks {

		@MockitoBean
		S3Client s3;

		@MockitoBean
		@Qualifier("archive")
		S3Client archive;

		@Autowired
		User user;

		@Autowired
		UserOfArchive userOfArchive;

		@Autowired
		ApplicationContext context;

		@Test
		void eachIsInjectedWhereItsClientWouldBe() {
			assertThat(this.s3).isNotSameAs(this.archive);
			assertThat(mockingDetails(this.s3).isMock()).isTrue();
			assertThat(this.user.s3).isSameAs(this.s3).isSameAs(this.context.getBean("s3Client"));
			assertThat(this.userOfArchive.archive).isSameAs(this.archive).isSameAs(this.context.getBean("archive"));
			assertThat(this.context.getBean(S3Client.class)).isSameAs(this.s3);
			assertThat(isBuilt(this.context, "awsHttpClients")).isFalse();
		}

	}

	@Nested
	@SpringJUnitConfig(classes = Application.class, initializers = MachineWithRegion.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithMockOfTheNamedOne {

		@MockitoBean("archive")
		S3Client archive;

		@MockitoBean
		@Qualifier("archive")
		S3Presigner presigner;

		@Autowired
		User user;

		@Autowired
		UserOfArchive userOfArchive;

		@Autowired
		ApplicationContext context;

		@Test
		void theOtherOneStays() {
			assertThat(this.userOfArchive.archive).isSameAs(this.archive);
			assertThat(mockingDetails(this.user.s3).isMock()).isFalse();
			assertThat(this.user.s3.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
			assertThat(this.context.getBean("archiveS3Presigner")).isSameAs(this.presigner);
			assertThat(mockingDetails(this.context.getBean(S3Presigner.class)).isMock()).isFalse();
		}

	}

	@Nested
	@SpringJUnitConfig(classes = Application.class, initializers = EmptyMachine.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithMocksOfOtherNames {

		@MockitoBean("mock")
		S3Client s3;

		@MockitoBean("mockOfPresigner")
		S3Presigner presigner;

		@MockitoBean("archive")
		S3Client archive;

		@Autowired
		User user;

		@Autowired
		UserOfArchive userOfArchive;

		@Autowired
		ApplicationContext context;

		@Test
		void areTakenInPlaceOfOurs() {
			assertThat(this.user.s3).isSameAs(this.s3);
			assertThat(this.context.containsBean("s3Client")).isFalse();
			assertThat(this.context.getBean(S3Presigner.class)).isSameAs(this.presigner);
			assertThat(this.context.containsBean("s3Presigner")).isFalse();
			assertThat(this.userOfArchive.archive).isSameAs(this.archive).isNotSameAs(this.s3);
			assertThat(this.context.containsBean("archiveS3Presigner")).isTrue();
		}

	}

	@Nested
	@SpringJUnitConfig(classes = ApplicationWithoutUsers.class, initializers = EmptyMachine.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithMocksOfAllNames {

		@MockitoBean("s3Client")
		S3Client s3;

		@MockitoBean("archive")
		S3Client archive;

		@MockitoBean("mock")
		S3Client third;

		@Autowired
		ApplicationContext context;

		@Test
		void whatATestHasReplacedIsNotTakenAway() {
			assertThat(this.context.getBean("s3Client")).isSameAs(this.s3);
			assertThat(this.context.getBean("archive")).isSameAs(this.archive);
			assertThat(this.context.getBean("mock")).isSameAs(this.third);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	static class ApplicationWithoutUsers {

	}

	@Nested
	@SpringJUnitConfig(classes = { ApplicationWithOwn.class }, initializers = EmptyMachine.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithMockOfTheApplicationsOwn {

		@MockitoBean
		S3Client s3;

		@Autowired
		User user;

		@Autowired
		ApplicationContext context;

		@Test
		void isInjected() {
			assertThat(this.user.s3).isSameAs(this.s3).isSameAs(this.context.getBean("mine"));
			assertThat(this.context.containsBean("s3Client")).isFalse();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class })
	@Import(User.class)
	static class ApplicationWithOwn {

		@Bean
		@Primary
		S3Client mine() {
			return own;
		}

	}

	@Nested
	@SpringJUnitConfig(classes = ApplicationWithLibrary.class, initializers = EmptyMachine.class)
	class WithMockOfALibrarysOwn {

		@MockitoBean
		S3Client s3;

		@Autowired
		User user;

		@Autowired
		ApplicationContext context;

		@Test
		void isInjected() {
			assertThat(this.user.s3).isSameAs(this.s3).isSameAs(this.context.getBean("librarysOwn"));
			assertThat(this.context.containsBean("s3Client")).isFalse();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AwsAutoConfiguration.class, AwsClientAutoConfiguration.class, Library.class })
	@Import(User.class)
	static class ApplicationWithLibrary {

	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class Library {

		@Bean
		S3Client librarysOwn() {
			return own;
		}

	}

	@Nested
	@SpringJUnitConfig(classes = Application.class, initializers = MachineWithRegion.class)
	@TestPropertySource(properties = { "aws.clients.archive.service=s3", "aws.clients.archive.region=eu-west-3" })
	class WithSpies {

		@MockitoSpyBean
		S3Client s3;

		@MockitoSpyBean
		@Qualifier("archive")
		S3Client archive;

		@MockitoSpyBean
		S3AsyncClient async;

		@MockitoSpyBean("archiveS3AsyncClient")
		S3AsyncClient archiveAsync;

		@Autowired
		User user;

		@Autowired
		UserOfArchive userOfArchive;

		@Autowired
		ApplicationContext context;

		@Test
		void eachStandsAroundItsClient() {
			assertThat(this.user.s3).isSameAs(this.s3);
			assertThat(this.userOfArchive.archive).isSameAs(this.archive);
			assertThat(this.context.getBean(S3AsyncClient.class)).isSameAs(this.async).isNotSameAs(this.archiveAsync);
			assertThat(regionOf(this.user.s3.serviceClientConfiguration())).isEqualTo(Region.EU_CENTRAL_1);
			assertThat(regionOf(this.userOfArchive.archive.serviceClientConfiguration())).isEqualTo(Region.EU_WEST_3);
			verify(this.s3).serviceClientConfiguration();
			verify(this.archive).serviceClientConfiguration();
		}

		private static Region regionOf(S3ServiceClientConfiguration configuration) {
			return configuration.region();
		}

	}

	@Nested
	@SpringJUnitConfig(classes = Application.class, initializers = EmptyMachine.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithTestBeans {

		static final S3Client first = mock(S3Client.class);

		static final S3Client second = mock(S3Client.class);

		@TestBean
		S3Client s3;

		@TestBean("archive")
		S3Client archive;

		@Autowired
		User user;

		@Autowired
		UserOfArchive userOfArchive;

		static S3Client s3() {
			return first;
		}

		static S3Client archive() {
			return second;
		}

		@Test
		void eachIsInjectedWhereItsClientWouldBe() {
			assertThat(this.user.s3).isSameAs(this.s3).isSameAs(first);
			assertThat(this.userOfArchive.archive).isSameAs(this.archive).isSameAs(second);
			assertThat(AopUtils.isAopProxy(this.user.s3)).isFalse();
		}

	}

	@Nested
	@SpringJUnitConfig(classes = Application.class, initializers = MachineWithRegion.class)
	@TestPropertySource(properties = "aws.clients.archive.service=s3")
	class WithTestBeanOfTheNamedOne {

		@TestBean
		@Qualifier("archive")
		S3Client other;

		@Autowired
		User user;

		@Autowired
		UserOfArchive userOfArchive;

		static S3Client other() {
			return own;
		}

		@Test
		void theOtherOneStays() {
			assertThat(this.userOfArchive.archive).isSameAs(own);
			assertThat(this.user.s3).isNotSameAs(own);
			assertThat(this.user.s3.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
		}

	}

}
