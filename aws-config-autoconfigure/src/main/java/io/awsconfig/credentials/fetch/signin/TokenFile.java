package io.awsconfig.credentials.fetch.signin;

import java.nio.file.Path;
import java.time.Instant;

import io.awsconfig.Internal;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.Step.IdentityCenterStep;
import io.awsconfig.credentials.Step.LoginStep;
import io.awsconfig.credentials.fetch.CacheFile;
import io.awsconfig.credentials.fetch.CacheFile.UnusableException;
import io.awsconfig.imds.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What the file says that a sign-in has left. Looks, and neither refreshes nor writes.
 *
 * @param path the file
 * @param command the command that signs in anew
 * @param expiresAt until when its token lasts, or {@code null} if it cannot be used
 * @param refreshable whether the token can be refreshed without anybody
 * @param startUrl the start URL that it is for, or {@code null} if it says none
 * @param region the Region that it is for, or {@code null} if it says none
 * @param problem why it cannot be used, or {@code null} if it can
 */
@Internal
public record TokenFile(Path path, String command, @Nullable Instant expiresAt, boolean refreshable,
		@Nullable String startUrl, @Nullable String region, @Nullable String problem) {

	/**
	 * Look into the file of a step.
	 * @param step the step
	 * @return what it says, or {@code null} if the step has no such file
	 */
	public static @Nullable TokenFile of(Step step) {
		if (step instanceof IdentityCenterStep center) {
			String session = center.session();
			CacheFile file = CacheFile.of(center.cacheDirectory(),
					(session != null) ? session : center.startUrl().toString(), "SHA-1");
			return read(file, IdentityCenterSession.commandFor(session, center.profile()), false, session != null);
		}
		if (step instanceof LoginStep login) {
			return read(CacheFile.of(login.cacheDirectory(), login.session(), "SHA-256"),
					"aws login --profile " + IdentityCenterSession.quote(login.profile()), true, true);
		}
		return null;
	}

	private static TokenFile read(CacheFile file, String command, boolean login, boolean refreshes) {
		try {
			JsonDocument json = file.read();
			return file.use(() -> {
				JsonDocument token = login ? json.requireObject("accessToken") : json;
				if (!login) {
					token.requireText("accessToken");
				}
				return new TokenFile(file.path(), command, token.requireTime("expiresAt"),
						refreshes && json.getText("refreshToken") != null, json.getText("startUrl"),
						json.getText("region"), null);
			});
		}
		catch (UnusableException ex) {
			return new TokenFile(file.path(), command, null, false, null, null, ex.reason());
		}
	}

	/**
	 * Return no token.
	 */
	@Override
	public String toString() {
		return this.path.toString();
	}

}
