package io.awsconfig.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * One request and its answer, from a server in the same process: with a client that is
 * injected, and with one that was built by hand with the same Region, access key,
 * endpoint and retry mode. Both have the HTTP client of the class path.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "-Daws.disableEc2Metadata=true")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RequestBenchmarks {

	private static final String ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE";

	private static final String SECRET_ACCESS_KEY = "not-a-secret";

	private static final Region REGION = Region.EU_WEST_1;

	private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

	@Param({ "s3", "dynamodb" })
	String service = "";

	@Param({ "byHand", "awsConfig" })
	String client = "";

	private @Nullable LoopbackServer server;

	private @Nullable ConfigurableApplicationContext context;

	private @Nullable SdkAutoCloseable builtByHand;

	private Supplier<Object> request = Object::new;

	@Setup
	public void start() throws IOException {
		boolean s3 = this.service.equals("s3");
		LoopbackServer server = s3 ? new LoopbackServer("text/plain", "x".repeat(1024))
				: new LoopbackServer("application/x-amz-json-1.0", """
						{"Item":{"id":{"S":"1"},"item":{"S":"book"},"quantity":{"N":"1"}}}""");
		this.server = server;
		this.request = s3 ? getObject(client(S3Client.class, S3Client.builder(), server.url()))
				: getItem(client(DynamoDbClient.class, DynamoDbClient.builder(), server.url()));
	}

	@TearDown
	public void stop() throws IOException {
		LoopbackServer server = Objects.requireNonNull(this.server);
		System.out.printf("%n%s bytes on the wire per request of %s, %s%n", server.bytesPerRequest(), this.service,
				this.client);
		if (this.context != null) {
			this.context.close();
		}
		if (this.builtByHand != null) {
			this.builtByHand.close();
		}
		server.close();
	}

	@Benchmark
	public Object request() {
		return this.request.get();
	}

	private static Supplier<Object> getObject(S3Client s3) {
		return () -> s3.getObjectAsBytes((request) -> request.bucket("photos").key("cat"));
	}

	private static Supplier<Object> getItem(DynamoDbClient dynamoDb) {
		return () -> dynamoDb
			.getItem((request) -> request.tableName("orders").key(Map.of("id", AttributeValue.fromS("1"))));
	}

	private <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C client(Class<C> type, B builder,
			URI endpoint) {
		return this.client.equals("awsConfig") ? inject(type, endpoint) : build(builder, endpoint);
	}

	private <C> C inject(Class<C> type, URI endpoint) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--logging.level.root=error", "--aws.region=" + REGION.id(), "--aws.access-key-id=" + ACCESS_KEY_ID,
					"--aws.secret-access-key=" + SECRET_ACCESS_KEY, "--aws.endpoint-url=" + endpoint,
					"--aws.retry-mode=standard");
		this.context = context;
		return context.getBean(type);
	}

	private <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C build(B builder, URI endpoint) {
		C client = builder.region(REGION)
			.credentialsProvider(
					StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
			.endpointOverride(endpoint)
			.overrideConfiguration((override) -> override.retryStrategy(RetryMode.STANDARD)
				.defaultProfileFileSupplier(() -> NO_PROFILES)
				.defaultProfileName("default"))
			.build();
		this.builtByHand = client;
		return client;
	}

	/**
	 * An application without anything of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
