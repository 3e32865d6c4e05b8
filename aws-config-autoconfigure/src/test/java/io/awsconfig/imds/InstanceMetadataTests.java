package io.awsconfig.imds;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.ScriptedServer;
import io.awsconfig.credentials.ScriptedServer.Behaviour;
import io.awsconfig.credentials.Step.InstanceMetadataStep;
import io.awsconfig.credentials.fetch.InstanceMetadataFetcher;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link InstanceMetadata} and {@link InstanceMetadataFetcher}. Whatever is
 * secret has "hush" in it.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class InstanceMetadataTests {

	private static final String TOKEN = "PUT /latest/api/token";

	private static final String ROLES = "GET /latest/meta-data/iam/security-credentials/";

	private static final String CREDENTIALS = ROLES + "my-role";

	private static final String REGION = "GET /latest/meta-data/placement/region";

	private static final String DOCUMENT = "GET /latest/dynamic/instance-identity/document";

	private static final String COMPLETE = """
			{"Code": "Success", "AccessKeyId": "hush-id", "SecretAccessKey": "hush-secret", "Token": "hush-session",
			 "Expiration": "2030-01-01T00:00:00Z", "AccountId": "111122223333"}""";

	private static final Duration LONG = Duration.ofSeconds(60);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private ScriptedServer server;

	private Behaviour token = ScriptedServer.status(200, "hush-token", "x-aws-ec2-metadata-token-ttl-seconds: 21600");

	private Behaviour roles = ScriptedServer.ok("my-role\n");

	private Behaviour credentials = ScriptedServer.ok(COMPLETE);

	private Behaviour region = ScriptedServer.ok("eu-west-3");

	private Behaviour document = ScriptedServer.ok("{\"region\": \"eu-west-3\"}");

	@BeforeEach
	void startServer() throws IOException {
		this.server = new ScriptedServer((request, connection) -> {
			String line = line(request);
			Behaviour behaviour = switch (line) {
				case TOKEN -> this.token;
				case ROLES -> this.roles;
				case CREDENTIALS -> this.credentials;
				case REGION -> this.region;
				case DOCUMENT -> this.document;
				default -> ScriptedServer.status(418, "hush");
			};
			behaviour.answer(request, connection);
		});
	}

	@AfterEach
	void stopServer(CapturedOutput output) throws IOException {
		this.server.close();
		assertThat(output.getAll()).doesNotContain("hush");
	}

	@Test
	void credentialsAreAskedForByVersion2() {
		FetchedCredentials fetched = fetcher(metadata(1, LONG)).fetch();
		assertThat(fetched.credentials()).isEqualTo(AwsSessionCredentials.builder()
			.accessKeyId("hush-id")
			.secretAccessKey("hush-secret")
			.sessionToken("hush-session")
			.accountId("111122223333")
			.build());
		assertThat(fetched.expiration()).isEqualTo("2030-01-01T00:00:00Z");
		assertThat(fetched.extendable()).isTrue();
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS);
		List<String> requests = this.server.requests();
		assertThat(requests.get(0)).contains("\nx-aws-ec2-metadata-token-ttl-seconds: 21600\n")
			.contains("\ncontent-length: 0\n")
			.doesNotContain("hush");
		assertThat(requests.subList(1, 3))
			.allSatisfy((request) -> assertThat(request).contains("\nx-aws-ec2-metadata-token: hush-token\n"));
	}

	@Test
	void tokenIsUsedUntilItsEnd() {
		this.token = ScriptedServer.status(200, "hush-token", "X-Aws-Ec2-Metadata-Token-Ttl-Seconds: 100");
		InstanceMetadata metadata = metadata(1, LONG);
		fetcher(metadata).fetch();
		this.nanos.addAndGet(Duration.ofSeconds(99).toNanos());
		fetcher(metadata).fetch();
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS, ROLES, CREDENTIALS);
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		fetcher(metadata).fetch();
		assertThat(lines()).hasSize(8).endsWith(TOKEN, ROLES, CREDENTIALS);
	}

	@Test
	void tokenThatIsRefusedIsReplacedOnce() {
		this.roles = ScriptedServer.inTurn(ScriptedServer.status(401, "hush"), ScriptedServer.ok("my-role"));
		assertThat(fetcher(metadata(1, LONG)).fetch().expiration()).isNotNull();
		assertThat(lines()).containsExactly(TOKEN, ROLES, TOKEN, ROLES, CREDENTIALS);
		this.roles = ScriptedServer.status(401, "hush");
		assertThat(failure(metadata(1, LONG))).contains("refused the session token");
		assertThat(lines()).hasSize(9);
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 404, 405 })
	void withoutVersion2Version1IsAsked(int status) {
		this.token = ScriptedServer.status(status, "hush");
		assertThat(fetcher(metadata(1, LONG)).fetch().expiration()).isNotNull();
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS);
		assertThat(this.server.requests()).noneMatch((request) -> request.contains("x-aws-ec2-metadata-token:"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "403 | answered with status 403: it is not allowed here.",
			"404 | answered with status 404.", "405 | answered with status 405." })
	void version1IsNotAskedWhereItIsDisabled(int status, String reason) {
		this.token = ScriptedServer.status(status, "hush");
		assertThat(failure(new InstanceMetadata(this.server.uri(""), true, 3, LONG, this.nanos::get))).contains(reason);
		assertThat(lines()).containsExactly(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 302 })
	void otherRefusalOfTheTokenDoesNotLeadToVersion1(int status) {
		this.token = ScriptedServer.status(status, "hush", "Location: " + this.server.uri("/latest/api/token"));
		assertThat(failure(metadata(3, LONG))).contains("answered with status " + status + ".");
		assertThat(lines()).containsExactly(TOKEN);
	}

	@Test
	void tokenThatDoesNotComeInTimeLeadsToVersion1() {
		this.token = ScriptedServer.hang();
		assertThat(fetcher(realTime(1, Duration.ofSeconds(4), false)).fetch().expiration()).isNotNull();
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS);
		this.roles = ScriptedServer.status(401, "hush");
		assertThat(failure(realTime(1, Duration.ofSeconds(4), false)))
			.contains("wants a session token (status 401), but the request for one was not answered in time.")
			.contains("hop limit of 2");
	}

	@Test
	void tokenThatDoesNotComeInTimeIsTheEndWhereVersion1IsDisabled() {
		this.token = ScriptedServer.hang();
		// Time stands still, so that there would be some left for version 1
		assertThat(failure(new InstanceMetadata(this.server.uri(""), true, 1, Duration.ofSeconds(1), this.nanos::get)))
			.contains("there was no complete answer in time");
		assertThat(lines()).containsExactly(TOKEN);
	}

	@Test
	void version1IsRememberedForAWhile() {
		this.token = ScriptedServer.status(404, "");
		InstanceMetadata metadata = metadata(1, LONG);
		fetcher(metadata).fetch();
		fetcher(metadata).fetch();
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS, ROLES, CREDENTIALS);
		this.nanos.addAndGet(LONG.toNanos());
		fetcher(metadata).fetch();
		assertThat(lines()).hasSize(8).endsWith(TOKEN, ROLES, CREDENTIALS);
	}

	@Test
	void attemptsAreCountedAsTheSettingsSay() {
		this.credentials = ScriptedServer.inTurn(ScriptedServer.status(500, "hush"), ScriptedServer.status(429, "hush"),
				ScriptedServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"Code"),
				ScriptedServer.ok(COMPLETE));
		assertThat(fetcher(metadata(4, LONG)).fetch().expiration()).isNotNull();
		assertThat(lines()).filteredOn(CREDENTIALS::equals).hasSize(4);
		assertThat(lines()).filteredOn(TOKEN::equals).hasSize(1);
		this.credentials = ScriptedServer.status(503, "hush");
		assertThat(failure(metadata(1, LONG))).contains("answered with status 503.");
		assertThat(lines()).filteredOn(CREDENTIALS::equals).hasSize(5);
		assertThat(failure(metadata(3, LONG))).contains("answered with status 503.");
		assertThat(lines()).filteredOn(CREDENTIALS::equals).hasSize(8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void brokenConnectionIsTriedAsOftenAsTheSettingsSay(int attempts) {
		this.token = ScriptedServer.reset();
		assertThat(failure(metadata(attempts, LONG))).contains("gave no answer: the connection broke");
		assertThat(this.server.requests()).hasSize(attempts);
	}

	@Test
	void settingsOfTheApplicationAreObeyed(@TempDir Path home) {
		FakeMachine machine = new FakeMachine(home).withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", this.server.uri("").toString())
			.variable("AWS_EC2_METADATA_V1_DISABLED", "true");
		this.token = ScriptedServer.hang();
		assertThat(failure(configured(machine.variable("AWS_METADATA_SERVICE_TIMEOUT", "2"))))
			.contains("there was no complete answer in time (2 s");
		assertThat(lines()).containsExactly(TOKEN);
		this.token = ScriptedServer.reset();
		failure(configured(machine.variable("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "3")));
		assertThat(lines()).containsExactly(TOKEN, TOKEN, TOKEN, TOKEN);
	}

	private InstanceMetadata configured(FakeMachine machine) {
		return new InstanceMetadata(AwsSetup.on(machine).settings(), this.nanos::get);
	}

	@Test
	void attemptEndsInTimeHoweverTheServerIsSilent() {
		for (Behaviour silent : new Behaviour[] { ScriptedServer.hang(),
				ScriptedServer.trickle("HTTP/1.1 200 OK\r\nX-Slow: ", "x"),
				ScriptedServer.trickle("HTTP/1.1 200 OK\r\n\r\n", "x") }) {
			this.token = silent;
			this.roles = silent;
			long start = System.nanoTime();
			assertThat(failure(realTime(2, Duration.ofSeconds(1), false)))
				.contains("gave no answer: there was no complete answer in time (1 s, 2 attempts).");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1900),
					Duration.ofSeconds(20));
		}
	}

	@Test
	void laterRequestsShareTheTimeOfTheAttempt() {
		this.credentials = ScriptedServer.hang();
		// The clock of the test jumps with each request, as if each took most of the time
		this.roles = (request, connection) -> {
			this.nanos.addAndGet(LONG.toNanos());
			ScriptedServer.ok("my-role").answer(request, connection);
		};
		assertThat(failure(metadata(1, LONG))).contains("no complete answer in time (60 s, 1 attempt).");
		assertThat(lines()).containsExactly(TOKEN, ROLES);
	}

	@Test
	void refusedConnectionIsSaidAtOnceAndRememberedForAWhile() throws Exception {
		InstanceMetadata metadata = new InstanceMetadata(closedPort(), false, 2, LONG, this.nanos::get);
		String message = failure(metadata);
		assertThat(message)
			.startsWith("No credentials from instance metadata (default): the instance metadata service at "
					+ "http://127.0.0.1:")
			.contains("gave no answer: the connection was refused. On EC2,")
			.contains("AWS_EC2_METADATA_DISABLED=true")
			.hasSizeLessThan(500);
		assertThatExceptionOfType(SdkClientException.class).isThrownBy(metadata::getRegion)
			.withMessageStartingWith("No Region from instance metadata: the instance metadata service at ");
		this.nanos.addAndGet(Duration.ofSeconds(12).toNanos());
		assertThatExceptionOfType(SdkClientException.class).isThrownBy(metadata::getRegion)
			.withMessageContaining("the connection was refused. That was 12 s ago; it is asked again after 60 s.");
	}

	@Test
	void silenceIsForgottenSoonByThoseWhoNeedCredentials() {
		this.token = ScriptedServer.hang();
		InstanceMetadata metadata = new InstanceMetadata(this.server.uri(""), true, 2, Duration.ofSeconds(2),
				this.nanos::get);
		assertThat(failure(metadata)).contains("no complete answer in time (2 s, 2 attempts)");
		assertThat(lines()).containsExactly(TOKEN, TOKEN);
		assertThat(failure(metadata)).contains("That was 0 ms ago; it is asked again after 1 s.");
		assertThatExceptionOfType(SdkClientException.class).isThrownBy(metadata::getRegion)
			.withMessageContaining("That was 0 ms ago; it is asked again after 60 s.");
		assertThat(lines()).hasSize(2);
		this.token = ScriptedServer.ok("hush-token");
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThatExceptionOfType(SdkClientException.class).isThrownBy(metadata::getRegion)
			.withMessageContaining("That was 1 s ago");
		assertThat(fetcher(metadata).fetch().expiration()).isNotNull();
		assertThat(metadata.getRegion()).isEqualTo(Region.EU_WEST_3);
		assertThat(lines()).containsExactly(TOKEN, TOKEN, TOKEN, ROLES, CREDENTIALS, REGION);
	}

	@Test
	void whoAnswersNonsenseIsNotSilent() {
		InstanceMetadata metadata = metadata(1, LONG);
		this.token = ScriptedServer.raw("HTTP/1.1 two hundred\r\n\r\n");
		assertThat(failure(metadata)).contains("gave no answer: the answer is not HTTP.");
		this.token = ScriptedServer.ok("x".repeat(100_000));
		assertThat(failure(metadata)).contains("longer than 64 KiB");
		this.token = ScriptedServer.reset();
		assertThat(failure(metadata)).contains("the connection broke");
		this.token = ScriptedServer.ok("hush-token");
		assertThat(fetcher(metadata).fetch().expiration()).isNotNull();
	}

	@Test
	void timeOutDoesNotMeasureHowClassesAreLoaded() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), ColdMetadata.class.getName(), this.server.uri("").toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isZero();
		assertThat(output).startsWith("eu-west-3 ");
		// Some 400 are loaded by a first request
		assertThat(Integer.parseInt(output.strip().substring("eu-west-3 ".length()))).isLessThan(60);
	}

	@Test
	void clientIsMadeOncePerSource() {
		InstanceMetadata metadata = metadata(1, LONG);
		long before = HttpThreads.clients();
		InstanceMetadataFetcher fetcher = fetcher(metadata);
		for (int i = 0; i < 50; i++) {
			fetcher.fetch();
		}
		assertThat(HttpThreads.clients()).isLessThanOrEqualTo(before + 1);
		fetcher.close();
		assertThat(fetcher.fetch().expiration()).isNotNull();
	}

	@Test
	void regionLeavesNoClientBehind() throws InterruptedException {
		InstanceMetadata metadata = metadata(1, LONG);
		Set<Thread> before = HttpThreads.all();
		assertThat(metadata.getRegion()).isEqualTo(Region.EU_WEST_3);
		Set<Thread> made = HttpThreads.all();
		made.removeAll(before);
		for (Thread thread : made) {
			// Before Java 21, the client ends when it is garbage, and looks every 3
			// seconds
			for (int i = 0; i < 200 && thread.isAlive(); i++) {
				System.gc();
				thread.join(100);
			}
			assertThat(thread.isAlive()).isFalse();
		}
		assertThat(metadata.getRegion()).isEqualTo(Region.EU_WEST_3);
	}

	@Test
	void otherThreadsAskAfterwards() throws Exception {
		InstanceMetadata metadata = metadata(1, LONG);
		assertThat(metadata.getRegion()).isEqualTo(Region.EU_WEST_3);
		assertThat(fetcher(metadata).fetch().expiration()).isNotNull();
		assertThat(CompletableFuture.supplyAsync(() -> fetcher(metadata).fetch()).get(30, TimeUnit.SECONDS))
			.isNotNull();
	}

	@Test
	void whoIsInterruptedWhileAnotherAsksLeaves() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		this.roles = (request, connection) -> {
			asked.countDown();
			end.await();
			ScriptedServer.ok("my-role").answer(request, connection);
		};
		InstanceMetadata metadata = metadata(1, LONG);
		CompletableFuture<FetchedCredentials> other = CompletableFuture.supplyAsync(() -> fetcher(metadata).fetch());
		assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(SdkClientException.class).isThrownBy(metadata::getRegion)
			.withMessage("No Region from instance metadata: waiting for the instance metadata service at "
					+ this.server.uri("") + " was interrupted. Try again.");
		assertThat(Thread.interrupted()).isTrue();
		end.countDown();
		assertThat(other.get(30, TimeUnit.SECONDS).expiration()).isNotNull();
	}

	@Test
	void silenceOfOneThatHasAnsweredIsNotRemembered() {
		InstanceMetadata metadata = metadata(1, Duration.ofSeconds(2));
		fetcher(metadata).fetch();
		this.roles = ScriptedServer.hang();
		assertThat(failure(metadata)).contains("there was no complete answer in time");
		this.roles = ScriptedServer.ok("my-role");
		assertThat(fetcher(metadata).fetch().expiration()).isNotNull();
	}

	@Test
	void version1ThatDoesNotAnswerOrWantsATokenIsNotRemembered() {
		this.token = ScriptedServer.status(404, "");
		InstanceMetadata metadata = metadata(1, LONG);
		this.roles = ScriptedServer.raw("HTTP/1.1 200 ");
		assertThat(failure(metadata)).contains("the connection broke");
		this.roles = ScriptedServer.status(401, "hush");
		assertThat(failure(metadata)).contains("wants a session token (status 401)");
		this.roles = ScriptedServer.ok("my-role");
		assertThat(fetcher(metadata).fetch().expiration()).isNotNull();
		assertThat(lines()).containsExactly(TOKEN, ROLES, TOKEN, ROLES, TOKEN, ROLES, CREDENTIALS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-1", "123456789012345678901" })
	void tokenOfUnknownLifeIsUsedAsLongAsWasAskedFor(String life) {
		this.token = ScriptedServer.status(200, "hush-token", "X-Aws-Ec2-Metadata-Token-Ttl-Seconds: " + life);
		InstanceMetadata metadata = metadata(1, LONG);
		fetcher(metadata).fetch();
		this.nanos.addAndGet(Duration.ofSeconds(21599).toNanos());
		fetcher(metadata).fetch();
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS, ROLES, CREDENTIALS);
	}

	@Test
	void instanceWithoutRoleIsToldApart() {
		this.roles = ScriptedServer.status(404, "hush");
		assertThat(failure(metadata(3, LONG)))
			.contains("the instance has no role, says the instance metadata service at " + this.server.uri(""))
			.contains("Attach an IAM role to the instance");
		assertThat(lines()).containsExactly(TOKEN, ROLES);
		this.roles = ScriptedServer.ok(" \n");
		assertThat(failure(metadata(3, LONG))).contains("the instance has no role");
		this.roles = ScriptedServer.ok("my-role");
		this.credentials = ScriptedServer.status(404, "hush");
		assertThat(failure(metadata(3, LONG))).contains("has no credentials of role 'my-role'.");
	}

	@Test
	void forbiddenServiceIsToldApart() {
		this.roles = ScriptedServer.status(403, "hush");
		assertThat(failure(metadata(3, LONG))).contains("answered with status 403: it is not allowed here.")
			.contains("metadata options of the instance");
		assertThat(lines()).containsExactly(TOKEN, ROLES);
	}

	@Test
	void codeOfTheServiceIsSaid() {
		this.credentials = ScriptedServer
			.ok("{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"hush\",\"AccessKeyId\":\"hush\"}");
		assertThat(failure(metadata(3, LONG)))
			.contains("has no credentials of role 'my-role': AssumeRoleUnauthorizedAccess.")
			.contains("trust policy");
		assertThat(lines()).hasSize(3);
	}

	@Test
	void expiredCredentialsAreHandedOnWithTheirExpiry() {
		this.credentials = ScriptedServer.ok(COMPLETE.replace("2030", "2001"));
		FetchedCredentials fetched = fetcher(metadata(1, LONG)).fetch();
		assertThat(fetched.expiration()).isEqualTo("2001-01-01T00:00:00Z");
		assertThat(fetched.extendable()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "hush|is not valid JSON.", "``|is empty.",
			"[\"hush\"]|is JSON, but not an object with fields.", "{\"Code\":1}|has a field 'Code' that is not a text.",
			"{\"Code\":\"Success\",\"AccessKeyId\":\"hush\",\"SecretAccessKey\":\" \"}|has no field 'SecretAccessKey' and no field 'Token' and no field 'Expiration'.",
			"{\"AccessKeyId\":\"hush\",\"SecretAccessKey\":\"hush\",\"Expiration\":\"2030-01-01T00:00:00Z\"}|has no field 'Token'.",
			"{\"AccessKeyId\":\"hush\",\"SecretAccessKey\":\"hush\",\"Token\":\"hush\"}|has no field 'Expiration'.",
			"{\"AccessKeyId\":\"hush\",\"SecretAccessKey\":\"hush\",\"Token\":\"hush\",\"Expiration\":\"hush\"}|has a field 'Expiration' that is not a timestamp" })
	void answerOfTheWrongShapeIsDescribedButNotRepeated(String body, String reason) {
		this.credentials = ScriptedServer.ok(body);
		assertThat(failure(metadata(3, LONG)))
			.contains("an answer of the instance metadata service at " + this.server.uri("") + " " + reason);
		assertThat(lines()).hasSize(3);
	}

	@Test
	void nonsenseIsNotSentOn() {
		this.roles = ScriptedServer.ok("<html>hush</html>");
		assertThat(failure(metadata(3, LONG))).contains("is no name of a role");
		this.roles = ScriptedServer.ok("../../hush");
		assertThat(failure(metadata(3, LONG))).contains("is no name of a role");
		this.token = ScriptedServer.ok("hush\r\nhush: hush");
		assertThat(failure(metadata(3, LONG))).contains("is no session token");
		this.token = ScriptedServer.ok("");
		assertThat(failure(metadata(3, LONG))).contains("is no session token");
		this.token = ScriptedServer.ok("x".repeat(100_000));
		assertThat(failure(metadata(3, LONG))).contains("longer than 64 KiB");
		assertThat(lines()).filteredOn((line) -> line.startsWith("GET")).containsExactly(ROLES, ROLES);
	}

	@Test
	void endpointMayHavePathAndSlash() {
		InstanceMetadata metadata = new InstanceMetadata(this.server.uri("/"), false, 1, LONG, this.nanos::get);
		assertThat(fetcher(metadata).fetch().expiration()).isNotNull();
		assertThat(metadata).hasToString("instance metadata at " + this.server.uri(""));
	}

	@Test
	void regionIsAskedOnceAndSharesTheToken() {
		InstanceMetadata metadata = metadata(1, LONG);
		fetcher(metadata).fetch();
		assertThat(metadata.getRegion()).isEqualTo(Region.EU_WEST_3);
		assertThat(metadata.getRegion()).isEqualTo(Region.EU_WEST_3);
		assertThat(lines()).containsExactly(TOKEN, ROLES, CREDENTIALS, REGION);
	}

	@Test
	void regionComesFromTheIdentityDocumentElse() {
		this.region = ScriptedServer.status(404, "hush");
		assertThat(metadata(1, LONG).getRegion()).isEqualTo(Region.EU_WEST_3);
		assertThat(lines()).containsExactly(TOKEN, REGION, DOCUMENT);
		this.document = ScriptedServer.status(404, "hush");
		assertThat(regionFailure()).endsWith("knows none. Set the Region.");
		this.document = ScriptedServer.ok("{}");
		assertThat(regionFailure()).endsWith("knows none. Set the Region.");
		this.document = ScriptedServer.ok("hush");
		assertThat(regionFailure()).contains("is not valid JSON");
		this.region = ScriptedServer.ok("<html>hush</html>");
		assertThat(regionFailure()).contains("is no Region");
	}

	private String regionFailure() {
		SdkClientException failure = catchThrowableOfType(SdkClientException.class, metadata(1, LONG)::getRegion);
		assertThat(trace(failure)).doesNotContain("hush");
		return String.valueOf(failure.getMessage());
	}

	private String failure(InstanceMetadata metadata) {
		CredentialsException failure = catchThrowableOfType(CredentialsException.class, fetcher(metadata)::fetch);
		assertThat(trace(failure)).doesNotContain("hush");
		return String.valueOf(failure.getMessage());
	}

	private static String trace(Throwable failure) {
		assertThat(failure).isNotNull();
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

	private InstanceMetadata metadata(int attempts, Duration timeout) {
		return new InstanceMetadata(this.server.uri(""), false, attempts, timeout, this.nanos::get);
	}

	private InstanceMetadata realTime(int attempts, Duration timeout, boolean version1Disabled) {
		return new InstanceMetadata(this.server.uri(""), version1Disabled, attempts, timeout, System::nanoTime);
	}

	private static InstanceMetadataFetcher fetcher(InstanceMetadata metadata) {
		return new InstanceMetadataFetcher(new InstanceMetadataStep("default"), metadata);
	}

	private static URI closedPort() throws IOException {
		try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return URI.create("http://127.0.0.1:" + unused.getLocalPort());
		}
	}

	private List<String> lines() {
		return this.server.requests().stream().map(InstanceMetadataTests::line).toList();
	}

	private static String line(String request) {
		return request.lines().findFirst().orElse("").replace(" HTTP/1.1", "");
	}

}
