package io.awsconfig.settings;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something about the configuration of AWS is wrong, and the application cannot go on.
 * Says what is wrong and what to do about it.
 *
 * @since 0.1.0
 */
public class AwsConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create an exception.
	 * @param description what is wrong, and where
	 * @param action what to do about it
	 */
	public AwsConfigurationException(String description, String action) {
		super(description);
		this.action = action;
	}

	/**
	 * Create an exception.
	 * @param problem what is wrong, and where
	 * @param action what to do about it
	 */
	@Internal
	public AwsConfigurationException(Problem problem, String action) {
		this(problem.toString(), action);
	}

	/**
	 * Create an exception.
	 * @param problem what is wrong, and where
	 * @param action what to do about it
	 * @param cause why, or {@code null}
	 */
	@Internal
	public AwsConfigurationException(Problem problem, String action, @Nullable Throwable cause) {
		super(problem.toString(), cause);
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return whole sentences
	 */
	public String getAction() {
		return this.action;
	}

}
