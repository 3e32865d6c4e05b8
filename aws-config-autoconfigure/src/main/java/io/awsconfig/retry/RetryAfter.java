package io.awsconfig.retry;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The delay that a service asks for. It is read from the answer itself: the SDK passes it
 * on to the strategies that it made only, and on async clients also after a later attempt
 * that got no answer at all.
 * <p>
 * Guide: Retry behavior, "Server-directed retry timing".
 */
final class RetryAfter {

	private static final String HEADER = "x-amz-retry-after";

	private static final Duration AT_MOST_LATER = Duration.ofMillis(5000);

	private static final int MOST_DIGITS = 9;

	private RetryAfter() {
	}

	/**
	 * Return how long to wait.
	 * @param failure the failure that may come with a delay
	 * @param backoff the delay that applies otherwise, and the least one
	 * @return the delay
	 */
	static Duration apply(Throwable failure, Duration backoff) {
		String header = (failure instanceof AwsServiceException service) ? header(service.awsErrorDetails()) : null;
		if (header == null) {
			return backoff;
		}
		Duration asked = parse(header.strip());
		if (asked == null || asked.compareTo(backoff) <= 0) {
			return backoff;
		}
		Duration most = backoff.plus(AT_MOST_LATER);
		return (asked.compareTo(most) < 0) ? asked : most;
	}

	private static @Nullable String header(@Nullable AwsErrorDetails details) {
		SdkHttpResponse response = (details != null) ? details.sdkHttpResponse() : null;
		return (response != null) ? response.firstMatchingHeader(HEADER).orElse(null) : null;
	}

	/**
	 * Parse a whole number of milliseconds. One with very many digits is longer than
	 * anything that is allowed.
	 */
	private static @Nullable Duration parse(String text) {
		boolean negative = text.startsWith("-");
		int start = (negative || text.startsWith("+")) ? 1 : 0;
		long millis = 0;
		int digits = 0;
		for (int i = start; i < text.length(); i++) {
			char ch = text.charAt(i);
			if (ch < '0' || ch > '9') {
				return null;
			}
			if (digits > 0 || ch != '0') {
				digits++;
			}
			millis = (digits <= MOST_DIGITS) ? millis * 10 + (ch - '0') : millis;
		}
		if (text.length() == start) {
			return null;
		}
		return Duration.ofMillis(negative ? -millis : millis);
	}

}
