package io.awsconfig.retry;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/**
 * Standard mode. Has the SDK's type for this mode, which the SDK tells in its user agent.
 */
final class StandardQuotaRetryStrategy extends QuotaRetryStrategy implements StandardRetryStrategy {

	StandardQuotaRetryStrategy(RetryState client, RetryOptions options) {
		super(client, options);
	}

	@Override
	QuotaRetryStrategy forClient(RetryState client) {
		return new StandardQuotaRetryStrategy(client, getOptions());
	}

	@Override
	public StandardRetryStrategy.Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Builder of copies.
	 */
	static final class Builder extends QuotaRetryStrategy.Builder<StandardRetryStrategy.Builder, StandardRetryStrategy>
			implements StandardRetryStrategy.Builder {

		private Builder(QuotaRetryStrategy strategy) {
			super(strategy);
		}

		@Override
		StandardRetryStrategy.Builder self() {
			return this;
		}

		@Override
		public StandardRetryStrategy.Builder circuitBreakerEnabled(@Nullable Boolean enabled) {
			return quotaEnabled(enabled);
		}

		@Override
		public StandardRetryStrategy build() {
			return new StandardQuotaRetryStrategy(client(), options());
		}

	}

}
