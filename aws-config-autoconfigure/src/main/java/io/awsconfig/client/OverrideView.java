package io.awsconfig.client;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * What can be read of an override configuration, to tell what somebody changed about it.
 *
 * @param apiCallTimeout the time for a call
 * @param apiCallAttemptTimeout the time for an attempt
 * @param retryStrategy the retry strategy
 * @param retryMode the mode, if a mode was given in place of a strategy
 * @param interceptors the interceptors
 */
record OverrideView(@Nullable Duration apiCallTimeout, @Nullable Duration apiCallAttemptTimeout,
		@Nullable RetryStrategy retryStrategy, @Nullable RetryMode retryMode, List<ExecutionInterceptor> interceptors) {

	static final OverrideView NONE = new OverrideView(null, null, null, null, List.of());

	/**
	 * Read what a builder has by now.
	 */
	static OverrideView of(AwsClientBuilder<?, ?> builder) {
		return of(builder.overrideConfiguration());
	}

	static OverrideView of(@Nullable ClientOverrideConfiguration override) {
		return (override == null) ? NONE
				: new OverrideView(override.apiCallTimeout().orElse(null),
						override.apiCallAttemptTimeout().orElse(null), override.retryStrategy().orElse(null),
						override.retryMode().orElse(null), override.executionInterceptors());
	}

	boolean hasRetries() {
		return this.retryStrategy != null || this.retryMode != null;
	}

	/**
	 * Tell what is another thing than before.
	 */
	Set<Aspect> changesSince(OverrideView before) {
		Set<Aspect> changes = EnumSet.noneOf(Aspect.class);
		for (Aspect aspect : Aspect.values()) {
			if (isChangedSince(before, aspect)) {
				changes.add(aspect);
			}
		}
		return changes;
	}

	boolean isChangedSince(OverrideView before, Aspect aspect) {
		return switch (aspect) {
			case API_CALL_TIMEOUT -> !Objects.equals(before.apiCallTimeout, this.apiCallTimeout);
			case API_CALL_ATTEMPT_TIMEOUT -> !Objects.equals(before.apiCallAttemptTimeout, this.apiCallAttemptTimeout);
			case RETRIES -> before.retryStrategy != this.retryStrategy || before.retryMode != this.retryMode;
		};
	}

	/**
	 * What the settings say about it.
	 */
	enum Aspect {

		API_CALL_TIMEOUT, API_CALL_ATTEMPT_TIMEOUT, RETRIES

	}

}
