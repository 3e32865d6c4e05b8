package io.awsconfig.retry.method;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A template that takes from and gives back to a quota. A policy is shared by all
 * executions and told nothing of them, so each execution gets one of its own.
 */
final class QuotaRetryTemplate extends RetryTemplate {

	private final MethodRetries retries;

	QuotaRetryTemplate(MethodRetries retries) {
		super(new PolicyWithoutQuota(retries));
		this.retries = retries;
	}

	@Override
	public void setRetryPolicy(RetryPolicy retryPolicy) {
		throw new UnsupportedOperationException(
				"The policy of a template with a quota cannot be replaced: make a RetryTemplate of your own");
	}

	@Override
	public <R extends @Nullable Object> R execute(Retryable<R> retryable) throws RetryException {
		MethodExecution execution = this.retries.start();
		RetryTemplate template = new RetryTemplate(new ExecutionPolicy(execution));
		template.setRetryListener(getRetryListener());
		try {
			R result = template.execute(retryable);
			execution.succeed();
			return result;
		}
		finally {
			execution.abandon();
		}
	}

	/**
	 * The policy of one execution.
	 *
	 * @param execution the execution
	 */
	private record ExecutionPolicy(MethodExecution execution) implements RetryPolicy {

		@Override
		public boolean shouldRetry(Throwable failure) {
			return this.execution.retry(failure);
		}

		@Override
		public BackOff getBackOff() {
			return () -> this.execution::getDelayMillis;
		}

	}

	/**
	 * What can be said without an execution, for whoever asks the template.
	 *
	 * @param retries the retries
	 */
	private record PolicyWithoutQuota(MethodRetries retries) implements RetryPolicy {

		@Override
		public boolean shouldRetry(Throwable failure) {
			return MethodRetries.isRetryable(failure);
		}

		@Override
		public BackOff getBackOff() {
			return () -> new BackOffExecution() {

				private int attempts = 1;

				@Override
				public long nextBackOff() {
					return (this.attempts++ < PolicyWithoutQuota.this.retries.getMaxAttempts())
							? PolicyWithoutQuota.this.retries.getBackoff().computeDelay(this.attempts).toMillis()
							: STOP;
				}

			};
		}

	}

}
