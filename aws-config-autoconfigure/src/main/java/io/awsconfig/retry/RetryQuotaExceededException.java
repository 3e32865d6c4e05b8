package io.awsconfig.retry;

import io.awsconfig.Internal;

/**
 * Says that a call was not retried because the retry quota was used up. It is never
 * thrown: the exception that the caller gets has it among its
 * {@linkplain Throwable#getSuppressed() suppressed} ones.
 * <p>
 * Guide: Retry behavior, "Retry quota (token bucket)".
 *
 * @since 0.1.0
 */
public final class RetryQuotaExceededException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Causes may form a circle.
	 */
	private static final int DEEPEST = 64;

	@Internal
	public RetryQuotaExceededException(String message) {
		super(message, null, false, false);
	}

	/**
	 * Whether a call failed because its quota was used up, at whatever depth of the
	 * causes that is said.
	 * @param failure the failure of the call
	 * @return whether a quota refused to retry it
	 */
	public static boolean isReasonOf(Throwable failure) {
		Throwable current = failure;
		for (int depth = 0; current != null && depth < DEEPEST; depth++) {
			for (Throwable suppressed : current.getSuppressed()) {
				if (suppressed instanceof RetryQuotaExceededException) {
					return true;
				}
			}
			current = current.getCause();
		}
		return false;
	}

}
