package io.awsconfig.credentials.fetch;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step.ProcessStep;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ProcessFetcher}, with real programs. Whatever is secret in them has
 * "hush" in it.
 */
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(OutputCaptureExtension.class)
class ProcessFetcherTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final String COMPLETE = """
			{"Version": 1, "AccessKeyId": "hush-id", "SecretAccessKey": "hush-secret", "SessionToken": "hush-token",
			 "Expiration": "2030-01-01T01:00:00Z", "AccountId": "111122223333"}""";

	@TempDir
	private Path directory;

	@AfterEach
	void nothingSecretIsPrinted(CapturedOutput output) {
		assertThat(output.getAll()).doesNotContain("hush");
	}

	@Test
	void completeAnswerBecomesSessionCredentials() throws Exception {
		FetchedCredentials fetched = fetcher(prints(COMPLETE)).fetch();
		assertThat(fetched.credentials()).isEqualTo(AwsSessionCredentials.builder()
			.accessKeyId("hush-id")
			.secretAccessKey("hush-secret")
			.sessionToken("hush-token")
			.accountId("111122223333")
			.build());
		assertThat(fetched.expiration()).isEqualTo("2030-01-01T01:00:00Z");
		assertThat(fetched.extendable()).isFalse();
		assertThat(fetched.toString()).doesNotContain("hush");
	}

	@Test
	void answerWithoutExpirationAndTokenDoesNotExpireAndHasTheAccountOfTheSetting() throws Exception {
		Path program = prints("{\"Version\":1,\"AccessKeyId\":\"hush-id\",\"SecretAccessKey\":\"hush-secret\"}");
		FetchedCredentials fetched = new ProcessFetcher(new ProcessStep(program.toString(), "444455556666", "here"),
				clock(), LONG)
			.fetch();
		assertThat(fetched.credentials()).isInstanceOf(AwsBasicCredentials.class);
		assertThat(fetched.credentials().accountId()).contains("444455556666");
		assertThat(fetched.expiration()).isNull();
	}

	@Test
	void programRunsAnewEachTime() throws Exception {
		Path count = this.directory.resolve("count");
		Path program = script("echo once >> '" + count + "'\n" + print(COMPLETE));
		ProcessFetcher fetcher = fetcher(program);
		fetcher.fetch();
		fetcher.fetch();
		assertThat(count).content().isEqualTo("once\nonce\n");
	}

	@Test
	void argumentsArriveAsTheyAreWrittenAndNoShellReadsThem() throws Exception {
		Path program = script("for each in \"$@\"; do printf '<%s>\\n' \"$each\" >> '"
				+ this.directory.resolve("arguments") + "'; done\n" + print(COMPLETE));
		fetcher("\"" + program
				+ "\"  plain \"with  spaces\" --name=\"a b\" 'single \"quoted\"' an\\ escaped\\ space \"\" $HOME ~ ; a > b | `id` $(id)")
			.fetch();
		assertThat(this.directory.resolve("arguments")).content()
			.isEqualTo(
					"<plain>\n<with  spaces>\n<--name=a b>\n<single \"quoted\">\n<an escaped space>\n<>\n<$HOME>\n<~>\n<;>\n<a>\n<>>\n<b>\n"
							+ "<|>\n<`id`>\n<$(id)>\n");
	}

	@Test
	void programWithSpacesInItsPathIsRun() throws Exception {
		Path folder = Files.createDirectory(this.directory.resolve("a folder"));
		Path program = Files.move(prints(COMPLETE), folder.resolve("a program.sh"));
		assertThat(fetcher("\"" + program + "\"").fetch().expiration()).isNotNull();
	}

	@Test
	void commandLineThatIsNotClosedSaysSo() {
		assertThat(failure(fetcher("a \"hush"))).contains("a quotation mark in the command line is never closed.")
			.contains("both sides");
		assertThat(failure(fetcher("a 'hush"))).contains("is never closed.");
		assertThat(failure(fetcher("hush\\"))).contains("nothing follows the \\ at the end of the command line.");
	}

	@Test
	void commandsOfTheDocumentedFormsWork() throws Exception {
		Path out = Files.writeString(this.directory.resolve("out"), COMPLETE);
		Path tools = Files.createDirectory(this.directory.resolve("My Tools"));
		Path program = Files.move(prints(COMPLETE), tools.resolve("get"));
		for (String command : List.of("sh -c 'cat \"" + out + "\"'", "sh -c \"cat \\\"" + out + "\\\"\"",
				"sh -c \"cat " + out + "\"", program.toString().replace(" ", "\\ ") + " x")) {
			assertThat(fetcher(command).fetch().expiration()).as(command).isNotNull();
		}
	}

	@Test
	void childThatKeepsThePipeOpenIsNotWaitedForAndEnds() throws Exception {
		Path pids = this.directory.resolve("pids");
		Path program = script(print(COMPLETE) + "\nsleep 600 &\necho $! > '" + pids + "'");
		// Without a limit that would end it: what was printed is there when the program
		// ends
		assertThat(new ProcessFetcher(step(program.toString()), clock(), Duration.ofDays(1)).fetch().expiration())
			.isNotNull();
		if (OS.LINUX.isCurrentOs()) {
			assertThatAllEnd(pids);
		}
	}

	@Test
	void muchThatIsPrintedAtTheEndIsRead() throws Exception {
		String padding = " ".repeat(60 * 1024);
		assertThat(fetcher(prints(padding + COMPLETE)).fetch().expiration()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Welcome hush!\\n|2", "hush {hush}\\n\\n  |3", "hush: |1", "{hush}\\n|2" })
	void textBeforeTheJsonIsToldAndNotShown(String text, int line) throws Exception {
		String before = text.replace("\\n", "\n");
		boolean told = !before.startsWith("{");
		Path program = prints(before + COMPLETE);
		assertThat(failure(fetcher(program)))
			.contains(told
					? "the output of '" + program + "' has text before the JSON, which begins in line " + line + "."
					: "is not valid JSON")
			.contains("and nothing else");
	}

	@Test
	void temporaryKeyWithoutTokenIsRefused() throws Exception {
		Path program = prints(
				"{\"Version\":1,\"AccessKeyId\":\"ASIAhush\",\"SecretAccessKey\":\"hush\",\"SessionToken\":\" \"}");
		assertThat(failure(fetcher(program)))
			.contains("has a temporary access key (ASIA...) and no field 'SessionToken'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\"\" hush", "\" \"" })
	void emptyCommandLineNamesNoProgram(String commandLine) {
		assertThat(failure(fetcher(commandLine)))
			.startsWith("No credentials from process (credential_process at here): the command line names no program.");
	}

	@Test
	void programThatDoesNotExist() {
		Path missing = this.directory.resolve("missing");
		assertThat(failure(fetcher(missing + " --token hush"))).contains("'" + missing + "' does not exist.")
			.contains("full path");
		assertThat(failure(fetcher("no-such-program-anywhere hush")))
			.contains("'no-such-program-anywhere' is in no directory of PATH.");
		assertThat(failure(fetcher("~/x hush"))).contains("neither ~ nor variables are replaced");
		assertThat(failure(fetcher("$HOME/x hush"))).contains("neither ~ nor variables are replaced");
		assertThat(failure(fetcher("TOKEN=hush program"))).contains("the program is in no directory of PATH.");
	}

	@Test
	void programThatCannotBeExecuted() throws Exception {
		assertThat(failure(fetcher(this.directory + " hush"))).contains("'" + this.directory + "' is a directory.");
		Path plain = Files.writeString(this.directory.resolve("plain"), "hush");
		assertThat(failure(fetcher(plain + " hush"))).contains("'" + plain + "' is not executable.")
			.contains("chmod +x");
		Path orphan = Files.writeString(this.directory.resolve("orphan"), "#!/no/such/interpreter\n");
		executable(orphan);
		assertThat(failure(fetcher(orphan + " hush"))).contains("'" + orphan + "' cannot be started.")
			.contains("first line");
	}

	@Test
	void programThatFailsIsNamedWithItsStatusButNotItsOutput() throws Exception {
		Path program = script("echo hush-error >&2\necho hush-output\nexit 3");
		assertThat(failure(fetcher(program + " hush-argument"))).isEqualTo(
				"No credentials from process (credential_process at here): '" + program + "' ended with exit status 3. "
						+ "Run the program by hand, as the user of the application, to see what is wrong.");
	}

	@Test
	void muchErrorOutputNeitherBlocksNorHarms() throws Exception {
		Path program = script("i=0; while [ $i -lt 3000 ]; do echo 'hush hush hush hush hush hush hush hush' >&2; "
				+ "i=$((i+1)); done\n" + print(COMPLETE));
		assertThat(fetcher(program).fetch().expiration()).isNotNull();
	}

	@Test
	void programThatReadsItsInputFindsTheEnd() throws Exception {
		assertThat(fetcher(script("cat\n" + print(COMPLETE))).fetch().expiration()).isNotNull();
	}

	@Test
	void programThatNeverEndsIsKilledWithWhatItStarted() throws Exception {
		Path pids = this.directory.resolve("pids");
		Path program = script("echo $$ >> '" + pids + "'\nsleep 600 &\necho $! >> '" + pids + "'\nwait");
		assertThat(failure(new ProcessFetcher(step(program + " hush"), clock(), Duration.ofSeconds(1))))
			.contains("'" + program + "' did not end within 1 s.");
		assertThatAllEnd(pids);
	}

	@Test
	void programThatClosesItsOutputAndNeverEndsIsKilled() throws Exception {
		Path pids = this.directory.resolve("pids");
		Path program = script(print(COMPLETE) + "\necho $$ >> '" + pids + "'\nexec sleep 600 >/dev/null");
		assertThat(failure(new ProcessFetcher(step(program.toString()), clock(), Duration.ofSeconds(1))))
			.contains("did not end within 1 s.");
		assertThatAllEnd(pids);
	}

	@Test
	void programThatPrintsEndlesslyIsKilled() throws Exception {
		Path pids = this.directory.resolve("pids");
		Path program = script("echo $$ >> '" + pids + "'\nwhile true; do echo hush-hush-hush-hush-hush-hush; done");
		assertThat(failure(fetcher(program))).contains("'" + program + "' printed more than 64 KiB.");
		assertThatAllEnd(pids);
	}

	@Test
	void interruptEndsTheWaitAndStaysVisible() throws Exception {
		Path pids = this.directory.resolve("pids");
		Path program = script("echo $$ > '" + pids + ".new'\nmv '" + pids + ".new' '" + pids + "'\nexec sleep 600");
		AtomicReference<@Nullable String> message = new AtomicReference<>();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			message.set(failure(fetcher(program)));
			interrupted.complete(Thread.currentThread().isInterrupted());
		});
		caller.start();
		long deadline = System.nanoTime() + LONG.toNanos();
		while (!Files.exists(pids) && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		caller.interrupt();
		assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
		assertThat(message.get()).contains("was interrupted");
		assertThatAllEnd(pids);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
	// @formatter:off
			"``|is empty.",
			"   |is empty.",
			"hush|is not valid JSON.",
			"{\"Version\":1,\"AccessKeyId\":\"hush|is not valid JSON.",
			"{\"Version\":1} hush|is not valid JSON.",
			"[\"hush\"]|is JSON, but not an object with fields.",
			"\"hush\"|is JSON, but not an object with fields.",
			"null|is JSON, but not an object with fields.",
			"{}|has no field 'Version'.",
			"{\"Version\":2}|has a version other than 1, the only one that is known.",
			"{\"Version\":4294967297}|has a version other than 1, the only one that is known.",
			"{\"Version\":\"hush\"}|has a field 'Version' that is not a whole number.",
			"{\"Version\":1.5}|has a field 'Version' that is not a whole number.",
			"{\"Version\":1}|has no field 'AccessKeyId' and no field 'SecretAccessKey'.",
			"{\"Version\":1,\"AccessKeyId\":\"hush\"}|has no field 'SecretAccessKey'.",
			"{\"Version\":1,\"SecretAccessKey\":\"hush\",\"AccessKeyId\":null}|has no field 'AccessKeyId'.",
			"{\"Version\":1,\"SecretAccessKey\":\"hush\",\"AccessKeyId\":\" \"}|has no field 'AccessKeyId'.",
			"{\"Version\":1,\"SecretAccessKey\":[\"hush\"],\"AccessKeyId\":\"hush\"}|has a field 'SecretAccessKey' that is not a text.",
			"{\"Version\":1,\"SecretAccessKey\":\"hush\",\"AccessKeyId\":\"hush\",\"Expiration\":\"hush\"}|has a field 'Expiration' that is not a timestamp like 2030-12-31T23:59:59Z.",
			"{\"Version\":1,\"SecretAccessKey\":\"hush\",\"AccessKeyId\":\"hush\",\"Expiration\":1893456000}|has a field 'Expiration' that is not a text.",
	// @formatter:on
	})
	void wrongOutputIsDescribedButNotRepeated(@Nullable String output, String reason) throws Exception {
		Path program = prints((output != null) ? output : "");
		assertThat(failure(fetcher(program + " hush")))
			.startsWith("No credentials from process (credential_process at here): the output of '" + program + "' "
					+ reason)
			.contains("AccessKeyId, SecretAccessKey");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2029-12-31T23:59:59Z", "2030-01-01T00:00:00Z", "2030-01-01T01:00:00+02:00" })
	void expiredCredentialsAreRefused(String expiration) throws Exception {
		assertThat(failure(fetcher(prints(COMPLETE.replace("2030-01-01T01:00:00Z", expiration)))))
			.contains("expired at " + Instant.parse(expiration))
			.contains("clock");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2030-01-01T03:00:00+02:00", "2030-01-01T03:00:00+0200", "2030-01-01T01:00:00.000Z" })
	void timestampsMayHaveOffsetAndFraction(String expiration) throws Exception {
		assertThat(fetcher(prints(COMPLETE.replace("2030-01-01T01:00:00Z", expiration))).fetch().expiration())
			.isEqualTo("2030-01-01T01:00:00Z");
	}

	private static void assertThatAllEnd(Path pids) throws Exception {
		assertThat(Files.readAllLines(pids)).isNotEmpty();
		for (String pid : Files.readAllLines(pids)) {
			ProcessHandle handle = ProcessHandle.of(Long.parseLong(pid)).orElse(null);
			if (handle != null) {
				long deadline = System.nanoTime() + LONG.toNanos();
				while (handle.isAlive() && System.nanoTime() < deadline) {
					Thread.onSpinWait();
				}
				assertThat(handle.isAlive()).as(pid).isFalse();
			}
		}
	}

	private static String failure(ProcessFetcher fetcher) {
		CredentialsException failure = catchThrowableOfType(CredentialsException.class, fetcher::fetch);
		assertThat(failure).isNotNull();
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("hush");
		return String.valueOf(failure.getMessage());
	}

	private Path prints(String output) throws IOException {
		return script(print(output));
	}

	private static String print(String output) {
		return "cat <<'END'\n" + output + "\nEND";
	}

	private Path script(String body) throws IOException {
		Path script = Files.createTempFile(this.directory, "program", ".sh");
		Files.writeString(script, "#!/bin/sh\n" + body + "\n");
		executable(script);
		return script;
	}

	private static void executable(Path file) {
		assertThat(file.toFile().setExecutable(true)).isTrue();
	}

	private static ProcessFetcher fetcher(Path program) {
		return fetcher(program.toString());
	}

	private static ProcessFetcher fetcher(String commandLine) {
		return new ProcessFetcher(step(commandLine), clock(), LONG);
	}

	private static ProcessStep step(String commandLine) {
		return new ProcessStep(commandLine, null, "credential_process at here");
	}

	private static Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

}
