package io.awsconfig.retry.method;

import io.awsconfig.retry.FailureKind;
import io.awsconfig.retry.Failures;
import io.awsconfig.retry.QuotaRetryStrategy;
import io.awsconfig.retry.RetryQuotaExceededException;
import io.awsconfig.retry.RetryStrategies;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The retries of methods of the application, by the rules that clients follow in standard
 * mode: one quota for all executions of one template.
 */
final class MethodRetries {

	/**
	 * Causes may form a circle.
	 */
	private static final int DEEPEST = 64;

	private final QuotaRetryStrategy strategy;

	/**
	 * Create retries with a quota of their own, which the status shows.
	 * @param strategies makes the strategy
	 * @param name the name of the template
	 * @param maxAttempts the attempts of an execution, the first one included;
	 * {@code null} for the default
	 */
	MethodRetries(RetryStrategies strategies, String name, @Nullable Integer maxAttempts) {
		this.strategy = strategies.forMethods(name, maxAttempts);
	}

	MethodExecution start() {
		return new MethodExecution(this.strategy);
	}

	int getMaxAttempts() {
		return this.strategy.maxAttempts();
	}

	BackoffStrategy getBackoff() {
		return this.strategy.getOptions().backoff();
	}

	/**
	 * Whether another attempt may help, as far as the failure tells.
	 * @param failure the failure of a method
	 * @return whether an AWS exception is its reason, one to retry, and not one of a call
	 * that the SDK has retried already
	 */
	static boolean isRetryable(Throwable failure) {
		SdkException reason = findRetryable(failure);
		return reason != null && Failures.classify(reason) != FailureKind.NON_RETRYABLE;
	}

	/**
	 * Find the AWS exception that tells whether to retry.
	 * @param failure the failure of a method
	 * @return the exception, or {@code null} if there is none or the SDK has retried the
	 * call until its attempts or its quota were used up
	 */
	static @Nullable SdkException findRetryable(Throwable failure) {
		SdkException reason = find(failure);
		return (reason != null && !isRetried(reason) && !RetryQuotaExceededException.isReasonOf(failure)) ? reason
				: null;
	}

	private static @Nullable SdkException find(Throwable failure) {
		Throwable current = failure;
		for (int depth = 0; current != null && depth < DEEPEST; depth++) {
			if (current instanceof SdkException exception) {
				return exception;
			}
			current = current.getCause();
		}
		return null;
	}

	/**
	 * The SDK gives up a failure that is one to retry only when nothing is left to retry
	 * it with. A client that has one attempt leaves the retries to whoever is around it.
	 */
	private static boolean isRetried(SdkException failure) {
		Integer attempts = failure.numAttempts();
		return attempts != null && attempts > 1;
	}

}
