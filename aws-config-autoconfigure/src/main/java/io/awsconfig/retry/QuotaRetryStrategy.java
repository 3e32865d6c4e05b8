package io.awsconfig.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

import org.springframework.util.Assert;

/**
 * A strategy by the rules of 2026. Copies, as {@link RetryStrategy#toBuilder()
 * toBuilder()} makes them, share quota, send rate and counters with the original. Nothing
 * here waits: the SDK is told how long to.
 * <p>
 * Guide: Retry behavior.
 */
@Internal
public abstract class QuotaRetryStrategy implements RetryStrategy {

	private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final RetryState client;

	private final RetryOptions options;

	// Of the client, and one load nearer

	private final RetryQuota quota;

	private final @Nullable SendRateLimiter limiter;

	QuotaRetryStrategy(RetryState client, RetryOptions options) {
		this.client = client;
		this.options = options;
		this.quota = client.getQuota();
		this.limiter = client.getLimiter();
	}

	/**
	 * Return a strategy with the same options for another client.
	 * @param client what the strategies of the client share
	 * @return the strategy
	 */
	abstract QuotaRetryStrategy forClient(RetryState client);

	RetryState getClient() {
		return this.client;
	}

	public RetryOptions getOptions() {
		return this.options;
	}

	@Override
	public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
		QuotaToken token = new QuotaToken(this.quota);
		if (this.limiter != null) {
			long nanos = this.limiter.acquire();
			if (nanos > 0) {
				Duration delay = wholeMillis(nanos);
				this.client.getCounters().otherDelay(delay);
				return AcquireInitialTokenResponse.create(token, delay);
			}
		}
		return token;
	}

	@Override
	public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
		QuotaToken token = own(request.token());
		Throwable failure = request.failure();
		FailureKind kind = this.options.classify(failure);
		learn(kind, failure);
		if (kind == FailureKind.NON_RETRYABLE) {
			throw new TokenAcquisitionFailedException("The failure is not one to retry", token, failure);
		}
		if (token.getAttempt() >= this.options.maxAttempts()) {
			throw new TokenAcquisitionFailedException(
					"That was the last of " + this.options.maxAttempts() + " attempts", token, failure);
		}
		// First, so that nothing that a strategy of the user throws can cost tokens
		Duration delay = backoff(kind, token.getAttempt() + 1, failure);
		int cost = this.options.quotaEnabled() ? kind.getCost() : 0;
		if (!this.quota.tryAcquire(cost)) {
			throw refused(request, token, cost, delay);
		}
		if (this.limiter != null) {
			delay = later(delay, this.limiter.acquire());
		}
		this.client.getCounters().retry(delay);
		return RefreshRetryTokenResponse.create(token.next(cost), delay);
	}

	@Override
	public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
		QuotaToken token = own(request.token());
		this.quota.release(Math.max(1, token.getCost()));
		if (this.limiter != null) {
			this.limiter.answered(false);
		}
		return token;
	}

	private QuotaToken own(@Nullable RetryToken token) {
		if (token instanceof QuotaToken own && own.isOf(this.quota)) {
			return own;
		}
		throw new IllegalArgumentException("The token must be one of this strategy, which this one is not: " + token);
	}

	private void learn(FailureKind kind, Throwable failure) {
		boolean throttled = kind == FailureKind.THROTTLING;
		if (throttled) {
			this.client.getCounters().throttle();
		}
		// Where there was no answer, nothing is known of what the service bears
		if (this.limiter != null && (throttled || failure instanceof SdkServiceException)) {
			this.limiter.answered(throttled);
		}
	}

	private Duration backoff(FailureKind kind, int attempt, Throwable failure) {
		BackoffStrategy backoff = (kind == FailureKind.THROTTLING) ? this.options.throttlingBackoff()
				: this.options.backoff();
		return RetryAfter.apply(failure, backoff.computeDelay(attempt));
	}

	private TokenAcquisitionFailedException refused(RefreshRetryTokenRequest request, QuotaToken token, int cost,
			Duration delay) {
		this.client.getCounters().refusal();
		String message = "Not retried, to protect the caller and " + this.client.getOwner().service()
				+ ": the retry quota has fewer than the " + cost + " tokens that it takes";
		Throwable failure = request.failure();
		if (failure instanceof SdkException) {
			failure.addSuppressed(new RetryQuotaExceededException(message));
		}
		if (!request.isLongPolling()) {
			return new TokenAcquisitionFailedException(message, token, failure);
		}
		// Or the loop around it would poll again at once
		this.client.getCounters().otherDelay(delay);
		return new TokenAcquisitionFailedException(message, token, failure, delay);
	}

	private static Duration later(Duration delay, long nanos) {
		if (nanos <= 0) {
			return delay;
		}
		Duration other = wholeMillis(nanos);
		return (delay.compareTo(other) < 0) ? other : delay;
	}

	/**
	 * The SDK cuts off what is less than a millisecond, and the token would not be there.
	 */
	private static Duration wholeMillis(long nanos) {
		return Duration.ofMillis((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
	}

	@Override
	public int maxAttempts() {
		return this.options.maxAttempts();
	}

	@Override
	public boolean useClientDefaults() {
		return this.options.guideRules();
	}

	/**
	 * Forget the client. Calls that are still under way are retried as before.
	 */
	@Override
	public void close() {
		this.client.close();
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[" + this.client.status(maxAttempts()) + "]";
	}

	/**
	 * Base class of builders.
	 *
	 * @param <B> the SDK's type of the builder
	 * @param <T> the SDK's type of the strategy
	 */
	abstract static class Builder<B extends RetryStrategy.Builder<B, T>, T extends RetryStrategy>
			implements RetryStrategy.Builder<B, T> {

		private final RetryState client;

		private final List<Predicate<Throwable>> retryOn;

		private int maxAttempts;

		private BackoffStrategy backoff;

		private BackoffStrategy throttlingBackoff;

		private @Nullable Predicate<Throwable> throttling;

		private boolean quotaEnabled;

		private boolean guideRules;

		Builder(QuotaRetryStrategy strategy) {
			RetryOptions options = strategy.options;
			this.client = strategy.client;
			this.retryOn = new ArrayList<>(options.retryOn());
			this.maxAttempts = options.maxAttempts();
			this.backoff = options.backoff();
			this.throttlingBackoff = options.throttlingBackoff();
			this.throttling = options.throttling();
			this.quotaEnabled = options.quotaEnabled();
			this.guideRules = options.guideRules();
		}

		abstract B self();

		RetryState client() {
			return this.client;
		}

		RetryOptions options() {
			return new RetryOptions(this.maxAttempts, this.backoff, this.throttlingBackoff, List.copyOf(this.retryOn),
					this.throttling, this.quotaEnabled, this.guideRules);
		}

		@Override
		public B retryOnException(Predicate<Throwable> shouldRetry) {
			Assert.notNull(shouldRetry, "'shouldRetry' must not be null");
			this.retryOn.add(shouldRetry);
			return self();
		}

		@Override
		public B maxAttempts(int maxAttempts) {
			Assert.isTrue(maxAttempts > 0, () -> "'maxAttempts' must be at least 1, but is " + maxAttempts);
			this.maxAttempts = maxAttempts;
			return self();
		}

		@Override
		public B backoffStrategy(BackoffStrategy backoff) {
			Assert.notNull(backoff, "'backoff' must not be null");
			this.backoff = backoff;
			return self();
		}

		@Override
		public B throttlingBackoffStrategy(BackoffStrategy throttlingBackoff) {
			Assert.notNull(throttlingBackoff, "'throttlingBackoff' must not be null");
			this.throttlingBackoff = throttlingBackoff;
			return self();
		}

		@Override
		public B treatAsThrottling(Predicate<Throwable> throttling) {
			Assert.notNull(throttling, "'throttling' must not be null");
			this.throttling = throttling;
			return self();
		}

		@Override
		public B useClientDefaults(boolean useClientDefaults) {
			this.guideRules = useClientDefaults;
			return self();
		}

		B quotaEnabled(@Nullable Boolean enabled) {
			this.quotaEnabled = enabled == null || enabled;
			return self();
		}

	}

}
