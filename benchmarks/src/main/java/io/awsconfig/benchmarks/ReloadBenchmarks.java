package io.awsconfig.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.awsconfig.reload.Reload;
import io.awsconfig.reload.SettingsReloader;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A reload of the settings in which the Region changes: reading the file, resolving
 * everything, comparing it with what was there, and finding the clients that have the old
 * value.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Daws.disableEc2Metadata=true")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReloadBenchmarks {

	@Param({ "10", "1000", "10000" })
	int profiles;

	private final Map<String, Object> properties = new ConcurrentHashMap<>();

	private Path file = Path.of("");

	private int count;

	private @Nullable ConfigurableApplicationContext context;

	private @Nullable SettingsReloader reloader;

	@Setup
	public void startApplication() throws IOException {
		this.file = Files.createTempFile("profiles", ".config");
		Files.writeString(this.file, ProfileFileContent.of(this.profiles));
		System.setProperty("aws.configFile", this.file.toString());
		System.setProperty("aws.sharedCredentialsFile", this.file + ".none");
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("changing", this.properties)))
			.run("--logging.level.root=off");
		this.context.getBean(S3Client.class);
		this.context.getBean(DynamoDbClient.class);
		this.reloader = this.context.getBean(SettingsReloader.class);
	}

	@TearDown
	public void stopApplication() throws IOException {
		Objects.requireNonNull(this.context).close();
		Files.delete(this.file);
	}

	@Benchmark
	public Reload reload() {
		this.properties.put("aws.region", "eu-test-" + (this.count++ % 2));
		Reload reload = Objects.requireNonNull(this.reloader).reload("a benchmark");
		if (reload.failure() != null || !reload.isChange()) {
			throw new IllegalStateException("Nothing was reloaded", reload.failure());
		}
		return reload;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
