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

	@Internal
	public CredentialsException(Step step, String reason, String remedy, @Nullable Throwable cause) {
		this("No credentials from %s (%s): %s %s".formatted(step.kind(), step.place(), reason, remedy), cause);
	}

	@Internal
	public CredentialsException(String message, @Nullable Throwable cause) {
		super(builder().message(message).cause(cause));
	}

	@Override
	public boolean retryable() {
		return false;
	}

}
