package io.awsconfig.reload;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.credentials.StsServer;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What running clients send when the settings change.
 */
class ReloadWireTests {

	private static final String FAR = "2126-11-21T12:00:00Z";

	private static final String ROLE = "arn:aws:iam::123456789012:role/";

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private final StsServer sts = new StsServer();

	private final Map<String, Object> properties = new HashMap<>();

	@BeforeEach
	void setUp() {
		this.properties.put("aws.region", "eu-central-1");
		this.properties.put("aws.access-key-id", "AKIDAPPLICATION");
		this.properties.put("aws.secret-access-key", "secret");
		this.properties.put("aws.endpoint-url", this.server.url());
		this.properties.put("aws.services.sts.endpoint-url", this.sts.url().toString());
	}

	@AfterEach
	void stopServers() {
		this.server.close();
		this.sts.close();
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		new ApplicationContextRunner().withInitializer(new FakeMachine(this.home))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application", this.properties)))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.run(consumer);
	}

	private static void reload(AssertableApplicationContext context) {
		assertThat(context.getBean(SettingsReloader.class).reload("a test").failure()).isNull();
	}

	private String last() {
		return this.server.requests().get(this.server.requests().size() - 1).authorization();
	}

	@Test
	void theSameRoleIsNotAskedForAgain() {
		this.properties.put("aws.services.s3.role-arn", ROLE + "one");
		this.sts.credentials(1, FAR).credentials(2, FAR);
		run((context) -> {
			S3Client s3 = context.getBean(S3Client.class);
			s3.listBuckets();
			this.properties.put("aws.sdk-ua-app-id", "another");
			reload(context);
			s3.listBuckets();
			assertThat(last()).contains("ASIAROLE1");
			try (S3Client next = context.getBean(AwsClientConfigurer.class).configure(S3Client.builder()).build()) {
				next.listBuckets();
			}
			assertThat(last()).contains("ASIAROLE1");
			assertThat(this.sts.requests()).hasSize(1);
		});
	}

	@Test
	void anotherRoleIsTakenByTheRunningClient() {
		this.properties.put("aws.services.s3.role-arn", ROLE + "one");
		this.sts.credentials(1, FAR).credentials(2, FAR);
		run((context) -> {
			S3Client s3 = context.getBean(S3Client.class);
			s3.listBuckets();
			assertThat(last()).contains("ASIAROLE1");
			this.properties.put("aws.services.s3.role-arn", ROLE + "two");
			reload(context);
			s3.listBuckets();
			assertThat(last()).contains("ASIAROLE2");
			assertThat(this.sts.requests()).hasSize(2)
				.last()
				.satisfies((request) -> assertThat(request.parameters()).containsEntry("RoleArn", ROLE + "two"));
		});
	}

	@Test
	void aRefusedRoleLeavesNobodyWithTheOldOne() {
		this.properties.put("aws.services.s3.role-arn", ROLE + "one");
		this.sts.credentials(1, FAR).error(403, "AccessDenied", "not allowed");
		run((context) -> {
			S3Client s3 = context.getBean(S3Client.class);
			s3.listBuckets();
			this.properties.put("aws.services.s3.role-arn", ROLE + "two");
			reload(context);
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(s3::listBuckets)
				.withMessageContaining("AccessDenied");
			assertThat(this.server.requests()).hasSize(1);
		});
	}

	@Test
	void aClientThatLosesItsRoleKeepsItUntilItIsBuiltAnew() {
		this.properties.put("aws.services.s3.role-arn", ROLE + "one");
		this.sts.credentials(1, FAR);
		run((context) -> {
			S3Client s3 = context.getBean(S3Client.class);
			s3.listBuckets();
			this.properties.remove("aws.services.s3.role-arn");
			reload(context);
			s3.listBuckets();
			assertThat(last()).contains("ASIAROLE1");
			try (S3Client next = context.getBean(AwsClientConfigurer.class).configure(S3Client.builder()).build()) {
				next.listBuckets();
			}
			assertThat(last()).contains("AKIDAPPLICATION");
		});
	}

	@Test
	void whoWaitsForTheFormerRoleGetsItAndTheNextCallHasTheNewOne() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (LocalServer slow = new LocalServer()) {
			slow.answering((request) -> {
				boolean first = new String(request.body(), StandardCharsets.UTF_8).contains("role%2Fone");
				if (first) {
					asked.countDown();
					await(release);
				}
				return Answer.of(role(first ? 1 : 2));
			});
			this.properties.put("aws.services.sts.endpoint-url", slow.url());
			this.properties.put("aws.services.s3.role-arn", ROLE + "one");
			run((context) -> {
				S3Client s3 = context.getBean(S3Client.class);
				CompletableFuture<?> waiting = CompletableFuture.supplyAsync(s3::listBuckets);
				await(asked);
				this.properties.put("aws.services.s3.role-arn", ROLE + "two");
				reload(context);
				s3.listBuckets();
				assertThat(last()).contains("ASIAROLE2");
				release.countDown();
				waiting.get(60, TimeUnit.SECONDS);
				assertThat(last()).contains("ASIAROLE1");
				s3.listBuckets();
				assertThat(last()).contains("ASIAROLE2");
			});
		}
		finally {
			release.countDown();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String role(int number) {
		return """
				<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
				  <AssumeRoleResult>
				    <Credentials>
				      <AccessKeyId>ASIAROLE%1$d</AccessKeyId>
				      <SecretAccessKey>role-secret-%1$d</SecretAccessKey>
				      <SessionToken>role-token-%1$d</SessionToken>
				      <Expiration>%2$s</Expiration>
				    </Credentials>
				  </AssumeRoleResult>
				</AssumeRoleResponse>""".formatted(number, FAR);
	}

	@Test
	void runningClientsFollowTimeouts() {
		CountDownLatch release = new CountDownLatch(1);
		this.properties.put("aws.max-attempts", "1");
		this.server.answering((request) -> {
			await(release);
			return Answer.of(200);
		});
		try {
			run((context) -> {
				DynamoDbClient sync = context.getBean(DynamoDbClient.class);
				DynamoDbAsyncClient async = context.getBean(DynamoDbAsyncClient.class);
				this.properties.put("aws.api-call-timeout", "200ms");
				reload(context);
				assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(sync::listTables);
				assertThat(async.listTables()).failsWithin(60, TimeUnit.SECONDS)
					.withThrowableThat()
					.withCauseInstanceOf(ApiCallTimeoutException.class);
				this.properties.put("aws.api-call-timeout", "60s");
				this.properties.put("aws.api-call-attempt-timeout", "200ms");
				reload(context);
				assertThatExceptionOfType(ApiCallAttemptTimeoutException.class).isThrownBy(sync::listTables);
				// What a request says itself comes first
				this.properties.put("aws.api-call-attempt-timeout", "60s");
				reload(context);
				assertThatExceptionOfType(ApiCallTimeoutException.class)
					.isThrownBy(() -> sync.listTables((request) -> request
						.overrideConfiguration((override) -> override.apiCallTimeout(Duration.ofMillis(200)))));
			});
		}
		finally {
			release.countDown();
		}
	}

}
