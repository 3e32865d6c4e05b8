package io.awsconfig.credentials.fetch.signin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.Step;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.KnownOddities;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.sharedconfig.SharedConfigLocations;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.SdkTokenProvider;

/**
 * The bearer token of an {@code sso-session}, for services that take one instead of
 * credentials. It is refreshed ahead of its expiry; a token that is still valid is used
 * while that fails. Nothing is read before a client asks.
 * <p>
 * Guide: IAM Identity Center credential provider, SSO token provider configuration.
 *
 * @since 0.1.0
 */
public final class IdentityCenterTokenProvider implements SdkTokenProvider {

	private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);

	private final String place;

	private final Clock clock;

	private final IdentityCenterSession session;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable Held held;

	IdentityCenterTokenProvider(String sessionName, URI startUrl, String region, Path cacheDirectory, String place,
			CredentialsClientConfigurer clients, Clock clock) {
		this.place = place;
		this.clock = clock;
		this.session = new IdentityCenterSession(sessionName, startUrl, region, cacheDirectory, sessionName, clients,
				clock, (reason, remedy, cause) -> new CredentialsException("No bearer token from %s (%s): %s %s"
					.formatted(Step.Kind.IDENTITY_CENTER, place, reason, remedy), cause));
	}

	/**
	 * Create a provider for the {@code sso-session} of the settings.
	 * @param settings the settings
	 * @param locations where the home directory is
	 * @param clients configures the client that refreshes the token
	 * @return the provider
	 * @throws AwsConfigurationException if there is no such session, or its section does
	 * not say where to sign in
	 */
	public static IdentityCenterTokenProvider create(AwsSettings settings, SharedConfigLocations locations,
			CredentialsClientConfigurer clients) {
		SettingValue<String> session = settings.get(SettingCatalog.SSO_SESSION);
		URI startUrl = settings.getValue(SettingCatalog.SSO_START_URL);
		String region = settings.getValue(SettingCatalog.SSO_REGION);
		if (session.getValue() == null) {
			throw new AwsConfigurationException("There is no sso-session to get a bearer token from.",
					"Set 'sso_session' in the profile, or '%s'.".formatted(session.getSetting().getPropertyName()))
				.lacking(KnownOddities.namesOf(SettingCatalog.SSO_SESSION))
				.knowing(settings.getKnownOddities());
		}
		if (startUrl == null || region == null) {
			throw new AwsConfigurationException(
					"The sso-session '%s' does not say where to sign in.".formatted(session.getValue()),
					"Set 'sso_start_url' and 'sso_region' in its section.")
				.lacking(KnownOddities.namesOf(SettingCatalog.SSO_START_URL, SettingCatalog.SSO_REGION))
				.knowing(settings.getKnownOddities());
		}
		return new IdentityCenterTokenProvider(session.getValue(), startUrl, region,
				Path.of(locations.resolveHome(Step.IdentityCenterStep.CACHE)), String.valueOf(session.getWritten()),
				clients, Clock.systemUTC());
	}

	/**
	 * Return the file that {@code aws sso login} writes.
	 * @return the file
	 */
	Path tokenFile() {
		return this.session.tokenFile();
	}

	/**
	 * Return the token.
	 * @return a token that is valid now
	 * @throws CredentialsException if there is none
	 */
	@Override
	public SdkToken resolveToken() {
		Instant now = this.clock.instant();
		Held held = this.held;
		if (held != null && now.isBefore(held.until())) {
			return held.token();
		}
		if (held == null || !now.isBefore(held.token().expiration())) {
			this.lock.lock();
		}
		else if (!this.lock.tryLock()) {
			return held.token();
		}
		try {
			Held other = this.held;
			if (other != held && other != null && now.isBefore(other.until())) {
				return other.token();
			}
			return fetch(now).token();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Held fetch(Instant now) {
		IdentityCenterToken token = this.session.getToken();
		Instant due = token.expiresAt().minus(IdentityCenterSession.REFRESH_WINDOW);
		if (!due.isAfter(now)) {
			due = now.plus(BETWEEN_ATTEMPTS);
			due = due.isBefore(token.expiresAt()) ? due : token.expiresAt();
		}
		Held held = new Held(new BearerToken(token.accessToken(), token.expiresAt()), due);
		this.held = held;
		return held;
	}

	@Override
	public String toString() {
		return "IdentityCenterTokenProvider(" + this.place + ")";
	}

	/**
	 * A token, and until when nothing else is looked for.
	 */
	private record Held(BearerToken token, Instant until) {

	}

	/**
	 * A token that prints no secret.
	 */
	private record BearerToken(String token, Instant expiration) implements SdkToken {

		@Override
		public Optional<Instant> expirationTime() {
			return Optional.of(this.expiration);
		}

		@Override
		public String toString() {
			return "bearer token valid until " + this.expiration;
		}

	}

}
