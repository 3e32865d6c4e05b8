package io.awsconfig.credentials.refresh;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.RefreshAttempt.Cause;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The credentials of one source, kept and refreshed ahead of their expiry by a
 * {@link CredentialsRefresher}. Those who read them come here; a {@link RefreshCycle}
 * asks the source, on one thread at a time. Nobody waits as long as there are usable
 * credentials; those who have to wait do so for a limited time, and not at all for a
 * source that has just failed.
 */
@Internal
public final class RefreshingCredentials {

	/**
	 * How long anybody waits for a source.
	 */
	public static final Duration LIMIT = Duration.ofSeconds(30);

	private final Step step;

	private final RefreshTime time;

	private final Duration limit;

	private final RefreshCycle cycle;

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
		this.time = refresher.time();
		this.limit = limit;
		this.cycle = new RefreshCycle(step, fetcher, refresher, limit, this::setReady);
	}

	private void setReady(@Nullable HeldCredentials held) {
		this.ready = (held != null) ? held.credentials() : null;
		this.readyIdentity = (held != null) ? held.identity() : null;
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
		HeldCredentials held = this.cycle.usable();
		return (held != null) ? held.credentials() : await(this.cycle.ask(Cause.NEED)).usable();
	}

	private CompletableFuture<AwsCredentialsIdentity> identityByTheClock() {
		try {
			HeldCredentials held = this.cycle.usable();
			if (held != null) {
				return held.identity();
			}
			return this.cycle.ask(Cause.NEED).within(this.limit).handle((outcome, ex) -> {
				if (ex != null) {
					throw this.cycle.noAnswer();
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
		RefreshFailure failure = await(this.cycle.ask(Cause.WISH)).failure();
		if (failure != null) {
			throw failure.toException();
		}
		return freshness();
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
			throw this.cycle.noAnswer();
		}
		catch (ExecutionException ex) {
			throw new CompletionException(ex);
		}
	}

	/**
	 * Do what is due. Called by the refresher.
	 */
	void check() {
		this.cycle.check();
	}

	/**
	 * Return how long nothing needs to be done, apart from regular checks.
	 * @return the time, or {@code null} if there is nothing to check
	 */
	@Nullable Duration untilDue(Instant now, long nanos) {
		return this.cycle.untilDue(now, nanos);
	}

	/**
	 * Say whether somebody looks after these credentials, so that those who read them
	 * need not.
	 */
	void setScheduled(boolean scheduled) {
		this.cycle.setScheduled(scheduled);
	}

	/**
	 * Close what the source is asked by. If somebody asks again, there will be another.
	 */
	void close() throws IOException {
		this.cycle.close();
	}

	/**
	 * Close what the source is asked by as soon as it has answered those who wait, so
	 * that it is asked by something new the next time.
	 */
	@Internal
	public void closeWhenIdle() {
		this.cycle.closeWhenIdle();
	}

	/**
	 * Return the last credentials that came, whether they are still valid or not.
	 */
	public @Nullable AwsCredentials held() {
		HeldCredentials held = this.cycle.held();
		return (held != null) ? held.credentials() : null;
	}

	/**
	 * Return how fresh the credentials are. Never waits.
	 * @return the freshness
	 */
	public CredentialsFreshness freshness() {
		return this.cycle.freshness();
	}

	@Override
	public String toString() {
		return this.cycle.toString();
	}

}
