package io.awsconfig.client;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The retries of clients: what the code says, else the settings. Whoever names a mode or
 * changes something about the strategy in code gets the rules of 2026 as well; whoever
 * brings a strategy gets that one.
 * <p>
 * Guide: Retry behavior.
 */
final class ClientRetrySettings {

	private static final Set<String> DYNAMODB = Set.of("dynamodb", "dynamodbstreams");

	// What the SDK itself has for DynamoDB by the older rules

	private static final int DYNAMODB_MAX_ATTEMPTS = 9;

	private static final Duration DYNAMODB_BASE_DELAY = Duration.ofMillis(25);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(20);

	private final RetryStrategies strategies;

	private final Supplier<@Nullable RetryStrategy> application;

	ClientRetrySettings(RetryStrategies strategies, Supplier<@Nullable RetryStrategy> application) {
		this.strategies = strategies;
		this.application = application;
	}

	boolean hasStrategyOfApplication() {
		return this.application.get() != null;
	}

	void applyTo(AwsClientBuilder<?, ?> builder, ClientOverrideConfiguration.Builder override, TargetClient client) {
		if (override.retryPolicy() != null) {
			return;
		}
		RetryStrategy strategy = override.retryStrategy();
		if (strategy != null) {
			RetryStrategy own = this.strategies.forClient(strategy, client.id());
			override.retryStrategy(own);
			if (own != strategy) {
				builder.addPlugin((configuration) -> replaceStrategy(configuration, strategy, own));
			}
			return;
		}
		RetryMode mode = override.retryMode();
		Consumer<RetryStrategy.Builder<?, ?>> configurator = override.retryStrategyConfigurator();
		RetryStrategy ofApplication = (mode == null && configurator == null) ? this.application.get() : null;
		if (ofApplication != null) {
			override.retryStrategy(this.strategies.forClient(ofApplication, client.id()));
			return;
		}
		AwsSettings settings = client.settings();
		if (Boolean.FALSE.equals(settings.getValue(SettingCatalog.NEW_RETRIES_2026))) {
			if (mode == null && configurator == null) {
				override.retryStrategy(olderStrategy(olderMode(settings), client.service(), settings));
			}
			return;
		}
		override.retryStrategy(changed(strategy((mode != null) ? mode : mode(settings), client), configurator));
	}

	/**
	 * A configuration that was taken from a client keeps the strategy of that client
	 * below the one that is set later. A plugin is called last.
	 */
	private static void replaceStrategy(SdkServiceClientConfiguration.Builder client, RetryStrategy shared,
			RetryStrategy own) {
		ClientOverrideConfiguration override = client.overrideConfiguration();
		if (override.retryStrategy().orElse(null) == shared) {
			client.overrideConfiguration(override.copy((copy) -> copy.retryStrategy(own)));
		}
	}

	private static RetryStrategy changed(RetryStrategy strategy,
			@Nullable Consumer<RetryStrategy.Builder<?, ?>> configurator) {
		if (configurator == null) {
			return strategy;
		}
		RetryStrategy.Builder<?, ?> builder = strategy.toBuilder();
		configurator.accept(builder);
		return builder.build();
	}

	/**
	 * Know how the retries of the client are that the builder makes.
	 * @param builder the builder, after everything was applied to it
	 */
	void register(AwsClientBuilder<?, ?> builder) {
		ClientOverrideConfiguration override = builder.overrideConfiguration();
		if (override != null) {
			this.strategies.register(override.retryStrategy().orElse(null));
		}
	}

	private RetryStrategy strategy(RetryMode mode, TargetClient client) {
		RetryStrategy strategy = strategy(mode, client.service(), client.settings(), this.strategies);
		return (mode != RetryMode.LEGACY) ? this.strategies.forClient(strategy, client.id()) : strategy;
	}

	private static RetryStrategy strategy(RetryMode mode, String service, AwsSettings settings,
			RetryStrategies strategies) {
		Integer maxAttempts = settings.getValue(SettingCatalog.MAX_ATTEMPTS);
		return switch (mode) {
			case STANDARD -> strategies.standard(service, maxAttempts);
			case ADAPTIVE, ADAPTIVE_V2 -> strategies.adaptive(service, maxAttempts);
			case LEGACY -> olderStrategy(mode, service, settings);
		};
	}

	/**
	 * Return a strategy as clients have it that nothing but the settings speaks of.
	 */
	static RetryStrategy expected(String service, AwsSettings settings) {
		return Boolean.FALSE.equals(settings.getValue(SettingCatalog.NEW_RETRIES_2026))
				? olderStrategy(olderMode(settings), service, settings)
				: strategy(mode(settings), service, settings, new RetryStrategies());
	}

	private static RetryStrategy olderStrategy(RetryMode mode, String service, AwsSettings settings) {
		RetryStrategy.Builder<?, ?> strategy = AwsRetryStrategy.forRetryMode(mode, false).toBuilder();
		if (DYNAMODB.contains(service)) {
			strategy.maxAttempts(DYNAMODB_MAX_ATTEMPTS);
			strategy.backoffStrategy(BackoffStrategy.exponentialDelay(DYNAMODB_BASE_DELAY, MAX_BACKOFF));
		}
		Integer maxAttempts = settings.getValue(SettingCatalog.MAX_ATTEMPTS);
		if (maxAttempts != null) {
			strategy.maxAttempts(maxAttempts);
		}
		return strategy.build();
	}

	private static RetryMode mode(AwsSettings settings) {
		String mode = settings.getValue(SettingCatalog.RETRY_MODE);
		return (mode != null) ? mode(mode) : RetryMode.STANDARD;
	}

	private static RetryMode olderMode(AwsSettings settings) {
		String mode = settings.getValue(SettingCatalog.RETRY_MODE);
		if (mode != null) {
			return mode(mode);
		}
		boolean legacy = "legacy".equals(settings.getValue(SettingCatalog.DEFAULTS_MODE));
		return legacy ? RetryMode.LEGACY : RetryMode.STANDARD;
	}

	private static RetryMode mode(String mode) {
		return switch (mode) {
			case "standard" -> RetryMode.STANDARD;
			case "adaptive" -> RetryMode.ADAPTIVE_V2;
			default -> RetryMode.LEGACY;
		};
	}

}
