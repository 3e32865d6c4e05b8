package io.awsconfig.credentials.fetch;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.ScriptedServer;
import io.awsconfig.credentials.ScriptedServer.Behaviour;
import io.awsconfig.credentials.Step.ContainerStep;
import io.awsconfig.imds.HttpThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
 * Tests for {@link ContainerFetcher}. Whatever is secret has "hush" in it.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class ContainerFetcherTests {

	private static final String COMPLETE = """
			{"AccessKeyId": "hush-id", "SecretAccessKey": "hush-secret", "Token": "hush-token",
			 "Expiration": "2030-01-01T00:00:00Z", "RoleArn": "arn:aws:iam::111122223333:role/r"}""";

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final Duration SHORT = Duration.ofMillis(300);

	@TempDir
	private Path directory;

	private ScriptedServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = new ScriptedServer(ScriptedServer.ok(COMPLETE));
	}

	@AfterEach
	void stopServer(CapturedOutput output) throws IOException {
		this.server.close();
		assertThat(output.getAll()).doesNotContain("hush");
	}

	@Test
	void requestIsSentAsDocumented() {
		FetchedCredentials fetched = fetcher("hush token", null, LONG).fetch();
		assertThat(fetched.credentials())
			.isEqualTo(AwsSessionCredentials.create("hush-id", "hush-secret", "hush-token"));
		assertThat(fetched.expiration()).isEqualTo("2030-01-01T00:00:00Z");
		assertThat(fetched.extendable()).isTrue();
		assertThat(this.server.requests()).singleElement()
			.asString()
			.startsWith("GET /v1/hush?a=1 HTTP/1.1\n")
			.contains("\nhost: 127.0.0.1:" + this.server.uri("").getPort() + "\n")
			.contains("\nauthorization: hush token\n");
	}

	@Test
	void clientIsMadeOncePerSourceAndClosedWithIt() {
		ContainerFetcher fetcher = fetcher(null, null, LONG);
		long before = HttpThreads.clients();
		for (int i = 0; i < 50; i++) {
			fetcher.fetch();
		}
		assertThat(HttpThreads.clients()).isLessThanOrEqualTo(before + 1);
		fetcher.close();
		assertThat(fetcher.fetch().expiration()).isNotNull();
	}

	@Test
	void withoutTokenNoAuthorizationIsSent() {
		fetcher(null, null, LONG).fetch();
		assertThat(this.server.requests()).singleElement().asString().doesNotContain("authorization");
	}

	@Test
	void tokenFileIsReadEachTimeAndGoesBeforeTheToken() throws Exception {
		Path file = Files.writeString(this.directory.resolve("token"), "hush-1");
		ContainerFetcher fetcher = fetcher("hush-0", file, LONG);
		fetcher.fetch();
		Files.writeString(file, "hush-2");
		fetcher.fetch();
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.server.requests().get(0)).contains("\nauthorization: hush-1\n");
		assertThat(this.server.requests().get(1)).contains("\nauthorization: hush-2\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hush\n", "hush\r\nX-Evil: hush", "\nhush" })
	void tokenWithLineBreakIsRefusedBeforeAnythingIsSent(String token) throws Exception {
		Path file = Files.writeString(this.directory.resolve("token"), token);
		assertThat(failure(fetcher(null, file, LONG)))
			.startsWith("No credentials from container (AWS_CONTAINER at here): the token in '" + file
					+ "' holds a line break.");
		assertThat(failure(fetcher(token, null, LONG))).contains("the token holds a line break.");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void tokenThatCannotBeSentIsRefused() throws Exception {
		assertThat(failure(fetcher("hush\u0000", null, LONG))).contains("no HTTP header may have");
		assertThat(failure(fetcher("hush\u00e4", null, LONG))).contains("no HTTP header may have");
		assertThat(failure(fetcher(" ", null, LONG))).contains("the token is empty");
		Path file = Files.createFile(this.directory.resolve("token"));
		assertThat(failure(fetcher(null, file, LONG))).contains("the token in '" + file + "' is empty");
		Files.writeString(file, "hush".repeat(20_000));
		assertThat(failure(fetcher(null, file, LONG))).contains("'" + file + "' is longer than 64 KiB");
		Path missing = this.directory.resolve("missing");
		assertThat(failure(fetcher(null, missing, LONG))).contains("'" + missing + "' does not exist");
		assertThat(failure(fetcher(null, this.directory, LONG))).contains("'" + this.directory + "' is a directory");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void answerWithoutExpirationDoesNotExpire() {
		this.server.behave(ScriptedServer
			.ok("{\"AccessKeyId\":\"hush-id\",\"SecretAccessKey\":\"hush\",\"Token\":\"hush\",\"Expiration\":null}"));
		assertThat(fetcher(null, null, LONG).fetch().expiration()).isNull();
		this.server
			.behave(ScriptedServer.ok("{\"AccessKeyId\":\"hush-id\",\"SecretAccessKey\":\"hush\",\"Token\":\"hush\"}"));
		assertThat(fetcher(null, null, LONG).fetch().expiration()).isNull();
	}

	@Test
	void permanentKeyNeedsNoToken() {
		this.server.behave(ScriptedServer.ok("{\"AccessKeyId\":\"AKIAhush\",\"SecretAccessKey\":\"hush\"}"));
		assertThat(fetcher(null, null, LONG).fetch().credentials()).isInstanceOf(AwsBasicCredentials.class);
		this.server.behave(ScriptedServer.ok("{\"AccessKeyId\":\"ASIAhush\",\"SecretAccessKey\":\"hush\"}"));
		assertThat(failure(fetcher(null, null, LONG)))
			.contains("has a temporary access key (ASIA...) and no field 'Token', without which it cannot be used.");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void tokenFileThatIsAPipeIsNotOpened() throws Exception {
		Path pipe = this.directory.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		assertThat(failure(fetcher(null, pipe, LONG))).contains("the token file '" + pipe + "' is not a regular file.");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void answerThatHasExpiredIsHandedOnWithItsExpiry() {
		this.server.behave(ScriptedServer.ok(COMPLETE.replace("2030", "2001")));
		FetchedCredentials fetched = fetcher(null, null, LONG).fetch();
		assertThat(fetched.expiration()).isEqualTo("2001-01-01T00:00:00Z");
		assertThat(fetched.extendable()).isTrue();
	}

	@Test
	void temporaryFailuresAreTriedAgain() {
		this.server.behave(ScriptedServer.inTurn(ScriptedServer.status(500, "hush"), ScriptedServer.status(429, "hush"),
				ScriptedServer.raw("HTTP/1.1 200 OK\r\nX-Half: "), ScriptedServer.raw("hush"),
				ScriptedServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + COMPLETE.substring(0, 40)),
				ScriptedServer.ok(COMPLETE)));
		assertThat(fetcher(null, null, LONG).fetch().expiration()).isNotNull();
		assertThat(this.server.requests()).hasSize(6);
	}

	@Test
	void lastingFailureEndsAfterSixAttempts() {
		this.server.behave(ScriptedServer.status(503, "hush"));
		assertThat(failure(fetcher(null, null, LONG))).contains(where() + " answered with status 503.");
		assertThat(this.server.requests()).hasSize(6);
		this.server.behave(ScriptedServer.reset());
		assertThat(failure(fetcher(null, null, LONG)))
			.contains(where() + " gave no answer in 6 attempts: the connection broke");
		// Java's client itself repeats a GET whose connection ends before the first byte
		assertThat(this.server.requests()).hasSizeBetween(12, 18);
	}

	@Test
	void refusedConnectionIsSaidAtOnce() throws Exception {
		URI address;
		try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			address = URI.create("http://127.0.0.1:" + unused.getLocalPort() + "/hush");
		}
		assertThat(failure(new ContainerFetcher(new ContainerStep(address, "hush", null, "here"), LONG)))
			.contains("the connection was refused")
			.contains("Check the address");
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectIsNotFollowed(int status) throws Exception {
		try (ScriptedServer other = new ScriptedServer(ScriptedServer.ok(COMPLETE))) {
			this.server.behave(ScriptedServer.status(status, "hush", "Location: " + other.uri("/hush")));
			assertThat(failure(fetcher("hush", null, LONG))).contains("answered with status " + status + ".")
				.contains("Redirects are not followed");
			assertThat(other.requests()).isEmpty();
		}
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"code\":\"Denied\",\"message\":\"Not you.\"}|(Denied: Not you)",
					"{\"message\":\"a\\r\\n\\u001b[31mb\"}|(a [31mb)", "{\"code\":\"Denied\"}|(Denied)",
					"{\"message\":\"unknown token hush!\"}|(unknown token ***)", "hush|``", "{\"code\":[\"hush\"]}|``",
					"[]|``" })
	void refusalSaysWhatTheServerSays(String body, @Nullable String expected) {
		this.server.behave(ScriptedServer.status(403, body));
		assertThat(failure(fetcher("hush!", null, LONG)))
			.isEqualTo("No credentials from container (AWS_CONTAINER at here): " + where() + " answered with status 403"
					+ ((expected != null && !expected.isEmpty()) ? " " + expected : "")
					+ ". Check the authorization token, and that the role of the container is allowed to be used here.");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void addressThatTheServerEchoesIsNotShown() {
		this.server.behave(ScriptedServer.status(403,
				"{\"code\":\"Denied\",\"message\":\"no /v2/hush-path?token=hush-query, hush-path, hush-query\"}"));
		URI address = URI.create(where() + "/v2/hush-path?token=hush-query");
		assertThat(failure(new ContainerFetcher(new ContainerStep(address, null, null, "here"), LONG)))
			.contains("(Denied: no ******?******, ******, ******)")
			.doesNotContain("hush");
	}

	@Test
	void longMessageOfTheServerIsCut() {
		this.server.behave(ScriptedServer.status(400, "{\"message\":\"" + "x".repeat(10_000) + "\"}"));
		assertThat(failure(fetcher(null, null, LONG))).hasSizeLessThan(500);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "``|is empty.", "hush|is not valid JSON.",
			"[\"hush\"]|is JSON, but not an object with fields.", "{\"AccessKeyId\":\"hush\"|is not valid JSON.",
			"{\"AccessKeyId\":\"hush\"}|has no field 'SecretAccessKey'.",
			"{\"AccessKeyId\":{\"a\":\"hush\"},\"SecretAccessKey\":\"hush\"}|has a field 'AccessKeyId' that is not a text.",
			"{\"AccessKeyId\":\"hush\",\"SecretAccessKey\":\"hush\",\"Token\":1}|has a field 'Token' that is not a text.",
			"{\"AccessKeyId\":\"hush\",\"SecretAccessKey\":\"hush\",\"Expiration\":\"hush\"}|has a field 'Expiration' that is not a timestamp" })
	void answerOfTheWrongShapeIsDescribedButNotRepeated(@Nullable String body, String reason) {
		this.server.behave(ScriptedServer.ok((body != null) ? body : ""));
		assertThat(failure(fetcher("hush", null, LONG))).contains("the answer of " + where() + " " + reason);
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 1073741824\r\n\r\n", "\r\n" })
	void answerWithoutEndIsNotRead(String headers) {
		byte[] chunk = "hush".repeat(4096).getBytes(StandardCharsets.UTF_8);
		this.server.behave(ScriptedServer.flood("HTTP/1.1 200 OK\r\n" + headers, chunk));
		assertThat(failure(fetcher(null, null, LONG))).contains("in 1 attempt: the answer is longer than 64 KiB.");
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void silenceEndsAfterTwoTimeouts() {
		for (Behaviour behaviour : new Behaviour[] { ScriptedServer.hang(),
				ScriptedServer.trickle("HTTP/1.1 200 OK\r\nX-Slow: ", "x"),
				ScriptedServer.trickle("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{", " "),
				ScriptedServer.trickle("HTTP/1.1 200 OK\r\n\r\n{", " ") }) {
			int before = this.server.requests().size();
			this.server.behave(behaviour);
			assertThat(failure(fetcher(null, null, SHORT)))
				.contains("gave no answer in 2 attempts: there was no complete answer in time (300 ms).");
			assertThat(this.server.requests()).hasSizeLessThanOrEqualTo(before + 2);
		}
	}

	@Test
	void interruptEndsTheWaitAndStaysVisible() {
		this.server.behave(ScriptedServer.hang());
		Thread.currentThread().interrupt();
		try {
			assertThat(failure(fetcher(null, null, LONG)))
				.contains("in 1 attempt: waiting for the answer was interrupted");
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
	}

	private String where() {
		return this.server.uri("").toString();
	}

	private static String failure(ContainerFetcher fetcher) {
		CredentialsException failure = catchThrowableOfType(CredentialsException.class, fetcher::fetch);
		assertThat(failure).isNotNull();
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("hush");
		return String.valueOf(failure.getMessage());
	}

	private ContainerFetcher fetcher(@Nullable String token, @Nullable Path tokenFile, Duration timeout) {
		return new ContainerFetcher(
				new ContainerStep(this.server.uri("/v1/hush?a=1"), token, tokenFile, "AWS_CONTAINER at here"), timeout);
	}

}
