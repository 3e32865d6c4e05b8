package io.awsconfig.imds;

import io.awsconfig.Internal;

/**
 * The service did not give what was asked for. Holds no secret.
 */
@Internal
public final class MetadataException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String reason;

	private final String remedy;

	private final boolean retryable;

	private final boolean silence;

	public MetadataException(String reason, String remedy) {
		this(reason, remedy, false, false);
	}

	MetadataException(String reason, String remedy, boolean retryable, boolean silence) {
		super(reason);
		this.reason = reason;
		this.remedy = remedy;
		this.retryable = retryable;
		this.silence = silence;
	}

	public String getReason() {
		return this.reason;
	}

	public String getRemedy() {
		return this.remedy;
	}

	boolean isRetryable() {
		return this.retryable;
	}

	boolean isSilence() {
		return this.silence;
	}

}
