package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.fetch.BoundedCalls;
import io.awsconfig.credentials.fetch.CacheFile;
import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.imds.JsonDocument;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.ssooidc.model.AccessDeniedException;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import software.amazon.awssdk.services.ssooidc.model.ExpiredTokenException;
import software.amazon.awssdk.services.ssooidc.model.InvalidClientException;
import software.amazon.awssdk.services.ssooidc.model.InvalidGrantException;
import software.amazon.awssdk.services.ssooidc.model.UnauthorizedClientException;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.StringUtils;

/**
 * The session of {@code aws sso login}: its access token, from the file in which the CLI
 * keeps it, read anew each time. That of an {@code sso-session} is refreshed ahead of its
 * expiry and written back for the CLI and other SDKs; that of the legacy form is not.
 * <p>
 * Guide: How IAM Identity Center authentication is resolved for AWS SDKs and tools.
 */
final class IdentityCenterSession {

	private static final String OIDC_CLIENT = "software.amazon.awssdk.services.ssooidc.SsoOidcClient";

	static final String MODULES = "software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc";

	/**
	 * How long before its expiry a token is refreshed.
	 */
	static final Duration REFRESH_WINDOW = Duration.ofMinutes(5);

	private static final Log logger = LogFactory.getLog(IdentityCenterSession.class);

	private static final Map<Path, SharedState> STATES = new ConcurrentHashMap<>();

	private final @Nullable String name;

	private final URI startUrl;

	private final String region;

	private final CacheFile file;

	private final String command;

	private final CredentialsClientConfigurer clients;

	private final Clock clock;

	private final SignInFailure failure;

	private final SignInMistakes mistakes;

	private final SharedState state;

	/**
	 * Create a session.
	 * @param name the name of the {@code sso-session} section, or {@code null} for the
	 * legacy form
	 * @param startUrl the start URL
	 * @param region the Region of IAM Identity Center
	 * @param cacheDirectory where the CLI keeps the tokens
	 * @param profile the profile to sign in with if there is no section
	 * @param clients configures the client
	 * @param clock the clock
	 * @param failure makes the exceptions
	 */
	IdentityCenterSession(@Nullable String name, URI startUrl, String region, Path cacheDirectory, String profile,
			CredentialsClientConfigurer clients, Clock clock, SignInFailure failure) {
		this.name = name;
		this.startUrl = startUrl;
		this.region = region;
		this.file = CacheFile.of(cacheDirectory, (name != null) ? name : startUrl.toString(), "SHA-1");
		this.command = commandFor(name, profile);
		this.clients = clients;
		this.clock = clock;
		this.failure = failure;
		this.mistakes = new SignInMistakes(startUrl, region, this.file, clock, failure, signIn());
		this.state = STATES.computeIfAbsent(this.file.path().toAbsolutePath().normalize(), (path) -> new SharedState());
	}

	/**
	 * Return the command that signs in.
	 * @param session the name of the {@code sso-session} section, or {@code null}
	 * @param profile the profile to sign in with if there is no section
	 */
	static String commandFor(@Nullable String session, String profile) {
		return "aws sso login "
				+ ((session != null) ? "--sso-session " + quote(session) : "--profile " + quote(profile));
	}

	/**
	 * Quote a name for a shell, if it needs that.
	 */
	static String quote(String name) {
		return Pattern.matches("[\\w.@/:=+-]+", name) ? name : "'" + name.replace("'", "'\\''") + "'";
	}

	Path tokenFile() {
		return this.file.path();
	}

	/**
	 * Return the command that renews the session.
	 */
	String signInCommand() {
		return this.command;
	}

	/**
	 * Return what to do when the session has ended.
	 */
	String signIn() {
		return "Type '" + this.command + "'; the application need not be restarted.";
	}

	/**
	 * Make an exception for a token that IAM Identity Center refuses.
	 * @param what who refuses what
	 * @param token the token
	 */
	CredentialsException refused(String what, IdentityCenterToken token) {
		return this.mistakes.refused(what, token);
	}

	/**
	 * Return an access token that is valid now.
	 * @return the token
	 * @throws CredentialsException if there is none
	 */
	IdentityCenterToken getToken() {
		if (this.name == null) {
			return requireValid(read(), "the form without an sso-session is never refreshed");
		}
		this.failure.requireModule(OIDC_CLIENT, MODULES);
		IdentityCenterToken token = read();
		if (!isDue(token)) {
			return token;
		}
		this.failure.lock(this.state.lock);
		try {
			// Another thread or another process may have been faster
			token = read();
			return isDue(token) ? refresh(token) : token;
		}
		finally {
			this.state.lock.unlock();
		}
	}

	private IdentityCenterToken read() {
		try {
			JsonDocument json = this.file.read();
			IdentityCenterToken token = this.file.use(() -> IdentityCenterToken.of(json));
			Unwritten unwritten = this.state.unwritten;
			return (unwritten != null && unwritten.replaced().equals(token.accessToken())) ? unwritten.token() : token;
		}
		catch (UnusableException ex) {
			throw this.mistakes.notSignedIn(ex.reason());
		}
	}

	private boolean isDue(IdentityCenterToken token) {
		return !token.expiresAt().isAfter(this.clock.instant().plus(REFRESH_WINDOW));
	}

	private IdentityCenterToken requireValid(IdentityCenterToken token, String whyNotRefreshed) {
		if (token.isValidAt(this.clock.instant())) {
			return token;
		}
		throw this.failure.create("The sign-in session ended at " + token.expiresAt() + " (" + this.file.path() + "; "
				+ whyNotRefreshed + ").", signIn());
	}

	private IdentityCenterToken refresh(IdentityCenterToken token) {
		String refreshToken = token.refreshToken();
		String clientId = token.clientId();
		String clientSecret = token.clientSecret();
		if (refreshToken == null || clientId == null || clientSecret == null) {
			return requireValid(token, "it has no '%s' to be refreshed with"
				.formatted((refreshToken == null) ? "refreshToken" : (clientId == null) ? "clientId" : "clientSecret"));
		}
		Instant registrationExpiresAt = token.registrationExpiresAt();
		if (registrationExpiresAt != null && !registrationExpiresAt.isAfter(this.clock.instant())) {
			return requireValid(token, "its client registration ended at " + registrationExpiresAt);
		}
		try {
			IdentityCenterToken refreshed = Oidc.refresh(this, token, clientId, clientSecret, refreshToken);
			keep(token, refreshed);
			return refreshed;
		}
		catch (CredentialsException ex) {
			IdentityCenterToken now = read();
			if (!now.accessToken().equals(token.accessToken()) && now.isValidAt(this.clock.instant())) {
				return now;
			}
			if (token.isValidAt(this.clock.instant())) {
				logger.debug("The access token is used as it is still valid: " + ex.getMessage());
				return token;
			}
			throw ex;
		}
	}

	private void keep(IdentityCenterToken replaced, IdentityCenterToken token) {
		try {
			this.file.write(new JsonDocument(token.json()));
			this.state.unwritten = null;
		}
		catch (IOException ex) {
			// Its refresh token is the only one that is good now
			Unwritten previous = this.state.unwritten;
			this.state.unwritten = new Unwritten((previous != null && previous.token().equals(replaced))
					? previous.replaced() : replaced.accessToken(), token);
			if (previous == null) {
				logger.warn("The refreshed access token of IAM Identity Center could not be written to "
						+ this.file.path() + " (" + ex.getClass().getSimpleName()
						+ ") and is known to this application only; once it stops, '" + this.command
						+ "' may be needed again");
			}
		}
	}

	private IdentityCenterToken replace(IdentityCenterToken token, CreateTokenResponse response) {
		Integer expiresIn = response.expiresIn();
		if (!StringUtils.hasText(response.accessToken()) || expiresIn == null || expiresIn <= 0) {
			throw this.failure.create("The refresh of the sign-in session gave no access token.", signIn());
		}
		Instant expiresAt = this.clock.instant().plusSeconds(expiresIn).truncatedTo(ChronoUnit.SECONDS);
		String refreshToken = (response.refreshToken() != null) ? response.refreshToken() : token.refreshToken();
		ObjectNode json = token.json().deepCopy();
		json.put("startUrl", this.startUrl.toString());
		json.put("region", this.region);
		json.put("accessToken", response.accessToken());
		json.put("expiresAt", DateTimeFormatter.ISO_INSTANT.format(expiresAt));
		json.put("refreshToken", refreshToken);
		return new IdentityCenterToken(json, response.accessToken(), expiresAt, refreshToken, token.clientId(),
				token.clientSecret(), token.registrationExpiresAt());
	}

	/**
	 * What the sessions of one file share: the lock for its refresh, and what could not
	 * be written to it.
	 */
	private static final class SharedState {

		private final ReentrantLock lock = new ReentrantLock();

		private volatile @Nullable Unwritten unwritten;

	}

	/**
	 * A token that could not be written.
	 *
	 * @param replaced the access token that is still in the file
	 * @param token the token that is used instead of it
	 */
	private record Unwritten(String replaced, IdentityCenterToken token) {

		@Override
		public String toString() {
			return "unwritten " + this.token;
		}

	}

	/**
	 * All that refers to the module, which may be absent.
	 */
	private static final class Oidc {

		static IdentityCenterToken refresh(IdentityCenterSession session, IdentityCenterToken token, String clientId,
				String clientSecret, String refreshToken) {
			try (SsoOidcClient client = BoundedCalls
				.of(session.clients.configure(SsoOidcClient.builder(), AnonymousCredentialsProvider.create(),
						session.region))
				.build()) {
				return session.replace(token,
						client.createToken((request) -> request.grantType("refresh_token")
							.clientId(clientId)
							.clientSecret(clientSecret)
							.refreshToken(refreshToken)));
			}
			catch (InvalidGrantException | ExpiredTokenException | InvalidClientException | UnauthorizedClientException
					| AccessDeniedException ex) {
				throw session.refused("IAM Identity Center refuses to refresh the sign-in session ("
						+ ex.getClass().getSimpleName() + ")", token);
			}
			catch (CredentialsException ex) {
				throw ex;
			}
			catch (SdkException ex) {
				throw session.failure.ofCall(
						"The access token is valid until %s and has to be refreshed, but IAM Identity Center (OIDC, Region %s)"
							.formatted(token.expiresAt(), session.region),
						ex, "It will be tried again; if that does not help, check 'sso_region' and the network.");
			}
		}

	}

}
