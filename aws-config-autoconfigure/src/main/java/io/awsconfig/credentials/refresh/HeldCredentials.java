package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.refresh.RefreshAttempt.Cause;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The last credentials that came, and when they are to be refreshed.
 */
record HeldCredentials(FetchedCredentials fetched, CompletableFuture<AwsCredentialsIdentity> identity, Instant since,
		Instant lastRefresh, Duration lastDuration, @Nullable RefreshSchedule schedule, long nanos) {

	static HeldCredentials of(FetchedCredentials fetched, @Nullable HeldCredentials previous, Instant now, long nanos,
			long askedNanos, double random) {
		Instant expiration = fetched.expiration();
		RefreshSchedule schedule = (expiration != null) ? RefreshSchedule.of(now, expiration, random) : null;
		boolean same = previous != null && previous.credentials().equals(fetched.credentials());
		return new HeldCredentials(fetched, CompletableFuture.completedFuture(fetched.credentials()),
				(same && previous != null) ? previous.since() : now, now, Duration.ofNanos(nanos - askedNanos),
				schedule, nanos);
	}

	/**
	 * Choose what stays in use: that which expires later. What works and is wanted, or
	 * comes from a file that somebody has changed, may be of another identity and is
	 * taken as it is; so is what comes after the clock has been set back.
	 * @param works whether nothing is wrong with what came
	 */
	static @Nullable HeldCredentials choose(RefreshAttempt attempt, FetchedCredentials fetched, boolean works,
			@Nullable HeldCredentials held, Instant now, long nanos, double random) {
		boolean taken;
		if (!works) {
			taken = fetched.isComplete() && fetched.extendable() && isLater(fetched, held);
		}
		else {
			taken = attempt.getCause() != Cause.NEED || isLater(fetched, held) || isBeforePlan(held, now);
		}
		if (taken) {
			return of(fetched, held, now, nanos, attempt.getNanos(), random);
		}
		return (works && held != null) ? held.keptAt(now, nanos, attempt.getNanos(), random) : held;
	}

	static boolean isLater(FetchedCredentials fetched, @Nullable HeldCredentials held) {
		return held == null || !fetched.expiresBefore(held.fetched());
	}

	private static boolean isBeforePlan(@Nullable HeldCredentials held, Instant now) {
		Instant refreshAt = (held != null) ? held.refreshAt() : null;
		return refreshAt != null && now.isBefore(refreshAt);
	}

	/**
	 * Return the same credentials after a question that gave no better ones.
	 */
	HeldCredentials keptAt(Instant now, long nanos, long askedNanos, double random) {
		return of(this.fetched, this, now, nanos, askedNanos, random);
	}

	AwsCredentials credentials() {
		return this.fetched.credentials();
	}

	@Nullable Instant refreshAt() {
		return (this.schedule != null) ? this.schedule.refreshAt() : null;
	}

	boolean isUsableAt(Instant now) {
		Instant expiration = this.fetched.expiration();
		return expiration == null || this.fetched.extendable() || now.isBefore(expiration);
	}

	boolean isReadyAt(Instant now, boolean scheduled) {
		return this.schedule == null || (scheduled && now.isBefore(this.schedule.staleAt()));
	}

	boolean isStaleAt(Instant now) {
		return this.schedule != null && !now.isBefore(this.schedule.staleAt());
	}

	boolean isDue(Instant now, long nanos) {
		// By either clock: the one is set, and the other stands still in a suspended
		// machine
		return this.schedule != null && (!now.isBefore(this.schedule.refreshAt())
				|| Duration.ofNanos(nanos - this.nanos).compareTo(this.schedule.delay()) >= 0);
	}

	/**
	 * Shorten a back-off so that the source is asked once more when it becomes serious.
	 */
	Duration notBeyond(Instant now, Duration backoff) {
		Instant expiration = this.fetched.expiration();
		if (this.schedule == null || expiration == null) {
			return backoff;
		}
		Duration shorter = backoff;
		for (Instant serious : new Instant[] { this.schedule.staleAt(), expiration }) {
			Duration until = Duration.between(now, serious);
			if (until.compareTo(RefreshSchedule.SHORTEST_DELAY) >= 0) {
				shorter = RefreshSchedule.min(shorter, until);
			}
		}
		return shorter;
	}

}
