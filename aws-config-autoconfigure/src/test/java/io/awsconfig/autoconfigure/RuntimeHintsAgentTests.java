package io.awsconfig.autoconfigure;

import java.lang.StackWalker.StackFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.aot.agent.RecordedInvocation;
import org.springframework.aot.agent.RecordedInvocationsListener;
import org.springframework.aot.agent.RecordedInvocationsPublisher;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.test.agent.EnabledIfRuntimeHintsAgent;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is looked for by its name while an application runs, recorded by Spring's agent,
 * against the hints. The build runs this with the agent, in a run of its own.
 */
@EnabledIfRuntimeHintsAgent
class RuntimeHintsAgentTests {

	/**
	 * What runs while the application is built, and not in one that has been compiled.
	 */
	private static final Set<String> BEFORE_IT_RUNS = Set.of("io.awsconfig.client.bean.ClientBeans",
			"io.awsconfig.client.bean.ClientBuilders", "io.awsconfig.client.bean.ClientTypes",
			"io.awsconfig.client.bean.LibraryClients");

	/**
	 * What finds nothing in a native image, and then knows of no module and no version.
	 */
	private static final Set<String> CAN_DO_WITHOUT = Set.of("io.awsconfig.client.SdkModules",
			"io.awsconfig.settings.ServiceNames");

	@TempDir
	Path home;

	private final LocalServer server = new LocalServer();

	private final List<RecordedInvocation> recorded = new CopyOnWriteArrayList<>();

	private final RecordedInvocationsListener listener = this::record;

	private final RuntimeHints hints = new RuntimeHints();

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
		this.machine = new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ENDPOINT_URL", this.server.url());
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withPropertyValues("management.endpoints.web.exposure.include=aws")
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsCredentialsHealthAutoConfiguration.class, AwsEndpointAutoConfiguration.class));
		RecordedInvocationsPublisher.addListener(this.listener);
	}

	@AfterEach
	void stopListening() {
		RecordedInvocationsPublisher.removeListener(this.listener);
		this.server.close();
	}

	private void record(RecordedInvocation invocation) {
		List<String> callers = invocation.getStackFrames().map(StackFrame::getClassName).toList();
		String caller = callers.stream()
			.filter((name) -> !name.startsWith("org.springframework.") && !name.startsWith("java."))
			.findFirst()
			.orElse("");
		if (caller.startsWith("io.awsconfig.") && !caller.contains("Tests")
				&& !BEFORE_IT_RUNS.contains(caller.split("\\$")[0]) && !CAN_DO_WITHOUT.contains(caller)) {
			this.recorded.add(invocation);
		}
	}

	private void assertThatAllHaveHints(String... lookedFor) {
		assertThat(this.recorded).allSatisfy(
				(invocation) -> assertThat(invocation.matches(this.hints)).as(() -> invocation.toString()).isTrue());
		assertThat(this.recorded.stream().map(Object::toString).toList()).as("what has to be among what was recorded")
			.satisfies((invocations) -> assertThat(lookedFor)
				.allSatisfy((name) -> assertThat(invocations).anyMatch((invocation) -> invocation.contains(name))));
	}

	@Test
	void clientsAndEndpoint() {
		this.machine.withRegionAndKeys();
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3").run((context) -> {
			context.getBean(S3Client.class).listBuckets();
			context.getBean(S3AsyncClient.class).listBuckets().join();
			context.getBean("archive", S3Client.class).listBuckets();
			context.getBean(KmsClient.class).listKeys();
			context.getBean(S3Presigner.class);
			context.getBean(S3TransferManager.class);
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			endpoint.aws();
			endpoint.part("settings");
			endpoint.refresh("credentials");
		});
		assertThat(this.server.requests()).hasSize(4);
		assertThatAllHaveHints("software.amazon.awssdk.crt.s3.S3Client");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					sts.StsClient                              | role_arn = arn:aws:iam::123456789012:role/r;source_profile = keys
					sso.SsoClient                              | sso_session = s;sso_account_id = 123456789012;sso_role_name = r
					signin.SigninClient                        | login_session = arn:aws:iam::123456789012:user/u
					""")
	void credentials(String client, String profile) {
		this.machine.config("[default]\n" + profile.replace(';', '\n')
				+ "\n[sso-session s]\nsso_region = eu-central-1\nsso_start_url = https://my-sso.awsapps.com/start\n"
				+ "[profile keys]\naws_access_key_id = akid\naws_secret_access_key = secret\n");
		this.contextRunner.run((context) -> {
			AwsCredentialsProvider provider = context.getBean(AwsCredentialsProvider.class);
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(provider::resolveCredentials);
		});
		assertThatAllHaveHints("software.amazon.awssdk.services." + client);
	}

}
