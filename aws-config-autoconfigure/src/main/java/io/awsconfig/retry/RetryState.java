package io.awsconfig.retry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import io.awsconfig.AwsClientId;
import org.jspecify.annotations.Nullable;

/**
 * What all strategies of one client share, however often they are copied: its quota, its
 * send rate and what is counted.
 */
final class RetryState {

	private final AwsClientId owner;

	private final LongSupplier nanoTime;

	private final DoubleSupplier random;

	private final RetryQuota quota = new RetryQuota();

	private final RetryCounters counters = new RetryCounters();

	private final @Nullable SendRateLimiter limiter;

	private final AtomicBoolean claimed = new AtomicBoolean();

	private volatile int maxAttempts;

	private @Nullable RetryStrategies registry;

	RetryState(AwsClientId owner, boolean adaptive, LongSupplier nanoTime, DoubleSupplier random) {
		this.owner = owner;
		this.nanoTime = nanoTime;
		this.random = random;
		this.limiter = adaptive ? new SendRateLimiter(nanoTime) : null;
	}

	/**
	 * Return the same for another client, with nothing taken or counted.
	 * @param owner the other client
	 * @return what its strategies share
	 */
	RetryState forOwner(AwsClientId owner) {
		RetryState other = new RetryState(owner, this.limiter != null, this.nanoTime, this.random);
		other.claimed.set(true);
		return other;
	}

	/**
	 * Claim this for a client.
	 * @param owner the client
	 * @return whether this is for that client and no other one has claimed it
	 */
	boolean claim(AwsClientId owner) {
		return this.owner.equals(owner) && this.claimed.compareAndSet(false, true);
	}

	/**
	 * Remember who must be told when the client is closed.
	 * @param registry who must be told
	 * @param maxAttempts the attempts that calls of the client have
	 * @return whether that was not known yet
	 */
	synchronized boolean register(RetryStrategies registry, int maxAttempts) {
		this.maxAttempts = maxAttempts;
		boolean first = this.registry == null;
		this.registry = registry;
		return first;
	}

	private synchronized @Nullable RetryStrategies registry() {
		return this.registry;
	}

	void close() {
		RetryStrategies registry = registry();
		if (registry != null) {
			registry.remove(this);
		}
	}

	AwsClientId getOwner() {
		return this.owner;
	}

	RetryQuota getQuota() {
		return this.quota;
	}

	RetryCounters getCounters() {
		return this.counters;
	}

	@Nullable SendRateLimiter getLimiter() {
		return this.limiter;
	}

	RetryStatus status() {
		return status(this.maxAttempts);
	}

	RetryStatus status(int maxAttempts) {
		SendRateLimiter limiter = this.limiter;
		RetryTotals totals = this.counters.totals();
		return new RetryStatus(this.owner.service(), this.owner.name(), (limiter != null) ? "adaptive" : "standard",
				maxAttempts, this.quota.getLeft(), RetryQuota.CAPACITY, totals.retries(), totals.throttles(),
				totals.quotaRefusals(), totals.delays(), totals.delayed(),
				(limiter != null) ? limiter.getLimit() : null);
	}

}
