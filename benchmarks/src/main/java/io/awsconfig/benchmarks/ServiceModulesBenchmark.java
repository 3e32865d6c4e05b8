package io.awsconfig.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import io.awsconfig.benchmarks.EmptyApplicationRunner.Start;

/**
 * Starts the same empty application with and without aws-config, with no service module
 * of the SDK and with 40, each in a JVM of its own and in turn. The share of the starter
 * is the difference between two starts of the same round; what counts is by how much it
 * grows. Then looks at the classes that are loaded, and fails if one of a client is there
 * before that client is asked for. Prints tables in Markdown.
 * <p>
 * Arguments: the number of rounds, 15 if there is none. To be run from the directory of
 * the project.
 */
public final class ServiceModulesBenchmark {

	private static final int MODULES = 40;

	private static final String SERVICES = "software.amazon.awssdk.services.";

	private static final String CLIENT = SERVICES + "s3.S3Client";

	private static final Map<String, String> VARIABLES = Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID",
			"AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "not-a-secret");

	private final EmptyApplicationRunner runner;

	private final Map<Application, String> classPaths = new LinkedHashMap<>();

	private ServiceModulesBenchmark(EmptyApplicationRunner runner) throws IOException {
		this.runner = runner;
		String none = EmptyApplicationRunner.classPath("none");
		String starter = EmptyApplicationRunner.classPath("aws-config");
		String services = ServiceModules.extend(EmptyApplicationRunner.classPath("services"), MODULES,
				runner.directory());
		this.classPaths.put(Application.NONE, none);
		this.classPaths.put(Application.STARTER, starter);
		this.classPaths.put(Application.NONE_WITH_MODULES, services);
		this.classPaths.put(Application.STARTER_WITH_MODULES, join(starter, services));
	}

	/**
	 * Run the benchmark.
	 * @param args the number of rounds
	 * @throws Exception if an application does not start
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 15;
		try (EmptyApplicationRunner runner = new EmptyApplicationRunner()) {
			ServiceModulesBenchmark benchmark = new ServiceModulesBenchmark(runner);
			benchmark.checkClasses();
			benchmark.compare(rounds);
		}
	}

	private static String join(String first, String second) {
		Set<String> entries = new LinkedHashSet<>(Arrays.asList(first.split(":")));
		entries.addAll(Arrays.asList(second.split(":")));
		return String.join(":", entries);
	}

	private void compare(int rounds) throws IOException, InterruptedException {
		Map<Application, List<Start>> starts = new LinkedHashMap<>();
		for (int round = 0; round <= rounds; round++) {
			for (Map.Entry<Application, String> application : this.classPaths.entrySet()) {
				Start start = this.runner.start(application.getValue(), VARIABLES);
				// The first round fills the caches of the machine
				if (round > 0) {
					starts.computeIfAbsent(application.getKey(), (key) -> new ArrayList<>()).add(start);
				}
			}
		}
		Rounds all = new Rounds(starts, rounds);
		System.out.printf("%n%d rounds, milliseconds:%n%n", rounds);
		System.out.println("| | context refreshed after | its thread was running | processor time of the process |");
		System.out.println("|---|---|---|---|");
		for (Application application : Application.values()) {
			all.print(application.title, (round, figure) -> all.of(application, round, figure));
		}
		all.print("share of aws-config, no module", all::shareWithoutModules);
		all.print("share of aws-config, " + MODULES + " modules", all::shareWithModules);
		all.print("its growth",
				(round, figure) -> all.shareWithModules(round, figure) - all.shareWithoutModules(round, figure));
	}

	private void checkClasses() throws IOException, InterruptedException {
		List<String> lines = this.runner
			.run(this.classPaths.getOrDefault(Application.STARTER_WITH_MODULES, ""), VARIABLES,
					List.of("-Xlog:class+load:stdout"), CLIENT)
			.lines()
			.filter((line) -> line.startsWith(EmptyApplicationRunner.MEASURED) || line.contains(SERVICES))
			.toList();
		int started = IntStream.range(0, lines.size())
			.filter((i) -> lines.get(i).startsWith(EmptyApplicationRunner.MEASURED))
			.findFirst()
			.orElseThrow();
		System.out.printf("%nClasses of the SDK's services that are loaded: %d at the start, %d with %s%n", started,
				lines.size() - 1 - started, CLIENT);
		if (started > 0) {
			throw new IllegalStateException("Loaded before a client is asked for:\n" + lines.get(0));
		}
		if (lines.size() == 1) {
			throw new IllegalStateException("The log does not show the classes of " + CLIENT);
		}
	}

	private enum Application {

		NONE("no starter, no module"),

		STARTER("aws-config, no module"),

		NONE_WITH_MODULES("no starter, " + MODULES + " modules"),

		STARTER_WITH_MODULES("aws-config, " + MODULES + " modules");

		private final String title;

		Application(String title) {
			this.title = title;
		}

	}

	/**
	 * All starts, round by round.
	 */
	private record Rounds(Map<Application, List<Start>> starts, int count) {

		double of(Application application, int round, ToDoubleFunction<Start> figure) {
			return figure.applyAsDouble(this.starts.getOrDefault(application, List.of()).get(round));
		}

		double shareWithoutModules(int round, ToDoubleFunction<Start> figure) {
			return of(Application.STARTER, round, figure) - of(Application.NONE, round, figure);
		}

		double shareWithModules(int round, ToDoubleFunction<Start> figure) {
			return of(Application.STARTER_WITH_MODULES, round, figure)
					- of(Application.NONE_WITH_MODULES, round, figure);
		}

		void print(String title, Difference difference) {
			System.out.printf("| %s | %s | %s | %s |%n", title, describe(difference, Start::wall),
					describe(difference, Start::thread), describe(difference, Start::process));
		}

		/**
		 * The median, and between what half of the rounds is.
		 */
		private String describe(Difference difference, ToDoubleFunction<Start> figure) {
			double[] sorted = IntStream.range(0, this.count)
				.mapToDouble((round) -> difference.in(round, figure))
				.sorted()
				.toArray();
			return String.format(Locale.ROOT, "%.0f (%.0f … %.0f)",
					EmptyApplicationRunner.median(DoubleStream.of(sorted)), sorted[this.count / 4],
					sorted[this.count - 1 - this.count / 4]);
		}

	}

	/**
	 * A figure of one round.
	 */
	@FunctionalInterface
	private interface Difference {

		double in(int round, ToDoubleFunction<Start> figure);

	}

}
