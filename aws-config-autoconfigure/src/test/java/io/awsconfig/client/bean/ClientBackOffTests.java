package io.awsconfig.client.bean;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.MissingRegionException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Somebody else's client takes the place of ours, which is then not built, asks for
 * nothing and cannot fail: on a machine without a Region, with a wrong file of
 * certificates, and with an instance metadata service that would be asked.
 */
class ClientBackOffTests {

	private static final S3Client own = mock(S3Client.class);

	private final LocalServer instanceMetadata = new LocalServer();

	@TempDir
	private Path home;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.instanceMetadata.respondingWith(404);
		FakeMachine machine = new FakeMachine(this.home).withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", this.instanceMetadata.url())
			.variable("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "1")
			.variable("AWS_CA_BUNDLE", this.home.resolve("absent.pem").toString());
		this.contextRunner = new ApplicationContextRunner().withInitializer(machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.clients.archive.service=s3");
	}

	@AfterEach
	void close() {
		this.instanceMetadata.close();
	}

	@Test
	void oursFailsWhenItIsBuiltAndNotBefore() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(definitions(context)).contains("s3Client", "archive");
			assertThat(this.instanceMetadata.requests()).isEmpty();
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> context.getBean("s3Client"))
				.havingCause()
				.havingCause()
				.isInstanceOf(MissingRegionException.class);
			assertThat(this.instanceMetadata.requests()).isNotEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("others")
	void beanOfSomebodyElseIsTakenInPlaceOfOurs(Function<ApplicationContextRunner, ApplicationContextRunner> other) {
		other.apply(this.contextRunner).withBean(User.class).run((context) -> {
			User user = context.getBean(User.class);
			assertThat(user.s3).isSameAs(own);
			assertThat(user.provided.getIfUnique()).isSameAs(own);
			assertThat(user.all).containsExactly(own);
			assertThat(context.getBean(S3Client.class)).isSameAs(own);
			assertThat(!context.containsBean("s3Client") || context.getBean("s3Client") == own).isTrue();
			assertThat(definitions(context)).contains("s3AsyncClient", "archive");
			assertThat(this.instanceMetadata.requests()).isEmpty();
		});
	}

	static Stream<Arguments> others() {
		return Stream.of(
				Arguments.argumentSet("of the application",
						with((runner) -> runner.withBean("own", S3Client.class, () -> own))),
				Arguments.argumentSet("of the application, primary",
						with((runner) -> runner.withUserConfiguration(OwnPrimary.class))),
				Arguments.argumentSet("of our name",
						with((runner) -> runner.withBean("s3Client", S3Client.class, () -> own))),
				Arguments.argumentSet("object that was registered",
						with((runner) -> runner
							.withInitializer((context) -> context.getBeanFactory().registerSingleton("own", own)))),
				Arguments.argumentSet("of a configuration of the test",
						with((runner) -> runner.withUserConfiguration(OwnInTest.class))),
				Arguments.argumentSet("of a library before ours",
						with((runner) -> runner.withConfiguration(AutoConfigurations.of(Before.class)))),
				Arguments.argumentSet("of a library after ours, unconditional",
						with((runner) -> runner.withConfiguration(AutoConfigurations.of(After.class)))),
				Arguments.argumentSet("of our name, of a library after ours, with overriding",
						with((runner) -> runner.withAllowBeanDefinitionOverriding(true)
							.withConfiguration(AutoConfigurations.of(AfterWithOurName.class)))),
				Arguments.argumentSet("that is registered when all configuration has been read",
						with((runner) -> runner.withBean(LateRegistrar.class))),
				Arguments.argumentSet("object that is registered when all definitions are there",
						with((runner) -> runner.withUserConfiguration(LateSingleton.class))));
	}

	private static Function<ApplicationContextRunner, ApplicationContextRunner> with(
			Function<ApplicationContextRunner, ApplicationContextRunner> other) {
		return other;
	}

	private static List<String> definitions(AssertableApplicationContext context) {
		return List.of(context.getBeanDefinitionNames());
	}

	@Test
	void scopedProxyIsTakenInPlaceOfOurs() {
		this.contextRunner.withUserConfiguration(OwnScoped.class).withBean(User.class).run((context) -> {
			assertThat(definitions(context)).doesNotContain("s3Client");
			assertThat(context.getBean(User.class).s3).isSameAs(context.getBean("own"));
			assertThat(context.getBean(User.class).all).hasSize(1);
			assertThat(this.instanceMetadata.requests()).isEmpty();
		});
	}

	@Test
	void twoOfTheApplicationAreToldApartAsIfOursWereNotThere() {
		this.contextRunner.withUserConfiguration(Two.class).withBean(QualifiedUser.class).run((context) -> {
			QualifiedUser user = context.getBean(QualifiedUser.class);
			assertThat(user.one).isSameAs(context.getBean("one"));
			assertThat(user.two).isSameAs(context.getBean("two"));
			assertThat(user.all).containsExactly(user.one, user.two);
			assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
				.isThrownBy(() -> context.getBean(S3Client.class))
				.satisfies(
						(ex) -> assertThat(ex.getBeanNamesFound()).contains("one", "two").doesNotContain("s3Client"));
		});
	}

	@Test
	void beanThatIsInjectedNowhereLeavesOursAlone() {
		this.contextRunner.withUserConfiguration(NoCandidates.class)
			.run((context) -> assertThat(definitions(context)).contains("s3Client"));
	}

	@Test
	void libraryClientStandsOnTheOneOfTheApplication() {
		this.contextRunner.withBean("own", S3AsyncClient.class, () -> mock(S3AsyncClient.class)).run((context) -> {
			assertThat(context.getBean(S3TransferManager.class)).isNotNull();
			assertThat(definitions(context)).doesNotContain("s3AsyncClient");
			assertThat(this.instanceMetadata.requests()).isEmpty();
		});
	}

	@Test
	void presignerOfTheApplicationIsTaken() {
		S3Presigner presigner = mock(S3Presigner.class);
		this.contextRunner.withBean("own", S3Presigner.class, () -> presigner).run((context) -> {
			assertThat(context.getBean(S3Presigner.class)).isSameAs(presigner);
			assertThat(definitions(context)).doesNotContain("s3Presigner");
		});
	}

	@Test
	void beanOfTheNameOfANamedClientIsKeptAndItsOthersAreOurs() {
		this.contextRunner.withUserConfiguration(OwnArchive.class).withBean(UserOfArchive.class).run((context) -> {
			assertThat(context.getBean(UserOfArchive.class).archive).isSameAs(own);
			assertThat(context.getBeanNamesForType(S3Client.class)).containsExactlyInAnyOrder("archive", "s3Client");
			assertThat(definitions(context)).contains("archiveS3AsyncClient");
			assertThat(this.instanceMetadata.requests()).isEmpty();
		});
	}

	@Test
	void beanWithTheQualifierOfANamedClientComesBeforeIt() {
		this.contextRunner.withUserConfiguration(OwnQualified.class).withBean(UserOfArchive.class).run((context) -> {
			assertThat(context.getBean(UserOfArchive.class).archive).isSameAs(own);
			assertThat(definitions(context)).contains("archive", "s3Client");
			assertThat(context.getBeanFactory().containsSingleton("archive")).isFalse();
			assertThat(this.instanceMetadata.requests()).isEmpty();
		});
	}

	@Test
	void ownHttpClientIsTheOneThatIsUsed() {
		this.contextRunner.withUserConfiguration(RealOwn.class)
			.run((context) -> assertThatExceptionOfType(SdkClientException.class)
				.isThrownBy(() -> context.getBean(S3Client.class).listBuckets())
				.withStackTraceContaining("Connection refused"));
		assertThat(this.instanceMetadata.requests()).isEmpty();
	}

	record User(S3Client s3, ObjectProvider<S3Client> provided, List<S3Client> all) {

	}

	record QualifiedUser(@Qualifier("one") S3Client one, S3Client two, List<S3Client> all) {

	}

	record UserOfArchive(@Qualifier("archive") S3Client archive) {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPrimary {

		@Bean
		@Primary
		S3Client mine() {
			return own;
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OwnInTest {

		@Bean
		S3Client mine() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnScoped {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
		S3Client own() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		S3Client one() {
			return mock(S3Client.class);
		}

		@Bean
		S3Client two() {
			return mock(S3Client.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoCandidates {

		@Bean(autowireCandidate = false)
		S3Client hidden() {
			return own;
		}

		@Bean(defaultCandidate = false)
		S3Client onlyByName() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnArchive {

		@Bean(defaultCandidate = false)
		S3Client archive() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnQualified {

		@Bean(defaultCandidate = false)
		@Qualifier("archive")
		S3Client mine() {
			return own;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RealOwn {

		@Bean
		S3Client mine() {
			return S3Client.builder()
				.region(Region.US_EAST_1)
				.endpointOverride(URI.create("http://localhost:1"))
				.credentialsProvider(AnonymousCredentialsProvider.create())
				.build();
		}

	}

	@AutoConfiguration(before = AwsClientAutoConfiguration.class)
	static class Before {

		@Bean
		S3Client librarysOwn() {
			return own;
		}

	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class After {

		@Bean
		S3Client librarysOwn() {
			return own;
		}

	}

	@AutoConfiguration(after = AwsClientAutoConfiguration.class)
	static class AfterWithOurName {

		@Bean
		S3Client s3Client() {
			return own;
		}

	}

	static class LateRegistrar implements BeanDefinitionRegistryPostProcessor {

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			registry.registerBeanDefinition("late", new RootBeanDefinition(S3Client.class, () -> own));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateSingleton {

		@Bean
		static BeanFactoryPostProcessor late() {
			return (beanFactory) -> beanFactory.registerSingleton("lateClient", own);
		}

	}

}
