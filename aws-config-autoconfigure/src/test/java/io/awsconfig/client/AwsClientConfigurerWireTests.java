package io.awsconfig.client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import io.awsconfig.testsupport.LocalServer;

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

	@ParameterizedTest
	@CsvSource({ "false, false, kms.eu-central-1.amazonaws.com", "true, false, kms-fips.eu-central-1.amazonaws.com",
			"false, true, kms.eu-central-1.api.aws", "true, true, kms-fips.eu-central-1.api.aws" })
	void hostFollowsFipsAndDualStack(boolean fips, boolean dualStack, String host) {
		try (KmsClient client = configurer("aws.use-fips-endpoint=" + fips, "aws.use-dualstack-endpoint=" + dualStack)
			.configure(KmsClient.builder())
			.httpClient(this.http)
			.build()) {
			client.listKeys();
		}
		assertThat(this.http.lastHost()).isEqualTo(host);
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

	@Test
	void applicationIdIsInTheUserAgent() {
		AwsClientConfigurer configurer = local("aws.sdk-ua-app-id=shop", "aws.services.kms.sdk-ua-app-id=vault");
		try (DynamoDbClient dynamoDb = configurer.configure(DynamoDbClient.builder()).build();
				KmsAsyncClient kms = configurer.configure(KmsAsyncClient.builder()).build()) {
			dynamoDb.listTables();
			kms.listKeys().join();
		}
		assertThat(this.server.requests()).extracting((request) -> request.header("User-Agent"))
			.satisfiesExactly((first) -> assertThat(first).contains("app/shop"),
					(second) -> assertThat(second).contains("app/vault"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "WHEN_SUPPORTED", "when_required" })
	void requestHasAChecksumWhenTheSettingSaysSo(String mode) {
		try (S3Client client = local("aws.request-checksum-calculation=" + mode).configure(S3Client.builder())
			.forcePathStyle(true)
			.build()) {
			client.putObject((request) -> request.bucket("photos").key("cat"), RequestBody.fromString("meow"));
		}
		LocalServer.Request request = this.server.onlyRequest();
		boolean hasChecksum = Stream.of(request.header("x-amz-trailer"), request.header("x-amz-checksum-crc32"))
			.anyMatch(Objects::nonNull);
		assertThat(hasChecksum).isEqualTo(mode.equals("WHEN_SUPPORTED"));
		assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains("meow");
	}

	@ParameterizedTest
	@ValueSource(strings = { "WHEN_SUPPORTED", "WHEN_REQUIRED" })
	void responseChecksumIsAskedForWhenTheSettingSaysSo(String mode) {
		try (S3Client client = local("aws.response-checksum-validation=" + mode).configure(S3Client.builder())
			.forcePathStyle(true)
			.build()) {
			client.getObjectAsBytes((request) -> request.bucket("photos").key("cat"));
		}
		assertThat(this.server.onlyRequest().header("x-amz-te") != null).isEqualTo(mode.equals("WHEN_SUPPORTED"));
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
	void accountIdIsInTheHostUnlessTheSettingForbidsIt() {
		this.machine.variable("AWS_ACCOUNT_ID", "123456789012");
		for (String mode : List.of("preferred", "disabled")) {
			try (DynamoDbClient client = configurer("aws.account-id-endpoint-mode=" + mode)
				.configure(DynamoDbClient.builder())
				.httpClient(this.http)
				.build()) {
				client.listTables();
			}
			assertThat(this.http.lastHost().startsWith("123456789012.ddb.")).isEqualTo(mode.equals("preferred"));
		}
	}

	@Test
	void hostPrefixIsInTheHostUnlessTheSettingForbidsIt() {
		for (boolean disabled : new boolean[] { false, true }) {
			try (S3Client client = configurer("aws.services.s3.disable-host-prefix-injection=" + disabled)
				.configure(S3Client.builder())
				.httpClient(this.http)
				.build()) {
				client.writeGetObjectResponse((write) -> write.requestRoute("route").requestToken("token"),
						RequestBody.empty());
			}
			assertThat(this.http.lastHost())
				.isEqualTo((disabled ? "" : "route.") + "s3-object-lambda.eu-central-1.amazonaws.com");
		}
	}

	@Test
	void accountIdThatIsRequiredAndNotThereFailsTheRequest() {
		try (DynamoDbClient client = configurer("aws.account-id-endpoint-mode=required")
			.configure(DynamoDbClient.builder())
			.httpClient(this.http)
			.build()) {
			assertThatExceptionOfType(SdkException.class).isThrownBy(client::listTables)
				.withMessageContaining("AccountId");
		}
		assertThat(this.http.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void regionOfAnArnIsUsedWhenTheSettingSaysSo(boolean use) {
		String arn = "arn:aws:s3:us-west-2:123456789012:accesspoint/photos";
		try (S3Client client = configurer("aws.s3-use-arn-region=" + use).configure(S3Client.builder())
			.httpClient(this.http)
			.build()) {
			if (use) {
				client.headObject((request) -> request.bucket(arn).key("cat"));
				assertThat(this.http.lastHost())
					.isEqualTo("photos-123456789012.s3-accesspoint.us-west-2.amazonaws.com");
			}
			else {
				assertThatExceptionOfType(SdkException.class)
					.isThrownBy(() -> client.headObject((request) -> request.bucket(arn).key("cat")));
				assertThat(this.http.requests()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void multiRegionAccessPointIsRefusedWhenTheSettingSaysSo(boolean disabled) {
		String arn = "arn:aws:s3::123456789012:accesspoint:photos.mrap";
		try (S3Client client = configurer("aws.s3-disable-multiregion-access-points=" + disabled)
			.configure(S3Client.builder())
			.httpClient(this.http)
			.build()) {
			// Without the native signer of SigV4a, an access point that is allowed gets
			// no further
			assertThatExceptionOfType(SdkException.class)
				.isThrownBy(() -> client.headObject((request) -> request.bucket(arn).key("cat")))
				.withMessageContaining(disabled ? "Multi-Region Access Point" : "http-auth-aws-crt");
		}
		assertThat(this.http.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void expressSessionIsOpenedUnlessTheSettingForbidsIt(boolean disabled) {
		try (S3Client client = configurer("aws.s3-disable-express-session-auth=" + disabled)
			.configure(S3Client.builder())
			.httpClient(this.http)
			.build()) {
			try {
				client.headObject((request) -> request.bucket("photos--euc1-az1--x-s3").key("cat"));
			}
			catch (SdkException | NullPointerException ex) {
				// The stand-in has no session to give
			}
		}
		assertThat(this.http.requests().get(0).rawQueryParameters().containsKey("session")).isEqualTo(!disabled);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void endpointIsDiscoveredWhenTheSettingSaysSo(boolean enabled) {
		try (DynamoDbClient client = configurer("aws.endpoint-discovery-enabled=" + enabled,
				"aws.account-id-endpoint-mode=disabled")
			.configure(DynamoDbClient.builder())
			.httpClient(this.http)
			.build()) {
			try {
				client.listTables();
			}
			catch (SdkException | NullPointerException ex) {
				// The stand-in knows no endpoints
			}
			// Optional discovery takes place in the background
			Awaitility.await().until(() -> !enabled || discoveries() > 0);
		}
		assertThat(discoveries()).isEqualTo(enabled ? 1 : 0);
	}

	private long discoveries() {
		return this.http.requests()
			.stream()
			.filter((request) -> request.firstMatchingHeader("X-Amz-Target").orElse("").endsWith("DescribeEndpoints"))
			.count();
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
