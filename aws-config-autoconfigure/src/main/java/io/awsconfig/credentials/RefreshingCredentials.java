package io.awsconfig.credentials;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.FileWatch.Look;
import io.awsconfig.settings.AccessKeys;

/**
 * The credentials of one source, kept and refreshed ahead of their expiry by a
 * {@link CredentialsRefresher}. One thread at a time asks the source. Nobody waits as
 * long as there are usable credentials; those who have to wait do so for a limited time,
 * and not at all for a source that has just failed.
 */
final class RefreshingCredentials {

	/**
	 * How long anybody waits for a source.
	 */
	static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Log logger = LogFactory.getLog(RefreshingCredentials.class);

	private static final String REMEDY = "It will be asked again.";

	private final Step step;

	private final CredentialsFetcher fetcher;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final DoubleSupplier random;

	private final CredentialsRefresher refresher;

	private final Duration limit;

	private final FileWatch files;

	/**
	 * Held while the situation changes, never while a source is asked.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile Situation situation = new Situation(null, null, null, null, null, false);

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
	 * @param clock the clock
	 * @param nanoTime the time in nanoseconds
	 * @param random from 0 up to, but not including, 1
	 * @param refresher where these credentials must be {@link CredentialsRefresher#add
	 * added}
	 * @param limit how long anybody waits for the source
	 */
	RefreshingCredentials(Step step, CredentialsFetcher fetcher, Clock clock, LongSupplier nanoTime,
			DoubleSupplier random, CredentialsRefresher refresher, Duration limit) {
		this.step = step;
		this.fetcher = fetcher;
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.random = random;
		this.refresher = refresher;
		this.limit = limit;
		this.files = new FileWatch(fetcher.watchedFiles());
	}

	/**
	 * Return credentials that are valid.
	 * @return the credentials
	 * @throws CredentialsException if there are none
	 */
	AwsCredentials get() {
		// The refresher takes them away in time, so that nobody needs a clock here
		AwsCredentials ready = this.ready;
		return (ready != null) ? ready : getByTheClock();
	}

	/**
	 * Return credentials that are valid, without waiting for them.
	 * @return the credentials, or why there are none
	 */
	CompletableFuture<AwsCredentialsIdentity> identity() {
		CompletableFuture<AwsCredentialsIdentity> ready = this.readyIdentity;
		return (ready != null) ? ready : identityByTheClock();
	}

	private AwsCredentials getByTheClock() {
		Held held = usable();
		return (held != null) ? held.credentials() : await(ask(false)).usable();
	}

	private CompletableFuture<AwsCredentialsIdentity> identityByTheClock() {
		try {
			Held held = usable();
			if (held != null) {
				return held.identity();
			}
			return ask(false).outcome.copy()
				.orTimeout(this.limit.toNanos(), TimeUnit.NANOSECONDS)
				.handle((outcome, ex) -> {
					if (ex != null) {
						throw new CredentialsException(this.step, noAnswer(), REMEDY, null);
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
	CredentialsFreshness refresh() {
		Failure failure = await(ask(true)).failure();
		if (failure != null) {
			throw failure.toException();
		}
		return freshness();
	}

	private @Nullable Held usable() {
		Situation current = this.situation;
		Held held = current.held();
		Instant now = this.clock.instant();
		if (held == null || !held.isUsableAt(now)) {
			return null;
		}
		if (!current.scheduled() && current.attempt() == null && current.isDue(now, this.nanoTime.getAsLong())) {
			askInBackground();
		}
		return held;
	}

	/**
	 * Ask the source, or join those who wait for its answer.
	 */
	private Attempt ask(boolean anyway) {
		Attempt started;
		this.lock.lock();
		try {
			Situation current = this.situation;
			Held held = current.held();
			if (!anyway && held != null && held.isUsableAt(this.clock.instant())) {
				// They came between the look of the caller and the lock
				return Attempt.answered(new Outcome(held, null));
			}
			Attempt attempt = current.attempt();
			Failure failure = current.failure();
			if (attempt != null) {
				if (failure != null && (attempt.late || !(anyway || attempt.worthWaiting))) {
					throw failure.toException();
				}
				return attempt;
			}
			long nanos = this.nanoTime.getAsLong();
			if (!anyway && failure != null && (current.scheduled() || !failure.isOver(nanos))) {
				throw failure.toException();
			}
			started = new Attempt(nanos, failure == null || !current.scheduled(), false);
			publish(current.asking(started));
		}
		finally {
			this.lock.unlock();
		}
		launch(started);
		return started;
	}

	private void askInBackground() {
		Attempt started = null;
		this.lock.lock();
		try {
			Situation current = this.situation;
			long nanos = this.nanoTime.getAsLong();
			if (current.attempt() == null && current.isDue(this.clock.instant(), nanos)) {
				started = new Attempt(nanos, false, false);
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

	private Outcome await(Attempt attempt) {
		try {
			long waited = attempt.outcome.isDone() ? 0 : this.nanoTime.getAsLong() - attempt.nanos;
			return attempt.outcome.get(this.limit.toNanos() - waited, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CredentialsException(this.step, "the thread was interrupted while it waited.", "", null);
		}
		catch (TimeoutException ex) {
			throw new CredentialsException(this.step, noAnswer(), REMEDY, null);
		}
		catch (ExecutionException ex) {
			throw new CompletionException(ex);
		}
	}

	private String noAnswer() {
		return "no answer within " + this.limit.toMillis() / 1000.0 + " s.";
	}

	private void launch(Attempt attempt) {
		try {
			this.refresher.execute(() -> carryOut(attempt));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// No thread to be had
			finish(attempt, null, ex);
		}
		this.refresher.wakeUp();
	}

	private void carryOut(Attempt attempt) {
		attempt.thread = Thread.currentThread();
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
		attempt.look = attempt.causedByFile ? this.files.look() : before;
		finish(attempt, fetched, problem);
		this.refresher.wakeUp();
	}

	private void finish(Attempt attempt, @Nullable FetchedCredentials fetched, @Nullable Throwable problem) {
		Outcome outcome;
		boolean failedBefore;
		this.lock.lock();
		try {
			attempt.thread = null;
			Situation current = this.situation;
			Instant now = this.clock.instant();
			long nanos = this.nanoTime.getAsLong();
			failedBefore = current.failure() != null;
			Held held = current.held();
			CredentialsException failure = null;
			if (fetched == null) {
				failure = asException(problem);
			}
			else {
				Instant expiration = fetched.expiration();
				boolean expired = expiration != null && !now.isBefore(expiration);
				if (expired) {
					failure = new CredentialsException(this.step,
							"the credentials that came expired at " + expiration + ".",
							"Check their source and the clock of this machine.", null);
				}
				if (!expired || fetched.extendable()) {
					held = Held.of(fetched, held, now, nanos, attempt.nanos, this.random.getAsDouble());
				}
			}
			if (failure == null) {
				this.refreshes++;
			}
			Failure recorded = (failure != null) ? record(failure, current, attempt.late ? 0 : 1, held, now, nanos)
					: null;
			publish(current.answered(held, recorded, attempt.look));
			outcome = new Outcome((held != null && held.isUsableAt(now)) ? held : null, recorded);
		}
		finally {
			this.lock.unlock();
		}
		tell(outcome, failedBefore);
		attempt.outcome.complete(outcome);
	}

	private void tell(Outcome outcome, boolean failedBefore) {
		Failure failure = outcome.failure();
		if (failure != null && !failedBefore && outcome.held() != null) {
			// Whoever has no credentials gets the exception, and once is enough
			logger.warn("Credentials could not be refreshed and stay in use. " + failure.message());
		}
		else if (failure == null && failedBefore) {
			logger.info("Credentials from %s have been refreshed again".formatted(this.step.kind()));
		}
	}

	private Failure record(CredentialsException exception, Situation current, int more, @Nullable Held held,
			Instant now, long nanos) {
		this.failures += more;
		Failure previous = current.failure();
		int count = (previous != null) ? previous.count() + more : 1;
		boolean usable = held != null && held.isUsableAt(now);
		Duration backoff = RefreshSchedule.backoff(count, usable, this.random.getAsDouble());
		if (usable && held != null) {
			backoff = held.notBeyond(now, backoff);
		}
		return new Failure(exception, now, count, nanos + backoff.toNanos(), now.plus(backoff));
	}

	private CredentialsException asException(@Nullable Throwable problem) {
		if (problem instanceof CredentialsException exception) {
			return exception;
		}
		if (problem == null) {
			return new CredentialsException(this.step, "there was no answer.", REMEDY, null);
		}
		// Nobody knows what its message holds
		StackTraceElement[] trace = problem.getStackTrace();
		return new CredentialsException(this.step,
				"unexpected " + problem.getClass().getName() + ((trace.length != 0) ? " at " + trace[0] : "") + ".",
				REMEDY, null);
	}

	/**
	 * Do what is due. Called by the refresher.
	 */
	void check() {
		boolean changed = hasFileChanged();
		Attempt started = null;
		Attempt late = null;
		Outcome outcome = null;
		this.lock.lock();
		try {
			Situation current = this.situation;
			if (!current.scheduled()) {
				return;
			}
			Instant now = this.clock.instant();
			long nanos = this.nanoTime.getAsLong();
			Attempt attempt = current.attempt();
			if (attempt != null) {
				if (!attempt.late && nanos - attempt.nanos >= this.limit.toNanos()) {
					late = attempt;
					late.late = true;
					Held held = current.held();
					Failure failure = record(new CredentialsException(this.step, noAnswer(), REMEDY, null), current, 1,
							held, now, nanos);
					current = current.failed(failure);
					outcome = new Outcome((held != null && held.isUsableAt(now)) ? held : null, failure);
					Thread thread = late.thread;
					if (thread != null) {
						thread.interrupt();
					}
				}
			}
			else if (changed || current.isDue(now, nanos)) {
				started = new Attempt(nanos, current.failure() == null, changed);
				current = current.asking(started);
			}
			publish(current);
		}
		finally {
			this.lock.unlock();
		}
		if (late != null && outcome != null) {
			late.outcome.complete(outcome);
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
		Situation current = this.situation;
		Attempt attempt = current.attempt();
		if (attempt != null) {
			Duration limit = this.limit.minusNanos(nanos - attempt.nanos);
			return current.notBeyondStale(now, attempt.late ? this.limit : limit);
		}
		Failure failure = current.failure();
		if (failure != null) {
			return current.notBeyondStale(now, Duration.ofNanos(failure.retryAtNanos() - nanos));
		}
		Held held = current.held();
		if (held == null) {
			return null;
		}
		RefreshSchedule schedule = held.schedule();
		if (schedule == null) {
			return this.files.isEmpty() ? null : this.limit;
		}
		return RefreshSchedule.min(Duration.between(now, schedule.refreshAt()),
				schedule.delay().minusNanos(nanos - held.nanos()));
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

	private void publish(Situation next) {
		Held held = next.held();
		boolean ready = held != null && held.isReadyAt(this.clock.instant(), next.scheduled());
		this.situation = next;
		this.ready = (ready && held != null) ? held.credentials() : null;
		this.readyIdentity = (ready && held != null) ? held.identity() : null;
	}

	/**
	 * Return how fresh the credentials are. Never waits.
	 * @return the freshness
	 */
	CredentialsFreshness freshness() {
		Situation current = this.situation;
		Instant now = this.clock.instant();
		Held held = current.held();
		Failure failure = current.failure();
		Failure last = current.lastFailure();
		return new CredentialsFreshness(current.state(now), this.step.kind().toString(),
				(held != null) ? AccessKeys.abbreviate(held.credentials().accessKeyId()) : null,
				(held != null) ? held.since() : null, (held != null) ? held.fetched().expiration() : null,
				(held != null) ? held.lastRefresh() : null, (held != null) ? held.lastDuration() : null,
				(last != null) ? last.message() : null, (last != null) ? last.at() : null,
				(failure != null) ? failure.retryAt() : (held != null) ? held.refreshAt() : null,
				(held != null) ? held.fetched().signInExpiration() : null,
				(held != null) ? held.fetched().signInCommand() : null, this.refreshes, this.failures);
	}

	@Override
	public String toString() {
		return "credentials from %s (%s)".formatted(this.step.kind(), this.step.place());
	}

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
	private record Situation(@Nullable Held held, @Nullable Failure failure, @Nullable Failure lastFailure,
			@Nullable Attempt attempt, @Nullable Look look, boolean scheduled) {

		Situation asking(Attempt started) {
			return new Situation(this.held, this.failure, this.lastFailure, started, this.look, this.scheduled);
		}

		Situation answered(@Nullable Held held, @Nullable Failure failure, @Nullable Look look) {
			return new Situation(held, failure, (failure != null) ? failure : this.lastFailure, null, look,
					this.scheduled);
		}

		Situation failed(Failure failure) {
			return new Situation(this.held, failure, failure, this.attempt, this.look, this.scheduled);
		}

		Situation scheduled(boolean scheduled) {
			return new Situation(this.held, this.failure, this.lastFailure, this.attempt, this.look, scheduled);
		}

		boolean isDue(Instant now, long nanos) {
			if (this.failure != null) {
				return this.failure.isOver(nanos);
			}
			return this.held != null && this.held.isDue(now, nanos);
		}

		Duration notBeyondStale(Instant now, Duration duration) {
			RefreshSchedule schedule = (this.held != null) ? this.held.schedule() : null;
			return (schedule != null && now.isBefore(schedule.staleAt()))
					? RefreshSchedule.min(duration, Duration.between(now, schedule.staleAt())) : duration;
		}

		State state(Instant now) {
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

	}

	private record Held(FetchedCredentials fetched, CompletableFuture<AwsCredentialsIdentity> identity, Instant since,
			Instant lastRefresh, Duration lastDuration, @Nullable RefreshSchedule schedule, long nanos) {

		static Held of(FetchedCredentials fetched, @Nullable Held previous, Instant now, long nanos, long askedNanos,
				double random) {
			Instant expiration = fetched.expiration();
			RefreshSchedule schedule = (expiration != null) ? RefreshSchedule.of(now, expiration, random) : null;
			boolean same = previous != null && previous.credentials().equals(fetched.credentials());
			return new Held(fetched, CompletableFuture.completedFuture(fetched.credentials()),
					(same && previous != null) ? previous.since() : now, now, Duration.ofNanos(nanos - askedNanos),
					schedule, nanos);
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
					|| nanos - this.nanos >= this.schedule.delay().toNanos());
		}

		/**
		 * Shorten a back-off so that the source is asked once more when it becomes
		 * serious.
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

	private record Failure(CredentialsException exception, Instant at, int count, long retryAtNanos, Instant retryAt) {

		boolean isOver(long nanos) {
			return nanos - this.retryAtNanos >= 0;
		}

		String message() {
			return String.valueOf(this.exception.getMessage());
		}

		CredentialsException toException() {
			// Each caller gets its own: the SDK adds to what it gets
			return new CredentialsException(message(), this.exception);
		}

	}

	private record Outcome(@Nullable Held held, @Nullable Failure failure) {

		AwsCredentials usable() {
			if (this.held != null) {
				return this.held.credentials();
			}
			if (this.failure != null) {
				throw this.failure.toException();
			}
			throw new IllegalStateException("Neither credentials nor a failure");
		}

	}

	/**
	 * One question to the source. What may change does so under the lock.
	 */
	private static final class Attempt {

		private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

		private final long nanos;

		private final boolean worthWaiting;

		private final boolean causedByFile;

		private volatile boolean late;

		private volatile @Nullable Thread thread;

		private volatile @Nullable Look look;

		static Attempt answered(Outcome outcome) {
			Attempt attempt = new Attempt(0, true, false);
			attempt.outcome.complete(outcome);
			return attempt;
		}

		Attempt(long nanos, boolean worthWaiting, boolean causedByFile) {
			this.nanos = nanos;
			this.worthWaiting = worthWaiting;
			this.causedByFile = causedByFile;
		}

	}

}
