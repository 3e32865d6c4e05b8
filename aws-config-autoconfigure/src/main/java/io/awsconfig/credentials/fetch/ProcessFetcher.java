package io.awsconfig.credentials.fetch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step.ProcessStep;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.imds.CredentialsDocument;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program that prints credentials. There is no shell in between, so nothing in the
 * command line has a meaning but what {@link CommandLine} says. What the program writes
 * to its error output is thrown away: it may be secret. What it has started ends with it.
 * <p>
 * Guide: Process credential provider.
 */
@Internal
public final class ProcessFetcher implements CredentialsFetcher {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

	private static final boolean WINDOWS = File.separatorChar == '\\';

	private static final int MAX_OUTPUT = 64 * 1024;

	private static final Pattern PROGRAM = Pattern.compile("[\\w./\\\\:~$%() +-]+");

	private static final String RUN_BY_HAND = "Run the program by hand, as the user of the application, to see what is wrong.";

	private static final String WAITS_FOR_INPUT = "A program that waits for input, such as a password or a code, gets none: run it by hand, as the user of the application, to see what it waits for.";

	private static final String PRINT_DOCUMENTED = "It has to print one JSON object and nothing else, with Version 1, AccessKeyId, SecretAccessKey and, "
			+ "for temporary credentials, SessionToken and Expiration.";

	private final ProcessStep step;

	private final Clock clock;

	private final Duration timeout;

	public ProcessFetcher(ProcessStep step, Clock clock) {
		this(step, clock, DEFAULT_TIMEOUT);
	}

	ProcessFetcher(ProcessStep step, Clock clock, Duration timeout) {
		this.step = step;
		this.clock = clock;
		this.timeout = timeout;
	}

	@Override
	public FetchedCredentials fetch() {
		List<String> command = split();
		String program = nameOf(command.get(0));
		byte[] output = run(command, program);
		try {
			CredentialsDocument document = new CredentialsDocument(parse(output));
			document.requireVersion(1);
			Instant expiration = document.getExpiration();
			FetchedCredentials fetched = new FetchedCredentials(
					document.getCredentials("SessionToken", this.step.accountId()), expiration);
			if (expiration != null && !expiration.isAfter(this.clock.instant())) {
				throw failure("the credentials that %s printed expired at %s.".formatted(program, expiration),
						"Check the clock of this machine and what the program keeps.");
			}
			return fetched;
		}
		catch (MalformedException ex) {
			throw failure("the output of %s %s.".formatted(program, ex.getReason()), PRINT_DOCUMENTED);
		}
	}

	/**
	 * Parse what was printed. Programs print greetings and warnings as well, which are
	 * not shown: they may be secret.
	 */
	private static JsonDocument parse(byte[] output) throws MalformedException {
		try {
			return JsonDocument.parse(output);
		}
		catch (MalformedException ex) {
			String text = new String(output, StandardCharsets.UTF_8);
			int start = startOfJson(text);
			if (start > 0 && isJson(text.substring(start))) {
				throw new MalformedException("has text before the JSON, which begins in line %d"
					.formatted(text.substring(0, start).chars().filter((character) -> character == '\n').count() + 1));
			}
			throw ex;
		}
	}

	/**
	 * Return where a line begins with a brace, or else where the first one is.
	 */
	private static int startOfJson(String text) {
		boolean blank = true;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (blank && character == '{') {
				return i;
			}
			blank = character == '\n' || (blank && Character.isWhitespace(character));
		}
		return text.indexOf('{');
	}

	private static boolean isJson(String text) {
		try {
			JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
			return true;
		}
		catch (MalformedException ex) {
			return false;
		}
	}

	@Override
	public Asked asked() {
		return new Asked(nameOf(split().get(0)), WAITS_FOR_INPUT);
	}

	private List<String> split() {
		List<String> command;
		try {
			command = CommandLine.split(this.step.command(), WINDOWS);
		}
		catch (IllegalArgumentException ex) {
			throw failure(ex.getMessage() + ".", WINDOWS ? "Put a \" on both sides of each element that holds a space."
					: "Put a quotation mark on both sides of each element that holds a space, and a \\ before one that means itself.");
		}
		if (command.isEmpty() || command.get(0).isBlank()) {
			throw failure("the command line names no program.",
					"Write the path of a program. To remove the setting is to use other credentials.");
		}
		return command;
	}

	private static String nameOf(String program) {
		// What no path may hold, "TOKEN=secret" for example, may be a secret
		return PROGRAM.matcher(program).matches() ? "'" + program + "'" : "the program";
	}

	private byte[] run(List<String> command, String name) {
		try (RunningProgram program = start(command, name)) {
			if (!program.await(this.timeout, MAX_OUTPUT)) {
				throw failure("%s did not end within %s.".formatted(name, Words.of(this.timeout)), WAITS_FOR_INPUT);
			}
			byte[] output = program.getOutput();
			if (output.length > MAX_OUTPUT) {
				throw failure("%s printed more than %d KiB.".formatted(name, MAX_OUTPUT / 1024), PRINT_DOCUMENTED);
			}
			if (program.getExitValue() != 0) {
				throw failure("%s ended with exit status %d.".formatted(name, program.getExitValue()), RUN_BY_HAND);
			}
			return output;
		}
		catch (IOException ex) {
			throw failure("the output of %s could not be read.".formatted(name), RUN_BY_HAND);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure("waiting for %s was interrupted.".formatted(name), "Try again.");
		}
	}

	private RunningProgram start(List<String> command, String name) {
		try {
			return RunningProgram.start(command, System::nanoTime);
		}
		catch (IOException ex) {
			throw cannotStart(command.get(0), name);
		}
	}

	private CredentialsException cannotStart(String element, String program) {
		if (!element.contains("/") && !element.contains("\\")) {
			return failure("%s is in no directory of PATH.".formatted(program),
					"Write the full path of the program, or add its directory to the PATH of the application.");
		}
		Path path = path(element);
		if (path == null || !Files.exists(path)) {
			boolean expansion = element.startsWith("~") || element.contains("$") || element.contains("%");
			return failure("%s does not exist.".formatted(program),
					expansion ? "Write the full path: neither ~ nor variables are replaced."
							: "Write the full path of the program; \" around it if it holds a space.");
		}
		if (Files.isDirectory(path)) {
			return failure("%s is a directory.".formatted(program), "Write the full path of the program in it.");
		}
		if (!Files.isExecutable(path)) {
			return failure("%s is not executable.".formatted(program),
					"Let the user of the application execute it: chmod +x.");
		}
		return failure("%s cannot be started.".formatted(program),
				"It has to be a program for this machine, or a script whose first line names one that exists.");
	}

	private static @Nullable Path path(String text) {
		try {
			return Path.of(text);
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	private CredentialsException failure(String reason, String remedy) {
		return new CredentialsException(this.step, reason, remedy, null);
	}

}
