package io.awsconfig.precedence;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link ChildApplication}, or another program, in a JVM of its own. Its directory is
 * its home and the working directory, and its environment has nothing but what the test
 * gives.
 */
final class ChildProcess {

	/**
	 * What each secret of these tests contains, so that none can be seen unnoticed.
	 */
	static final String SECRET_MARK = "Classified";

	private static final long LIMIT_IN_SECONDS = 120;

	private final Path directory;

	private final Class<?> program;

	private final Map<String, String> variables = new LinkedHashMap<>();

	private final List<String> options = new ArrayList<>();

	private final List<String> arguments = new ArrayList<>();

	ChildProcess(Path directory) {
		this(directory, ChildApplication.class);
	}

	ChildProcess(Path directory, Class<?> program) {
		this.directory = directory;
		this.program = program;
		this.variables.put("PATH", "/usr/bin:/bin");
		this.variables.put("HOME", directory.toString());
	}

	ChildProcess variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	ChildProcess systemProperty(String name, String value) {
		this.options.add("-D" + name + "=" + value);
		return this;
	}

	ChildProcess argument(String name, String value) {
		this.arguments.add("--" + name + "=" + value);
		return this;
	}

	ChildProcess application(String yaml) {
		return file("application.yml", yaml);
	}

	ChildProcess credentials(String text) {
		return file(".aws/credentials", text);
	}

	ChildProcess config(String text) {
		return file(".aws/config", text);
	}

	ChildProcess file(String path, String text) {
		try {
			Path file = this.directory.resolve(path);
			Files.createDirectories(file.getParent());
			Files.writeString(file, text);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Run the application to its end.
	 * @return what it reported
	 */
	Report run() {
		Path output = this.directory.resolve("output");
		Path report = this.directory.resolve("report.properties");
		try {
			Files.deleteIfExists(report);
			ProcessBuilder builder = new ProcessBuilder(command(report)).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().clear();
			builder.environment().putAll(this.variables);
			int exitCode = waitFor(builder.start());
			String text = Files.readString(output);
			assertThat(text).doesNotContain(SECRET_MARK);
			return new Report(exitCode, text, read(report));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command(Path report) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(ClassArchive.options(this.program));
		command.addAll(List.of("-Xmx128m", "-XX:MetaspaceSize=128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.add("-Duser.home=" + this.directory);
		command.add("-D" + ChildApplication.REPORT + "=" + report);
		command.addAll(this.options);
		command.add(this.program.getName());
		command.addAll(List.of("--spring.main.banner-mode=off", "--logging.pattern.console=%p %m%n"));
		command.addAll(this.arguments);
		return command;
	}

	private static int waitFor(Process process) {
		try {
			assertThat(process.waitFor(LIMIT_IN_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Map<String, String> read(Path report) throws IOException {
		Map<String, String> result = new LinkedHashMap<>();
		if (Files.exists(report)) {
			Properties properties = new Properties();
			try (Reader reader = Files.newBufferedReader(report)) {
				properties.load(reader);
			}
			properties.stringPropertyNames().forEach((name) -> result.put(name, properties.getProperty(name)));
		}
		return result;
	}

	/**
	 * What is left of a process that ended.
	 */
	record Report(int exitCode, String output, Map<String, String> values) {

		Report started() {
			assertThat(this.exitCode).as(this.output).isZero();
			return this;
		}

		/**
		 * Return the failure analysis.
		 */
		String failure() {
			assertThat(this.exitCode).as(this.output).isEqualTo(1);
			assertThat(this.output).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
			return this.output.substring(this.output.indexOf("APPLICATION FAILED TO START"));
		}

		@Nullable String value(String name) {
			return this.values.get(name + ".value");
		}

		@Nullable String written(String name) {
			return this.values.get(name + ".written");
		}

		@Nullable String origin(String name) {
			return this.values.get(name + ".origin");
		}

		@Nullable String property(String name) {
			return this.values.get(name + ".property");
		}

		List<String> shadowed(String name) {
			return this.values.getOrDefault(name + ".shadowed", "").lines().toList();
		}

		List<String> warnings() {
			return this.output.lines().filter((line) -> line.startsWith("WARN ")).toList();
		}

	}

}
