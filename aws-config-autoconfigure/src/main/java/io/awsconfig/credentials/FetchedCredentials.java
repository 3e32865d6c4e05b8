package io.awsconfig.credentials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import org.springframework.util.StringUtils;

/**
 * Credentials as their source gave them.
 *
 * @param credentials the credentials
 * @param expiration until when they are valid, or {@code null} if they do not expire
 * @param extendable whether AWS may accept them longer than that, as it does for those of
 * instances and containers
 * @param signInExpiration until when the sign-in session behind them lasts, or
 * {@code null} if there is none
 * @param signInCommand the command that renews the sign-in session, or {@code null}
 */
@Internal
public record FetchedCredentials(AwsCredentials credentials, @Nullable Instant expiration, boolean extendable,
		@Nullable Instant signInExpiration, @Nullable String signInCommand) {

	public FetchedCredentials(AwsCredentials credentials, @Nullable Instant expiration) {
		this(credentials, expiration, false, null, null);
	}

	/**
	 * Return credentials that consist of keys as they were written down, which do not
	 * expire as far as anybody knows.
	 * @param keys the keys
	 * @return the credentials
	 */
	public static FetchedCredentials of(AccessKeys keys) {
		return new FetchedCredentials(credentials(keys), null);
	}

	private static AwsCredentials credentials(AccessKeys keys) {
		if (keys.sessionToken() != null) {
			return AwsSessionCredentials.builder()
				.accessKeyId(keys.accessKeyId())
				.secretAccessKey(keys.secretAccessKey())
				.sessionToken(keys.sessionToken())
				.accountId(keys.accountId())
				.build();
		}
		return AwsBasicCredentials.builder()
			.accessKeyId(keys.accessKeyId())
			.secretAccessKey(keys.secretAccessKey())
			.accountId(keys.accountId())
			.build();
	}

	/**
	 * Return whether they have a session token, if they are of the kind that needs one.
	 */
	public boolean isComplete() {
		return this.credentials instanceof AwsSessionCredentials || !isTemporary(this.credentials.accessKeyId());
	}

	/**
	 * Return whether an access key is one of those that AWS accepts only with a session
	 * token.
	 * @param accessKeyId the access key
	 * @return whether it is temporary
	 */
	private static boolean isTemporary(String accessKeyId) {
		return accessKeyId.startsWith("ASIA");
	}

	public boolean isExpiredAt(Instant now) {
		return this.expiration != null && !now.isBefore(this.expiration);
	}

	/**
	 * Return whether they expire before others.
	 */
	public boolean expiresBefore(FetchedCredentials others) {
		return this.expiration != null && (others.expiration == null || this.expiration.isBefore(others.expiration));
	}

	/**
	 * Return which parts of temporary credentials are missing.
	 * @return the parts in words, or {@code null} if there are all
	 */
	public static @Nullable String missing(@Nullable String accessKeyId, @Nullable String secretAccessKey,
			@Nullable String sessionToken, @Nullable Object expiration) {
		List<String> missing = new ArrayList<>();
		if (!StringUtils.hasText(accessKeyId)) {
			missing.add("access key id");
		}
		if (!StringUtils.hasText(secretAccessKey)) {
			missing.add("secret access key");
		}
		if (!StringUtils.hasText(sessionToken)) {
			missing.add("session token");
		}
		if (expiration == null) {
			missing.add("expiry");
		}
		return missing.isEmpty() ? null : String.join(" and no ", missing);
	}

	@Override
	public String toString() {
		return "credentials valid until " + this.expiration;
	}

}
