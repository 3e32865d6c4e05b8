package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import io.awsconfig.credentials.refresh.FileWatch.Look;
import org.jspecify.annotations.Nullable;

/**
 * One question to the source. What may change does so under the lock of those who ask.
 */
final class RefreshAttempt {

	private final CompletableFuture<RefreshOutcome> outcome = new CompletableFuture<>();

	private final long nanos;

	private final boolean worthWaiting;

	private final Cause cause;

	private volatile boolean late;

	private volatile boolean failedBefore;

	private volatile @Nullable RefreshOutcome overdueOutcome;

	private volatile @Nullable Thread thread;

	private volatile @Nullable Look look;

	/**
	 * Create an attempt.
	 * @param nanos when it starts
	 * @param worthWaiting whether somebody without credentials waits for it although the
	 * source has failed
	 * @param cause why the source is asked
	 */
	RefreshAttempt(long nanos, boolean worthWaiting, Cause cause) {
		this.nanos = nanos;
		this.worthWaiting = worthWaiting;
		this.cause = cause;
	}

	static RefreshAttempt answered(RefreshOutcome outcome) {
		RefreshAttempt attempt = new RefreshAttempt(0, true, Cause.NEED);
		attempt.complete(outcome);
		return attempt;
	}

	void complete(RefreshOutcome outcome) {
		this.outcome.complete(outcome);
	}

	/**
	 * Wait for the outcome.
	 * @param limit how long the source may take, from the start of the attempt
	 * @param nanos the time in nanoseconds
	 * @return the outcome
	 */
	RefreshOutcome await(Duration limit, long nanos) throws InterruptedException, TimeoutException, ExecutionException {
		long waited = this.outcome.isDone() ? 0 : nanos - this.nanos;
		return this.outcome.get(limit.toNanos() - waited, TimeUnit.NANOSECONDS);
	}

	/**
	 * Return the outcome to come, for one who waits no longer than this.
	 */
	CompletableFuture<RefreshOutcome> within(Duration limit) {
		return this.outcome.copy().orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Take note that the answer is overdue, and wake the thread that waits for it.
	 * @param outcome what callers are told
	 * @param failedBefore whether the question before has failed as well
	 */
	void giveUp(RefreshOutcome outcome, boolean failedBefore) {
		this.failedBefore = failedBefore;
		this.late = true;
		this.overdueOutcome = outcome;
		Thread thread = this.thread;
		if (thread != null) {
			thread.interrupt();
		}
	}

	/**
	 * Tell callers that the answer is overdue.
	 * @param reader reads the outcome first, and whether the question before has failed
	 * as well
	 */
	void release(BiConsumer<RefreshOutcome, Boolean> reader) {
		RefreshOutcome outcome = this.overdueOutcome;
		if (outcome != null) {
			reader.accept(outcome, this.failedBefore);
			complete(outcome);
		}
	}

	boolean isLate() {
		return this.late;
	}

	boolean isWorthWaiting() {
		return this.worthWaiting;
	}

	Cause getCause() {
		return this.cause;
	}

	long getNanos() {
		return this.nanos;
	}

	void setThread(@Nullable Thread thread) {
		this.thread = thread;
	}

	/**
	 * Why a source is asked.
	 */
	enum Cause {

		/**
		 * There are no credentials, or they are about to expire.
		 */
		NEED,

		/**
		 * A file has changed.
		 */
		FILE,

		/**
		 * Somebody wants it.
		 */
		WISH

	}

	@Nullable Look getLook() {
		return this.look;
	}

	void setLook(Look look) {
		this.look = look;
	}

}
