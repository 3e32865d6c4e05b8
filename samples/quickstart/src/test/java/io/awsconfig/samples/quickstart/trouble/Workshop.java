package io.awsconfig.samples.quickstart.trouble;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * Runs the application on machines.
 */
final class Workshop implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private static final String ORDER = """
			{"id":"1","item":"book","quantity":1}""";

	/**
	 * What every machine has: where AWS is, a port for the application, and an endpoint
	 * that says all.
	 */
	private static final String LOCAL = """
			%smanagement:
			  endpoints:
			    web:
			      exposure:
			        include: health,aws
			  endpoint:
			    aws:
			      show-values: always
			    health:
			      show-details: always
			server:
			  address: localhost
			  port: 0
			spring:
			  main:
			    banner-mode: off
			""";

	private static final String ENDPOINT = """
			aws:
			  endpoint-url: http://127.0.0.1:4566
			""";

	private final Path directory;

	private final LocalCertificate certificate;

	private final StandIn aws;

	private final HttpClient client = HttpClient.newHttpClient();

	private int runs;

	Workshop(Path directory) throws Exception {
		this.directory = directory.toRealPath();
		this.certificate = LocalCertificate.in(this.directory);
		this.aws = new StandIn(this.certificate);
	}

	String certificate() {
		return this.certificate.pem();
	}

	/**
	 * Start the application, let it take and show an order, and ask it.
	 */
	Outcome run(Machine machine, List<Trouble.Question> questions) throws IOException, InterruptedException {
		Path home = Files.createDirectory(this.directory.resolve("home" + this.runs++));
		machine.writeTo(home, this.aws.ports());
		Files.writeString(home.resolve("local.yml"),
				Machine.real(LOCAL.formatted(machine.hasLocalEndpoint() ? ENDPOINT : ""), home, this.aws.ports()));
		this.aws.use(machine.answers());
		try {
			return machine.isApart() ? runApart(machine, home, questions) : runHere(machine, home, questions);
		}
		finally {
			this.aws.use(Answers.NONE);
		}
	}

	private Outcome runHere(Machine machine, Path home, List<Trouble.Question> questions)
			throws IOException, InterruptedException {
		PrintStream console = System.out;
		ByteArrayOutputStream captured = new ByteArrayOutputStream();
		System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
		try {
			SpringApplication application = OrderDesk.application(machine.code());
			application.setEnvironment(environment(variables(machine, home), home));
			try (ConfigurableApplicationContext context = application.run(arguments(machine, home))) {
				String log = captured.toString(StandardCharsets.UTF_8);
				int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
				return ask(home, port, log, questions, () -> captured.toString(StandardCharsets.UTF_8));
			}
			catch (RuntimeException ex) {
				return failed(home, captured.toString(StandardCharsets.UTF_8));
			}
		}
		finally {
			System.setOut(console);
			console.println(captured.toString(StandardCharsets.UTF_8));
		}
	}

	private Outcome runApart(Machine machine, Path home, List<Trouble.Question> questions)
			throws IOException, InterruptedException {
		Process process = start(machine, home);
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			StringBuilder log = new StringBuilder();
			int port = readUntilStarted(reader, log);
			if (port == 0) {
				return failed(home, log.toString());
			}
			return ask(home, port, log.toString(), questions, () -> {
				// Unlike the process, its handle leaves the stream open
				process.toHandle().destroy();
				reader.lines().forEach((line) -> log.append(line).append('\n'));
				return log.toString();
			});
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Return the port, or 0 if it came to an end before.
	 */
	private static int readUntilStarted(BufferedReader reader, StringBuilder log) throws IOException {
		int port = 0;
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			log.append(line).append('\n');
			Matcher tomcat = STARTED.matcher(line);
			if (tomcat.find()) {
				port = Integer.parseInt(tomcat.group(1));
			}
			if (line.contains("@@Started OrderDesk in")) {
				return port;
			}
		}
		return 0;
	}

	private Process start(Machine machine, Path home) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Duser.home=" + home));
		if (machine.hosts() != null) {
			command.add("-Djdk.net.hosts.file=" + Files.writeString(home.resolve("hosts"), machine.hosts()));
		}
		if (machine.code() != null) {
			command.add("-D" + OrderDesk.CODE + "=" + machine.code().getName());
		}
		command.addAll(List.of("-cp", classPath(machine), OrderDesk.class.getName()));
		command.addAll(List.of(arguments(machine, home)));
		ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
		builder.environment().clear();
		builder.environment().putAll(variables(machine, home));
		return builder.start();
	}

	private static String classPath(Machine machine) {
		Pattern without = machine.withoutJar();
		String classPath = System.getProperty("java.class.path");
		return (without == null) ? classPath
				: Arrays.stream(classPath.split(Pattern.quote(System.getProperty("path.separator"))))
					.filter((element) -> !without.matcher(Path.of(element).getFileName().toString()).matches())
					.collect(Collectors.joining(System.getProperty("path.separator")));
	}

	private Map<String, String> variables(Machine machine, Path home) {
		Map<String, String> variables = new LinkedHashMap<>();
		variables.put("PATH", "/usr/bin:/bin");
		variables.put("HOME", home.toString());
		variables.put("AWS_EC2_METADATA_DISABLED", "true");
		machine.variables().forEach((name, value) -> variables.put(name, Machine.real(value, home, this.aws.ports())));
		return variables;
	}

	private String[] arguments(Machine machine, Path home) {
		List<String> arguments = new ArrayList<>();
		arguments.add("--spring.config.location=file:%1$s/local.yml,file:%1$s/application.yml".formatted(home));
		arguments.add("--logging.pattern.console=" + LogEntry.PATTERN);
		machine.arguments().forEach((argument) -> arguments.add(Machine.real(argument, home, this.aws.ports())));
		return arguments.toArray(String[]::new);
	}

	private Outcome failed(Path home, String log) {
		return new Outcome(LogEntry.parse(shown(log, home, 0)), List.of(), false, Map.of(), Map.of());
	}

	private Outcome ask(Path home, int port, String atStart, List<Trouble.Question> questions, LogSupplier log)
			throws IOException, InterruptedException {
		URI base = URI.create("http://localhost:" + port);
		Map<String, Integer> statuses = new LinkedHashMap<>();
		statuses.put("GET /orders/1", send(HttpRequest.newBuilder(base.resolve("/orders/1"))).statusCode());
		statuses.put("POST /orders",
				send(HttpRequest.newBuilder(base.resolve("/orders"))
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(ORDER))).statusCode());
		Map<Trouble.Question, String> answers = new LinkedHashMap<>();
		for (Trouble.Question question : questions) {
			JsonNode answer = JSON.readTree(send(HttpRequest.newBuilder(base.resolve(question.path()))).body());
			answers.put(question, shown(JSON.writeValueAsString(answer.at(question.pointer())), home, port));
		}
		statuses.put("GET /actuator/health",
				send(HttpRequest.newBuilder(base.resolve("/actuator/health"))).statusCode());
		String all = log.get();
		return new Outcome(LogEntry.parse(shown(atStart, home, port)),
				LogEntry.parse(shown(all.substring(atStart.length()), home, port)), true, statuses, answers);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Return a text without what differs from run to run.
	 */
	private String shown(String text, Path home, int port) {
		String shown = text.replace(home.toString(), "~");
		shown = ((port != 0) ? this.aws.ports(port) : this.aws.ports()).toShown(shown);
		return shown
			.replaceAll("(?:URL |class path resource |file )?\\[(?:file:)?~/(application(?:-\\w+)?|local)\\.yml\\]",
					"class path resource [$1.yml]")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z", "2026-11-21T16:31:59Z")
			.replaceAll("PT0\\.\\d+S", "PT0.02S")
			.replaceAll("io\\.awsconfig\\.samples\\.quickstart\\.trouble\\.(?:\\w+\\$)+(\\w+)", "com.example.$1")
			.replace("(certificate_unknown) PKIX", "PKIX") // Java 25 says more
			.replaceAll("in use for \\d+ \\w+", "in use for 12 ms")
			.replaceAll("aws-sdk-java-\\d+", "aws-sdk-java-1");
	}

	/**
	 * The variables and JVM system properties of a machine.
	 */
	private static ConfigurableEnvironment environment(Map<String, String> variables, Path home) {
		StandardServletEnvironment environment = new StandardServletEnvironment();
		Properties properties = new Properties();
		properties.putAll(System.getProperties());
		properties.keySet().removeIf((name) -> name.toString().startsWith("aws."));
		properties.setProperty("user.home", home.toString());
		MutablePropertySources sources = environment.getPropertySources();
		sources.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						Map.copyOf(variables)));
		sources.replace(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
				new PropertiesPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
		return environment;
	}

	@Override
	public void close() throws IOException {
		this.aws.close();
	}

	/**
	 * Reads the log to its end.
	 */
	@FunctionalInterface
	private interface LogSupplier {

		String get() throws IOException;

	}

}
