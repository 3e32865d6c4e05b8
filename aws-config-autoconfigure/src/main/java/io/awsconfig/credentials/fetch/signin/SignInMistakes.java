package io.awsconfig.credentials.fetch.signin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.fetch.CacheFile;
import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.settings.ShownUrl;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells what may be wrong with the settings or the sign-in if there is no token of IAM
 * Identity Center, or if that is refused.
 */
final class SignInMistakes {

	private static final Log logger = LogFactory.getLog(IdentityCenterSession.class);

	private static final int MAX_FILES = 50;

	private final URI startUrl;

	private final String region;

	private final CacheFile file;

	private final Clock clock;

	private final SignInFailure failure;

	private final String signIn;

	/**
	 * Create an instance.
	 * @param startUrl the start URL
	 * @param region the Region of IAM Identity Center
	 * @param file the file with the token
	 * @param clock the clock
	 * @param failure makes the exceptions
	 * @param signIn what to do when the session has ended
	 */
	SignInMistakes(URI startUrl, String region, CacheFile file, Clock clock, SignInFailure failure, String signIn) {
		this.startUrl = startUrl;
		this.region = region;
		this.file = file;
		this.clock = clock;
		this.failure = failure;
		this.signIn = signIn;
	}

	/**
	 * Make an exception for a token that IAM Identity Center refuses. That its session
	 * has ended is but one reason: it may be one of another Region or start URL.
	 * @param what who refuses what
	 * @param token the token
	 */
	CredentialsException refused(String what, IdentityCenterToken token) {
		String tokenRegion = Words.clean(token.json().path("region").asString(""));
		String tokenUrl = Words.clean(token.json().path("startUrl").asString(""));
		if (!tokenRegion.isEmpty() && !tokenRegion.equals(this.region)) {
			return this.failure.create(
					"%s: the token in %s is one of the Region %s, and 'sso_region' is %s.".formatted(what,
							this.file.path(), tokenRegion, this.region),
					"Set 'sso_region' to %s; if %s is right, sign in anew: %s".formatted(tokenRegion, this.region,
							this.signIn));
		}
		if (!tokenUrl.isEmpty() && !normalized(tokenUrl).equals(normalized(this.startUrl.toString()))) {
			return this.failure.create(
					"%s: the token in %s is one of the start URL %s, and 'sso_start_url' is %s.".formatted(what,
							this.file.path(), ShownUrl.of(tokenUrl), ShownUrl.of(this.startUrl.toString())),
					"Correct 'sso_start_url'; if it is right, sign in anew: " + this.signIn);
		}
		if (token.isValidAt(this.clock.instant())) {
			return this.failure.create(
					"%s, although that is valid until %s by its file: the session was ended elsewhere, or 'sso_region' (%s) is not the Region of IAM Identity Center."
						.formatted(what, token.expiresAt(), this.region),
					"Check 'sso_region' and the clock of this machine. If they are right: " + this.signIn);
		}
		return this.failure.create(what + ": the sign-in session ended.", this.signIn);
	}

	private static String normalized(String url) {
		return url.replaceFirst("#.*$", "").replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Make an exception for a file without a token.
	 * @param reason what is wrong with the file
	 */
	CredentialsException notSignedIn(String reason) {
		String message = "You are not signed in, as far as can be told: " + reason + ".";
		Set<String> others = otherStartUrls();
		if (others.isEmpty()) {
			return this.failure.create(message, this.signIn);
		}
		return this.failure.create(
				"%s There is a sign-in at %s, but 'sso_start_url' is %s.".formatted(message, String.join(", ", others),
						ShownUrl.of(this.startUrl.toString())),
				"Look whether 'sso_start_url' is right, which decides whose credentials are used. If it is: "
						+ this.signIn);
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
			IdentityCenterToken token = other.use(() -> IdentityCenterToken.of(json));
			return token.isValidAt(this.clock.instant()) ? Words.clean(token.json().path("startUrl").asString("")) : "";
		}
		catch (UnusableException ex) {
			return "";
		}
	}

}
