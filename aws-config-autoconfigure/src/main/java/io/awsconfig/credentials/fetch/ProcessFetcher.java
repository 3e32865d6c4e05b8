package io.awsconfig.credentials.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
 * command line has a meaning but white space and double quotation marks. What the program
 * writes to its error output is thrown away: it may be secret.
 * <p>
 * Guide: Process credential provider.
 */
@Internal
public final class ProcessFetcher implements CredentialsFetcher {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

	private static final int MAX_OUTPUT = 64 * 1024;

	private static final Pattern PROGRAM = Pattern.compile("[\\w./\\\\:~$%() +-]+");

	private static final String RUN_BY_HAND = "Run the program by hand, as the user of the application, to see what is wrong.";

	private static final String PRINT_DOCUMENTED = "It has to print one JSON object with Version 1, AccessKeyId, SecretAccessKey and, "
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
			CredentialsDocument document = new CredentialsDocument(JsonDocument.parse(output));
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

	@Override
	public Asked asked() {
		return new Asked(nameOf(split().get(0)),
				"A program that waits for input, such as a password or a code, gives none: run it by hand, as the user of the application, to see what it waits for.");
	}

	private List<String> split() {
		List<String> command;
		try {
			command = split(this.step.command());
		}
		catch (IllegalArgumentException ex) {
			throw failure(ex.getMessage() + ".", "Put a \" on both sides of each element that holds a space.");
		}
		if (command.isEmpty() || command.get(0).isBlank()) {
			throw failure("the command line names no program.",
					"Write the path of a program, or remove the setting to go without it.");
		}
		return command;
	}

	/**
	 * Split a command line: white space separates elements unless it stands between
	 * double quotation marks. Backslashes are plain characters, as Windows needs them.
	 * @param commandLine the command line
	 * @return the elements
	 */
	static List<String> split(String commandLine) {
		List<String> elements = new ArrayList<>();
		StringBuilder element = new StringBuilder();
		boolean started = false;
		boolean quoted = false;
		for (int i = 0; i < commandLine.length(); i++) {
			char character = commandLine.charAt(i);
			if (character == '"') {
				quoted = !quoted;
				started = true;
			}
			else if (!quoted && Character.isWhitespace(character)) {
				if (started) {
					elements.add(element.toString());
				}
				element.setLength(0);
				started = false;
			}
			else {
				element.append(character);
				started = true;
			}
		}
		if (quoted) {
			throw new IllegalArgumentException("a quotation mark in the command line is never closed");
		}
		if (started) {
			elements.add(element.toString());
		}
		return elements;
	}

	private static String nameOf(String program) {
		// What no path may hold, "TOKEN=secret" for example, may be a secret
		return PROGRAM.matcher(program).matches() ? "'" + program + "'" : "the program";
	}

	private byte[] run(List<String> command, String program) {
		Process process;
		try {
			process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		}
		catch (IOException ex) {
			throw cannotStart(command.get(0), program);
		}
		try {
			closeInput(process);
			byte[] output = await(process, program);
			if (process.exitValue() != 0) {
				throw failure("%s ended with exit status %d.".formatted(program, process.exitValue()), RUN_BY_HAND);
			}
			return output;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure("waiting for %s was interrupted.".formatted(program), "Try again.");
		}
		finally {
			kill(process);
		}
	}

	private static void closeInput(Process process) {
		try {
			process.getOutputStream().close();
		}
		catch (IOException ex) {
			// The program is gone: its exit status tells why
		}
	}

	private byte[] await(Process process, String program) throws InterruptedException {
		FutureTask<byte[]> output = new FutureTask<>(() -> readToEnd(process));
		Thread reader = new Thread(output, "aws-credentials-process");
		reader.setDaemon(true);
		reader.start();
		try {
			byte[] content = output.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			if (content.length > MAX_OUTPUT) {
				throw failure("%s printed more than %d KiB.".formatted(program, MAX_OUTPUT / 1024), PRINT_DOCUMENTED);
			}
			return content;
		}
		catch (TimeoutException ex) {
			throw failure("%s did not end within %s.".formatted(program, Words.of(this.timeout)),
					"It must not ask for input; run it by hand, as the user of the application, to see what it waits for.");
		}
		catch (ExecutionException ex) {
			throw failure("the output of %s could not be read.".formatted(program), RUN_BY_HAND);
		}
	}

	private static byte[] readToEnd(Process process) throws IOException, InterruptedException {
		try (InputStream input = process.getInputStream()) {
			byte[] content = input.readNBytes(MAX_OUTPUT + 1);
			if (content.length <= MAX_OUTPUT) {
				process.waitFor();
			}
			return content;
		}
	}

	private static void kill(Process process) {
		if (process.isAlive()) {
			// Before the program itself: without it, nobody knows any more what it
			// started
			try (Stream<ProcessHandle> descendants = process.descendants()) {
				descendants.toList().forEach(ProcessHandle::destroyForcibly);
			}
			process.destroyForcibly();
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
