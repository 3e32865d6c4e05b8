package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.fetch.BoundedCalls;
import io.awsconfig.credentials.fetch.CacheFile;
import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import io.awsconfig.settings.ShownUrl;
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

	private static final int MAX_FILES = 50;

	private static final Map<Path, SharedState> STATES = new ConcurrentHashMap<>();

	private final @Nullable String name;

	private final URI startUrl;

	private final String region;

	private final CacheFile file;

	private final String command;

	private final CredentialsClientConfigurer clients;

	private final Clock clock;

	private final SignInFailure failure;

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
	 * Make an exception for a token that IAM Identity Center refuses. That its session
	 * has ended is but one reason: it may be one of another Region or start URL.
	 * @param what who refuses what
	 * @param token the token
	 */
	CredentialsException refused(String what, Token token) {
		String tokenRegion = Words.clean(token.json().path("region").asString(""));
		String tokenUrl = Words.clean(token.json().path("startUrl").asString(""));
		if (!tokenRegion.isEmpty() && !tokenRegion.equals(this.region)) {
			return this.failure.create(
					"%s: the token in %s is one of the Region %s, and 'sso_region' is %s.".formatted(what,
							this.file.path(), tokenRegion, this.region),
					"Set 'sso_region' to %s; if %s is right, sign in anew: %s".formatted(tokenRegion, this.region,
							signIn()));
		}
		if (!tokenUrl.isEmpty() && !normalized(tokenUrl).equals(normalized(this.startUrl.toString()))) {
			return this.failure.create(
					"%s: the token in %s is one of the start URL %s, and 'sso_start_url' is %s.".formatted(what,
							this.file.path(), ShownUrl.of(tokenUrl), ShownUrl.of(this.startUrl.toString())),
					"Correct 'sso_start_url'; if it is right, sign in anew: " + signIn());
		}
		if (isValid(token)) {
			return this.failure.create(
					"%s, although that is valid until %s by its file: the session was ended elsewhere, or 'sso_region' (%s) is not the Region of IAM Identity Center."
						.formatted(what, token.expiresAt(), this.region),
					"Check 'sso_region' and the clock of this machine. If they are right: " + signIn());
		}
		return this.failure.create(what + ": the sign-in session ended.", signIn());
	}

	private static String normalized(String url) {
		return url.replaceFirst("#.*$", "").replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return an access token that is valid now.
	 * @return the token
	 * @throws CredentialsException if there is none
	 */
	Token getToken() {
		if (this.name == null) {
			return requireValid(read(), "the form without an sso-session is never refreshed");
		}
		this.failure.requireModule(OIDC_CLIENT, MODULES);
		Token token = read();
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

	private Token read() {
		try {
			JsonDocument json = this.file.read();
			Token token = this.file.use(() -> Token.of(json));
			Unwritten unwritten = this.state.unwritten;
			return (unwritten != null && unwritten.replaced().equals(token.accessToken())) ? unwritten.token() : token;
		}
		catch (UnusableException ex) {
			throw notSignedIn(ex.reason());
		}
	}

	private CredentialsException notSignedIn(String reason) {
		String message = "You are not signed in, as far as can be told: " + reason + ".";
		Set<String> others = otherStartUrls();
		if (others.isEmpty()) {
			return this.failure.create(message, signIn());
		}
		return this.failure.create(
				"%s There is a sign-in at %s, but 'sso_start_url' is %s.".formatted(message, String.join(", ", others),
						ShownUrl.of(this.startUrl.toString())),
				"Look whether 'sso_start_url' is right, which decides whose credentials are used. If it is: "
						+ signIn());
	}

	/**
	 * Return the start URLs of those sign-ins that have not ended and are not for this
	 * one.
	 */
	private Set<String> otherStartUrls() {
		Set<String> urls = new TreeSet<>();
		Path directory = this.file.path().toAbsolutePath().getParent();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
			int looked = 0;
			for (Path each : files) {
				if (looked++ == MAX_FILES) {
					break;
				}
				String url = startUrlOf(new CacheFile(each));
				if (!url.isEmpty() && !normalized(url).equals(normalized(this.startUrl.toString()))) {
					urls.add(ShownUrl.of(url));
				}
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.trace("Other sign-ins cannot be looked for", ex);
		}
		return urls;
	}

	private String startUrlOf(CacheFile other) {
		try {
			JsonDocument json = other.read();
			Token token = other.use(() -> Token.of(json));
			return isValid(token) ? Words.clean(token.json().path("startUrl").asString("")) : "";
		}
		catch (UnusableException ex) {
			return "";
		}
	}

	private boolean isDue(Token token) {
		return !token.expiresAt().isAfter(this.clock.instant().plus(REFRESH_WINDOW));
	}

	private boolean isValid(Token token) {
		return token.expiresAt().isAfter(this.clock.instant());
	}

	private Token requireValid(Token token, String whyNotRefreshed) {
		if (isValid(token)) {
			return token;
		}
		throw this.failure.create("The sign-in session ended at " + token.expiresAt() + " (" + this.file.path() + "; "
				+ whyNotRefreshed + ").", signIn());
	}

	private Token refresh(Token token) {
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
			Token refreshed = Oidc.refresh(this, token, clientId, clientSecret, refreshToken);
			keep(token, refreshed);
			return refreshed;
		}
		catch (CredentialsException ex) {
			Token now = read();
			if (!now.accessToken().equals(token.accessToken()) && isValid(now)) {
				return now;
			}
			if (isValid(token)) {
				logger.debug("The access token is used as it is still valid: " + ex.getMessage());
				return token;
			}
			throw ex;
		}
	}

	private void keep(Token replaced, Token token) {
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

	private Token replace(Token token, CreateTokenResponse response) {
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
		return new Token(json, response.accessToken(), expiresAt, refreshToken, token.clientId(), token.clientSecret(),
				token.registrationExpiresAt());
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
	private record Unwritten(String replaced, Token token) {

		@Override
		public String toString() {
			return "unwritten " + this.token;
		}

	}

	/**
	 * The content of the file.
	 *
	 * @param json all of it, to be written back
	 * @param accessToken the access token
	 * @param expiresAt until when it is valid
	 * @param refreshToken what it is refreshed with
	 * @param clientId the registered client
	 * @param clientSecret its secret
	 * @param registrationExpiresAt until when it is registered
	 */
	record Token(ObjectNode json, String accessToken, Instant expiresAt, @Nullable String refreshToken,
			@Nullable String clientId, @Nullable String clientSecret, @Nullable Instant registrationExpiresAt) {

		private static Token of(JsonDocument file) throws MalformedException {
			return new Token(file.root(), file.requireText("accessToken"), file.requireTime("expiresAt"),
					file.getText("refreshToken"), file.getText("clientId"), file.getText("clientSecret"),
					file.getTime("registrationExpiresAt"));
		}

		/**
		 * Return until when no new sign-in is needed, as far as the file tells; the
		 * administrator may have set an earlier end.
		 */
		Instant signInExpiration() {
			return (this.refreshToken != null && this.registrationExpiresAt != null) ? this.registrationExpiresAt
					: this.expiresAt;
		}

		@Override
		public String toString() {
			return "access token valid until " + this.expiresAt;
		}

	}

	/**
	 * All that refers to the module, which may be absent.
	 */
	private static final class Oidc {

		static Token refresh(IdentityCenterSession session, Token token, String clientId, String clientSecret,
				String refreshToken) {
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
