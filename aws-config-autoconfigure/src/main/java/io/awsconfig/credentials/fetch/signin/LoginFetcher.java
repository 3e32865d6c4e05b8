package io.awsconfig.credentials.fetch.signin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step.LoginStep;
import io.awsconfig.credentials.fetch.BoundedCalls;
import io.awsconfig.credentials.fetch.CacheFile;
import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.signin.auth.LoginCredentialsProvider;
import software.amazon.awssdk.services.signin.model.AccessDeniedException;
import software.amazon.awssdk.services.signin.model.OAuth2ErrorCode;

/**
 * Credentials of the session of {@code aws login}, from the file in which the CLI keeps
 * them. The SDK's module refreshes them within five minutes of their expiry and writes
 * them back.
 * <p>
 * Guide: Login credentials provider.
 */
@Internal
public final class LoginFetcher implements CredentialsFetcher {

	private static final String CLIENT = "software.amazon.awssdk.services.signin.SigninClient";

	/**
	 * How long before their expiry the SDK's module refreshes credentials.
	 */
	private static final Duration REFRESH_WINDOW = Duration.ofMinutes(5);

	private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

	private final LoginStep step;

	private final CredentialsClientConfigurer clients;

	private final Clock clock;

	private final SignInFailure failure;

	private final CacheFile file;

	private final ReentrantLock lock;

	private final String command;

	private @Nullable Instant handedOut;

	/**
	 * Create a fetcher.
	 * @param step what to fetch
	 * @param clients configures the client
	 * @param clock the clock
	 */
	public LoginFetcher(LoginStep step, CredentialsClientConfigurer clients, Clock clock) {
		this.step = step;
		this.clients = clients;
		this.clock = clock;
		this.failure = (reason, remedy, cause) -> new CredentialsException(step, reason, remedy, cause);
		this.file = CacheFile.of(step.cacheDirectory(), step.session(), "SHA-256");
		this.lock = LOCKS.computeIfAbsent(this.file.path().toAbsolutePath().normalize(), (path) -> new ReentrantLock());
		this.command = "aws login --profile " + IdentityCenterSession.quote(step.profile());
	}

	/**
	 * Return the file that {@code aws login} writes.
	 * @return the file
	 */
	Path tokenFile() {
		return this.file.path();
	}

	@Override
	public List<Path> watchedFiles() {
		return List.of(tokenFile());
	}

	@Override
	public FetchedCredentials fetch() {
		this.failure.requireModule(CLIENT, "software.amazon.awssdk:signin");
		AwsCredentials credentials = resolve();
		Instant expiration = credentials.expirationTime().orElse(null);
		String missing = FetchedCredentials.missing(credentials.accessKeyId(), credentials.secretAccessKey(),
				(credentials instanceof AwsSessionCredentials session) ? session.sessionToken() : null, expiration);
		if (missing != null) {
			throw this.failure.create("The refreshed credentials are incomplete: they have no " + missing + ".",
					signIn());
		}
		if (expiration == null || !expiration.isAfter(this.clock.instant())) {
			throw this.failure.create("The refreshed credentials are expired already (" + expiration + ").",
					"Check the clock of this machine.");
		}
		this.handedOut = expiration;
		// Nothing tells when the session ends: at most twelve hours after the sign-in
		return new FetchedCredentials(credentials, expiration, false, null, this.command);
	}

	@Override
	public Asked asked() {
		return new Asked("the sign-in service", "Check the network, or sign in again: " + this.command + ".");
	}

	/**
	 * Resolve alone: whoever comes second finds in the file what the first one got, and
	 * does not use the refresh token again.
	 */
	private AwsCredentials resolve() {
		this.failure.lock(this.lock);
		try {
			Instant onDisk = readExpiration();
			requireWritable(onDisk);
			return Signin.resolve(this, onDisk);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Look into the file before the SDK does: its own messages may quote it.
	 */
	private Instant readExpiration() {
		try {
			JsonDocument json = this.file.read();
			return this.file.use(() -> requireComplete(json));
		}
		catch (UnusableException ex) {
			throw this.failure.create("You are not signed in, as far as can be told: " + ex.reason() + ".", signIn());
		}
	}

	private static Instant requireComplete(JsonDocument json) throws MalformedException {
		JsonDocument accessToken = json.requireObject("accessToken");
		for (String field : new String[] { "accessKeyId", "secretAccessKey", "sessionToken", "accountId" }) {
			accessToken.requireText(field);
		}
		json.requireText("clientId");
		json.requireText("refreshToken");
		if (!json.requireText("dpopKey").startsWith("-----BEGIN EC PRIVATE KEY-----")) {
			throw new MalformedException("has a field 'dpopKey' that is not an EC private key");
		}
		return accessToken.requireTime("expiresAt");
	}

	/**
	 * A refresh uses the refresh token up: if the new one cannot be written, the session
	 * is lost.
	 */
	private void requireWritable(Instant expiration) {
		if (!Files.isWritable(this.step.cacheDirectory()) && !expiration.isAfter(this.clock.instant())) {
			throw this.failure.create(
					"The credentials ended at " + expiration + " and are not refreshed, because "
							+ this.step.cacheDirectory() + " cannot be written to.",
					"Let this user write to the directory, or type '" + this.command + "'.");
		}
	}

	private Duration refreshWindow() {
		return Files.isWritable(this.step.cacheDirectory()) ? REFRESH_WINDOW : Duration.ZERO;
	}

	private String signIn() {
		return "Type '" + this.command + "'; the application need not be restarted.";
	}

	/**
	 * Whether credentials can be used that could not be refreshed. Those that were handed
	 * out before are no news: then it is told that the refresh failed.
	 */
	private boolean isWorthHandingOut(Instant expiration) {
		return expiration.isAfter(this.clock.instant()) && !expiration.equals(this.handedOut);
	}

	/**
	 * All that refers to the module, which may be absent.
	 */
	private static final class Signin {

		static AwsCredentials resolve(LoginFetcher fetcher, Instant onDisk) {
			try (SigninClient client = BoundedCalls
				.of(fetcher.clients.configure(SigninClient.builder(), AnonymousCredentialsProvider.create(),
						fetcher.step.region()))
				.build()) {
				try {
					return resolve(fetcher, client, fetcher.refreshWindow());
				}
				catch (RuntimeException ex) {
					if (fetcher.isWorthHandingOut(onDisk)) {
						return resolve(fetcher, client, Duration.ZERO);
					}
					throw explain(fetcher, ex);
				}
			}
		}

		private static AwsCredentials resolve(LoginFetcher fetcher, SigninClient client, Duration refreshWindow) {
			try (LoginCredentialsProvider provider = LoginCredentialsProvider.builder()
				.signinClient(client)
				.loginSession(fetcher.step.session())
				.tokenCacheLocation(fetcher.step.cacheDirectory())
				.asyncCredentialUpdateEnabled(false)
				.staleTime(Duration.ZERO)
				.prefetchTime(refreshWindow)
				.build()) {
				return provider.resolveCredentials();
			}
		}

		private static CredentialsException explain(LoginFetcher fetcher, RuntimeException ex) {
			SignInFailure failure = fetcher.failure;
			for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
				if (cause instanceof AccessDeniedException denied) {
					return explainDenied(fetcher, denied);
				}
				if (cause instanceof AwsServiceException service) {
					return failure.ofCall("The sign-in service", service, "It will be tried again.");
				}
			}
			if (!(ex instanceof SdkException)) {
				// A NullPointerException, in 2.56.0
				return failure.create("The sign-in service gave an incomplete answer.",
						"It will be tried again; if that does not help, sign in again: " + fetcher.command);
			}
			return failure.ofCall("The sign-in service", ex,
					"It will be tried again; if that does not help, check the network, or sign in again: "
							+ fetcher.command);
		}

		private static CredentialsException explainDenied(LoginFetcher fetcher, AccessDeniedException denied) {
			OAuth2ErrorCode error = denied.error();
			if (error == OAuth2ErrorCode.TOKEN_EXPIRED) {
				return fetcher.failure.create("The sign-in session ended.", fetcher.signIn());
			}
			if (error == OAuth2ErrorCode.USER_CREDENTIALS_CHANGED) {
				return fetcher.failure.create("The sign-in session ended because the password was changed.",
						fetcher.signIn());
			}
			if (error == OAuth2ErrorCode.INSUFFICIENT_PERMISSIONS) {
				return fetcher.failure.create("You may not refresh the session.",
						"Have the permission 'signin:CreateOAuth2Token' granted to you.");
			}
			return fetcher.failure.create("The sign-in service refuses to refresh the session.", fetcher.signIn());
		}

	}

}
