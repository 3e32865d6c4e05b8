package io.awsconfig.credentials.refresh;

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
		return (held != null) ? held.credentials() : await(ask(false)).usable();
	}

	private CompletableFuture<AwsCredentialsIdentity> identityByTheClock() {
		try {
			HeldCredentials held = usable();
			if (held != null) {
				return held.identity();
			}
			return ask(false).within(this.limit).handle((outcome, ex) -> {
				if (ex != null) {
					throw FetchProblems.noAnswer(this.step, this.limit);
				}
				return outcome.usable();
			});
		}
		catch (CredentialsException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Ask the source now, whatever has been planned, and wait for its answer.
	 * @return how fresh the credentials are afterwards
	 * @throws CredentialsException if the source has none
	 */
	public CredentialsFreshness refresh() {
		RefreshFailure failure = await(ask(true)).failure();
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
		if (!current.scheduled() && current.attempt() == null && current.isDue(now, this.time.nanoTime().getAsLong())) {
			askInBackground();
		}
		return held;
	}

	/**
	 * Ask the source, or join those who wait for its answer.
	 */
	private RefreshAttempt ask(boolean anyway) {
		RefreshAttempt started;
		this.lock.lock();
		try {
			RefreshSituation current = this.situation;
			HeldCredentials held = current.held();
			if (!anyway && held != null && held.isUsableAt(this.time.clock().instant())) {
				// They came between the look of the caller and the lock
				return RefreshAttempt.answered(new RefreshOutcome(held, null));
			}
			RefreshAttempt attempt = current.attempt();
			RefreshFailure failure = current.failure();
			if (attempt != null) {
				if (failure != null && (attempt.isLate() || !(anyway || attempt.isWorthWaiting()))) {
					throw failure.toException();
				}
				return attempt;
			}
			long nanos = this.time.nanoTime().getAsLong();
			if (!anyway && failure != null && (current.scheduled() || !failure.isOver(nanos))) {
				throw failure.toException();
			}
			started = new RefreshAttempt(nanos, failure == null || !current.scheduled(), false);
			publish(current.asking(started));
		}
		finally {
			this.lock.unlock();
		}
		launch(started);
		return started;
	}

	private void askInBackground() {
		RefreshAttempt started = null;
		this.lock.lock();
		try {
			RefreshSituation current = this.situation;
			long nanos = this.time.nanoTime().getAsLong();
			if (current.attempt() == null && current.isDue(this.time.clock().instant(), nanos)) {
				started = new RefreshAttempt(nanos, false, false);
				publish(current.asking(started));
			}
		}
		finally {
			this.lock.unlock();
		}
		if (started != null) {
			launch(started);
		}
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
			throw FetchProblems.noAnswer(this.step, this.limit);
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
		attempt.setLook(attempt.isCausedByFile() ? this.files.look() : before);
		finish(attempt, fetched, problem);
		this.refresher.wakeUp();
	}

	private void finish(RefreshAttempt attempt, @Nullable FetchedCredentials fetched, @Nullable Throwable problem) {
		RefreshOutcome outcome;
		boolean failedBefore;
		this.lock.lock();
		try {
			attempt.setThread(null);
			RefreshSituation current = this.situation;
			Instant now = this.time.clock().instant();
			long nanos = this.time.nanoTime().getAsLong();
			failedBefore = current.failure() != null;
			HeldCredentials held = current.held();
			CredentialsException failure = null;
			if (fetched == null) {
				failure = FetchProblems.describe(this.step, problem);
			}
			else {
				Instant expiration = fetched.expiration();
				boolean expired = expiration != null && !now.isBefore(expiration);
				if (expired) {
					failure = FetchProblems.expired(this.step, expiration);
				}
				if (!expired || fetched.extendable()) {
					held = HeldCredentials.of(fetched, held, now, nanos, attempt.getNanos(),
							this.time.random().getAsDouble());
				}
			}
			if (failure == null) {
				this.refreshes++;
			}
			RefreshFailure recorded = (failure != null)
					? record(failure, current, attempt.isLate() ? 0 : 1, held, now, nanos) : null;
			publish(current.answered(held, recorded, attempt.getLook()));
			outcome = new RefreshOutcome((held != null && held.isUsableAt(now)) ? held : null, recorded);
		}
		finally {
			this.lock.unlock();
		}
		tell(outcome, failedBefore);
		attempt.complete(outcome);
	}

	private void tell(RefreshOutcome outcome, boolean failedBefore) {
		RefreshFailure failure = outcome.failure();
		if (failure != null && !failedBefore && outcome.held() != null) {
			// Whoever has no credentials gets the exception, and once is enough
			logger.warn("Credentials could not be refreshed and stay in use. " + failure.message());
		}
		else if (failure == null && failedBefore) {
			logger.info("Credentials from %s have been refreshed again".formatted(this.step.kind()));
		}
	}

	private RefreshFailure record(CredentialsException exception, RefreshSituation current, int more,
			@Nullable HeldCredentials held, Instant now, long nanos) {
		this.failures += more;
		return RefreshFailure.of(exception, current.failure(), more, held, now, nanos,
				this.time.random().getAsDouble());
	}

	/**
	 * Do what is due. Called by the refresher.
	 */
	void check() {
		boolean changed = hasFileChanged();
		RefreshAttempt started = null;
		RefreshAttempt late = null;
		RefreshOutcome outcome = null;
		this.lock.lock();
		try {
			RefreshSituation current = this.situation;
			if (!current.scheduled()) {
				return;
			}
			Instant now = this.time.clock().instant();
			long nanos = this.time.nanoTime().getAsLong();
			RefreshAttempt attempt = current.attempt();
			if (attempt != null) {
				if (!attempt.isLate() && nanos - attempt.getNanos() >= this.limit.toNanos()) {
					late = attempt;
					HeldCredentials held = current.held();
					RefreshFailure failure = record(FetchProblems.noAnswer(this.step, this.limit), current, 1, held,
							now, nanos);
					current = current.failed(failure);
					outcome = new RefreshOutcome((held != null && held.isUsableAt(now)) ? held : null, failure);
					late.giveUp();
				}
			}
			else if (changed || current.isDue(now, nanos)) {
				started = new RefreshAttempt(nanos, current.failure() == null, changed);
				current = current.asking(started);
			}
			publish(current);
		}
		finally {
			this.lock.unlock();
		}
		if (late != null && outcome != null) {
			late.complete(outcome);
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
