package io.awsconfig.retry;

import java.util.List;
import java.util.function.Predicate;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * What can be said about a strategy.
 *
 * @param maxAttempts the attempts of a call, the first one included
 * @param backoff the delays after transient failures
 * @param throttlingBackoff the delays after throttling
 * @param retryOn what is retried beyond the rules of the guide
 * @param throttling what is throttling, or {@code null} for the rules of the guide
 * @param quotaEnabled whether retries take tokens of the quota
 * @param guideRules whether failures are retried by the rules of the guide at all
 */
@Internal
public record RetryOptions(int maxAttempts, BackoffStrategy backoff, BackoffStrategy throttlingBackoff,
		List<Predicate<Throwable>> retryOn, @Nullable Predicate<Throwable> throttling, boolean quotaEnabled,
		boolean guideRules) {

	FailureKind classify(Throwable failure) {
		FailureKind kind = Failures.classify(failure);
		if (this.retryOn.isEmpty() && this.throttling == null && this.guideRules) {
			return kind;
		}
		boolean retried = (this.guideRules && kind != FailureKind.NON_RETRYABLE) || isRetriedBesides(failure);
		if (!retried) {
			return FailureKind.NON_RETRYABLE;
		}
		boolean throttled = (this.throttling != null) ? this.throttling.test(failure) : kind == FailureKind.THROTTLING;
		return throttled ? FailureKind.THROTTLING : FailureKind.TRANSIENT;
	}

	private boolean isRetriedBesides(Throwable failure) {
		for (Predicate<Throwable> predicate : this.retryOn) {
			if (predicate.test(failure)) {
				return true;
			}
		}
		return false;
	}

}
