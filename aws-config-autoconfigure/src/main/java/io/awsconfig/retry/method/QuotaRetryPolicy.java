package io.awsconfig.retry.method;

import io.awsconfig.retry.RetryStrategies;
import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;

/**
 * {@link RetryPolicy} of spring-retry that retries AWS exceptions by the rules that
 * clients follow in standard mode, with a quota of its own, which
 * {@link RetryStrategies#getStatus()} shows under its name. It belongs together with a
 * {@link QuotaBackOffPolicy}.
 * <p>
 * An AWS exception is found through the causes of a failure; other failures are not
 * retried, nor are calls that the SDK itself has retried until its attempts or its quota
 * were used up.
 * <p>
 * Guide: Retry behavior.
 *
 * @since 0.1.0
 */
public final class QuotaRetryPolicy implements RetryPolicy {

	private static final long serialVersionUID = 1L;

	// A quota cannot leave the application

	private final transient MethodRetries retries;

	/**
	 * Create a policy.
	 * @param strategies knows how the retries are
	 * @param name the name of the quota
	 * @param maxAttempts the attempts of an execution, the first one included;
	 * {@code null} for the default, 3
	 * @throws IllegalArgumentException if the name is empty or there is no attempt
	 */
	public QuotaRetryPolicy(RetryStrategies strategies, String name, @Nullable Integer maxAttempts) {
		this.retries = new MethodRetries(strategies, name, maxAttempts);
	}

	@Override
	public RetryContext open(@Nullable RetryContext parent) {
		return new QuotaRetryContext(parent, this.retries.start());
	}

	@Override
	public boolean canRetry(RetryContext context) {
		return !own(context).getExecution().isGivenUp();
	}

	@Override
	public void registerThrowable(RetryContext context, @Nullable Throwable failure) {
		if (failure != null) {
			QuotaRetryContext own = own(context);
			own.registerThrowable(failure);
			own.getExecution().retry(failure);
		}
	}

	/**
	 * End an execution. The last attempt has succeeded, or the retry that was granted was
	 * not made, unless it was given up.
	 */
	@Override
	public void close(RetryContext context) {
		MethodExecution execution = own(context).getExecution();
		if (!execution.isGivenUp()) {
			execution.succeed();
		}
	}

	@Override
	public int getMaxAttempts() {
		return this.retries.getMaxAttempts();
	}

	private static QuotaRetryContext own(RetryContext context) {
		if (context instanceof QuotaRetryContext own) {
			return own;
		}
		throw new IllegalArgumentException("'context' must be one of this policy");
	}

}
