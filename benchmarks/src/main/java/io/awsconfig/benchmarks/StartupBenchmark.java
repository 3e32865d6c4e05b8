package io.awsconfig.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.awsconfig.benchmarks.EmptyApplicationRunner.Start;

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

	private static final String SERVICES = "software.amazon.awssdk.services.";

	private final EmptyApplicationRunner runner;

	private final int rounds;

	private StartupBenchmark(EmptyApplicationRunner runner, int rounds) {
		this.runner = runner;
		this.rounds = rounds;
	}

	/**
	 * Run the benchmark.
	 * @param args the number of rounds
	 * @throws Exception if an application does not start
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 15;
		try (EmptyApplicationRunner runner = new EmptyApplicationRunner()) {
			StartupBenchmark benchmark = new StartupBenchmark(runner, rounds);
			benchmark.compare("Region and access keys in variables", Map.of("AWS_REGION", "eu-west-1",
					"AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "not-a-secret"));
			benchmark.compare("Region and access keys in a shared config file of 10 profiles",
					Map.of("AWS_CONFIG_FILE", benchmark.writeConfigFile(10)));
			benchmark.countClasses();
		}
	}

	private void compare(String title, Map<String, String> variables) throws IOException, InterruptedException {
		Map<String, List<Start>> starts = new LinkedHashMap<>();
		for (int round = 0; round <= this.rounds; round++) {
			for (String application : APPLICATIONS) {
				Start start = this.runner.start(EmptyApplicationRunner.classPath(application), variables);
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
		return EmptyApplicationRunner.median(IntStream.range(0, all.size())
			.mapToDouble((i) -> figure.applyAsDouble(all.get(i)) - figure.applyAsDouble(none.get(i))));
	}

	private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
		return EmptyApplicationRunner.median(starts.stream().mapToDouble(figure));
	}

	private void countClasses() throws IOException, InterruptedException {
		System.out.printf("%n| starter | classes loaded | of the SDK | of the SDK's clients |%n|---|---|---|---|%n");
		for (String application : APPLICATIONS) {
			String output = this.runner.run(EmptyApplicationRunner.classPath(application),
					Map.of("AWS_REGION", "eu-west-1"), List.of("-Xlog:class+load:stdout"));
			List<String> classes = output.lines().filter((line) -> line.contains(" source: ")).toList();
			System.out.printf("| %s | %d | %d | %d |%n", application, classes.size(),
					classes.stream().filter((line) -> line.contains("software.amazon.awssdk.")).count(),
					classes.stream().filter((line) -> line.contains(SERVICES)).count());
		}
	}

	private String writeConfigFile(int profiles) throws IOException {
		Path file = this.runner.directory().resolve("config");
		Files.writeString(file, ProfileFileContent.of(profiles));
		return file.toString();
	}

}
