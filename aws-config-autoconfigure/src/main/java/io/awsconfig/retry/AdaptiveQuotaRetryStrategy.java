package io.awsconfig.retry;

import software.amazon.awssdk.retries.AdaptiveRetryStrategy;

/**
 * Adaptive mode. Has the SDK's type for this mode, which the SDK tells in its user agent.
 */
final class AdaptiveQuotaRetryStrategy extends QuotaRetryStrategy implements AdaptiveRetryStrategy {

	AdaptiveQuotaRetryStrategy(RetryState client, RetryOptions options) {
		super(client, options);
	}

	@Override
	QuotaRetryStrategy forClient(RetryState client) {
		return new AdaptiveQuotaRetryStrategy(client, getOptions());
	}

	@Override
	public AdaptiveRetryStrategy.Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Builder of copies.
	 */
	static final class Builder extends QuotaRetryStrategy.Builder<AdaptiveRetryStrategy.Builder, AdaptiveRetryStrategy>
			implements AdaptiveRetryStrategy.Builder {

		private Builder(QuotaRetryStrategy strategy) {
			super(strategy);
		}

		@Override
		AdaptiveRetryStrategy.Builder self() {
			return this;
		}

		@Override
		public AdaptiveRetryStrategy build() {
			return new AdaptiveQuotaRetryStrategy(client(), options());
		}

	}

}
