package io.awsconfig.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.client.bean.ClientBeans;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An application that is compiled ahead of time on one machine and runs on another.
 */
class AotTests {

	private static final String DEFINITIONS = "io/awsconfig/client/bean/AwsClients__BeanDefinitions.java";

	@TempDir
	Path home;

	private final LocalServer server = new LocalServer();

	private final TestGenerationContext generated = new TestGenerationContext();

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	/**
	 * Generate the code of the application on a machine whose settings are not those of
	 * the one that runs it.
	 */
	private ClassName generate(Class<?>... components) {
		FakeMachine machine = new FakeMachine(this.home.resolve("build"))
			.systemProperty("spring.aot.processing", "true")
			.variable("AWS_PROFILE", "of-the-build")
			.variable("AWS_REGION", "xx-leak-1")
			.variable("AWS_ENDPOINT_URL", "http://leak.invalid")
			.variable("AWS_ACCESS_KEY_ID", "AKIALEAK")
			.variable("AWS_SECRET_ACCESS_KEY", "hush-leak")
			.variable("AWS_SECRET_KEY", "hush-leak")
			.credentials("[default]\naws_access_key_id = AKIALEAK\naws_secret_access_key = hush-leak\n")
			.variable("AWS_CLIENTS_LEAK_SERVICE", "s3")
			.config("[default]\nregion = xx-leak-2\n");
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			machine.initialize(context);
			TestPropertyValues.of("aws.clients.archive.service=s3", "management.endpoints.web.exposure.include=aws")
				.applyTo(context);
			for (Class<?> component : components) {
				context.register(component);
			}
			context.register(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					EndpointAutoConfiguration.class, AwsCredentialsHealthAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class);
			ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, this.generated);
			this.generated.writeGeneratedContent();
			return initializer;
		}
	}

	/**
	 * Run what was generated.
	 * @param additional registers what only the running application has
	 */
	private void run(ClassName initializer, Map<String, String> properties,
			Consumer<GenericApplicationContext> additional, Consumer<GenericApplicationContext> consumer) {
		FakeMachine machine = new FakeMachine(this.home.resolve("run")).variable("AWS_ENDPOINT_URL", this.server.url())
			.config("[default]\nregion = eu-central-1\n")
			.credentials("[default]\naws_access_key_id = akid\naws_secret_access_key = secret\n");
		TestCompiler.forSystem().with(this.generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				machine.initialize(context);
				TestPropertyValues.of(properties).applyTo(context);
				additional.accept(context);
				initialize(context, compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()));
				context.refresh();
				consumer.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(GenericApplicationContext context, ApplicationContextInitializer<?> initializer) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	private static String regionOf(Request request) {
		return request.authorization().split("/")[2];
	}

	@Test
	void nothingOfTheMachineThatBuildsIsInWhatIsGenerated() throws IOException {
		generate();
		InMemoryGeneratedFiles files = this.generated.getGeneratedFiles();
		assertThat(files.getGeneratedFiles(Kind.SOURCE)).isNotEmpty();
		for (Kind kind : Kind.values()) {
			for (String path : files.getGeneratedFiles(kind).keySet()) {
				assertThat(files.getGeneratedFileContent(kind, path)).as(path)
					.doesNotContain("hush-leak", "AKIALEAK", "xx-leak", "leak.invalid");
			}
		}
	}

	@Test
	void clientsBecomeCodeThatCallsTheirBuilders() throws IOException {
		generate();
		assertThat(this.generated.getGeneratedFiles().getGeneratedFileContent(Kind.SOURCE, DEFINITIONS))
			.contains("create(S3Client.class, null, S3Client::builder)")
			.contains("create(S3Client.class, \"archive\", S3Client::builder)")
			.contains("create(S3Presigner.class, \"archive\", S3Presigner::builder)")
			.contains("create(S3TransferManager.class)")
			.contains("createNamed(S3TransferManager.class, \"archive\")")
			.doesNotContainIgnoringCase("leak");
		RuntimeHints hints = this.generated.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(S3Client.class, "builder")).rejects(hints);
	}

	@Test
	void whatActuatorShowsAndBindsHasHints() {
		generate();
		RuntimeHints hints = this.generated.getRuntimeHints();
		assertThat(AwsEndpoint.class.getDeclaredClasses()).filteredOn(Class::isRecord)
			.hasSizeGreaterThanOrEqualTo(10)
			.allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints));
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(AwsEndpointProperties.class, "setShowValues"))
			.accepts(hints);
		assertThat(AwsEndpoint.class.getMethods())
			.filteredOn((method) -> method.isAnnotationPresent(ReadOperation.class))
			.hasSizeGreaterThanOrEqualTo(3)
			.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(hints));
	}

	@Test
	@CompileWithForkedClassLoader
	void clientsAreTheSameBeans() {
		ClassName initializer = generate(User.class);
		run(initializer, Map.of("aws.clients.archive.service", "s3", "aws.clients.archive.region", "eu-west-3"),
				(context) -> {
				}, (context) -> {
					ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
					assertThat(beanFactory.getBeanNamesForType(S3Client.class)).containsExactlyInAnyOrder("s3Client",
							"archive");
					assertThat(beanFactory.getBeanNamesForType(S3AsyncClient.class))
						.containsExactlyInAnyOrder("s3AsyncClient", "archiveS3AsyncClient");
					assertThat(beanFactory.containsSingleton("s3Client")).isFalse();
					AbstractBeanDefinition unnamed = (AbstractBeanDefinition) beanFactory.getBeanDefinition("s3Client");
					assertThat(unnamed.isLazyInit()).isTrue();
					assertThat(unnamed.getDestroyMethodName()).isEmpty();
					assertThat(List.of("s3Client", "archive", "awsSettings", "awsEndpoint"))
						.allSatisfy((name) -> assertThat(beanFactory.getBeanDefinition(name)
							.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE)).isEqualTo(Object.class));
					assertThat(beanFactory.getBeanDefinition("awsHttpClients").getDestroyMethodName()).isEmpty();
					AbstractBeanDefinition named = (AbstractBeanDefinition) beanFactory.getBeanDefinition("archive");
					assertThat(named.isDefaultCandidate()).isFalse();
					assertThat(named.isFallback()).isTrue();
					assertThat(ClientBeans.isNamed(beanFactory, "Archive")).isTrue();
					assertThat(ClientBeans.isNamed(beanFactory, "other")).isFalse();
					assertThat(context.getBean(S3Presigner.class)).isNotNull();
					assertThat(context.getBean(S3TransferManager.class)).isNotNull();
					User user = context.getBean(User.class);
					user.used = user.s3.getObject();
					user.used.listBuckets();
					user.archive.listBuckets();
					assertThat(this.server.requests()).extracting(AotTests::regionOf)
						.containsExactly("eu-central-1", "eu-west-3");
					assertThat(context.getBean(S3Client.class)).isSameAs(user.used);
				});
		assertThat(this.server.requests()).as("one by destroy()").hasSize(3);
	}

	@Test
	@CompileWithForkedClassLoader
	void clientOfSomebodyElseTakesThePlaceOfOurs() {
		ClassName initializer = generate();
		SqsClient own = SqsClient.builder().region(Region.EU_WEST_1).build();
		run(initializer, Map.of(), (context) -> context.registerBean("own", SqsClient.class, () -> own), (context) -> {
			assertThat(context.getBeanNamesForType(SqsClient.class)).containsExactly("own");
			assertThat(context.getBeanNamesForType(KmsClient.class)).containsExactly("kmsClient");
			assertThat(context.containsBean("awsEndpoint")).isTrue();
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void clientThatIsAnotherByNowSaysSo() {
		ClassName initializer = generate(LateUser.class);
		run(initializer, Map.of("aws.clients.archive.service", "kms", "aws.clients.late.service", "s3"), (context) -> {
		}, (context) -> {
			assertThatException().isThrownBy(() -> context.getBean("archive"))
				.havingRootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.withMessageStartingWith(
						"The client 'archive' is one of the service 'kms', but was one of 's3' when the application was built.")
				.withMessageContaining("Where: \"aws.clients.archive.service\" from property source")
				.satisfies((ex) -> assertThat(((AwsConfigurationException) ex).getAction()).isEqualTo(
						"Set 'aws.clients.archive.service' to s3 again, or build the application with the service that the client is to have."));
			Throwable failure = catchThrowable(() -> context.getBean(LateUser.class));
			System.setProperty(AotDetector.AOT_ENABLED, "true");
			try {
				FailureAnalysis analysis = new UnknownClientFailureAnalyzer(context.getBeanFactory(),
						context.getEnvironment())
					.analyze(failure);
				assertThat(analysis.getDescription()).endsWith(
						"asks for the S3Client named 'late', but no client of that name was known when the application was built: which clients are beans was decided then.");
				assertThat(analysis.getAction()).isEqualTo(
						"Set 'aws.clients.late.service' in application.yml before the application is built, or run it without '-Dspring.aot.enabled=true'.");
			}
			finally {
				System.clearProperty(AotDetector.AOT_ENABLED);
			}
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void clientWithoutSettingsSaysSo() {
		ClassName initializer = generate();
		run(initializer, Map.of(), (context) -> {
		}, (context) -> assertThatException().isThrownBy(() -> context.getBean("archive"))
			.havingRootCause()
			.isInstanceOf(AwsConfigurationException.class)
			.withMessage("The client 'archive' has no settings any more.")
			.satisfies((ex) -> assertThat(((AwsConfigurationException) ex).getAction()).isEqualTo(
					"Set 'aws.clients.archive.service' to s3, the service that it had when the application was built.")));
	}

	/**
	 * Is made before the client that it asks for, and so destroyed after it.
	 */
	static class User implements DisposableBean {

		private final ObjectProvider<S3Client> s3;

		private final S3Client archive;

		private @Nullable S3Client used;

		User(ObjectProvider<S3Client> s3, @Qualifier("archive") S3Client archive) {
			this.s3 = s3;
			this.archive = archive;
		}

		@Override
		public void destroy() {
			Objects.requireNonNull(this.used).listBuckets();
		}

	}

	@Lazy
	static class LateUser {

		LateUser(@Qualifier("late") S3Client late) {
		}

	}

}
