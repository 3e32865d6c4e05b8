package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.time.Instant;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.FileWatch.Look;
import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;

/**
 * Everything that readers need to know, at one moment.
 *
 * @param held the last credentials that came
 * @param failure why there are no newer ones, as long as there are none
 * @param lastFailure the failure, even if it is over
 * @param attempt the question that is on its way
 * @param look the files before the last question
 * @param scheduled whether a refresher looks after them
 */
record RefreshSituation(@Nullable HeldCredentials held, @Nullable RefreshFailure failure,
		@Nullable RefreshFailure lastFailure, @Nullable RefreshAttempt attempt, @Nullable Look look,
		boolean scheduled) {

	RefreshSituation asking(RefreshAttempt started) {
		return new RefreshSituation(this.held, this.failure, this.lastFailure, started, this.look, this.scheduled);
	}

	RefreshSituation answered(RefreshAttempt by, @Nullable HeldCredentials held, @Nullable RefreshFailure failure) {
		// One that was given up may answer while the next is on its way
		RefreshAttempt left = (this.attempt != by) ? this.attempt : null;
		return new RefreshSituation(held, failure, (failure != null) ? failure : this.lastFailure, left, by.getLook(),
				this.scheduled);
	}

	/**
	 * Go on without an answer.
	 */
	RefreshSituation unanswered(RefreshFailure failure) {
		return new RefreshSituation(this.held, failure, failure, null, this.look, this.scheduled);
	}

	boolean isOverdue(long nanos, Duration limit) {
		return this.attempt != null && nanos - this.attempt.getNanos() >= limit.toNanos();
	}

	RefreshSituation scheduled(boolean scheduled) {
		return new RefreshSituation(this.held, this.failure, this.lastFailure, this.attempt, this.look, scheduled);
	}

	boolean isDue(Instant now, long nanos) {
		if (this.failure != null) {
			return this.failure.isOver(nanos);
		}
		return this.held != null && this.held.isDue(now, nanos);
	}

	private Duration notBeyondStale(Instant now, Duration duration) {
		RefreshSchedule schedule = (this.held != null) ? this.held.schedule() : null;
		return (schedule != null && now.isBefore(schedule.staleAt()))
				? RefreshSchedule.min(duration, Duration.between(now, schedule.staleAt())) : duration;
	}

	private State state(Instant now) {
		if (this.held == null) {
			if (this.failure != null) {
				return State.FAILED;
			}
			return (this.attempt != null) ? State.REFRESHING : State.NONE;
		}
		if (!this.held.isUsableAt(now)) {
			return State.EXPIRED;
		}
		if (this.failure != null) {
			return State.STALE;
		}
		if (this.attempt != null) {
			return State.REFRESHING;
		}
		if (this.held.isStaleAt(now)) {
			return State.STALE;
		}
		return (this.held.fetched().expiration() != null) ? State.FRESH : State.STATIC;
	}

	/**
	 * Return how long nothing needs to be done, apart from regular checks.
	 * @param now the time
	 * @param nanos the time in nanoseconds
	 * @param limit how long anybody waits for the source
	 * @param watching whether there are files that may change
	 * @return the time, or {@code null} if there is nothing to check
	 */
	@Nullable Duration untilDue(Instant now, long nanos, Duration limit, boolean watching) {
		RefreshAttempt attempt = this.attempt;
		if (attempt != null) {
			return notBeyondStale(now, limit.minusNanos(nanos - attempt.getNanos()));
		}
		if (this.failure != null) {
			return notBeyondStale(now, Duration.ofNanos(this.failure.retryAtNanos() - nanos));
		}
		if (this.held == null) {
			return null;
		}
		RefreshSchedule schedule = this.held.schedule();
		if (schedule == null) {
			return watching ? limit : null;
		}
		return RefreshSchedule.min(Duration.between(now, schedule.refreshAt()),
				schedule.delay().minusNanos(nanos - this.held.nanos()));
	}

	CredentialsFreshness freshness(Step step, Instant now, long refreshes, long failures) {
		HeldCredentials held = this.held;
		RefreshFailure last = this.lastFailure;
		return new CredentialsFreshness(state(now), step.kind().toString(),
				(held != null) ? AccessKeys.abbreviate(held.credentials().accessKeyId()) : null,
				(held != null) ? held.since() : null, (held != null) ? held.fetched().expiration() : null,
				(held != null) ? held.lastRefresh() : null, (held != null) ? held.lastDuration() : null,
				(last != null) ? last.message() : null, (last != null) ? last.at() : null,
				(this.failure != null) ? this.failure.retryAt() : (held != null) ? held.refreshAt() : null,
				(held != null) ? held.fetched().signInExpiration() : null,
				(held != null) ? held.fetched().signInCommand() : null, refreshes, failures);
	}

}
