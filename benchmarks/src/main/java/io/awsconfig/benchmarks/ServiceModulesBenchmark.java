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
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import io.awsconfig.benchmarks.EmptyApplicationRunner.Start;

/**
 * Starts the same empty application with and without aws-config, with no service module
 * of the SDK and with 40, each in a JVM of its own and in turn. The share of the starter
 * is the difference between two starts of the same round; what counts is by how much it
 * grows, for each interface of a client. Then looks at the classes that are loaded, and
 * fails if the implementation of a client, a request or a response is there, as no client
 * is used. Prints tables in Markdown.
 * <p>
 * Arguments: the number of rounds, 30 if there is none. To be run from the directory of
 * the project.
 */
public final class ServiceModulesBenchmark {

	private static final int MODULES = 40;

	private static final Pattern INTERFACE = Pattern
		.compile("software\\.amazon\\.awssdk\\.(services|enhanced|transfer|imds)\\..*(Client|Presigner|Manager)");

	private static final Pattern MADE = Pattern
		.compile("software\\.amazon\\.awssdk\\.services\\..*(\\.Default\\w+Client|\\.model\\.\\w+(Request|Response))");

	private static final Map<String, String> VARIABLES = Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID",
			"AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "not-a-secret");

	private final EmptyApplicationRunner runner;

	private final Map<Application, String> classPaths = new LinkedHashMap<>();

	private ServiceModulesBenchmark(EmptyApplicationRunner runner) throws IOException {
		this.runner = runner;
		String none = EmptyApplicationRunner.classPath("none");
		String starter = EmptyApplicationRunner.classPath("aws-config");
		String services = EmptyApplicationRunner.classPath("services");
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
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 30;
		try (EmptyApplicationRunner runner = new EmptyApplicationRunner()) {
			ServiceModulesBenchmark benchmark = new ServiceModulesBenchmark(runner);
			long interfaces = benchmark.countInterfaces(Application.STARTER_WITH_MODULES)
					- benchmark.countInterfaces(Application.STARTER);
			benchmark.compare(rounds, interfaces);
		}
	}

	private static String join(String first, String second) {
		Set<String> entries = new LinkedHashSet<>(Arrays.asList(first.split(":")));
		entries.addAll(Arrays.asList(second.split(":")));
		return String.join(":", entries);
	}

	private long countInterfaces(Application application) throws IOException, InterruptedException {
		List<String> classes = this.runner.loadedClasses(this.classPaths.getOrDefault(application, ""), VARIABLES);
		List<String> made = classes.stream().filter((name) -> MADE.matcher(name).matches()).toList();
		if (!made.isEmpty()) {
			throw new IllegalStateException("Loaded although no client is used: " + made);
		}
		long interfaces = classes.stream().filter((name) -> INTERFACE.matcher(name).matches()).count();
		System.out.printf("%n%s: %d classes, of which %d are interfaces of clients%n", application.title,
				classes.size(), interfaces);
		return interfaces;
	}

	private void compare(int rounds, long interfaces) throws IOException, InterruptedException {
		Map<Application, List<Start>> starts = new LinkedHashMap<>();
		for (int round = 0; round <= rounds; round++) {
			for (Map.Entry<Application, String> application : this.classPaths.entrySet()) {
				Start start = this.runner.start(application.getValue(), VARIABLES, List.of());
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
		all.print("its growth, for each of %d interfaces".formatted(interfaces), (round,
				figure) -> (all.shareWithModules(round, figure) - all.shareWithoutModules(round, figure)) / interfaces);
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
			return String.format(Locale.ROOT, "%.2f (%.2f … %.2f)",
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
