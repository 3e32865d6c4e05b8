package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

/**
 * When credentials are refreshed: planned {@code delay} after they came, at
 * {@code refreshAt}; overdue from {@code staleAt} on, shortly before they expire.
 */
record RefreshSchedule(Duration delay, Instant refreshAt, Instant staleAt) {

	/**
	 * No source is asked twice within this time because it failed or gave little.
	 */
	static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

	/**
	 * A source that fails is asked at least this often.
	 */
	static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

	/**
	 * A source that fails while there are no usable credentials is asked at least this
	 * often.
	 */
	static final Duration LONGEST_BACKOFF_WITHOUT_CREDENTIALS = Duration.ofMinutes(1);

	private static final Duration MANDATORY_WINDOW = Duration.ofMinutes(1);

	/**
	 * Plan the refresh of credentials.
	 * @param now when they came
	 * @param expiration when they expire
	 * @param random from 0 up to, but not including, 1
	 * @return the plan
	 */
	static RefreshSchedule of(Instant now, Instant expiration, double random) {
		Duration lifetime = Duration.between(now, expiration);
		if (lifetime.isNegative()) {
			lifetime = Duration.ZERO;
		}
		Duration window = min(advisoryWindow(lifetime), lifetime.dividedBy(2));
		// Later rather than earlier: the first quarter of the window spreads the
		// refreshes
		Duration delay = max(lifetime.minus(window).plus(fraction(window, random / 4)), SHORTEST_DELAY);
		Duration mandatory = min(MANDATORY_WINDOW, lifetime.dividedBy(4));
		return new RefreshSchedule(delay, now.plus(delay), expiration.minus(mandatory));
	}

	private static Duration advisoryWindow(Duration lifetime) {
		if (lifetime.compareTo(Duration.ofHours(4)) >= 0) {
			return Duration.ofMinutes(60);
		}
		return Duration.ofMinutes((lifetime.compareTo(Duration.ofMinutes(45)) >= 0) ? 15 : 5);
	}

	/**
	 * Return how long to leave a source alone that has failed.
	 * @param failures how often it failed in a row
	 * @param usable whether there are still usable credentials
	 * @param random from 0 up to, but not including, 1
	 * @return the time to wait
	 */
	static Duration backoff(int failures, boolean usable, double random) {
		Duration longest = usable ? LONGEST_BACKOFF : LONGEST_BACKOFF_WITHOUT_CREDENTIALS;
		// 2^20 s are far beyond the longest
		Duration delay = SHORTEST_DELAY.multipliedBy(1L << Math.min(failures - 1, 20));
		return min(delay.plus(fraction(delay, random / 2)), longest.minus(fraction(longest, random / 4)));
	}

	static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	private static Duration fraction(Duration whole, double part) {
		return Duration.ofMillis((long) (whole.toMillis() * part));
	}

}
