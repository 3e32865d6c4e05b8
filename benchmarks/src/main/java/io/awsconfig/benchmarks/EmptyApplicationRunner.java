package io.awsconfig.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

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
		return module.equals("none") ? jarIn(target) + ":" + classPath : classPath;
	}

	/**
	 * Return the class path of the application with what a module adds, but for this
	 * project's own jars.
	 */
	static String classPathOfSdk(String module) throws IOException {
		return Arrays.stream(classPath(module).split(":"))
			.filter((jar) -> !jar.contains("aws-config-autoconfigure") && !jar.contains("aws-config-starter"))
			.collect(Collectors.joining(":"));
	}

	/**
	 * Not its directory of classes, which no archive of classes takes.
	 */
	private static Path jarIn(Path target) throws IOException {
		try (Stream<Path> files = Files.list(target)) {
			return files.filter((file) -> file.toString().endsWith("-SNAPSHOT.jar"))
				.findFirst()
				.orElseThrow()
				.toAbsolutePath();
		}
	}

	/**
	 * Process an application ahead of time.
	 * @param name what to call the result
	 * @return the class path with what was generated
	 */
	String processAheadOfTime(String name, String classPath, Map<String, String> variables)
			throws IOException, InterruptedException {
		Path generated = this.directory.resolve("aot-" + name);
		Path sources = generated.resolve("sources");
		Path classes = generated.resolve("classes");
		Path resources = generated.resolve("resources");
		run("org.springframework.boot.SpringApplicationAotProcessor", classPath, variables, List.of(), MAIN_CLASS,
				sources.toString(), resources.toString(), classes.toString(), "io.awsconfig.benchmarks", name);
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classes + ":" + classPath));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
			throw new IllegalStateException("What was generated for " + name + " does not compile");
		}
		Path jar = this.directory.resolve("aot-" + name + ".jar");
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
			add(classes, output);
			add(resources, output);
		}
		return jar + ":" + classPath;
	}

	private static void add(Path directory, JarOutputStream output) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				output.putNextEntry(new JarEntry(directory.relativize(file).toString()));
				Files.copy(file, output);
			}
		}
	}

	/**
	 * Write the classes that a start loads into an archive.
	 * @return what starts the application with it
	 */
	List<String> archiveClasses(String name, String classPath, Map<String, String> variables, List<String> options,
			String... args) throws IOException, InterruptedException {
		Path archive = this.directory.resolve(name + ".jsa");
		run(classPath, variables, with(options, "-XX:ArchiveClassesAtExit=" + archive), args);
		return with(options, "-XX:SharedArchiveFile=" + archive);
	}

	static List<String> with(List<String> options, String option) {
		List<String> all = new ArrayList<>(options);
		all.add(option);
		return all;
	}

	Start start(String classPath, Map<String, String> variables, List<String> options, String... args)
			throws IOException, InterruptedException {
		String output = run(classPath, variables, options, args);
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
	 * @param args the type of a client to inject, or none
	 */
	String run(String classPath, Map<String, String> variables, List<String> options, String... args)
			throws IOException, InterruptedException {
		return run(MAIN_CLASS, classPath, variables, options, args);
	}

	private String run(String mainClass, String classPath, Map<String, String> variables, List<String> options,
			String... args) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, mainClass));
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

	/**
	 * Return the names of the classes that are loaded until the context is refreshed.
	 */
	List<String> loadedClasses(String classPath, Map<String, String> variables, String... args)
			throws IOException, InterruptedException {
		return run(classPath, variables, List.of("-Xlog:class+load:stdout:tags"), args).lines()
			.takeWhile((line) -> !line.startsWith(MEASURED))
			.filter((line) -> line.contains(" source: "))
			.map((line) -> line.replaceFirst("^\\[[^]]*]\\s*", "").replaceFirst(" source: .*", ""))
			.toList();
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
