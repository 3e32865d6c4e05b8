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
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.awsconfig.benchmarks.EmptyApplicationRunner.Start;

/**
 * Starts the same empty application without a starter, with aws-config and with Spring
 * Cloud AWS, each in a JVM of its own and in turn, so that a machine which grows slower
 * or faster treats all alike: without a service, then with the modules of S3, SQS and
 * DynamoDB and a bean that an {@code S3Client} is injected into, beside one that has no
 * starter and creates its client, and that on a plain JVM, with an archive of classes,
 * processed ahead of time, and with both. What a starter adds is the median of the
 * differences between starts of the same round. Prints tables in Markdown.
 * <p>
 * Arguments: the number of rounds, 30 if there is none. To be run from the directory of
 * the project.
 */
public final class StartupBenchmark {

	private static final String CLIENT = "software.amazon.awssdk.services.s3.S3Client";

	private static final Map<String, String> VARIABLES = Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID",
			"AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY", "not-a-secret");

	private static final Pattern OF_SDK = Pattern.compile("software\\.amazon\\.awssdk\\..*");

	private static final Pattern OF_SERVICES = Pattern.compile("software\\.amazon\\.awssdk\\.services\\..*");

	private static final Pattern MESSAGES = Pattern
		.compile("software\\.amazon\\.awssdk\\.services\\..*\\.model\\.\\w+(Request|Response)");

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
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 30;
		try (EmptyApplicationRunner runner = new EmptyApplicationRunner()) {
			StartupBenchmark benchmark = new StartupBenchmark(runner, rounds);
			List<Application> core = List.of(application("none", "none"), application("aws-config", "aws-config"),
					application("spring-cloud-aws", "spring-cloud-aws"));
			List<Application> clients = List.of(application("none", "none"),
					new Application("sdk-alone", EmptyApplicationRunner.classPathOfSdk("aws-config-clients"), List.of(),
							CLIENT, "created"),
					application("aws-config", "aws-config-clients", CLIENT),
					application("spring-cloud-aws", "spring-cloud-aws-clients", CLIENT));
			benchmark.countClasses("no service", core);
			benchmark.countClasses("three services, S3Client injected", clients);
			benchmark.compare("No service; Region and access keys in variables", core, VARIABLES);
			benchmark.compare("No service; Region and access keys in a shared config file of 10 profiles", core,
					Map.of("AWS_CONFIG_FILE", benchmark.writeConfigFile(10)));
			benchmark.compare("Three services, S3Client injected", clients, VARIABLES);
			benchmark.compare("The same with an archive of classes", benchmark.archived("cds", clients), VARIABLES);
			List<Application> processed = benchmark.processed(clients);
			benchmark.compare("The same, processed ahead of time", processed, VARIABLES);
			benchmark.compare("The same, processed ahead of time, with an archive of classes",
					benchmark.archived("both", processed), VARIABLES);
		}
	}

	private static Application application(String title, String module, String... args) throws IOException {
		return new Application(title, EmptyApplicationRunner.classPath(module), List.of(), args);
	}

	private List<Application> archived(String name, List<Application> applications)
			throws IOException, InterruptedException {
		List<Application> archived = new ArrayList<>();
		for (Application application : applications) {
			archived.add(application.with(this.runner.archiveClasses(name + application.title(),
					application.classPath(), VARIABLES, application.options(), application.args())));
		}
		return archived;
	}

	private List<Application> processed(List<Application> applications) throws IOException, InterruptedException {
		List<Application> processed = new ArrayList<>();
		for (Application application : applications) {
			processed.add(new Application(application.title(),
					this.runner.processAheadOfTime(application.title(), application.classPath(), VARIABLES),
					List.of("-Dspring.aot.enabled=true"), application.args()));
		}
		return processed;
	}

	private void compare(String title, List<Application> applications, Map<String, String> variables)
			throws IOException, InterruptedException {
		Map<String, List<Start>> starts = new LinkedHashMap<>();
		for (int round = 0; round <= this.rounds; round++) {
			for (Application application : applications) {
				Start start = this.runner.start(application.classPath(), variables, application.options(),
						application.args());
				// The first round fills the caches of the machine
				if (round > 0) {
					starts.computeIfAbsent(application.title(), (key) -> new ArrayList<>()).add(start);
				}
			}
		}
		System.out.printf("%n%s, %d rounds:%n%n", title, this.rounds);
		System.out.println("| starter | context refreshed after, ms | from … to | added "
				+ "| of this its thread was running, ms | added | processor time of the process, ms | added |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		List<Start> none = starts.getOrDefault(applications.get(0).title(), List.of());
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

	private void countClasses(String title, List<Application> applications) throws IOException, InterruptedException {
		System.out.printf("%n%s:%n%n", title);
		System.out.println("| starter | classes loaded | of the SDK | of its services | requests and responses |");
		System.out.println("|---|---|---|---|---|");
		for (Application application : applications) {
			List<String> classes = this.runner.loadedClasses(application.classPath(), VARIABLES, application.args());
			System.out.printf("| %s | %d | %d | %d | %d |%n", application.title(), classes.size(),
					count(classes, OF_SDK), count(classes, OF_SERVICES), count(classes, MESSAGES));
		}
	}

	private static long count(List<String> classes, Pattern pattern) {
		return classes.stream().filter((name) -> pattern.matcher(name).matches()).count();
	}

	private String writeConfigFile(int profiles) throws IOException {
		Path file = this.runner.directory().resolve("config");
		Files.writeString(file, ProfileFileContent.of(profiles));
		return file.toString();
	}

	/**
	 * An application that is started.
	 */
	private record Application(String title, String classPath, List<String> options, String... args) {

		Application with(List<String> options) {
			return new Application(this.title, this.classPath, options, this.args);
		}

	}

}
