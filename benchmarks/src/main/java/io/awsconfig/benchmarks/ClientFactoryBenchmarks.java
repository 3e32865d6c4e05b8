package io.awsconfig.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.awsconfig.client.AwsClientFactory;
import io.awsconfig.client.AwsClientSpecification;
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
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Asking an {@link AwsClientFactory} for a client that it has: of one tenant, or of each
 * of a thousand in turn. The specifications are of two kinds, so that the JVM cannot
 * inline them: ready made ones, which measure the factory alone, and a lambda that is
 * made for each call, as code usually has it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Daws.disableEc2Metadata=true")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClientFactoryBenchmarks {

	private String[] roles = new String[0];

	private Consumer<AwsClientSpecification>[] specifications = newArray(0);

	private int next;

	@SuppressWarnings({ "rawtypes", "unchecked" })
	private static Consumer<AwsClientSpecification>[] newArray(int size) {
		return new Consumer[size];
	}

	@Setup
	public void makeClients(Factory factory) {
		this.roles = new String[factory.tenants];
		this.specifications = newArray(factory.tenants);
		for (int i = 0; i < factory.tenants; i++) {
			String role = "arn:aws:iam::123456789012:role/tenant-" + i;
			this.roles[i] = role;
			// Three kinds: more than the JVM inlines
			this.specifications[i] = switch (i % 3) {
				case 0 -> (client) -> client.region("eu-west-1").roleArn(role);
				case 1 -> (client) -> client.roleArn(role).region("eu-west-1");
				default -> (client) -> client.roleArn(role).region("us-east-1").region("eu-west-1");
			};
			factory.get().get(S3Client.class, this.specifications[i]);
		}
	}

	private int next() {
		int index = this.next;
		this.next = (index + 1 < this.roles.length) ? index + 1 : 0;
		return index;
	}

	@Benchmark
	public S3Client readyMade(Factory factory) {
		return factory.get().get(S3Client.class, this.specifications[next()]);
	}

	@Benchmark
	public S3Client lambda(Factory factory) {
		String role = this.roles[next()];
		return factory.get().get(S3Client.class, (client) -> client.region("eu-west-1").roleArn(role));
	}

	/**
	 * An application with a factory.
	 */
	@State(Scope.Benchmark)
	public static class Factory {

		@Param({ "1", "1000" })
		int tenants;

		private @Nullable ConfigurableApplicationContext context;

		private @Nullable AwsClientFactory factory;

		@Setup
		public void startApplication() {
			this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.bannerMode(Banner.Mode.OFF)
				.run("--logging.level.root=error", "--aws.region=eu-central-1", "--aws.access-key-id=akid",
						"--aws.secret-access-key=not-a-secret");
			this.factory = this.context.getBean(AwsClientFactory.class);
		}

		@TearDown
		public void stopApplication() {
			Objects.requireNonNull(this.context).close();
		}

		AwsClientFactory get() {
			return Objects.requireNonNull(this.factory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
