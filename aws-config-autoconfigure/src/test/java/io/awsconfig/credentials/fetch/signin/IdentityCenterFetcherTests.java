package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.ModuleHidingClassLoader;
import io.awsconfig.credentials.SignInServer;
import io.awsconfig.credentials.SignInServer.Answer;
import io.awsconfig.credentials.Step.IdentityCenterStep;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.credentials.refresh.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link IdentityCenterFetcher}.
 */
class IdentityCenterFetcherTests {

	private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

	private static final String SSO = "/federation/credentials";

	private static final String OIDC = "/token";

	private static final String START_URL = "https://my-sso.awsapps.com/start";

	/**
	 * SHA-1 of {@code my-sso}.
	 */
	private static final String SESSION_FILE = "0ad374308c5a4e22f723adf10145eafad7c4031c.json";

	private static final String START_URL_FILE = "a00fce5cb007c23a469c136160398db65edcb180.json";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	private SignInServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new SignInServer().on(SSO, 200, roleCredentials("1", NOW.plusSeconds(3600)));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void answerWithoutEndIsNotRead() throws IOException {
		write(session("secret-token", "2026-11-21T11:00:00Z"));
		this.server.on(SSO, 200, "{\"roleCredentials\":{\"accessKeyId\":\"" + "secret-x".repeat(200_000) + "\"}}");
		assertThat(failure(fetcher("my-sso"))).hasMessageContaining("gave an answer that is longer than 1 MiB.");
		assertThat(this.server.requests(SSO)).hasSize(1);
		write(session("secret-token", "2026-11-21T09:00:00Z"));
		this.server.on(OIDC, 200, "{\"accessToken\":\"" + "secret-x".repeat(200_000) + "\"}");
		assertThat(failure(fetcher("my-sso"))).hasMessageContaining("gave an answer that is longer than 1 MiB.");
		assertThat(this.server.requests(OIDC)).hasSize(1);
	}

	@Test
	void fetchSendsTokenOfSessionToItsRegion() throws IOException {
		write(session("secret-token", "2026-11-21T11:00:00Z"));
		FetchedCredentials fetched = fetcher("my-sso").fetch();
		AwsSessionCredentials credentials = (AwsSessionCredentials) fetched.credentials();
		assertThat(credentials.accessKeyId()).isEqualTo("AKID1");
		assertThat(credentials.secretAccessKey()).isEqualTo("secret-key-1");
		assertThat(credentials.sessionToken()).isEqualTo("secret-session-1");
		assertThat(credentials.accountId()).contains("111122223333");
		assertThat(fetched.expiration()).isEqualTo(NOW.plusSeconds(3600));
		assertThat(fetched.extendable()).isFalse();
		assertThat(fetched.signInExpiration()).isEqualTo("2027-02-01T00:00:00Z");
		assertThat(fetched.signInCommand()).isEqualTo("aws sso login --sso-session my-sso");
		assertThat(this.server.requests(SSO)).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.uri().getQuery().split("&")).containsExactlyInAnyOrder("account_id=111122223333",
					"role_name=SampleRole");
			assertThat(request.headers()).containsEntry("x-amz-sso_bearer_token", "secret-token")
				.doesNotContainKey("authorization");
		});
		assertThat(this.server.requests(OIDC)).isEmpty();
		assertThat(this.server.regions()).containsExactly("us-east-1");
	}

	@Test
	void nothingIsReadOrSentBeforeFetch() {
		fetcher("my-sso");
		assertThat(this.server.regions()).isEmpty();
	}

	@Test
	void legacyFormReadsFileOfStartUrlAndNamesProfile() throws IOException {
		write(null, session("secret-token", "2026-11-21T11:00:00Z"));
		IdentityCenterFetcher fetcher = fetcher(null);
		FetchedCredentials fetched = fetcher.fetch();
		assertThat(fetcher.tokenFile()).isEqualTo(this.directory.resolve(START_URL_FILE));
		assertThat(fetched.signInCommand()).isEqualTo("aws sso login --profile dev");
	}

	@Test
	void tokenFileIsNamedAfterSha1OfSession() {
		assertThat(fetcher("my-sso").tokenFile()).isEqualTo(this.directory.resolve(SESSION_FILE));
	}

	@Test
	void legacyFormIsNotRefreshed() throws IOException {
		write(null, session("secret-token", "2026-11-21T10:01:00Z"));
		fetcher(null).fetch();
		assertThat(this.server.requests(OIDC)).isEmpty();
		write(null, session("secret-token", "2026-11-21T09:59:00Z"));
		assertThat(failure(fetcher(null))).hasMessageStartingWith(
				"No credentials from IAM Identity Center (profile 'dev'): The sign-in session ended at 2026-11-21T09:59:00Z")
			.hasMessageEndingWith("Type 'aws sso login --profile dev'; the application need not be restarted.");
		assertThat(this.server.requests(OIDC)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-21T10:30:00Z", "2026-11-21T10:30:00UTC", "2026-11-21T10:30:00+00:00",
			"2026-11-21T12:30:00+02:00", "2026-11-21T12:30:00+0200", "2026-11-21T10:30:00.123456Z",
			"2026-11-21T10:30:00.123456", "2026-11-21T10:30:00" })
	void everyFormOfDateIsUnderstood(String expiresAt) throws IOException {
		write(null, session("secret-token", expiresAt));
		Instant end = fetcher(null).fetch().signInExpiration();
		assertThat(end).isEqualTo("2027-02-01T00:00:00Z");
		write(null, "{\"accessToken\":\"secret-token\",\"expiresAt\":\"" + expiresAt + "\"}");
		assertThat(fetcher(null).fetch().signInExpiration()).isBetween("2026-11-21T10:30:00Z", "2026-11-21T10:30:01Z");
	}

	@Test
	void changeOfFileIsSeenByNextFetch() throws IOException {
		IdentityCenterFetcher fetcher = fetcher("my-sso");
		assertThat(failure(fetcher)).hasMessageContaining("does not exist");
		write(session("secret-token-a", "2026-11-21T11:00:00Z"));
		fetcher.fetch();
		write(session("secret-token-b", "2026-11-21T11:00:00Z"));
		fetcher.fetch();
		assertThat(this.server.requests(SSO)).extracting((request) -> request.headers().get("x-amz-sso_bearer_token"))
			.containsExactly("secret-token-a", "secret-token-b");
	}

	@Test
	void expiringTokenIsRefreshedAndWrittenBack() throws IOException {
		this.server.on(OIDC, 200,
				"""
						{"accessToken":"secret-new","tokenType":"Bearer","expiresIn":3600,"refreshToken":"secret-refresh-2"}""");
		write(session("secret-old", "2026-11-21T10:04:00Z"));
		Path file = fetcher("my-sso").tokenFile();
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		fetcher("my-sso").fetch();
		assertThat(this.server.requests(OIDC)).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.headers()).doesNotContainKey("authorization");
			assertThat(JsonMapper.shared().readTree(request.body())).isEqualTo(JsonMapper.shared().readTree("""
					{"clientId":"id","clientSecret":"secret-client","grantType":"refresh_token",
					"refreshToken":"secret-refresh"}"""));
		});
		assertThat(this.server.requests(SSO).get(0).headers()).containsEntry("x-amz-sso_bearer_token", "secret-new");
		JsonNode written = JsonMapper.shared().readTree(Files.readString(file));
		assertThat(written).isEqualTo(JsonMapper.shared()
			.readTree(
					"""
							{"accessToken":"secret-new","expiresAt":"2026-11-21T11:00:00Z","refreshToken":"secret-refresh-2",
							"clientId":"id","clientSecret":"secret-client","registrationExpiresAt":"2027-02-01T00:00:00Z",
							"region":"us-east-1","startUrl":"https://my-sso.awsapps.com/start","scopes":["sso:account:access"]}"""));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		try (var files = Files.list(this.directory)) {
			assertThat(files).containsExactly(file);
		}
	}

	@Test
	void refreshTokenIsKeptIfThereIsNoNewOne() throws IOException {
		this.server.on(OIDC, 200, "{\"accessToken\":\"secret-new\",\"expiresIn\":3600}");
		write(session("secret-old", "2026-11-21T10:04:00Z"));
		fetcher("my-sso").fetch();
		assertThat(Files.readString(fetcher("my-sso").tokenFile())).contains("\"secret-refresh\"");
	}

	@Test
	void linkedFileStaysLinked() throws IOException {
		this.server.on(OIDC, 200, "{\"accessToken\":\"secret-new\",\"expiresIn\":3600}");
		Path target = Files.writeString(Files.createDirectory(this.directory.resolve("dotfiles")).resolve("token"),
				session("secret-old", "2026-11-21T10:04:00Z"));
		Path link = Files.createSymbolicLink(fetcher("my-sso").tokenFile(), target);
		fetcher("my-sso").fetch();
		assertThat(link).isSymbolicLink();
		assertThat(target).content().contains("secret-new");
	}

	@Test
	void concurrentFetchersRefreshOnce() throws Exception {
		List<Thread> callers = new CopyOnWriteArrayList<>();
		this.server.on(OIDC, (request) -> {
			this.server.holdUntilOthersWait(OIDC, callers);
			return new Answer(200, null, """
					{"accessToken":"secret-new","expiresIn":3600,"refreshToken":"secret-refresh-2"}""");
		});
		write(session("secret-old", "2026-11-21T09:00:00Z"));
		int threads = 8;
		CyclicBarrier barrier = new CyclicBarrier(threads);
		ExecutorService executor = SignInServer.pool(callers, threads);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				IdentityCenterFetcher fetcher = fetcher("my-sso");
				futures.add(executor.submit(() -> {
					barrier.await(10, TimeUnit.SECONDS);
					return fetcher.fetch();
				}));
			}
			for (Future<?> future : futures) {
				future.get(20, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.server.requests(OIDC)).hasSize(1);
		assertThat(this.server.requests(SSO)).hasSize(threads)
			.allSatisfy(
					(request) -> assertThat(request.headers()).containsEntry("x-amz-sso_bearer_token", "secret-new"));
	}

	@Test
	void tokenThatAnotherProcessRefreshedMeanwhileIsUsed() throws IOException {
		write(session("secret-old", "2026-11-21T09:00:00Z"));
		this.server.on(OIDC, (request) -> {
			write("my-sso", session("secret-of-cli", "2026-11-21T11:00:00Z"));
			return new Answer(400, "InvalidGrantException", "{\"error\":\"invalid_grant\"}");
		});
		fetcher("my-sso").fetch();
		assertThat(this.server.requests(SSO).get(0).headers()).containsEntry("x-amz-sso_bearer_token", "secret-of-cli");
	}

	@Test
	void validTokenIsUsedWhileRefreshFails() throws IOException {
		this.server.on(OIDC, 500, "{}");
		write(session("secret-old", "2026-11-21T10:01:00Z"));
		fetcher("my-sso").fetch();
		assertThat(this.server.requests(OIDC)).hasSize(1);
		assertThat(this.server.requests(SSO).get(0).headers()).containsEntry("x-amz-sso_bearer_token", "secret-old");
	}

	@Test
	void refreshedTokenThatCannotBeWrittenIsKept() throws IOException {
		write(session("secret-old", "2026-11-21T10:01:00Z"));
		// Works for root, too, who may write to any directory
		this.server.on(OIDC, (request) -> {
			Path file = fetcher("my-sso").tokenFile();
			try {
				Files.delete(file);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			return new Answer(200, null, """
					{"accessToken":"secret-new","expiresIn":3600,"refreshToken":"secret-refresh-2"}""");
		});
		fetcher("my-sso").fetch();
		write(session("secret-old", "2026-11-21T10:01:00Z"));
		fetcher("my-sso").fetch();
		assertThat(this.server.requests(OIDC)).hasSize(1);
		assertThat(this.server.requests(SSO)).extracting((request) -> request.headers().get("x-amz-sso_bearer_token"))
			.containsExactly("secret-new", "secret-new");
		write(session("secret-signed-in-again", "2026-11-21T11:00:00Z"));
		fetcher("my-sso").fetch();
		assertThat(this.server.requests(SSO).get(2).headers()).containsEntry("x-amz-sso_bearer_token",
				"secret-signed-in-again");
	}

	@ParameterizedTest
	@CsvSource({ "InvalidGrantException,400", "ExpiredTokenException,400", "InvalidClientException,401",
			"UnauthorizedClientException,400", "AccessDeniedException,400" })
	void refusedRefreshAsksForSignIn(String errorType, int status) throws IOException {
		this.server.on(OIDC, (request) -> new Answer(status, errorType,
				"{\"error\":\"e\",\"error_description\":\"secret-refresh is bad\"}"));
		write(session("secret-old", "2026-11-21T09:00:00Z"));
		assertThat(failure(fetcher("my-sso"))).hasMessage("No credentials from IAM Identity Center (profile 'dev'): "
				+ "IAM Identity Center refuses to refresh the sign-in session (" + errorType
				+ "): the sign-in session ended. "
				+ "Type 'aws sso login --sso-session my-sso'; the application need not be restarted.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					500 | InternalServerException   | {"error":"secret-refresh"} | answered with status 500 (InternalServerException).
					400 | SlowDownException         | {}                         | answered with status 400 (SlowDownException).
					429 | ThrottlingException       | {}                         | asks to be called less often (ThrottlingException).
					400 | secret-refresh            | {}                         | answered with status 400.
					200 |                           | secret-refresh             | gave an answer that cannot be understood
					200 |                           | {}                         | gave no access token
					200 |                           | {"accessToken":"secret-x"} | gave no access token
					""")
	void failedRefreshOfEndedTokenSaysWhy(int status, @Nullable String errorType, String body, String reason)
			throws IOException {
		this.server.on(OIDC, (request) -> new Answer(status, errorType, body));
		write(session("secret-old", "2026-11-21T09:00:00Z"));
		assertThat(failure(fetcher("my-sso"))).hasMessageContaining(reason);
		assertThat(this.server.requests(SSO)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "refreshToken", "clientId", "clientSecret" })
	void endedTokenThatCannotBeRefreshedAsksForSignIn(String field) throws IOException {
		write(session("secret-old", "2026-11-21T09:00:00Z").replace("\"" + field + "\"", "\"other\""));
		assertThat(failure(fetcher("my-sso"))).hasMessageContaining("it has no '" + field + "' to be refreshed with")
			.hasMessageContaining("Type 'aws sso login --sso-session my-sso'");
		write(session("secret-old", "2026-11-21T10:01:00Z").replace("\"" + field + "\"", "\"other\""));
		fetcher("my-sso").fetch();
		assertThat(this.server.requests(OIDC)).isEmpty();
	}

	@Test
	void endedRegistrationAsksForSignIn() throws IOException {
		write(session("secret-old", "2026-11-21T09:00:00Z").replace("2027-02-01", "2026-11-20"));
		assertThat(failure(fetcher("my-sso")))
			.hasMessageContaining("its client registration ended at 2026-11-20T00:00:00Z");
		assertThat(this.server.requests(OIDC)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			secret-x                                                 | is not valid JSON
			{"accessToken":"secret-x"                                | is not valid JSON
			``                                                       | is empty
			"secret-x"                                               | is JSON, but not an object with fields
			["secret-x"]                                             | is JSON, but not an object with fields
			{"expiresAt":"2026-11-21T11:00:00Z"}                     | has no field 'accessToken'
			{"accessToken":" ","expiresAt":"2026-11-21T11:00:00Z"}   | has no field 'accessToken'
			{"accessToken":{"a":"secret-x"}}                         | has a field 'accessToken' that is not a text
			{"accessToken":"secret-x"}                               | has no field 'expiresAt'
			{"accessToken":"secret-x","expiresAt":1795255200}        | that is not a text
			{"accessToken":"secret-x","expiresAt":"secret-tomorrow"} | is not a timestamp
			""")
	void unusableFileSaysWhy(String content, String reason) throws IOException {
		write(content);
		assertThat(failure(fetcher("my-sso")))
			.hasMessageStartingWith("No credentials from IAM Identity Center (profile 'dev'): You are not signed in")
			.hasMessageContaining(reason)
			.hasMessageContaining(this.directory.toString())
			.hasMessageEndingWith("Type 'aws sso login --sso-session my-sso'; the application need not be restarted.");
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-21T11:00:00Z,https://other.awsapps.com/start/,true",
			"2026-11-21T09:00:00Z,https://other.awsapps.com/start/,false" })
	void signInAtAnotherStartUrlIsTold(String until, String url, boolean told) {
		write("another", """
				{"accessToken":"secret-x","expiresAt":"%s","startUrl":"%s"}""".formatted(until, url));
		CredentialsException failure = failure(fetcher("my-sso"));
		assertThat(failure).hasMessageContaining("You are not signed in")
			.hasMessageEndingWith("Type 'aws sso login --sso-session my-sso'; the application need not be restarted.")
			.hasMessageNotContaining("secret-x");
		if (told) {
			assertThat(failure)
				.hasMessageContaining(" There is a sign-in at %s, but 'sso_start_url' is ".formatted(url))
				.hasMessageContaining(
						"Look whether 'sso_start_url' is right, which decides whose credentials are used.");
		}
		else {
			assertThat(failure).hasMessageNotContaining("other.awsapps.com");
		}
	}

	@Test
	void hugeFileIsNotRead() throws IOException {
		write("{\"accessToken\":\"" + "secret-".repeat(200_000) + "\"}");
		assertThat(failure(fetcher("my-sso"))).hasMessageContaining("is longer than 1 MiB");
	}

	@Test
	void directoryInPlaceOfFileSaysSo() throws IOException {
		Files.createDirectory(fetcher("my-sso").tokenFile());
		assertThat(failure(fetcher("my-sso"))).hasMessageContaining("is a directory");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					401 | UnauthorizedException     | {"message":"secret-token is bad"} | does not accept the access token, although that is valid until 2026-11-21T11:00:00Z by its file: the session was ended elsewhere, or 'sso_region' (us-east-1) is not the Region of IAM Identity Center. Check 'sso_region' and the clock of this machine. If they are right: Type 'aws sso login --sso-session my-sso'
					403 | ForbiddenException        | {"message":"No access"}           | You may not use role 'SampleRole' in account 111122223333. Check 'sso_account_id' and 'sso_role_name'
					404 | ResourceNotFoundException | {}                                | does not know role 'SampleRole' in account 111122223333.
					400 | InvalidRequestException   | {}                                | calls the request for role 'SampleRole' in account 111122223333 invalid.
					429 | TooManyRequestsException  | {}                                | IAM Identity Center (Region us-east-1) asks to be called less often (TooManyRequestsException). It will be tried again
					500 | InternalError             | secret-token                      | IAM Identity Center (Region us-east-1) answered with status 500 (InternalError).
					503 |                           | secret-token                      | answered with status 503.
					200 |                           | secret-token                      | gave an answer that cannot be understood
					200 |                           | {"roleCredentials":               | gave an answer that cannot be understood
					200 |                           | []                                | IAM Identity Center
					200 |                           | {}                                | gave an incomplete answer: it has no credentials.
					200 |                           | {"roleCredentials":{"accessKeyId":"AKID","secretAccessKey":"secret-key","sessionToken":"secret-s"}} | gave an incomplete answer: it has no expiry.
					200 |                           | {"roleCredentials":{"accessKeyId":"AKID","secretAccessKey":"secret-key","sessionToken":"secret-s","expiration":1000}} | gave credentials that ended at 1970-01-01T00:00:01Z
					""")
	void refusalOfRoleSaysWhy(int status, @Nullable String errorType, String body, String reason) throws IOException {
		this.server.on(SSO, (request) -> new Answer(status, errorType, body));
		write(session("secret-token", "2026-11-21T11:00:00Z"));
		assertThat(failure(fetcher("my-sso")))
			.hasMessageStartingWith("No credentials from IAM Identity Center (profile 'dev'): ")
			.hasMessageContaining(reason);
	}

	@Test
	void refusedTokenOfAnotherRegionSaysSo() throws IOException {
		this.server.on(SSO, (request) -> new Answer(401, "UnauthorizedException", "{}"));
		write("""
				{"startUrl": "https://my-sso-portal.awsapps.com/start", "region": "eu-west-1",
				"accessToken": "secret-token", "expiresAt": "2026-11-21T11:00:00Z"}""");
		assertThat(failure(fetcher("my-sso")))
			.hasMessageContaining("is one of the Region eu-west-1, and 'sso_region' is us-east-1. "
					+ "Set 'sso_region' to eu-west-1; if us-east-1 is right, sign in anew: Type 'aws sso login");
	}

	@Test
	void refusedTokenOfAnotherStartUrlSaysSo() throws IOException {
		this.server.on(SSO, (request) -> new Answer(401, "UnauthorizedException", "{}"));
		write("""
				{"startUrl": "https://other.awsapps.com/start", "region": "us-east-1",
				"accessToken": "secret-token", "expiresAt": "2026-11-21T11:00:00Z"}""");
		assertThat(failure(fetcher("my-sso")))
			.hasMessageContaining("is one of the start URL https://other.awsapps.com/start, and 'sso_start_url' is ")
			.hasMessageContaining("Correct 'sso_start_url'; if it is right, sign in anew: Type 'aws sso login");
	}

	@Test
	void timeOutSaysSo() throws IOException {
		CountDownLatch failed = new CountDownLatch(1);
		this.server.timeOutAfter(Duration.ofMillis(500)).on(SSO, (request) -> {
			SignInServer.hold(failed);
			return new Answer(200, null, "{}");
		});
		write(session("secret-token", "2026-11-21T11:00:00Z"));
		assertThat(failure(fetcher("my-sso")))
			.hasMessageContaining("IAM Identity Center (Region us-east-1) did not answer in time.");
		failed.countDown();
	}

	@Test
	void refusedConnectionSaysSo() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		SignInServer server = this.server;
		CredentialsClientConfigurer clients = new CredentialsClientConfigurer() {

			@Override
			public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
					@Nullable String region) {
				return server.configure(builder, credentials, region)
					.endpointOverride(URI.create("http://127.0.0.1:" + port));
			}

		};
		write(session("secret-token", "2026-11-21T11:00:00Z"));
		assertThat(failure(new IdentityCenterFetcher(step("my-sso"), clients, clock())))
			.hasMessageContaining("cannot be reached: the connection was refused or timed out.");
	}

	@Test
	void missingModulesAreNamed() throws Exception {
		write(session("secret-token", "2026-11-21T11:00:00Z"));
		ModuleHidingClassLoader.assertFails("software.amazon.awssdk.services.sso.", fetchWithoutModule(),
				"software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc");
		ModuleHidingClassLoader.assertFails("software.amazon.awssdk.services.ssooidc.", fetchWithoutModule(),
				"software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc");
	}

	private String[] fetchWithoutModule() {
		return new String[] { "identity-center", this.directory.toString() };
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			my-sso     | my-sso
			my sso     | 'my sso'
			it's       | 'it'\\''s'
			$(reboot)  | '$(reboot)'
			""")
	void nameInCommandIsQuotedForShell(String name, String quoted) {
		assertThat(IdentityCenterSession.quote(name)).isEqualTo(quoted);
	}

	private CredentialsException failure(IdentityCenterFetcher fetcher) {
		CredentialsException ex = catchThrowableOfType(CredentialsException.class, fetcher::fetch);
		assertThat(ex).isNotNull();
		SignInServer.assertNoSecret(ex);
		return ex;
	}

	@Test
	void newSignInIsNoticedWhileTheCredentialsOfTheOldOneAreStillGood() throws IOException {
		VirtualTime time = new VirtualTime();
		Instant expiration = VirtualTime.START.plusSeconds(3600);
		this.server.on(SSO, 200, roleCredentials("1", expiration));
		write(session("secret-token-a", expiration.toString()));
		CredentialsRefresher refresher = time.refresher(Runnable::run);
		refresher.start();
		IdentityCenterFetcher fetcher = new IdentityCenterFetcher(step("my-sso"), this.server, time);
		RefreshingCredentials credentials = new RefreshingCredentials(step("my-sso"), fetcher, refresher,
				RefreshingCredentials.LIMIT);
		refresher.add(credentials);
		assertThat(credentials.get().accessKeyId()).isEqualTo("AKID1");
		this.server.on(SSO, 200, roleCredentials("2", expiration));
		write(session("secret-token-b", expiration.toString()));
		time.pass(CredentialsRefresher.CHECK_INTERVAL);
		assertThat(credentials.get().accessKeyId()).isEqualTo("AKID2");
		assertThat(this.server.requests(SSO)).extracting((request) -> request.headers().get("x-amz-sso_bearer_token"))
			.containsExactly("secret-token-a", "secret-token-b");
	}

	private IdentityCenterFetcher fetcher(@Nullable String session) {
		return new IdentityCenterFetcher(step(session), this.server, clock());
	}

	private IdentityCenterStep step(@Nullable String session) {
		return new IdentityCenterStep(session, URI.create(START_URL), "us-east-1", "111122223333", "SampleRole",
				this.directory, "dev", "profile 'dev'");
	}

	private static Clock clock() {
		return Clock.fixed(NOW, ZoneOffset.UTC);
	}

	private void write(String content) throws IOException {
		write("my-sso", content);
	}

	private void write(@Nullable String session, String content) {
		try {
			Files.writeString(fetcher(session).tokenFile(), content);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String session(String accessToken, String expiresAt) {
		return """
				{"startUrl":"https://my-sso.awsapps.com/start","region":"us-east-1","accessToken":"%s",
				"expiresAt":"%s","clientId":"id","clientSecret":"secret-client","refreshToken":"secret-refresh",
				"registrationExpiresAt":"2027-02-01T00:00:00Z","scopes":["sso:account:access"]}"""
			.formatted(accessToken, expiresAt);
	}

	private static String roleCredentials(String generation, Instant expiration) {
		return """
				{"roleCredentials":{"accessKeyId":"AKID%1$s","secretAccessKey":"secret-key-%1$s",
				"sessionToken":"secret-session-%1$s","expiration":%2$d}}""".formatted(generation,
				expiration.toEpochMilli());
	}

}
