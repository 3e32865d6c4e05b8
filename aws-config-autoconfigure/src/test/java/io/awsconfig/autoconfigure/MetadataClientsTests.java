package io.awsconfig.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.imds.Ec2MetadataAsyncClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * The clients of the instance metadata service, asking a server on this machine.
 */
class MetadataClientsTests {

	private static final String REGION = "/latest/meta-data/placement/region";

	private static final Answer TOKEN = Answer.of(200).with("x-aws-ec2-metadata-token-ttl-seconds", "21600");

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withoutVariable("AWS_EC2_METADATA_DISABLED");
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withPropertyValues("aws.ec2-metadata-service-endpoint=" + this.server.url())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void bothAskTheEndpointOfTheSettingsWithAToken() {
		this.server.answering(TOKEN);
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(Ec2MetadataClient.class).get(REGION).asString()).isEqualTo("<Response/>");
			assertThat(context.getBean(Ec2MetadataAsyncClient.class).get(REGION).join().asString())
				.isEqualTo("<Response/>");
			assertThat(this.server.requests()).extracting((request) -> request.method() + " " + request.uri())
				.containsExactly("PUT /latest/api/token", "GET " + REGION, "PUT /latest/api/token", "GET " + REGION);
			assertThat(this.server.requests().get(1).header("x-aws-ec2-metadata-token")).isEqualTo("<Response/>");
		});
	}

	@Test
	void oneAttemptIsMadeUnlessTheSettingSaysMore() {
		this.server.respondingWith(500);
		this.contextRunner.run((context) -> {
			Ec2MetadataClient client = context.getBean(Ec2MetadataClient.class);
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> client.get(REGION));
			assertThat(this.server.requests()).hasSize(1);
		});
		this.server.requests().clear();
		this.contextRunner.withPropertyValues("aws.metadata-service-num-attempts=3").run((context) -> {
			Ec2MetadataClient client = context.getBean(Ec2MetadataClient.class);
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> client.get(REGION));
			assertThat(this.server.requests()).hasSize(3);
			this.server.requests().clear();
			Ec2MetadataAsyncClient async = context.getBean(Ec2MetadataAsyncClient.class);
			assertThatException().isThrownBy(() -> async.get(REGION).join());
			assertThat(this.server.requests()).hasSize(3);
		});
	}

	@Test
	void answerIsAwaitedAsLongAsTheSettingSays() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
			this.contextRunner
				.withPropertyValues("aws.ec2-metadata-service-endpoint=http://127.0.0.1:" + silent.getLocalPort(),
						"aws.metadata-service-timeout=2")
				.run((context) -> List
					.<Runnable>of(() -> context.getBean(Ec2MetadataClient.class).get(REGION),
							() -> context.getBean(Ec2MetadataAsyncClient.class).get(REGION).join())
					.forEach((call) -> {
						long start = System.nanoTime();
						assertThatException().isThrownBy(call::run).withStackTraceContaining("imeout");
						assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1900),
								Duration.ofSeconds(20));
					}));
		}
	}

	@Test
	void switchedOffItSaysWhere() {
		this.machine.variable("AWS_EC2_METADATA_DISABLED", "true");
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatException().isThrownBy(() -> context.getBean(Ec2MetadataClient.class))
				.havingRootCause()
				.withMessageContaining("switched off")
				.withMessageContaining("Where: environment variable AWS_EC2_METADATA_DISABLED")
				.isInstanceOfSatisfying(AwsConfigurationException.class,
						(ex) -> assertThat(ex.getAction()).startsWith("Remove 'AWS_EC2_METADATA_DISABLED'"));
			assertThatException().isThrownBy(() -> context.getBean(Ec2MetadataAsyncClient.class))
				.withRootCauseInstanceOf(AwsConfigurationException.class);
			assertThat(this.server.requests()).isEmpty();
		});
	}

	@Test
	void theyBackOffAndAreNotNamed() {
		Ec2MetadataClient own = mock(Ec2MetadataClient.class);
		this.contextRunner.withBean("own", Ec2MetadataClient.class, () -> own)
			.withPropertyValues("aws.clients.archive.service=s3")
			.run((context) -> {
				assertThat(context.getBean(Ec2MetadataClient.class)).isSameAs(own);
				assertThat(context.getBeanNamesForType(Ec2MetadataAsyncClient.class))
					.containsExactly("ec2MetadataAsyncClient");
			});
	}

	@Test
	void theyAreClosedWithTheApplication() {
		Ec2MetadataClient[] client = new Ec2MetadataClient[1];
		this.server.answering(TOKEN);
		this.contextRunner.run((context) -> {
			client[0] = context.getBean(Ec2MetadataClient.class);
			client[0].get(REGION);
		});
		this.server.requests().clear();
		assertThatException().isThrownBy(() -> client[0].get(REGION));
		assertThat(this.server.requests()).isEmpty();
	}

}
