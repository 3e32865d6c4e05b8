package io.awsconfig.credentials;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

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
record FetchedCredentials(AwsCredentials credentials, @Nullable Instant expiration, boolean extendable,
		@Nullable Instant signInExpiration, @Nullable String signInCommand) {

	FetchedCredentials(AwsCredentials credentials, @Nullable Instant expiration) {
		this(credentials, expiration, false, null, null);
	}

	@Override
	public String toString() {
		return "credentials valid until " + this.expiration;
	}

}
