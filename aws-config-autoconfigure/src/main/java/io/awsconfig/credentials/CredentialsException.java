package io.awsconfig.credentials;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials are configured, but cannot be had. The message says which step failed,
 * where it is configured, why, and what to do; it holds no secret.
 *
 * @since 0.1.0
 */
public class CredentialsException extends SdkClientException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String remedy;

	@Internal
	public CredentialsException(Step step, String reason, String remedy, @Nullable Throwable cause) {
		this("No credentials from %s (%s): %s %s".formatted(step.kind(), step.place(), reason, remedy), remedy, cause);
	}

	@Internal
	public CredentialsException(String message, @Nullable Throwable cause) {
		this(message, (cause instanceof CredentialsException told) ? told.remedy : null, cause);
	}

	private CredentialsException(String message, @Nullable String remedy, @Nullable Throwable cause) {
		super(builder().message(message).cause(cause));
		this.remedy = remedy;
	}

	/**
	 * Return what to do, where the message ends with that.
	 * @return the end of the message, or {@code null} if it does not say what to do there
	 */
	@Internal
	public @Nullable String getRemedy() {
		return this.remedy;
	}

	@Override
	public boolean retryable() {
		return false;
	}

}
