package io.awsconfig.credentials.refresh;

import io.awsconfig.credentials.refresh.RefreshAttempt.Cause;
import org.jspecify.annotations.Nullable;

/**
 * How often a source may be asked that does not answer, has failed, or has just been
 * asked because somebody wanted it. Used under the lock of those who ask.
 */
final class AskLimits {

	/**
	 * How many questions may be without an answer, each of which keeps a thread, before
	 * the source is left alone until one of them ends.
	 */
	static final int MOST_UNANSWERED = 10;

	/**
	 * How many questions have been given up and have not ended, since the source last
	 * answered.
	 */
	private int unanswered;

	/**
	 * When somebody last wanted the source to be asked.
	 */
	private @Nullable Long wishedAtNanos;

	/**
	 * Take note of a question that has been given up.
	 */
	void gaveUp() {
		this.unanswered++;
	}

	/**
	 * Take note of a question that has ended.
	 * @param late whether it had been given up
	 */
	void ended(boolean late) {
		this.unanswered = late ? Math.max(0, this.unanswered - 1) : 0;
	}

	/**
	 * Return whether a question that has been given up has not ended.
	 */
	boolean hasUnanswered() {
		return this.unanswered > 0;
	}

	/**
	 * Return whether the source is left alone until a question ends.
	 */
	boolean isExhausted() {
		return this.unanswered >= MOST_UNANSWERED;
	}

	/**
	 * Return whether the source may be asked again although it has failed.
	 */
	boolean mayAsk(RefreshSituation failed, Cause cause, long nanos) {
		if (isExhausted()) {
			return false;
		}
		if (cause == Cause.WISH) {
			return !isWishFresh(nanos);
		}
		RefreshFailure failure = failed.failure();
		return !failed.scheduled() && (failure == null || failure.isOver(nanos));
	}

	private boolean isWishFresh(long nanos) {
		Long wishedAtNanos = this.wishedAtNanos;
		return wishedAtNanos != null && nanos - wishedAtNanos < RefreshSchedule.SHORTEST_DELAY.toNanos();
	}

	/**
	 * Take note of a wish.
	 * @return whether it is one of its own, and not that of somebody else a moment ago
	 */
	boolean isWish(long nanos) {
		if (isWishFresh(nanos)) {
			return false;
		}
		this.wishedAtNanos = nanos;
		return true;
	}

}
