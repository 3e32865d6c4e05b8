package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.SignInServer;
import io.awsconfig.credentials.SignInServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link IdentityCenterTokenProvider}.
 */
class IdentityCenterTokenProviderTests {

	private static final String OIDC = "/token";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	private SignInServer server;

	private final TestClock clock = new TestClock();

	@BeforeEach
	void start() throws IOException {
		this.server = new SignInServer().on(OIDC, 200, "{\"accessToken\":\"secret-new\",\"expiresIn\":3600}");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void tokenIsReadOnceUntilItIsDue() throws IOException {
		IdentityCenterTokenProvider provider = provider();
		write("secret-a", "2026-11-21T11:00:00Z");
		SdkToken token = provider.resolveToken();
		assertThat(token.token()).isEqualTo("secret-a");
		assertThat(token.expirationTime()).contains(Instant.parse("2026-11-21T11:00:00Z"));
		write("secret-b", "2026-11-21T12:00:00Z");
		this.clock.now = Instant.parse("2026-11-21T10:54:59Z");
		assertThat(provider.resolveToken().token()).isEqualTo("secret-a");
		this.clock.now = Instant.parse("2026-11-21T10:55:00Z");
		assertThat(provider.resolveToken().token()).isEqualTo("secret-b");
		assertThat(this.server.requests(OIDC)).isEmpty();
	}

	@Test
	void tokenIsRefreshedWhenItIsDue() throws IOException {
		write("secret-a", "2026-11-21T10:04:00Z");
		SdkToken token = provider().resolveToken();
		assertThat(token.token()).isEqualTo("secret-new");
		assertThat(token.expirationTime()).contains(Instant.parse("2026-11-21T11:00:00Z"));
		assertThat(provider().tokenFile()).content().contains("secret-new");
		assertThat(this.server.regions()).containsExactly("us-east-1");
	}

	@Test
	void identityIsToken() throws Exception {
		write("secret-a", "2026-11-21T11:00:00Z");
		assertThat(provider().resolveIdentity(ResolveIdentityRequest.builder().build()).get().token())
			.isEqualTo("secret-a");
	}

	@Test
	void failingRefreshIsTriedOnceAMinuteWhileTokenIsValid() throws IOException {
		this.server.on(OIDC, 500, "{}");
		write("secret-a", "2026-11-21T10:04:00Z");
		IdentityCenterTokenProvider provider = provider();
		for (int i = 0; i < 10; i++) {
			assertThat(provider.resolveToken().token()).isEqualTo("secret-a");
		}
		assertThat(this.server.requests(OIDC)).hasSize(1);
		this.clock.now = this.clock.now.plusSeconds(60);
		assertThat(provider.resolveToken().token()).isEqualTo("secret-a");
		assertThat(this.server.requests(OIDC)).hasSize(2);
		this.clock.now = Instant.parse("2026-11-21T10:04:00Z");
		CredentialsException ex = catchThrowableOfType(CredentialsException.class, provider::resolveToken);
		assertThat(ex).hasMessageStartingWith(
				"No bearer token from IAM Identity Center (sso-session 'my-sso'): The access token is valid until");
		SignInServer.assertNoSecret(ex);
	}

	@Test
	void missingFileSaysWhatToType() {
		assertThat(catchThrowableOfType(CredentialsException.class, provider()::resolveToken))
			.hasMessageStartingWith("No bearer token from IAM Identity Center (sso-session 'my-sso'): ")
			.hasMessageContaining("Type 'aws sso login --sso-session my-sso'");
	}

	@Test
	void nobodyWaitsForRefreshWhileTokenIsValid() throws Exception {
		write("secret-a", "2026-11-21T10:10:00Z");
		IdentityCenterTokenProvider provider = provider();
		provider.resolveToken();
		this.clock.now = Instant.parse("2026-11-21T10:06:00Z");
		this.server.on(OIDC, (request) -> {
			// Another thread, while this one refreshes
			String other = provider.resolveToken().token();
			return new Answer(other.equals("secret-a") ? 200 : 500, null,
					"{\"accessToken\":\"secret-new\",\"expiresIn\":3600}");
		});
		assertThat(provider.resolveToken().token()).isEqualTo("secret-new");
		assertThat(this.server.requests(OIDC)).hasSize(1);
	}

	@Test
	void firstCallersRefreshOnce() throws Exception {
		List<Thread> callers = new CopyOnWriteArrayList<>();
		this.server.on(OIDC, (request) -> {
			this.server.holdUntilOthersWait(OIDC, callers);
			return new Answer(200, null, "{\"accessToken\":\"secret-new\",\"expiresIn\":3600}");
		});
		write("secret-a", "2026-11-21T09:00:00Z");
		IdentityCenterTokenProvider provider = provider();
		CyclicBarrier barrier = new CyclicBarrier(8);
		ExecutorService executor = SignInServer.pool(callers, 8);
		try {
			List<Future<String>> tokens = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				tokens.add(executor.submit(() -> {
					barrier.await(10, TimeUnit.SECONDS);
					return provider.resolveToken().token();
				}));
			}
			for (Future<String> token : tokens) {
				assertThat(token.get(20, TimeUnit.SECONDS)).isEqualTo("secret-new");
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.server.requests(OIDC)).hasSize(1);
	}

	@Test
	void nothingPrintsToken() throws IOException {
		write("secret-a", "2026-11-21T11:00:00Z");
		IdentityCenterTokenProvider provider = provider();
		assertThat(provider.resolveToken()).hasToString("bearer token valid until 2026-11-21T11:00:00Z");
		assertThat(provider).hasToString("IdentityCenterTokenProvider(sso-session 'my-sso')");
	}

	private IdentityCenterTokenProvider provider() {
		return new IdentityCenterTokenProvider("my-sso", URI.create("https://my-sso.awsapps.com/start"), "us-east-1",
				this.directory, "sso-session 'my-sso'", this.server, this.clock);
	}

	private void write(String accessToken, String expiresAt) throws IOException {
		Files.writeString(provider().tokenFile(), IdentityCenterFetcherTests.session(accessToken, expiresAt));
	}

	private static final class TestClock extends Clock {

		private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
