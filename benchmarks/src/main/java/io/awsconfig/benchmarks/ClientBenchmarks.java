package io.awsconfig.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.awsconfig.client.AwsClientConfigurer;
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
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Building an SDK client and closing it again: with everything set by hand, through the
 * configurer, and left to the SDK, which reads the shared files for each client. What is
 * measured unless the command line says otherwise is the second client in a new JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 10, jvmArgsAppend = "-Daws.disableEc2Metadata=true")
@Warmup(iterations = 1)
@Measurement(iterations = 1)
public class ClientBenchmarks {

	private static final URI ENDPOINT = URI.create("http://localhost:1");

	private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

	private static final AwsCredentialsProvider CREDENTIALS = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "not-a-secret"));

	@Param({ "s3", "dynamodb" })
	String service = "";

	@Param({ "10", "10000" })
	int profiles;

	private Path file = Path.of("");

	private @Nullable ConfigurableApplicationContext context;

	private @Nullable AwsClientConfigurer configurer;

	@Setup
	public void startApplication() throws IOException {
		this.file = Files.createTempFile("profiles", ".config");
		Files.writeString(this.file, ProfileFileContent.of(this.profiles));
		System.setProperty("aws.configFile", this.file.toString());
		System.setProperty("aws.sharedCredentialsFile", this.file + ".none");
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run("--logging.level.root=error");
		this.configurer = this.context.getBean(AwsClientConfigurer.class);
	}

	@TearDown
	public void stopApplication() throws IOException {
		Objects.requireNonNull(this.context).close();
		Files.delete(this.file);
	}

	@Benchmark
	public void byHand() {
		build(ClientBenchmarks::setByHand);
	}

	@Benchmark
	public void awsConfig() {
		build(Objects.requireNonNull(this.configurer)::configure);
	}

	@Benchmark
	public void sdk() {
		build(ClientBenchmarks::leaveToSdk);
	}

	private void build(Way way) {
		try (SdkAutoCloseable client = this.service.equals("s3") ? way.prepare(S3Client.builder()).build()
				: way.prepare(DynamoDbClient.builder()).build()) {
			Objects.requireNonNull(client);
		}
	}

	private static <B extends AwsClientBuilder<B, ?>> B setByHand(B builder) {
		return builder.region(Region.EU_WEST_1)
			.credentialsProvider(CREDENTIALS)
			.endpointOverride(ENDPOINT)
			.overrideConfiguration(
					(override) -> override.defaultProfileFileSupplier(() -> NO_PROFILES).defaultProfileName("default"));
	}

	private static <B extends AwsClientBuilder<B, ?>> B leaveToSdk(B builder) {
		return builder;
	}

	/**
	 * A way to prepare the builder of a client.
	 */
	private interface Way {

		<B extends AwsClientBuilder<B, ?>> B prepare(B builder);

	}

	/**
	 * An application without anything of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
