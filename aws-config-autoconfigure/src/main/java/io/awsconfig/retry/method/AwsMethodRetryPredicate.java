package io.awsconfig.retry.method;

import java.lang.reflect.Method;

import org.springframework.resilience.retry.MethodRetryPredicate;

/**
 * Tells Spring Framework's
 * {@link org.springframework.resilience.annotation.Retryable @Retryable} which failures
 * of AWS to retry:
 * {@code @Retryable(predicate = AwsMethodRetryPredicate.class, maxRetries = 2)}. Attempts
 * and delays are those of the annotation, and there is no quota;
 * {@link AwsRetryTemplates} have all of it.
 * <p>
 * An AWS exception is found through the causes of a failure; other failures are not
 * retried, nor are calls that the SDK itself has retried until its attempts or its quota
 * were used up.
 *
 * @since 0.1.0
 */
public final class AwsMethodRetryPredicate implements MethodRetryPredicate {

	@Override
	public boolean shouldRetry(Method method, Throwable failure) {
		return MethodRetries.isRetryable(failure);
	}

}
