package io.awsconfig.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Starts the same empty application without a starter, with aws-config and with Spring
 * Cloud AWS, each in a JVM of its own and in turn, so that a machine which grows slower
 * or faster treats all alike. What a starter adds is the median of the differences
 * between starts of the same round. Prints tables in Markdown.
 * <p>
 * Arguments: the number of rounds, 15 if there is none. To be run from the directory of
 * the project.
 */
public final class StartupBenchmark {

	private static final List<String> APPLICATIONS = List.of("none", "aws-config", "spring-cloud-aws");

	private static final String MAIN_CLASS = "io.awsconfig.benchmarks.startup.EmptyApplication";

	private static final String SERVICES = "software.amazon.awssdk.services.";

	private final Path directory;

	private final int rounds;

	private StartupBenchmark(Path directory, int rounds) {
		this.directory = directory;
		this.rounds = rounds;
	}

	/**
	 * Run the benchmark.
	 * @param args the number of rounds
	 * @throws Exception if an application does not start
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 15;
		Path directory = Files.createTempDirectory("startup");
		try {
			StartupBenchmark benchmark = new StartupBenchmark(directory, rounds);
			benchmark.compare("Region and access keys in variables", Map.of("AWS_REGION", "eu-west-1",
					"AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "not-a-secret"));
			benchmark.compare("Region and access keys in a shared config file of 10 profiles",
					Map.of("AWS_CONFIG_FILE", benchmark.writeConfigFile(10)));
			benchmark.countClasses();
		}
		finally {
			deleteAll(directory);
		}
	}

	private void compare(String title, Map<String, String> variables) throws IOException, InterruptedException {
		Map<String, List<Start>> starts = new LinkedHashMap<>();
		for (int round = 0; round <= this.rounds; round++) {
			for (String application : APPLICATIONS) {
				Start start = start(application, variables);
				// The first round fills the caches of the machine
				if (round > 0) {
					starts.computeIfAbsent(application, (key) -> new ArrayList<>()).add(start);
				}
			}
		}
		System.out.printf("%n%s, %d rounds:%n%n", title, this.rounds);
		System.out.println("| starter | context refreshed after, ms | from … to | added "
				+ "| of this its thread was running, ms | added | processor time of the process, ms | added |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		List<Start> none = starts.getOrDefault(APPLICATIONS.get(0), List.of());
		starts.forEach((application, all) -> {
			double[] wall = all.stream().mapToDouble(Start::wall).sorted().toArray();
			System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f … %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
					application, median(all, Start::wall), wall[0], wall[wall.length - 1],
					added(none, all, Start::wall), median(all, Start::thread), added(none, all, Start::thread),
					median(all, Start::process), added(none, all, Start::process));
		});
	}

	/**
	 * Return the median of the differences between two starts of the same round.
	 */
	private static double added(List<Start> none, List<Start> all, ToDoubleFunction<Start> figure) {
		return median(IntStream.range(0, all.size())
			.mapToDouble((i) -> figure.applyAsDouble(all.get(i)) - figure.applyAsDouble(none.get(i))));
	}

	private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
		return median(starts.stream().mapToDouble(figure));
	}

	private static double median(DoubleStream figures) {
		double[] sorted = figures.sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private void countClasses() throws IOException, InterruptedException {
		System.out.printf("%n| starter | classes loaded | of the SDK | of the SDK's clients |%n|---|---|---|---|%n");
		for (String application : APPLICATIONS) {
			Path log = this.directory.resolve(application + ".log");
			start(application, Map.of("AWS_REGION", "eu-west-1"), "-Xlog:class+load:file=" + log + "::filecount=0");
			try (Stream<String> lines = Files.lines(log)) {
				List<String> classes = lines.filter((line) -> line.contains(" source: ")).toList();
				System.out.printf("| %s | %d | %d | %d |%n", application, classes.size(),
						classes.stream().filter((line) -> line.contains("software.amazon.awssdk.")).count(),
						classes.stream().filter((line) -> line.contains(SERVICES)).count());
			}
		}
	}

	private Start start(String application, Map<String, String> variables, String... options)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(Arrays.asList(options));
		command.addAll(List.of("-cp", classPath(application), MAIN_CLASS));
		ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
		process.environment().keySet().removeIf((name) -> name.startsWith("AWS_"));
		process.environment().put("AWS_EC2_METADATA_DISABLED", "true");
		process.environment().put("HOME", this.directory.toString());
		process.environment().putAll(variables);
		Process running = process.start();
		String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (running.waitFor() != 0) {
			throw new IllegalStateException(application + " does not start:\n" + output);
		}
		return output.lines()
			.filter((line) -> line.startsWith("MEASURED "))
			.map((line) -> line.split(" "))
			.map((line) -> new Start(Double.parseDouble(line[1]), Double.parseDouble(line[2]),
					Double.parseDouble(line[3])))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(application + " does not measure:\n" + output));
	}

	private static String classPath(String application) throws IOException {
		Path startup = Path.of("benchmarks", "startup");
		Path target = startup.resolve(application).resolve("target");
		String classPath = Files.readString(target.resolve("classpath")).strip();
		// The application itself is on nobody's list of its dependencies
		return application.equals(APPLICATIONS.get(0)) ? target.resolve("classes").toAbsolutePath() + ":" + classPath
				: classPath;
	}

	private String writeConfigFile(int profiles) throws IOException {
		Path file = this.directory.resolve("config");
		Files.writeString(file, ProfileFileContent.of(profiles));
		return file.toString();
	}

	private static void deleteAll(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.toList()) {
				Files.delete(file);
			}
		}
		Files.delete(directory);
	}

	/**
	 * Milliseconds of a start.
	 *
	 * @param wall until the context was refreshed
	 * @param thread of processor time of the thread that starts the application, until
	 * then
	 * @param process of processor time of the whole process
	 */
	private record Start(double wall, double thread, double process) {

	}

}
