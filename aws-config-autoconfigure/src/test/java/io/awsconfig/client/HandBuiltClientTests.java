package io.awsconfig.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of a configured client beside those of a client that was built by hand
 * with the same Region, access key, endpoint and retries: not a byte more.
 */
class HandBuiltClientTests {

	private static final String KEY = "AKIDEXAMPLEEXAMPLE01";

	private static final String SIGNATURE = "0".repeat(64);

	private static final String SET_IN_CODE = ",e";

	private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

	private static final Map<String, AttributeValue> ITEM = Map.of("id", AttributeValue.fromS("1"));

	@TempDir
	Path home;

	private final LocalServer server = new LocalServer();

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void getOfAnObjectIsTheSame() {
		assertSameRequest(3, S3Client::builder,
				(s3) -> s3.getObjectAsBytes((request) -> request.bucket("photos").key("cat")));
	}

	@Test
	void putOfAnObjectIsTheSame() {
		assertSameRequest(3, S3Client::builder,
				(s3) -> s3.putObject((request) -> request.bucket("photos").key("cat"), RequestBody.fromString("meow")));
	}

	@Test
	void getOfAnItemIsTheSame() {
		assertSameRequest(4, DynamoDbClient::builder,
				(dynamoDb) -> dynamoDb.getItem((request) -> request.tableName("orders").key(ITEM)));
	}

	@Test
	void getOfAnItemIsTheSameWithTheAsyncClient() {
		assertSameRequest(4, DynamoDbAsyncClient::builder,
				(dynamoDb) -> dynamoDb.getItem((request) -> request.tableName("orders").key(ITEM)).join());
	}

	@Test
	void questionWhoIsCallingIsTheSame() {
		assertSameRequest(3, StsClient::builder, (sts) -> sts.getCallerIdentity());
	}

	private <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> void assertSameRequest(int maxAttempts,
			Supplier<B> builder, Consumer<C> call) {
		AwsClientConfigurer configurer = Configurers
			.create(new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
				.variable("AWS_ACCESS_KEY_ID", KEY)
				.variable("AWS_SECRET_ACCESS_KEY", "secret")
				.variable("AWS_ENDPOINT_URL", this.server.url()));
		try (C byHand = setByHand(builder.get(), maxAttempts).build();
				C configured = configurer.configure(builder.get()).build()) {
			call.accept(byHand);
			call.accept(configured);
		}
		assertThat(this.server.requests()).hasSize(2);
		LocalServer.Request first = this.server.requests().get(0);
		LocalServer.Request second = this.server.requests().get(1);
		assertThat(comparable(second)).isEqualTo(comparable(first));
		assertThat(first.header("User-Agent")).startsWith(second.header("User-Agent"));
	}

	private <B extends AwsClientBuilder<B, ?>> B setByHand(B builder, int maxAttempts) {
		return builder.region(Region.EU_CENTRAL_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, "secret")))
			.endpointOverride(URI.create(this.server.url()))
			.overrideConfiguration((override) -> override
				.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(maxAttempts).build())
				.defaultProfileFileSupplier(() -> NO_PROFILES)
				.defaultProfileName("default"));
	}

	/**
	 * What differs between any two requests of one client is replaced by something of the
	 * same length. The SDK adds to the user agent that the access key was set in code.
	 */
	private static Map<String, String> comparable(LocalServer.Request request) {
		Map<String, String> headers = new TreeMap<>();
		request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
		headers.computeIfPresent("Amz-sdk-invocation-id", (name, value) -> value.replaceAll("[0-9a-f]", "0"));
		headers.computeIfPresent("X-amz-date", (name, value) -> value.replaceAll("[0-9]", "0"));
		headers.computeIfPresent("Authorization", (name, value) -> value.replaceFirst("/[0-9]{8}/", "/00000000/")
			.replaceFirst("[0-9a-f]{64}$", SIGNATURE));
		headers.computeIfPresent("User-agent", (name, value) -> value.replaceFirst(SET_IN_CODE + "$", ""));
		headers.put("request", request.method() + " " + request.uri());
		headers.put("body", new String(request.body(), StandardCharsets.UTF_8).replaceAll("[0-9a-f]{64}", SIGNATURE));
		return headers;
	}

}
