package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.ModuleHidingClassLoader;
import io.awsconfig.credentials.SignInServer;
import io.awsconfig.credentials.SignInServer.Answer;
import io.awsconfig.credentials.Step.LoginStep;
import io.awsconfig.credentials.StsFixture;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.credentials.refresh.VirtualTime;
import io.awsconfig.testsupport.SignInKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link LoginFetcher}. The SDK's module reads the clock of the machine.
 */
class LoginFetcherTests {

	private static final String TOKEN = "/v1/token";

	private static final String SESSION = "arn:aws:iam::111122223333:user/me";

	/**
	 * SHA-256 of the session.
	 */
	private static final String SESSION_FILE = "6eeec053fe13079aaf7fd81065ec5ecbdb93674f20700e51842d0c769b240c8a.json";

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	private SignInServer server;

	private KeyPair keys;

	@BeforeEach
	void start() throws Exception {
		this.server = new SignInServer().on(TOKEN, 200,
				"""
						{"accessToken":{"accessKeyId":"AKID2","secretAccessKey":"secret-key-2","sessionToken":"secret-session-2"},
						"tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4","expiresIn":900,
						"refreshToken":"secret-refresh-2"}""");
		this.keys = SignInKeys.generate();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void freshCredentialsOfFileAreUsedAsTheyAre() throws Exception {
		Instant expiresAt = this.now.plusSeconds(600);
		write(session(expiresAt));
		LoginFetcher fetcher = fetcher();
		FetchedCredentials fetched = fetcher.fetch();
		AwsSessionCredentials credentials = (AwsSessionCredentials) fetched.credentials();
		assertThat(credentials.accessKeyId()).isEqualTo("AKID1");
		assertThat(credentials.secretAccessKey()).isEqualTo("secret-key-1");
		assertThat(credentials.sessionToken()).isEqualTo("secret-session-1");
		assertThat(credentials.accountId()).contains("111122223333");
		assertThat(fetched.expiration()).isEqualTo(expiresAt);
		assertThat(fetched.signInCommand()).isEqualTo("aws login --profile dev");
		assertThat(fetched.signInExpiration()).isNull();
		assertThat(fetcher.tokenFile()).isEqualTo(this.directory.resolve(SESSION_FILE));
		assertThat(this.server.requests(TOKEN)).isEmpty();
	}

	@Test
	void changeOfFileIsSeenByNextFetch() throws Exception {
		LoginFetcher fetcher = fetcher();
		assertThat(failure(fetcher)).hasMessageContaining("does not exist");
		write(session(this.now.plusSeconds(600)));
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("AKID1");
		write(session(this.now.plusSeconds(700)).replace("AKID1", "AKID9"));
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("AKID9");
	}

	@Test
	void expiringCredentialsAreRefreshedWithProofAndWrittenBack() throws Exception {
		write(session(this.now.plusSeconds(240)));
		FetchedCredentials fetched = fetcher().fetch();
		assertThat(fetched.credentials().accessKeyId()).isEqualTo("AKID2");
		assertThat(fetched.credentials().accountId()).contains("111122223333");
		assertThat(fetched.expiration()).isCloseTo(this.now.plusSeconds(900), within(1, ChronoUnit.MINUTES));
		assertThat(this.server.regions()).containsExactly("eu-central-1");
		assertThat(this.server.requests(TOKEN)).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(JsonMapper.shared().readTree(request.body())).isEqualTo(JsonMapper.shared().readTree("""
					{"clientId":"arn:aws:signin:::devtools/same-device","grantType":"refresh_token",
					"refreshToken":"secret-refresh"}"""));
			assertThat(request.headers()).doesNotContainKey("authorization");
			assertProof(String.valueOf(request.headers().get("dpop")));
		});
		JsonNode written = JsonMapper.shared().readTree(Files.readString(this.directory.resolve(SESSION_FILE)));
		assertThat(written.at("/accessToken/accessKeyId").asString()).isEqualTo("AKID2");
		assertThat(written.at("/accessToken/expiresAt").asString()).isEqualTo(String.valueOf(fetched.expiration()));
		assertThat(written.at("/refreshToken").asString()).isEqualTo("secret-refresh-2");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve(SESSION_FILE))))
			.isEqualTo("rw-------");
	}

	private void assertProof(String proof) throws GeneralSecurityException {
		String[] parts = proof.split("\\.");
		JsonNode header = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[0]));
		assertThat(header.get("typ").asString()).isEqualTo("dpop+jwt");
		assertThat(header.get("alg").asString()).isEqualTo("ES256");
		JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
		assertThat(claims.get("htm").asString()).isEqualTo("POST");
		assertThat(claims.get("htu").asString()).endsWith(TOKEN);
		Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
		signature.initVerify(this.keys.getPublic());
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
	}

	@Test
	void concurrentFetchersRefreshOnce() throws Exception {
		String answer = """
				{"accessToken":{"accessKeyId":"AKID2","secretAccessKey":"secret-key-2","sessionToken":"secret-session-2"},
				"tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"secret-refresh-2"}""";
		List<Thread> callers = new CopyOnWriteArrayList<>();
		this.server.on(TOKEN, (request) -> {
			this.server.holdUntilOthersWait(TOKEN, callers);
			return new Answer(200, null, answer);
		});
		write(session(this.now.minusSeconds(60)));
		int threads = 4;
		CyclicBarrier barrier = new CyclicBarrier(threads);
		ExecutorService executor = SignInServer.pool(callers, threads);
		try {
			List<Future<String>> keys = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				LoginFetcher fetcher = fetcher();
				keys.add(executor.submit(() -> {
					barrier.await(10, TimeUnit.SECONDS);
					return fetcher.fetch().credentials().accessKeyId();
				}));
			}
			for (Future<String> key : keys) {
				assertThat(key.get(30, TimeUnit.SECONDS)).isEqualTo("AKID2");
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.server.requests(TOKEN)).hasSize(1);
	}

	@Test
	void validCredentialsThatCannotBeRefreshedAreHandedOutOnce() throws Exception {
		this.server.on(TOKEN, 500, "{}");
		write(session(this.now.plusSeconds(240)));
		LoginFetcher fetcher = fetcher();
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("AKID1");
		assertThat(failure(fetcher)).hasMessageContaining("The sign-in service answered with status 500.");
		assertThat(this.server.requests(TOKEN)).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					400 | AccessDeniedException    | {"error":"TOKEN_EXPIRED","message":"secret-refresh"} | The sign-in session ended. Type 'aws login --profile dev'
					400 | AccessDeniedException    | {"error":"USER_CREDENTIALS_CHANGED","message":"m"}   | The sign-in session ended because the password was changed. Type 'aws login --profile dev'
					400 | AccessDeniedException    | {"error":"INSUFFICIENT_PERMISSIONS","message":"m"}   | You may not refresh the session. Have the permission 'signin:CreateOAuth2Token'
					400 | AccessDeniedException    | {"error":"SOMETHING_NEW","message":"m"}              | refuses to refresh the session. Type 'aws login --profile dev'
					400 | AccessDeniedException    | {}                                                   | refuses to refresh the session. Type 'aws login --profile dev'
					429 | TooManyRequestsError     | {"error":"x","message":"secret-refresh"}             | The sign-in service asks to be called less often (TooManyRequestsError). It will be tried again.
					400 | ValidationException      | {"error":"INVALID_REQUEST","message":"m"}            | The sign-in service answered with status 400 (ValidationException).
					500 | InternalServerException  | {"error":"server_error","message":"secret-refresh"}  | The sign-in service answered with status 500 (InternalServerException).
					200 |                          | secret-refresh                                       | The sign-in service gave an answer that cannot be understood
					200 |                          | {}                                                   | The sign-in service gave an incomplete answer
					""")
	void refusedRefreshSaysWhy(int status, @Nullable String errorType, String body, String reason) throws Exception {
		this.server.on(TOKEN, (request) -> new Answer(status, errorType, body));
		write(session(this.now.minusSeconds(60)));
		assertThat(failure(fetcher())).hasMessageStartingWith("No credentials from login session (profile 'dev'): ")
			.hasMessageContaining(reason);
	}

	@ParameterizedTest
	@CsvSource({ "secret-key-2, secret access key", "secret-session-2, session token", "AKID2, access key id" })
	void answerWithBlankPartIsRefused(String value, String part) throws Exception {
		this.server.on(TOKEN, 200,
				"""
						{"accessToken":{"accessKeyId":"AKID2","secretAccessKey":"secret-key-2","sessionToken":"secret-session-2"},
						"tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4","expiresIn":900,
						"refreshToken":"secret-refresh-2"}"""
					.replace(value, " "));
		write(session(this.now.minusSeconds(60)));
		assertThat(failure(fetcher()))
			.hasMessageContaining("The refreshed credentials are incomplete: they have no " + part + ".");
	}

	@Test
	void answerWithoutEndIsNotRead() throws Exception {
		this.server.on(TOKEN, 200, "{\"accessToken\":{\"accessKeyId\":\"" + "secret-x".repeat(200_000) + "\"}}");
		write(session(this.now.minusSeconds(60)));
		assertThat(failure(fetcher())).hasMessageContaining("gave an answer that is longer than 1 MiB.");
		assertThat(this.server.requests(TOKEN)).hasSize(1);
	}

	@Test
	void whoWaitsForAnotherRefreshCanBeGivenUp() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		this.server.on(TOKEN, (request) -> {
			asked.countDown();
			SignInServer.hold(answer);
			return new Answer(500, null, "{}");
		});
		write(session(this.now.minusSeconds(60)));
		Thread first = new Thread(() -> failure(fetcher()));
		first.start();
		asked.await();
		AtomicReference<@Nullable Throwable> second = new AtomicReference<>();
		Thread waiting = new Thread(() -> second.set(failure(fetcher())));
		waiting.start();
		waiting.interrupt();
		waiting.join();
		assertThat(second.get())
			.hasMessageContaining("The thread was interrupted while another one refreshed the session.");
		answer.countDown();
		first.join();
	}

	@Test
	void timeOutSaysSo() throws Exception {
		CountDownLatch failed = new CountDownLatch(1);
		this.server.timeOutAfter(Duration.ofMillis(500)).on(TOKEN, (request) -> {
			SignInServer.hold(failed);
			return new Answer(200, null, "{}");
		});
		write(session(this.now.minusSeconds(60)));
		assertThat(failure(fetcher())).hasMessageContaining("The sign-in service did not answer in time.");
		failed.countDown();
	}

	@ParameterizedTest
	@CsvSource({ "accessKeyId", "secretAccessKey", "sessionToken", "accountId", "expiresAt", "clientId", "refreshToken",
			"dpopKey", "accessToken" })
	void missingFieldIsNamed(String field) throws Exception {
		write(session(this.now.plusSeconds(600)).replace("\"" + field + "\"", "\"other\""));
		assertThat(failure(fetcher())).hasMessageContaining("'" + field + "'")
			.hasMessageContaining(SESSION_FILE)
			.hasMessageEndingWith("Type 'aws login --profile dev'; the application need not be restarted.");
	}

	@Test
	void garbageSaysSo() throws Exception {
		write("secret-x");
		assertThat(failure(fetcher())).hasMessageContaining("is not valid JSON");
		write(session(this.now).replace(this.now.toString(), "secret-tomorrow"));
		assertThat(failure(fetcher())).hasMessageContaining("is not a timestamp");
	}

	@Test
	void keyThatIsNoneSaysSo() throws Exception {
		write(session(this.now.minusSeconds(60)).replaceAll("-----BEGIN[^\"]*", "secret-key"));
		assertThat(failure(fetcher())).hasMessageContaining("has a field 'dpopKey' that is not an EC private key");
		write(session(this.now.minusSeconds(60)).replaceAll("(KEY-----..)...", "$1secret-"));
		assertThat(failure(fetcher())).hasMessageContaining("sign in again: aws login --profile dev");
		assertThat(this.server.requests(TOKEN)).isEmpty();
	}

	@Test
	void missingModuleIsNamed() throws Exception {
		ModuleHidingClassLoader.assertFails("software.amazon.awssdk.services.signin.",
				new String[] { "login", this.directory.toString() }, "software.amazon.awssdk:signin");
	}

	private CredentialsException failure(LoginFetcher fetcher) {
		CredentialsException ex = catchThrowableOfType(CredentialsException.class, fetcher::fetch);
		assertThat(ex).isNotNull();
		SignInServer.assertNoSecret(ex);
		return ex;
	}

	@Test
	void newSignInIsNoticedWhileTheCredentialsOfTheOldOneAreStillGood() throws Exception {
		String session = session(this.now.plusSeconds(3600));
		write(session);
		VirtualTime time = new VirtualTime();
		CredentialsRefresher refresher = time.refresher(Runnable::run);
		refresher.start();
		RefreshingCredentials credentials = new RefreshingCredentials(StsFixture.source(), fetcher(), refresher,
				RefreshingCredentials.LIMIT);
		refresher.add(credentials);
		assertThat(credentials.get().accessKeyId()).isEqualTo("AKID1");
		write(session.replace("AKID1", "AKIDNEW"));
		time.pass(CredentialsRefresher.CHECK_INTERVAL);
		assertThat(credentials.get().accessKeyId()).isEqualTo("AKIDNEW");
		assertThat(this.server.requests(TOKEN)).isEmpty();
	}

	private LoginFetcher fetcher() {
		return new LoginFetcher(new LoginStep(SESSION, this.directory, "eu-central-1", "dev", "profile 'dev'"),
				this.server, Clock.systemUTC());
	}

	private void write(String content) throws IOException {
		Files.writeString(this.directory.resolve(SESSION_FILE), content);
	}

	private String session(Instant expiresAt) {
		return """
				{"accessToken":{"accessKeyId":"AKID1","secretAccessKey":"secret-key-1","sessionToken":"secret-session-1",
				"accountId":"111122223333","expiresAt":"%s"},"tokenType":"aws_sigv4",
				"clientId":"arn:aws:signin:::devtools/same-device","refreshToken":"secret-refresh",
				"idToken":"secret-id","dpopKey":"%s"}"""
			.formatted(expiresAt, SignInKeys.pem(this.keys).replace("\n", "\\n"));
	}

}
