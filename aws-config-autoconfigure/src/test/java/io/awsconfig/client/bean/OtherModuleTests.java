package io.awsconfig.client.bean;

import java.net.URLClassLoader;
import java.nio.file.Path;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.OtherModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Modules on the class path that are broken, that only the class loader of the
 * application has, or that have the names of others.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtherModuleTests {

	private static final String MISSING = "software.amazon.awssdk.awscore.AwsMissed";

	@TempDir
	private Path home;

	@TempDir
	private Path classes;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(new FakeMachine(this.home).withRegionAndKeys())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) throws Exception {
		try (URLClassLoader classLoader = OtherModule.with(this.classes)) {
			this.contextRunner.withClassLoader(classLoader).run(consumer);
		}
	}

	@Test
	void clientIsFoundWhereOnlyTheApplicationSeesIt() throws Exception {
		new OtherModule("bro").renaming("Sts", "Bro").writeTo(this.classes);
		try (LocalServer server = new LocalServer()) {
			this.contextRunner = this.contextRunner.withPropertyValues("aws.services.bro.endpoint-url=" + server.url(),
					"aws.clients.archive.service=bro", "aws.clients.archive.endpoint-url=" + server.url());
			run((context) -> {
				for (String name : new String[] { "broClient", "archive" }) {
					SdkClient client = context.getBean(name, SdkClient.class);
					assertThat(client.getClass().getName())
						.isEqualTo("software.amazon.awssdk.services.bro.DefaultBroClient");
					client.getClass().getMethod("getCallerIdentity").invoke(client);
				}
				assertThat(context.getBean("broAsyncClient")).isNotNull();
				assertThat(server.requests()).hasSize(2);
			});
		}
	}

	@Test
	void interfaceThatCannotBeLoadedFailsAloneWhenItIsAskedFor() throws Exception {
		new OtherModule("bro").renaming("Sts", "Bro")
			.renaming("awssdk/awscore/AwsClient;", "awssdk/awscore/AwsMissed;")
			.renaming("awssdk/awscore/AwsClient\u0001", "awssdk/awscore/AwsMissed\u0001")
			.writeTo(this.classes);
		this.contextRunner = this.contextRunner.withPropertyValues("aws.clients.archive.service=bro",
				"aws.clients.other.service=s3");
		run((context) -> {
			assertThat(context).hasNotFailed();
			for (String name : new String[] { "broClient", "broAsyncClient", "archive" }) {
				assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> context.getBean(name))
					.havingRootCause()
					.isInstanceOf(ClassNotFoundException.class)
					.withMessage(MISSING);
				assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> context.getBean(name))
					.satisfies((ex) -> assertThat(incomplete(ex)).contains("Bro", "Class: " + MISSING));
			}
			assertThat(context.getBean(S3Client.class)).isNotNull();
			assertThat(context.getBean("other", S3Client.class)).isNotNull();
			assertThat(context.getBeansOfType(SdkClient.class)).containsKeys("s3Client", "stsClient")
				.doesNotContainKey("broClient");
		});
	}

	@Test
	void interfaceThatCannotBeLoadedDoesNotKeepAnApplicationFromBeingCompiled() throws Exception {
		new OtherModule("bro").renaming("Sts", "Bro")
			.renaming("awssdk/awscore/AwsClient;", "awssdk/awscore/AwsMissed;")
			.renaming("awssdk/awscore/AwsClient\u0001", "awssdk/awscore/AwsMissed\u0001")
			.writeTo(this.classes);
		TestGenerationContext generated = new TestGenerationContext();
		try (URLClassLoader classLoader = OtherModule.with(this.classes);
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			new FakeMachine(this.home).systemProperty("spring.aot.processing", "true").initialize(context);
			context.setClassLoader(classLoader);
			context.register(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
			generated.writeGeneratedContent();
		}
		assertThat(generated.getGeneratedFiles()
			.getGeneratedFileContent(Kind.SOURCE, "io/awsconfig/client/bean/AwsClients__BeanDefinitions.java"))
			.contains("fail(\"software.amazon.awssdk.services.bro.BroClient\")")
			.contains("create(StsClient.class, null, StsClient::builder)");
	}

	@Test
	void implementationThatIsMissingIsNamed() throws Exception {
		new OtherModule("bro").renaming("Sts", "Bro").without("/DefaultBroClientBuilder").writeTo(this.classes);
		run((context) -> {
			assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> context.getBean("broClient"))
				.satisfies((ex) -> assertThat(incomplete(ex)).startsWith(
						"""
								The client software.amazon.awssdk.services.bro.BroClient cannot be made, because a class that it needs is missing or does not fit.

								    Class: software.amazon.awssdk.services.bro.DefaultBroClientBuilder"""));
			assertThat(context.getBean("broAsyncClient")).isNotNull();
			assertThat(context.getBean(StsClient.class)).isNotNull();
		});
	}

	private static String incomplete(Throwable failure) {
		for (Throwable ex = failure; ex != null; ex = ex.getCause()) {
			if (ex instanceof IncompleteClientException incomplete) {
				return String.valueOf(incomplete.getMessage()).replace(System.lineSeparator(), "\n");
			}
		}
		return "";
	}

	@Test
	void clientsOfOneNameAreBothReachable(CapturedOutput output) throws Exception {
		new OtherModule("aaa").writeTo(this.classes);
		String other = "software.amazon.awssdk.services.aaa.StsClient";
		this.contextRunner = this.contextRunner.withPropertyValues("aws.clients.archive.service=sts");
		run((context) -> {
			ClassLoader classLoader = context.getClassLoader();
			Class<?> otherType = classLoader.loadClass(other);
			Object ours = context.getBean(StsClient.class);
			Object theirs = context.getBean(otherType);
			assertThat(ours).isNotInstanceOf(otherType);
			assertThat(theirs).isSameAs(context.getBean("stsClient"));
			assertThat(ours).isSameAs(context.getBean(StsClient.class.getName()));
			for (Class<?> type : new Class<?>[] { StsClient.class, otherType }) {
				assertThat(BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), type, "archive"))
					.isInstanceOf(type);
			}
		});
		assertThat(output).contains("The software.amazon.awssdk.services.sts.StsClient is the bean "
				+ "'software.amazon.awssdk.services.sts.StsClient', since 'stsClient' is another bean");
	}

}
