package io.awsconfig.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.sharedconfig.SharedConfigFileType;
import io.awsconfig.sharedconfig.SharedConfigParser;
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
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Reading a shared config file, from the disk to its profiles, and parsing what has been
 * read before. Reading its lines and doing nothing with them is what no parser can go
 * below; of a small file, opening it is most of that.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProfileFileBenchmarks {

	@Param({ "10", "1000", "10000" })
	int profiles;

	private Path file = Path.of("");

	private byte[] bytes = {};

	@Setup
	public void writeFile() throws IOException {
		this.file = Files.createTempFile("profiles", ".config");
		Files.writeString(this.file, ProfileFileContent.of(this.profiles));
		this.bytes = Files.readAllBytes(this.file);
	}

	@TearDown
	public void deleteFile() throws IOException {
		Files.delete(this.file);
	}

	@Benchmark
	public List<String> linesAlone() throws IOException {
		return Files.readAllLines(this.file);
	}

	@Benchmark
	public SharedConfigFile awsConfig() {
		return new SharedConfigParser().parse(this.file, SharedConfigFileType.CONFIG);
	}

	@Benchmark
	public ProfileFile sdk() {
		return ProfileFile.builder().content(this.file).type(ProfileFile.Type.CONFIGURATION).build();
	}

	@Benchmark
	public List<String> parsedLinesAlone() {
		return new String(this.bytes, StandardCharsets.UTF_8).lines().toList();
	}

	@Benchmark
	public SharedConfigFile parsedAwsConfig() {
		return new SharedConfigParser().parse(new String(this.bytes, StandardCharsets.UTF_8), this.file,
				SharedConfigFileType.CONFIG);
	}

	@Benchmark
	public ProfileFile parsedSdk() {
		return ProfileFile.builder()
			.content(new ByteArrayInputStream(this.bytes))
			.type(ProfileFile.Type.CONFIGURATION)
			.build();
	}

}
