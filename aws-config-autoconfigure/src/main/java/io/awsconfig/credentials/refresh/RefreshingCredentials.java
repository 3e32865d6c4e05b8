package io.awsconfig.credentials.refresh;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.awsconfig.Internal;
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
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The credentials of one source, kept and refreshed ahead of their expiry by a
 * {@link CredentialsRefresher}. One thread at a time asks the source. Nobody waits as
 * long as there are usable credentials; those who have to wait do so for a limited time,
 * and not at all for a source that has just failed.
 */
@Internal
public final class RefreshingCredentials {

	/**
	 * How long anybody waits for a source.
	 */
	public static final Duration LIMIT = Duration.ofSeconds(30);

	/**
	 * How many questions may be without an answer, each of which keeps a thread, before
	 * the source is left alone until one of them ends.
	 */
	static final int MOST_UNANSWERED = 10;

	private static final Log logger = LogFactory.getLog(RefreshingCredentials.class);

	private final Step step;

	private final CredentialsFetcher fetcher;

	private final CredentialsRefresher refresher;

	private final RefreshTime time;

	private final Duration limit;

	private final FileWatch files;

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
	 * How many questions have been given up and have not ended, since the source last
	 * answered.
	 */
	private int unanswered;

	/**
	 * Whether what the source is asked by is to be closed when it has answered.
	 */
	private boolean closing;

	/**
	 * When somebody last wanted the source to be asked.
	 */
	private @Nullable Long wishedAtNanos;

	/**
	 * What may be used without a look at the clock; follows the situation. Of its own,
	 * since every request reads it, and it is one load nearer than through the situation.
	 */
	private volatile @Nullable AwsCredentials ready;

	/**
	 * The same, for those who read identities.
	 */
	private volatile @Nullable CompletableFuture<AwsCredentialsIdentity> readyIdentity;

	/**
	 * Create credentials.
	 * @param step what the fetcher carries out
	 * @param fetcher asks the source
	 * @param refresher gives the time, and is where these credentials must be
	 * {@link CredentialsRefresher#add added}
	 * @param limit how long anybody waits for the source
	 */
	public RefreshingCredentials(Step step, CredentialsFetcher fetcher, CredentialsRefresher refresher,
			Duration limit) {
		this.step = step;
		this.fetcher = fetcher;
		this.refresher = refresher;
		this.time = refresher.time();
		this.limit = limit;
		this.files = new FileWatch(fetcher.watchedFiles());
	}

	/**
	 * Return credentials that are valid.
	 * @return the credentials
	 * @throws CredentialsException if there are none
	 */
	public AwsCredentials get() {
		// The refresher takes them away in time, so that nobody needs a clock here
		AwsCredentials ready = this.ready;
		return (ready != null) ? ready : getByTheClock();
	}

	/**
	 * Return credentials that are valid, without waiting for them.
	 * @return the credentials, or why there are none
	 */
	public CompletableFuture<AwsCredentialsIdentity> identity() {
		CompletableFuture<AwsCredentialsIdentity> ready = this.readyIdentity;
		return (ready != null) ? ready : identityByTheClock();
	}

	private AwsCredentials getByTheClock() {
		HeldCredentials held = usable();
		return (held != null) ? held.credentials() : await(ask(Cause.NEED)).usable();
	}

	private CompletableFuture<AwsCredentialsIdentity> identityByTheClock() {
		try {
			HeldCredentials held = usable();
			if (held != null) {
				return held.identity();
			}
			return ask(Cause.NEED).within(this.limit).handle((outcome, ex) -> {
				if (ex != null) {
					throw noAnswer();
				}
				return outcome.usable();
			});
		}
		catch (CredentialsException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Ask the source now, whatever has been planned, and wait for its answer. Whoever
	 * wants that within a second of somebody else gets the same answer.
	 * @return how fresh the credentials are afterwards
	 * @throws CredentialsException if the source has none
	 */
	public CredentialsFreshness refresh() {
		RefreshFailure failure = await(ask(Cause.WISH)).failure();
		if (failure != null) {
			throw failure.toException();
		}
		return freshness();
	}

	private @Nullable HeldCredentials usable() {
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
	private RefreshAttempt ask(Cause cause) {
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
			if (failure != null && !mayAsk(current, cause, nanos)) {
				throw failure.toException();
			}
			if (anyway && !isWish(nanos)) {
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

	private boolean mayAsk(RefreshSituation failed, Cause cause, long nanos) {
		if (this.unanswered >= MOST_UNANSWERED) {
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

	private boolean isWish(long nanos) {
		if (isWishFresh(nanos)) {
			return false;
		}
		this.wishedAtNanos = nanos;
		return true;
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
			if (current.attempt() == null && this.unanswered < MOST_UNANSWERED && current.isDue(now, nanos)) {
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
		this.unanswered++;
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

	private CredentialsException noAnswer() {
		return FetchProblems.noAnswer(this.step, this.limit, this.fetcher.asked());
	}

	private RefreshOutcome await(RefreshAttempt attempt) {
		try {
			return attempt.await(this.limit, this.time.nanoTime().getAsLong());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw FetchProblems.interrupted(this.step);
		}
		catch (TimeoutException ex) {
			throw noAnswer();
		}
		catch (ExecutionException ex) {
			throw new CompletionException(ex);
		}
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
			this.unanswered = late ? Math.max(0, this.unanswered - 1) : 0;
			RefreshSituation current = this.situation;
			Instant now = this.time.clock().instant();
			CredentialsException failure = (fetched != null) ? FetchProblems.inspect(this.step, fetched, now)
					: FetchProblems.describe(this.step, problem);
			if (late && (fetched == null || failure != null || !isLater(fetched, current.held()))) {
				// What callers were told holds: there was no answer in time
				return;
			}
			long nanos = this.time.nanoTime().getAsLong();
			failedBefore = current.failure() != null;
			HeldCredentials held = (fetched != null) ? choose(attempt, fetched, failure, current.held(), now, nanos)
					: current.held();
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

	/**
	 * Choose what stays in use: that which expires later. What works and is wanted, or
	 * comes from a file that somebody has changed, may be of another identity and is
	 * taken as it is; so is what comes after the clock has been set back.
	 */
	private @Nullable HeldCredentials choose(RefreshAttempt attempt, FetchedCredentials fetched,
			@Nullable CredentialsException failure, @Nullable HeldCredentials held, Instant now, long nanos) {
		double random = this.time.random().getAsDouble();
		boolean taken;
		if (failure != null) {
			taken = fetched.isComplete() && fetched.extendable() && isLater(fetched, held);
		}
		else {
			taken = attempt.getCause() != Cause.NEED || isLater(fetched, held) || isBeforePlan(held, now);
		}
		if (taken) {
			return HeldCredentials.of(fetched, held, now, nanos, attempt.getNanos(), random);
		}
		return (failure == null && held != null) ? held.keptAt(now, nanos, attempt.getNanos(), random) : held;
	}

	private static boolean isLater(FetchedCredentials fetched, @Nullable HeldCredentials held) {
		return held == null || !fetched.expiresBefore(held.fetched());
	}

	private static boolean isBeforePlan(@Nullable HeldCredentials held, Instant now) {
		Instant refreshAt = (held != null) ? held.refreshAt() : null;
		return refreshAt != null && now.isBefore(refreshAt);
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

	/**
	 * Do what is due. Called by the refresher.
	 */
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
				if (this.unanswered < MOST_UNANSWERED) {
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

	/**
	 * Return how long nothing needs to be done, apart from regular checks.
	 * @return the time, or {@code null} if there is nothing to check
	 */
	@Nullable Duration untilDue(Instant now, long nanos) {
		return this.situation.untilDue(now, nanos, this.limit, !this.files.isEmpty());
	}

	/**
	 * Say whether somebody looks after these credentials, so that those who read them
	 * need not.
	 */
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
		this.ready = (ready && held != null) ? held.credentials() : null;
		this.readyIdentity = (ready && held != null) ? held.identity() : null;
	}

	/**
	 * Close what the source is asked by. If somebody asks again, there will be another.
	 */
	void close() throws IOException {
		if (this.fetcher instanceof Closeable closeable) {
			closeable.close();
		}
	}

	/**
	 * Close what the source is asked by as soon as it has answered those who wait, so
	 * that it is asked by something new the next time.
	 */
	@Internal
	public void closeWhenIdle() {
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
			if (!this.closing || this.situation.attempt() != null || this.unanswered > 0) {
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

	/**
	 * Return the last credentials that came, whether they are still valid or not.
	 */
	public @Nullable AwsCredentials held() {
		HeldCredentials held = this.situation.held();
		return (held != null) ? held.credentials() : null;
	}

	/**
	 * Return how fresh the credentials are. Never waits.
	 * @return the freshness
	 */
	public CredentialsFreshness freshness() {
		return this.situation.freshness(this.step, this.time.clock().instant(), this.refreshes, this.failures);
	}

	@Override
	public String toString() {
		return "credentials from %s (%s)".formatted(this.step.kind(), this.step.place());
	}

}
