package io.awsconfig.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the settings of an application make of the requests of real clients.
 */
class AwsClientConfigurerWireTests {

	private static final String KEY = "AKIDEXAMPLEEXAMPLE01";

	@TempDir
	Path home;

	private final LocalServer server = new LocalServer();

	private final HttpStandIn http = new HttpStandIn();

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_ACCESS_KEY_ID", KEY)
			.variable("AWS_SECRET_ACCESS_KEY", "secret")
			.variable("AWS_REGION", "eu-central-1");
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	private AwsClientConfigurer configurer(String... properties) {
		return Configurers.create(this.machine, properties);
	}

	private AwsClientConfigurer local(String... properties) {
		this.machine.variable("AWS_ENDPOINT_URL", this.server.url());
		return configurer(properties);
	}

	@Test
	void syncClientCallsTheEndpointSignedForRegionWithKeysAndToken() {
		this.machine.variable("AWS_SESSION_TOKEN", "session-token");
		try (DynamoDbClient client = local().configure(DynamoDbClient.builder()).build()) {
			client.listTables();
		}
		LocalServer.Request request = this.server.onlyRequest();
		assertThat(request.header("X-Amz-Target")).isEqualTo("DynamoDB_20120810.ListTables");
		assertThat(request.authorization()).startsWith("AWS4-HMAC-SHA256 Credential=" + KEY + "/")
			.contains("/eu-central-1/dynamodb/aws4_request");
		assertThat(request.header("X-Amz-Security-Token")).isEqualTo("session-token");
	}

	@Test
	void asyncClientCallsTheEndpointSignedForRegionWithKeysAndToken() {
		this.machine.variable("AWS_SESSION_TOKEN", "session-token");
		try (KmsAsyncClient client = local().configure(KmsAsyncClient.builder()).build()) {
			client.listKeys().join();
		}
		LocalServer.Request request = this.server.onlyRequest();
		assertThat(request.header("X-Amz-Target")).isEqualTo("TrentService.ListKeys");
		assertThat(request.authorization()).startsWith("AWS4-HMAC-SHA256 Credential=" + KEY + "/")
			.contains("/eu-central-1/kms/aws4_request");
		assertThat(request.header("X-Amz-Security-Token")).isEqualTo("session-token");
	}

	@Test
	void pathOfTheEndpointIsKept() {
		this.machine.variable("AWS_ENDPOINT_URL", this.server.url() + "/aws/local");
		try (S3Client client = configurer().configure(S3Client.builder()).forcePathStyle(true).build();
				DynamoDbClient dynamoDb = configurer().configure(DynamoDbClient.builder()).build()) {
			client.headBucket((request) -> request.bucket("photos"));
			dynamoDb.listTables();
		}
		assertThat(this.server.requests()).extracting((request) -> request.uri().getPath())
			.containsExactly("/aws/local/photos", "/aws/local/");
	}

	@Test
	void serviceHasItsOwnRegionAndFipsSetting() {
		AwsClientConfigurer configurer = configurer("aws.services.kms.region=us-west-2",
				"aws.services.kms.use-fips-endpoint=true");
		try (KmsClient kms = configurer.configure(KmsClient.builder()).httpClient(this.http).build();
				StsClient sts = configurer.configure(StsClient.builder()).httpClient(this.http).build()) {
			kms.listKeys();
			assertThat(this.http.lastHost()).isEqualTo("kms-fips.us-west-2.amazonaws.com");
			assertThat(this.http.lastHeader("Authorization")).contains("/us-west-2/kms/");
			sts.getCallerIdentity();
			assertThat(this.http.lastHost()).isEqualTo("sts.eu-central-1.amazonaws.com");
		}
	}

	@Test
	void globalServiceIsCalledAtItsOwnEndpoint() {
		try (IamClient client = configurer().configure(IamClient.builder()).httpClient(this.http).build()) {
			client.listUsers();
		}
		assertThat(this.http.lastHost()).isEqualTo("iam.amazonaws.com");
		assertThat(this.http.lastHeader("Authorization")).contains("/us-east-1/iam/");
	}

	@ParameterizedTest
	@CsvSource({ "1, standard", "2, standard", "5, standard", "2, legacy", "6, legacy", "3, adaptive" })
	void requestIsTriedAsOftenAsTheSettingSays(int attempts, String mode) {
		this.server.respondingWith(500);
		AwsClientConfigurer configurer = local("aws.max-attempts=" + attempts, "aws.retry-mode=" + mode);
		try (KmsClient kms = configurer.configure(KmsClient.builder()).build()) {
			assertThatExceptionOfType(SdkException.class).isThrownBy(kms::listKeys);
			assertThat(this.server.requests()).hasSize(attempts);
		}
	}

	@Test
	void dynamoDbObeysMaxAttemptsToo() {
		this.server.respondingWith(500);
		AwsClientConfigurer configurer = local("aws.max-attempts=7", "aws.services.dynamodb.max-attempts=2");
		try (DynamoDbClient sync = configurer.configure(DynamoDbClient.builder()).build();
				DynamoDbAsyncClient async = configurer.configure(DynamoDbAsyncClient.builder()).build()) {
			assertThatExceptionOfType(SdkException.class).isThrownBy(sync::listTables);
			assertThat(this.server.requests()).hasSize(2);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> async.listTables().join());
			assertThat(this.server.requests()).hasSize(4);
		}
	}

	@Test
	void filesAreReadOnceAndNeverAgain() throws Exception {
		this.machine.withoutVariable("AWS_ACCESS_KEY_ID")
			.withoutVariable("AWS_SECRET_ACCESS_KEY")
			.config("[default]\nendpoint_url = %s\nretry_mode = standard\n".formatted(this.server.url()))
			.credentials("[default]\naws_access_key_id = %s\naws_secret_access_key = s\n".formatted(KEY));
		AwsClientConfigurer configurer = configurer();
		for (String file : List.of(".aws/config", ".aws/credentials")) {
			// Whoever opens it now fails, or waits for ever
			Files.delete(this.machine.path(file));
			assertThat(new ProcessBuilder("mkfifo", this.machine.path(file).toString()).start().waitFor()).isZero();
		}
		try (DynamoDbClient first = configurer.configure(DynamoDbClient.builder()).build();
				S3AsyncClient second = configurer.configure(S3AsyncClient.builder()).forcePathStyle(true).build()) {
			first.listTables();
			second.headBucket((request) -> request.bucket("photos")).join();
		}
		assertThat(this.server.requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.authorization()).contains(KEY));
	}

	@Test
	void closingAClientLeavesTheOthersAlone() {
		AwsClientConfigurer configurer = local();
		try (DynamoDbClient kept = configurer.configure(DynamoDbClient.builder()).build()) {
			configurer.configure(KmsClient.builder()).build().close();
			configurer.configure(DynamoDbClient.builder()).build().close();
			kept.listTables();
		}
		assertThat(this.server.requests()).hasSize(1);
	}

}
