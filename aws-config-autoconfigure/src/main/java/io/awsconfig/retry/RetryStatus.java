package io.awsconfig.retry;

import java.time.Duration;

import io.awsconfig.AwsClientId;
import org.jspecify.annotations.Nullable;

/**
 * How the retries of one client are, or those of one template for methods of the
 * application.
 *
 * @param service the service that the client calls, or {@link #APPLICATION}
 * @param client the name of the client or the template, or {@code null} for a client
 * without a name
 * @param mode {@code standard} or {@code adaptive}
 * @param maxAttempts the attempts that a call has, the first one included
 * @param quotaLeft the tokens that are left in the retry quota
 * @param quotaCapacity the tokens of a full quota
 * @param retries how many retries there were
 * @param throttles how many answers of the service were throttling
 * @param quotaRefusals how many retries the quota refused
 * @param delays how many attempts had to wait
 * @param delayed how long they waited, all together
 * @param sendRate the requests per second that adaptive mode sends, or {@code null} as
 * long as there is no limit
 * @since 0.1.0
 */
public record RetryStatus(String service, @Nullable String client, String mode, int maxAttempts, int quotaLeft,
		int quotaCapacity, long retries, long throttles, long quotaRefusals, long delays, Duration delayed,
		@Nullable Double sendRate) {

	/**
	 * Stands for the service where methods of the application are retried.
	 */
	public static final String APPLICATION = "application";

	/**
	 * Return whose retries these are.
	 * @return the owner
	 */
	public AwsClientId owner() {
		return new AwsClientId(this.service, this.client);
	}

}
