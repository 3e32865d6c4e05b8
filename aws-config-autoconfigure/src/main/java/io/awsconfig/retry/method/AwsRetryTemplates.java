package io.awsconfig.retry.method;

import io.awsconfig.retry.RetryStrategies;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryTemplate;

/**
 * Makes Spring Framework's {@link RetryTemplate}s that retry AWS exceptions by the rules
 * that clients follow in standard mode: classification, backoff with full jitter,
 * {@code x-amz-retry-after}, and a quota for each template, which
 * {@link RetryStrategies#getStatus()} shows under the template's name.
 * <p>
 * An AWS exception is found through the causes of a failure; other failures are not
 * retried, nor are calls that the SDK itself has retried until its attempts or its quota
 * were used up. A template may be used by many threads and within another one. Its
 * listener can be set, its policy cannot.
 * <p>
 * Guide: Retry behavior.
 *
 * @since 0.1.0
 */
public final class AwsRetryTemplates {

	private final RetryStrategies strategies;

	private final @Nullable Integer maxAttempts;

	/**
	 * Create an instance.
	 * @param strategies knows how the retries are
	 * @param maxAttempts the attempts of templates that do not say otherwise, the first
	 * one included; {@code null} for the default, 3
	 */
	public AwsRetryTemplates(RetryStrategies strategies, @Nullable Integer maxAttempts) {
		this.strategies = strategies;
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Create a template with the attempts of the settings.
	 * @param name the name of its quota
	 * @return the template
	 * @throws IllegalArgumentException if the name is empty
	 */
	public RetryTemplate create(String name) {
		return new QuotaRetryTemplate(new MethodRetries(this.strategies, name, this.maxAttempts));
	}

	/**
	 * Create a template.
	 * @param name the name of its quota
	 * @param maxAttempts the attempts of an execution, the first one included
	 * @return the template
	 * @throws IllegalArgumentException if the name is empty or there is no attempt
	 */
	public RetryTemplate create(String name, int maxAttempts) {
		return new QuotaRetryTemplate(new MethodRetries(this.strategies, name, maxAttempts));
	}

}
