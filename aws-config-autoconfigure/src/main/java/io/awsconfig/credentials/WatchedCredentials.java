package io.awsconfig.credentials;

import java.time.Instant;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that can tell where they come from, and that are told what AWS says of
 * them. Neither asks anybody for credentials.
 *
 * @since 0.1.0
 */
@Internal
public interface WatchedCredentials {

	/**
	 * Return what is known of the credentials that are in use.
	 */
	Account account();

	/**
	 * Return whether an access key is the one that is in use.
	 */
	boolean has(String accessKeyId);

	/**
	 * Return whether a failure is one that these credentials have told of already.
	 */
	boolean hasTold(Throwable failure);

	/**
	 * Take note that AWS has refused an access key.
	 * @param accessKeyId the access key
	 * @param verdict what AWS says of it
	 * @param reason the same in words, without secrets
	 * @param at when that was
	 */
	void refused(String accessKeyId, Verdict verdict, String reason, Instant at);

	/**
	 * Return whether AWS has refused an access key, and has accepted none since. Costs no
	 * more than a look at a field, since every call that succeeds asks.
	 */
	boolean isRefused();

	/**
	 * Take note that AWS has accepted an access key.
	 */
	void accepted(String accessKeyId);

	/**
	 * What AWS says of an access key that it refuses.
	 */
	enum Verdict {

		/**
		 * It was good once.
		 */
		EXPIRED,

		/**
		 * It is not known, or its secret is another one.
		 */
		INVALID

	}

	/**
	 * What is known of credentials.
	 *
	 * @param source the step and the place, in words
	 * @param accessKeyId what may be shown of the access key id, or {@code null} if there
	 * are none yet
	 * @param since since when they have been in use, or {@code null} if that is not known
	 * @param until until when they are valid, as far as is known
	 * @param renewal what to do if they are no longer good, as a sentence
	 * @param passedOver other credentials that are configured and not used, and why, or
	 * an empty text
	 */
	record Account(String source, @Nullable String accessKeyId, @Nullable Instant since, @Nullable Instant until,
			String renewal, String passedOver) {

	}

}
