package io.awsconfig.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Starts the empty application of {@code benchmarks/startup} in a JVM of its own, which
 * sees no AWS setting but those that it is given. To be used in the directory of the
 * project.
 */
final class EmptyApplicationRunner implements AutoCloseable {

	private static final String MAIN_CLASS = "io.awsconfig.benchmarks.startup.EmptyApplication";

	/**
	 * How the line begins that the application prints when its context is refreshed.
	 */
	static final String MEASURED = "MEASURED ";

	private final Path directory;

	EmptyApplicationRunner() throws IOException {
		this.directory = Files.createTempDirectory("startup");
	}

	/**
	 * Return a directory that is there until this is closed.
	 */
	Path directory() {
		return this.directory;
	}

	/**
	 * Return the class path of the application with what a module below
	 * {@code benchmarks/startup} adds.
	 */
	static String classPath(String module) throws IOException {
		Path target = Path.of("benchmarks", "startup", module, "target");
		String classPath = Files.readString(target.resolve("classpath")).strip();
		// The application itself is on nobody's list of its dependencies
		return module.equals("none") ? target.resolve("classes").toAbsolutePath() + ":" + classPath : classPath;
	}

	Start start(String classPath, Map<String, String> variables) throws IOException, InterruptedException {
		String output = run(classPath, variables, List.of());
		return output.lines()
			.filter((line) -> line.startsWith(MEASURED))
			.map((line) -> line.split(" "))
			.map((line) -> new Start(Double.parseDouble(line[1]), Double.parseDouble(line[2]),
					Double.parseDouble(line[3])))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The application does not measure:\n" + output));
	}

	/**
	 * Run the application and return what it printed.
	 * @param options of the JVM
	 * @param args the type of a client to ask for when the context is refreshed, or none
	 */
	String run(String classPath, Map<String, String> variables, List<String> options, String... args)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, MAIN_CLASS));
		command.addAll(List.of(args));
		ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
		process.environment().keySet().removeIf((name) -> name.startsWith("AWS_"));
		process.environment().put("AWS_EC2_METADATA_DISABLED", "true");
		process.environment().put("HOME", this.directory.toString());
		process.environment().putAll(variables);
		Process running = process.start();
		String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (running.waitFor() != 0) {
			throw new IllegalStateException("The application does not start:\n" + output);
		}
		return output;
	}

	static double median(DoubleStream figures) {
		double[] sorted = figures.sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	@Override
	public void close() throws IOException {
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	/**
	 * Milliseconds of a start.
	 *
	 * @param wall until the context was refreshed
	 * @param thread of processor time of the thread that starts the application, until
	 * then
	 * @param process of processor time of the whole process
	 */
	record Start(double wall, double thread, double process) {

	}

}
