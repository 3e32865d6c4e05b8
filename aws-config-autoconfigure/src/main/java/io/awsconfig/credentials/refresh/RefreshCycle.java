package io.awsconfig.credentials.refresh;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.FileWatch.Look;
import io.awsconfig.credentials.refresh.RefreshAttempt.Cause;
import io.awsconfig.diagnostic.Unexpected;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the source of {@link RefreshingCredentials}: when it is due, or when somebody
 * needs or wants it; and decides what becomes of the answer. One thread at a time asks.
 */
final class RefreshCycle {

	private static final Log logger = LogFactory.getLog(RefreshingCredentials.class);

	private final Step step;

	private final CredentialsFetcher fetcher;

	private final CredentialsRefresher refresher;

	private final RefreshTime time;

	private final Duration limit;

	private final FileWatch files;

	private final Consumer<@Nullable HeldCredentials> ready;

	private final AskLimits limits = new AskLimits();

	/**
	 * Held while the situation changes, never while a source is asked.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile RefreshSituation situation = new RefreshSituation(null, null, null, null, null, false);

	/**
	 * How often the source has given credentials; follows the situation.
	 */
	private volatile long refreshes;

	/**
	 * How often it has not.
	 */
	private volatile long failures;

	/**
	 * Whether what the source is asked by is to be closed when it has answered.
	 */
	private boolean closing;

	/**
	 * Create a cycle.
	 * @param step what the fetcher carries out
	 * @param fetcher asks the source
	 * @param refresher gives time and threads
	 * @param limit how long anybody waits for the source
	 * @param ready takes what may be used without a look at the clock, or {@code null},
	 * under the lock, whenever the situation has changed
	 */
	RefreshCycle(Step step, CredentialsFetcher fetcher, CredentialsRefresher refresher, Duration limit,
			Consumer<@Nullable HeldCredentials> ready) {
		this.step = step;
		this.fetcher = fetcher;
		this.refresher = refresher;
		this.time = refresher.time();
		this.limit = limit;
		this.ready = ready;
		this.files = new FileWatch(fetcher.watchedFiles());
	}

	/**
	 * Return what is usable now, and ask for newer ones if nobody else does so in time.
	 */
	@Nullable HeldCredentials usable() {
		RefreshSituation current = this.situation;
		HeldCredentials held = current.held();
		Instant now = this.time.clock().instant();
		if (held == null || !held.isUsableAt(now)) {
			return null;
		}
		if (!current.scheduled()) {
			long nanos = this.time.nanoTime().getAsLong();
			if (current.isOverdue(nanos, this.limit) || (current.attempt() == null && current.isDue(now, nanos))) {
				askInBackground();
			}
		}
		return held;
	}

	/**
	 * Ask the source, or join those who wait for its answer.
	 */
	RefreshAttempt ask(Cause cause) {
		boolean anyway = cause == Cause.WISH;
		RefreshAttempt started;
		RefreshAttempt overdue = null;
		this.lock.lock();
		try {
			Instant now = this.time.clock().instant();
			HeldCredentials held = this.situation.held();
			if (!anyway && held != null && held.isUsableAt(now)) {
				// They came between the look of the caller and the lock
				return RefreshAttempt.answered(new RefreshOutcome(held, null));
			}
			long nanos = this.time.nanoTime().getAsLong();
			overdue = giveUpOverdue(now, nanos);
			RefreshSituation current = this.situation;
			RefreshAttempt attempt = current.attempt();
			RefreshFailure failure = current.failure();
			if (attempt != null) {
				if (failure != null && !(anyway || attempt.isWorthWaiting())) {
					throw failure.toException();
				}
				return attempt;
			}
			if (failure != null && !this.limits.mayAsk(current, cause, nanos)) {
				throw failure.toException();
			}
			if (anyway && !this.limits.isWish(nanos)) {
				return RefreshAttempt.answered(new RefreshOutcome(held, null));
			}
			started = new RefreshAttempt(nanos, failure == null || !current.scheduled(), cause);
			publish(current.asking(started));
		}
		finally {
			this.lock.unlock();
			release(overdue);
		}
		launch(started);
		return started;
	}

	private void askInBackground() {
		RefreshAttempt started = null;
		RefreshAttempt overdue;
		this.lock.lock();
		try {
			Instant now = this.time.clock().instant();
			long nanos = this.time.nanoTime().getAsLong();
			overdue = giveUpOverdue(now, nanos);
			RefreshSituation current = this.situation;
			if (current.attempt() == null && !this.limits.isExhausted() && current.isDue(now, nanos)) {
				started = new RefreshAttempt(nanos, false, Cause.NEED);
				publish(current.asking(started));
			}
		}
		finally {
			this.lock.unlock();
		}
		release(overdue);
		if (started != null) {
			launch(started);
		}
	}

	/**
	 * Take note of an answer that does not come in time, so that it is in nobody's way.
	 * @return the question, whose callers are to be released
	 */
	private @Nullable RefreshAttempt giveUpOverdue(Instant now, long nanos) {
		RefreshSituation current = this.situation;
		RefreshAttempt overdue = current.attempt();
		if (overdue == null || !current.isOverdue(nanos, this.limit)) {
			return null;
		}
		HeldCredentials held = current.held();
		RefreshFailure failure = record(noAnswer(), current, held, now, nanos);
		this.limits.gaveUp();
		overdue.giveUp(new RefreshOutcome((held != null && held.isUsableAt(now)) ? held : null, failure),
				current.failure() != null);
		publish(current.unanswered(failure));
		return overdue;
	}

	private void release(@Nullable RefreshAttempt overdue) {
		if (overdue != null) {
			overdue.release(this::tell);
		}
	}

	CredentialsException noAnswer() {
		return FetchProblems.noAnswer(this.step, this.limit, this.fetcher.asked());
	}

	private void launch(RefreshAttempt attempt) {
		try {
			this.refresher.execute(() -> carryOut(attempt));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// No thread to be had
			finish(attempt, null, ex);
		}
		this.refresher.wakeUp();
	}

	private void carryOut(RefreshAttempt attempt) {
		attempt.setThread(Thread.currentThread());
		Look before = this.files.look();
		FetchedCredentials fetched = null;
		Throwable problem = null;
		try {
			fetched = this.fetcher.fetch();
		}
		catch (Throwable ex) {
			problem = ex;
		}
		// A fetcher may write the file itself; if that has caused this, it ends here
		attempt.setLook((attempt.getCause() == Cause.FILE) ? this.files.look() : before);
		finish(attempt, fetched, problem);
		this.refresher.wakeUp();
	}

	private void finish(RefreshAttempt attempt, @Nullable FetchedCredentials fetched, @Nullable Throwable problem) {
		try {
			conclude(attempt, fetched, problem);
		}
		finally {
			closeIfWanted();
		}
		if (problem != null && !(problem instanceof CredentialsException) && logger.isDebugEnabled()) {
			// What callers are told, if anything, does not show how it came there
			logger.debug("Cannot ask for " + this, Unexpected.withoutMessages(problem));
		}
	}

	private void conclude(RefreshAttempt attempt, @Nullable FetchedCredentials fetched, @Nullable Throwable problem) {
		RefreshOutcome outcome;
		boolean failedBefore;
		this.lock.lock();
		try {
			attempt.setThread(null);
			boolean late = attempt.isLate();
			this.limits.ended(late);
			RefreshSituation current = this.situation;
			Instant now = this.time.clock().instant();
			CredentialsException failure = (fetched != null) ? FetchProblems.inspect(this.step, fetched, now)
					: FetchProblems.describe(this.step, problem);
			if (late && (fetched == null || failure != null || !HeldCredentials.isLater(fetched, current.held()))) {
				// What callers were told holds: there was no answer in time
				return;
			}
			long nanos = this.time.nanoTime().getAsLong();
			failedBefore = current.failure() != null;
			HeldCredentials held = (fetched != null) ? HeldCredentials.choose(attempt, fetched, failure == null,
					current.held(), now, nanos, this.time.random().getAsDouble()) : current.held();
			if (failure == null) {
				this.refreshes++;
			}
			RefreshFailure recorded = (failure != null) ? record(failure, current, held, now, nanos) : null;
			publish(current.answered(attempt, held, recorded));
			outcome = new RefreshOutcome((held != null && held.isUsableAt(now)) ? held : null, recorded);
		}
		finally {
			this.lock.unlock();
		}
		try {
			tell(outcome, failedBefore);
		}
		finally {
			attempt.complete(outcome);
		}
	}

	private void tell(RefreshOutcome outcome, boolean failedBefore) {
		RefreshFailure failure = outcome.failure();
		if (failure != null && !failedBefore) {
			// Once: whoever has no credentials gets the exception each time
			logger.warn((outcome.held() != null)
					? "Credentials could not be refreshed and stay in use. " + failure.message() : failure.message());
		}
		else if (failure == null && failedBefore) {
			logger.info("Credentials from %s have been refreshed again".formatted(this.step.kind()));
		}
	}

	private RefreshFailure record(CredentialsException exception, RefreshSituation current,
			@Nullable HeldCredentials held, Instant now, long nanos) {
		this.failures++;
		return RefreshFailure.of(exception, current.failure(), held, now, nanos, this.time.random().getAsDouble());
	}

	void check() {
		boolean changed = hasFileChanged();
		RefreshAttempt started = null;
		RefreshAttempt overdue = null;
		this.lock.lock();
		try {
			if (!this.situation.scheduled()) {
				return;
			}
			Instant now = this.time.clock().instant();
			long nanos = this.time.nanoTime().getAsLong();
			overdue = giveUpOverdue(now, nanos);
			RefreshSituation current = this.situation;
			if (current.attempt() == null && (changed || current.isDue(now, nanos))) {
				if (!this.limits.isExhausted()) {
					started = new RefreshAttempt(nanos, current.failure() == null, changed ? Cause.FILE : Cause.NEED);
					current = current.asking(started);
				}
				else {
					current = current.unanswered(record(noAnswer(), current, current.held(), now, nanos));
				}
			}
			publish(current);
		}
		finally {
			this.lock.unlock();
			release(overdue);
		}
		if (started != null) {
			launch(started);
		}
	}

	private boolean hasFileChanged() {
		Look look = this.situation.look();
		return look != null && !this.files.isEmpty() && !look.equals(this.files.look());
	}

	@Nullable Duration untilDue(Instant now, long nanos) {
		return this.situation.untilDue(now, nanos, this.limit, !this.files.isEmpty());
	}

	void setScheduled(boolean scheduled) {
		this.lock.lock();
		try {
			publish(this.situation.scheduled(scheduled));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void publish(RefreshSituation next) {
		HeldCredentials held = next.held();
		boolean ready = held != null && held.isReadyAt(this.time.clock().instant(), next.scheduled());
		this.situation = next;
		this.ready.accept(ready ? held : null);
	}

	void close() throws IOException {
		if (this.fetcher instanceof Closeable closeable) {
			closeable.close();
		}
	}

	void closeWhenIdle() {
		this.lock.lock();
		try {
			this.closing = true;
		}
		finally {
			this.lock.unlock();
		}
		closeIfWanted();
	}

	private void closeIfWanted() {
		this.lock.lock();
		try {
			if (!this.closing || this.situation.attempt() != null || this.limits.hasUnanswered()) {
				return;
			}
			this.closing = false;
		}
		finally {
			this.lock.unlock();
		}
		try {
			close();
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("Cannot close what is asked for " + this, ex);
		}
	}

	@Nullable HeldCredentials held() {
		return this.situation.held();
	}

	CredentialsFreshness freshness() {
		return this.situation.freshness(this.step, this.time.clock().instant(), this.refreshes, this.failures);
	}

	@Override
	public String toString() {
		return "credentials from %s (%s)".formatted(this.step.kind(), this.step.place());
	}

}
