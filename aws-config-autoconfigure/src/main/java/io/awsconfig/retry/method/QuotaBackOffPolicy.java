package io.awsconfig.retry.method;

import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.backoff.ThreadWaitSleeper;

/**
 * {@link BackOffPolicy} of spring-retry that waits as long as a {@link QuotaRetryPolicy}
 * says: full jitter, more after throttling, and {@code x-amz-retry-after}. Works with
 * that policy only.
 * <p>
 * Guide: Retry behavior, "Backoff formula" and "Server-directed retry timing".
 *
 * @since 0.1.0
 */
public final class QuotaBackOffPolicy implements BackOffPolicy {

	private final Sleeper sleeper;

	/**
	 * Create a policy that lets the thread sleep.
	 */
	public QuotaBackOffPolicy() {
		this(new ThreadWaitSleeper());
	}

	/**
	 * Create a policy.
	 * @param sleeper waits
	 */
	public QuotaBackOffPolicy(Sleeper sleeper) {
		this.sleeper = sleeper;
	}

	@Override
	public BackOffContext start(@Nullable RetryContext context) {
		if (context instanceof QuotaRetryContext own) {
			return new Context(own.getExecution());
		}
		throw new IllegalArgumentException("A QuotaBackOffPolicy works together with a QuotaRetryPolicy only");
	}

	@Override
	public void backOff(@Nullable BackOffContext context) throws BackOffInterruptedException {
		if (!(context instanceof Context own)) {
			throw new IllegalArgumentException("'context' must be one of this policy");
		}
		try {
			this.sleeper.sleep(own.execution.getDelayMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BackOffInterruptedException("Interrupted while waiting for the next attempt", ex);
		}
	}

	/**
	 * What is waited for.
	 */
	private static final class Context implements BackOffContext {

		private static final long serialVersionUID = 1L;

		private final transient MethodExecution execution;

		Context(MethodExecution execution) {
			this.execution = execution;
		}

	}

}
