package io.awsconfig.retry;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.retries.api.BackoffStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link RetryOptions}.
 */
class RetryOptionsTests {

	private static final Throwable TRANSIENT = Attempts.transientFailure();

	private static final Throwable THROTTLING = Attempts.throttling();

	private static final Throwable NO_CHANCE = Attempts.answer(400, "ValidationException");

	private static final Predicate<Throwable> NONE = (failure) -> false;

	private static final Predicate<Throwable> ALL = (failure) -> true;

	static Stream<Arguments> eachOptionAlone() {
		return Stream.of(
				arguments("no option", options(List.of(), null, true), FailureKind.TRANSIENT, FailureKind.THROTTLING,
						FailureKind.NON_RETRYABLE),
				arguments("more is retried", options(List.of(NONE, ALL), null, true), FailureKind.TRANSIENT,
						FailureKind.THROTTLING, FailureKind.TRANSIENT),
				arguments("more would be retried, but not these", options(List.of(NONE), null, true),
						FailureKind.TRANSIENT, FailureKind.THROTTLING, FailureKind.NON_RETRYABLE),
				arguments("everything is throttling", options(List.of(), ALL, true), FailureKind.THROTTLING,
						FailureKind.THROTTLING, FailureKind.NON_RETRYABLE),
				arguments("nothing is throttling", options(List.of(), NONE, true), FailureKind.TRANSIENT,
						FailureKind.TRANSIENT, FailureKind.NON_RETRYABLE),
				arguments("without the rules of the guide", options(List.of(), null, false), FailureKind.NON_RETRYABLE,
						FailureKind.NON_RETRYABLE, FailureKind.NON_RETRYABLE));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void eachOptionAlone(String name, RetryOptions options, FailureKind transientFailure, FailureKind throttling,
			FailureKind noChance) {
		assertThat(options.classify(TRANSIENT)).isEqualTo(transientFailure);
		assertThat(options.classify(THROTTLING)).isEqualTo(throttling);
		assertThat(options.classify(NO_CHANCE)).isEqualTo(noChance);
	}

	private static RetryOptions options(List<Predicate<Throwable>> retryOn, @Nullable Predicate<Throwable> throttling,
			boolean guideRules) {
		BackoffStrategy backoff = BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(1));
		return new RetryOptions(3, backoff, backoff, retryOn, throttling, true, guideRules);
	}

}
