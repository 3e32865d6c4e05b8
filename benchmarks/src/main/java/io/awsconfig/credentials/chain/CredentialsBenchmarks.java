package io.awsconfig.credentials.chain;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Reading credentials that are fresh, as each request does. Reading a volatile field is
 * what nothing that can change can go below.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CredentialsBenchmarks {

	private volatile AwsCredentials field = AwsSessionCredentials.create("key", "secret", "token");

	private final CredentialsRefresher refresher = new CredentialsRefresher();

	private final CredentialsChain chain = CredentialsChain.of(
			new CredentialsPlan(List.of(), new Step.ProcessStep("none", null, "the benchmark"), List.of()),
			(step) -> () -> new FetchedCredentials(AwsSessionCredentials.create("key", "secret", "token"),
					Instant.now().plusSeconds(3600)),
			this.refresher);

	private final AwsCredentialsProvider sdkProfile = DefaultCredentialsProvider.builder()
		.profileFile(ProfileFile.builder()
			.content(new ByteArrayInputStream("[default]\naws_access_key_id = key\naws_secret_access_key = secret\n"
				.getBytes(StandardCharsets.UTF_8)))
			.type(ProfileFile.Type.CREDENTIALS)
			.build())
		.profileName("default")
		.build();

	private final AwsCredentialsProvider sdkProperties = DefaultCredentialsProvider.builder().build();

	@State(Scope.Benchmark)
	public static class Properties {

		@Setup
		public void set() {
			System.setProperty("aws.accessKeyId", "key");
			System.setProperty("aws.secretAccessKey", "secret");
		}

		@TearDown
		public void clear() {
			System.clearProperty("aws.accessKeyId");
			System.clearProperty("aws.secretAccessKey");
		}

	}

	@Setup
	public void start() {
		this.refresher.start();
		this.field = this.chain.resolveCredentials();
	}

	@TearDown
	public void stop() {
		this.refresher.stop();
	}

	@Benchmark
	public AwsCredentials volatileFieldAlone() {
		return this.field;
	}

	@Benchmark
	public AwsCredentials resolveCredentials() {
		return this.chain.resolveCredentials();
	}

	@Benchmark
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity() {
		return this.chain.resolveIdentity();
	}

	@Benchmark
	public AwsCredentials sdkProfile() {
		return this.sdkProfile.resolveCredentials();
	}

	@Benchmark
	public AwsCredentials sdkProperties(Properties properties) {
		return this.sdkProperties.resolveCredentials();
	}

}
