package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.awsconfig.credentials.FetchedCredentials;
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
