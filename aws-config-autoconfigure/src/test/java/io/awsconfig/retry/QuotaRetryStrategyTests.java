package io.awsconfig.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class QuotaRetryStrategyTests {

	private final ManualTime time = new ManualTime();

	private double random = 0.5;

	private final RetryStrategies strategies = new RetryStrategies(this.time, () -> this.random);

	private final RetryStrategy standard = this.strategies.standard("s3", null);

	private final RetryStrategy adaptive = this.strategies.adaptive("s3", null);

	static List<RetryStrategy> both() {
		RetryStrategies strategies = new RetryStrategies(new ManualTime(), () -> 0.5);
		return List.of(strategies.standard("s3", null), strategies.adaptive("s3", null));
	}

	@Test
	void workedExampleOfTransientErrors() {
		Attempts attempts = Attempts.first(this.standard);
		assertThat(attempts.fail(Attempts.answer(503, null))).hasMillis(25);
		assertThat(attempts.fail(Attempts.answer(503, null))).hasMillis(50);
		attempts.succeed();
		assertThat(status(this.standard).retries()).isEqualTo(2);
		assertThat(status(this.standard).delayed()).hasMillis(75);
		assertThat(status(this.standard).delays()).isEqualTo(2);
		assertThat(status(this.standard).throttles()).isZero();
	}

	@Test
	void workedExampleOfThrottling() {
		Attempts attempts = Attempts.first(this.standard);
		assertThat(attempts.fail(Attempts.answer(429, "Throttling"))).hasMillis(500);
		assertThat(attempts.fail(Attempts.answer(429, "Throttling"))).hasMillis(1000);
		attempts.succeed();
		assertThat(status(this.standard).delayed()).hasMillis(1500);
		assertThat(status(this.standard).throttles()).isEqualTo(2);
	}

	@Test
	void workedExampleOfTheBackoffCap() {
		this.random = Math.nextDown(1.0);
		Attempts attempts = Attempts.first(this.standard.toBuilder().maxAttempts(13).build());
		List<Long> maxima = new ArrayList<>();
		for (int retry = 1; retry <= 12; retry++) {
			maxima.add(Math.round(attempts.fail(Attempts.transientFailure()).toNanos() / 1e6));
		}
		assertThat(maxima).containsExactly(50L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 20_000L,
				20_000L, 20_000L);
	}

	@ParameterizedTest
	@CsvSource({ "s3, 3, 25", "sqs, 3, 25", "dynamodb, 4, 12", "dynamodbstreams, 4, 12", "DynamoDB, 4, 12",
			"dynamodb_streams, 4, 12" })
	void everyServiceHasItsDefaults(String service, int attempts, long millis) {
		StandardRetryStrategy strategy = this.strategies.standard(service, null);
		assertThat(strategy.maxAttempts()).isEqualTo(attempts);
		assertThat(Attempts.first(strategy).fail(Attempts.transientFailure()).toMillis()).isEqualTo(millis);
		assertThat(Attempts.first(strategy).fail(Attempts.throttling())).hasMillis(500);
		assertThat(this.strategies.adaptive(service, null).maxAttempts()).isEqualTo(attempts);
		assertThat(this.strategies.standard(service, 7).maxAttempts()).isEqualTo(7);
	}

	@ParameterizedTest
	@MethodSource("both")
	void attemptsEndAtTheirNumber(RetryStrategy strategy) {
		Attempts attempts = Attempts.first(strategy);
		attempts.fail(Attempts.transientFailure());
		attempts.fail(Attempts.transientFailure());
		SdkException last = Attempts.transientFailure();
		RetryToken token = attempts.getToken();
		assertThatExceptionOfType(TokenAcquisitionFailedException.class).isThrownBy(() -> attempts.fail(last))
			.withCause(last)
			.withMessageContaining("last of 3 attempts")
			.satisfies((ex) -> assertThat(ex.token()).isSameAs(token))
			.satisfies((ex) -> assertThat(ex.delay()).isEmpty());
		assertThat(RetryQuotaExceededException.isReasonOf(last)).isFalse();
		assertThat(left(strategy)).isEqualTo(500 - 28);
	}

	@ParameterizedTest
	@MethodSource("both")
	void oneAttemptMeansNoRetry(RetryStrategy strategy) {
		Attempts attempts = Attempts.first(strategy.toBuilder().maxAttempts(1).build());
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> attempts.fail(Attempts.transientFailure()));
		assertThat(left(strategy)).isEqualTo(500);
	}

	@ParameterizedTest
	@MethodSource("both")
	void whatWouldFailAgainIsNotRetried(RetryStrategy strategy) {
		Attempts attempts = Attempts.first(strategy);
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> attempts.fail(Attempts.answer(400, "ValidationException")));
		assertThat(left(strategy)).isEqualTo(500);
	}

	@ParameterizedTest
	@CsvSource({ "TRANSIENT, 14", "THROTTLING, 5" })
	void retryTakesItsCostAndSuccessGivesTheLastOneBack(FailureKind kind, int cost) {
		SdkException failure = (kind == FailureKind.THROTTLING) ? Attempts.throttling() : Attempts.transientFailure();
		Attempts attempts = Attempts.first(this.standard);
		assertThat(left(this.standard)).isEqualTo(500);
		attempts.fail(failure);
		assertThat(left(this.standard)).isEqualTo(500 - cost);
		attempts.fail(failure);
		assertThat(left(this.standard)).isEqualTo(500 - 2 * cost);
		attempts.succeed();
		assertThat(left(this.standard)).isEqualTo(500 - cost);
	}

	@Test
	void successWithoutRetryGivesOneBack() {
		Attempts attempts = Attempts.first(this.standard);
		attempts.fail(Attempts.throttling());
		for (int left = 496; left <= 500; left++) {
			Attempts.succeedAtOnce(this.standard);
			assertThat(left(this.standard)).isEqualTo(left);
		}
		Attempts.succeedAtOnce(this.standard);
		assertThat(left(this.standard)).isEqualTo(500);
		attempts.succeed();
		assertThat(left(this.standard)).isEqualTo(500);
	}

	@Test
	void successAfterMixedFailuresGivesBackWhatTheLastOneTook() {
		Attempts attempts = Attempts.first(this.standard);
		attempts.fail(Attempts.transientFailure());
		attempts.fail(Attempts.throttling());
		attempts.succeed();
		assertThat(left(this.standard)).isEqualTo(500 - 14);
	}

	@ParameterizedTest
	@MethodSource("both")
	void emptyQuotaRefusesRetriesAtOnceButNoFirstAttempt(RetryStrategy strategy) {
		drain(strategy);
		SdkException failure = Attempts.transientFailure();
		Attempts attempts = Attempts.first(strategy);
		TokenAcquisitionFailedException refusal = catchThrowableOfType(TokenAcquisitionFailedException.class,
				() -> attempts.fail(failure));
		assertThat(refusal).hasCause(failure);
		assertThat(refusal.delay()).isEmpty();
		assertThat(status(strategy).quotaRefusals()).isEqualTo(1);
		assertThat(Attempts.acquire(strategy).delay()).isZero();
	}

	@Test
	void refusalIsToldInTheExceptionOfTheCaller() {
		drain(this.standard);
		SdkException failure = Attempts.transientFailure();
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> Attempts.first(this.standard).fail(failure));
		assertThat(failure.getSuppressed()).singleElement()
			.isInstanceOf(RetryQuotaExceededException.class)
			.extracting(Throwable::getMessage)
			.isEqualTo("Not retried, to protect the caller and s3: "
					+ "the retry quota has fewer than the 14 tokens that it takes");
		assertThat(RetryQuotaExceededException.isReasonOf(new IllegalStateException(failure))).isTrue();
		assertThat(RetryQuotaExceededException.isReasonOf(new IllegalStateException())).isFalse();
	}

	@Test
	void causesInACircleEnd() {
		IllegalStateException one = new IllegalStateException();
		IllegalStateException other = new IllegalStateException(one);
		one.initCause(other);
		assertThat(RetryQuotaExceededException.isReasonOf(one)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("both")
	void longPollingWaitsAlsoWithoutQuota(RetryStrategy strategy) {
		drain(strategy);
		Attempts attempts = Attempts.first(strategy);
		long delays = status(strategy).delays();
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> attempts.fail(Attempts.transientFailure(), true))
			.satisfies((ex) -> assertThat(ex.delay()).hasValue(Duration.ofMillis(25)));
		assertThat(status(strategy).delays()).isEqualTo(delays + 1);
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> attempts.fail(Attempts.answer(503, null, "4000"), true))
			.satisfies((ex) -> assertThat(ex.delay()).hasValue(Duration.ofSeconds(4)));
	}

	@ParameterizedTest
	@MethodSource("both")
	void longPollingDoesNotWaitAfterItsLastAttempt(RetryStrategy strategy) {
		Attempts attempts = Attempts.first(strategy.toBuilder().maxAttempts(1).build());
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> attempts.fail(Attempts.transientFailure(), true))
			.satisfies((ex) -> assertThat(ex.delay()).isEmpty());
	}

	@Test
	void quotaRefillsWithSuccesses() {
		drain(this.standard);
		int left = left(this.standard);
		for (int i = left; i < 14; i++) {
			Attempts.succeedAtOnce(this.standard);
		}
		Attempts.first(this.standard).fail(Attempts.transientFailure());
		assertThat(left(this.standard)).isZero();
	}

	@Test
	void serverDirectedDelayCountsFromTheFailureNotFromTheSuggestion() {
		RefreshRetryTokenRequest stale = RefreshRetryTokenRequest.builder()
			.token(Attempts.acquire(this.standard).token())
			.failure(Attempts.connectionReset())
			.suggestedDelay(Duration.ofSeconds(4))
			.build();
		assertThat(this.standard.refreshRetryToken(stale).delay()).hasMillis(25);
		assertThat(Attempts.first(this.standard).fail(Attempts.answer(503, null, "1500"))).hasMillis(1500);
		assertThat(Attempts.first(this.standard).fail(Attempts.answer(503, null, "10"))).hasMillis(25);
		assertThat(Attempts.first(this.standard).fail(Attempts.answer(503, "SlowDown", "60000"))).hasMillis(5500);
	}

	@Test
	void copiesShareTheQuotaAndKeepEveryRule() {
		RetryStrategy copy = this.standard.toBuilder().maxAttempts(5).build().toBuilder().build();
		Attempts attempts = Attempts.first(copy);
		assertThat(attempts.fail(Attempts.answer(503, null, "1500"))).hasMillis(1500);
		assertThat(left(this.standard)).isEqualTo(500 - 14);
		assertThat(copy.maxAttempts()).isEqualTo(5);
		assertThat(copy.useClientDefaults()).isTrue();
		assertThat(attempts.fail(Attempts.throttling())).hasMillis(1000);
		drain(copy);
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> Attempts.first(this.standard).fail(Attempts.transientFailure(), true))
			.satisfies((ex) -> assertThat(ex.delay()).hasValue(Duration.ofMillis(25)));
	}

	@Test
	void copiesShareTheSendRate() {
		RetryStrategy copy = this.adaptive.toBuilder().maxAttempts(5).build();
		Attempts.first(copy).fail(Attempts.throttling());
		assertThat(copy).isInstanceOf(AdaptiveRetryStrategy.class);
		assertThat(Attempts.acquire(this.adaptive).delay()).isPositive();
	}

	@Test
	void tokenOfACopyIsAccepted() {
		RetryToken token = Attempts.acquire(this.standard).token();
		RetryStrategy copy = this.standard.toBuilder().build();
		assertThat(copy.recordSuccess(RecordSuccessRequest.create(token)).token()).isNotNull();
	}

	@ParameterizedTest
	@MethodSource("both")
	void tokensOfOthersAreRefused(RetryStrategy strategy) {
		for (RetryToken foreign : List.of(Attempts.acquire(DefaultRetryStrategy.doNotRetry()).token(),
				Attempts.acquire(this.standard).token(), new RetryToken() {
				})) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> strategy.recordSuccess(RecordSuccessRequest.create(foreign)))
				.withMessageContaining("must be one of this strategy");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> strategy.refreshRetryToken(
						RefreshRetryTokenRequest.builder().token(foreign).failure(Attempts.transientFailure()).build()))
				.withMessageContaining("must be one of this strategy");
		}
		assertThat(left(strategy)).isEqualTo(500);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MIN_VALUE })
	void attemptsMustBePositive(int attempts) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.standard.toBuilder().maxAttempts(attempts))
			.withMessage("'maxAttempts' must be at least 1, but is " + attempts);
		assertThatIllegalArgumentException().isThrownBy(() -> this.strategies.standard("s3", attempts))
			.withMessage("'maxAttempts' must be at least 1, but is " + attempts);
		assertThatIllegalArgumentException().isThrownBy(() -> this.strategies.adaptive("s3", attempts));
	}

	@Test
	void nullIsRefusedAtOnceAndByItsName() {
		RetryStrategy.Builder<?, ?> builder = this.standard.toBuilder();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.retryOnException(QuotaRetryStrategyTests.<Predicate<Throwable>>none()))
			.withMessage("'shouldRetry' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.backoffStrategy(none()))
			.withMessage("'backoff' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.throttlingBackoffStrategy(none()))
			.withMessage("'throttlingBackoff' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.treatAsThrottling(none()))
			.withMessage("'throttling' must not be null");
	}

	@SuppressWarnings("NullAway")
	private static <T> T none() {
		return null;
	}

	@ParameterizedTest
	@MethodSource("both")
	void predicatesOfTheUserAreHonouredBesidesTheRules(RetryStrategy strategy) {
		RetryStrategy changed = strategy.toBuilder()
			.retryOnException(IllegalStateException.class)
			.retryOnExceptionOrCause(NumberFormatException.class)
			.build();
		assertThat(Attempts.first(changed).fail(new IllegalStateException())).hasMillis(25);
		assertThat(Attempts.first(changed.toBuilder().build()).fail(new Exception(new NumberFormatException())))
			.hasMillis(25);
		assertThat(Attempts.first(changed).fail(Attempts.transientFailure())).isNotNull();
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> Attempts.first(changed).fail(new UnsupportedOperationException()));
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> Attempts.first(strategy).fail(new IllegalStateException()));
		assertThat(left(strategy)).isEqualTo(500 - 3 * 14);
	}

	@Test
	void userMaySayWhatThrottlingIs() {
		RetryStrategy changed = this.standard.toBuilder()
			.retryOnException(IllegalStateException.class)
			.treatAsThrottling((failure) -> failure instanceof IllegalStateException)
			.build();
		assertThat(Attempts.first(changed).fail(new IllegalStateException())).hasMillis(500);
		assertThat(left(this.standard)).isEqualTo(500 - 5);
		assertThat(Attempts.first(changed).fail(Attempts.throttling())).hasMillis(25);
		assertThat(left(this.standard)).isEqualTo(500 - 5 - 14);
	}

	@Test
	void withoutDefaultsOnlyPredicatesOfTheUserCount() {
		RetryStrategy changed = this.standard.toBuilder()
			.useClientDefaults(false)
			.retryOnException(IllegalStateException.class)
			.build();
		assertThat(changed.useClientDefaults()).isFalse();
		assertThat(Attempts.first(changed).fail(new IllegalStateException())).hasMillis(25);
		assertThatExceptionOfType(TokenAcquisitionFailedException.class)
			.isThrownBy(() -> Attempts.first(changed).fail(Attempts.transientFailure()));
	}

	@Test
	void backoffOfTheUserIsHonouredAndClampsTheServers() {
		RetryStrategy changed = this.standard.toBuilder()
			.backoffStrategy(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(70)))
			.throttlingBackoffStrategy((attempt) -> Duration.ofMillis(attempt))
			.build();
		assertThat(Attempts.first(changed).fail(Attempts.transientFailure())).hasMillis(70);
		assertThat(Attempts.first(changed).fail(Attempts.answer(503, null, "60000"))).hasMillis(5070);
		assertThat(Attempts.first(changed).fail(Attempts.throttling())).hasMillis(2);
	}

	@Test
	void backoffOfTheUserThatFailsCostsNoTokens() {
		RetryStrategy changed = this.standard.toBuilder().backoffStrategy((attempt) -> {
			throw new IllegalStateException("no");
		}).build();
		assertThatIllegalStateException().isThrownBy(() -> Attempts.first(changed).fail(Attempts.transientFailure()));
		assertThat(left(this.standard)).isEqualTo(500);
	}

	@Test
	void quotaCanBeSwitchedOff() {
		StandardRetryStrategy changed = ((StandardRetryStrategy) this.standard).toBuilder()
			.circuitBreakerEnabled(false)
			.build();
		for (int i = 0; i < 1000; i++) {
			Attempts.first(changed).fail(Attempts.transientFailure());
		}
		assertThat(left(this.standard)).isEqualTo(500);
		assertThat(left(changed.toBuilder().circuitBreakerEnabled(null).build())).isEqualTo(500);
	}

	@Test
	void standardModeNeverDelaysAFirstAttempt() {
		for (int i = 0; i < 200; i++) {
			assertThat(Attempts.acquire(this.standard).delay()).isZero();
			tryToFail(Attempts.first(this.standard), Attempts.throttling());
		}
	}

	@Test
	void adaptiveModeDelaysFirstAttemptsAfterAThrottle() {
		assertThat(Attempts.acquire(this.adaptive).delay()).isZero();
		Duration retry = Attempts.first(this.adaptive).fail(Attempts.throttling());
		Duration next = Attempts.acquire(this.adaptive).delay();
		Duration async = this.adaptive.acquireInitialTokenAsync(AcquireInitialTokenRequest.create("GLOBAL"))
			.join()
			.delay();
		assertThat(retry).as("the token comes after the backoff").isGreaterThan(Duration.ofMillis(1500));
		assertThat(next).isGreaterThan(retry);
		assertThat(async).isGreaterThan(next);
		assertThat(status(this.adaptive).sendRate()).isEqualTo(0.5);
		assertThat(status(this.adaptive).delayed()).isEqualTo(retry.plus(next).plus(async));
		assertThat(status(this.adaptive).delays()).isEqualTo(3);
		assertThat(status(this.standard).sendRate()).isNull();
	}

	@Test
	void adaptiveModeLearnsFromEveryAnswerAlsoTheLast() {
		SendRateLimiter limiter = ((QuotaRetryStrategy) this.adaptive).getClient().getLimiter();
		assertThat(limiter).isNotNull();
		failTenTimesInASecond(Attempts.connectionReset());
		assertThat(limiter.getMeasuredRate()).as("no answer tells nothing").isZero();
		failTenTimesInASecond(Attempts.answer(400, "ValidationException"));
		double measured = limiter.getMeasuredRate();
		assertThat(measured).isBetween(5.0, 10.0);
		assertThat(status(this.adaptive).sendRate()).isNull();
		failTenTimesInASecond(Attempts.throttling());
		assertThat(limiter.getMeasuredRate()).isGreaterThan(measured);
		assertThat(status(this.adaptive).sendRate()).isNotNull();
	}

	@Test
	void adaptiveModeMeasuresSuccessesAsWell() {
		SendRateLimiter limiter = ((QuotaRetryStrategy) this.adaptive).getClient().getLimiter();
		assertThat(limiter).isNotNull();
		for (int i = 0; i < 10; i++) {
			this.time.advance(Duration.ofMillis(100));
			Attempts.succeedAtOnce(this.adaptive);
		}
		assertThat(limiter.getMeasuredRate()).isBetween(5.0, 10.0);
		assertThat(status(this.adaptive).sendRate()).isNull();
	}

	private void failTenTimesInASecond(SdkException failure) {
		RetryStrategy once = this.adaptive.toBuilder().maxAttempts(1).build();
		for (int i = 0; i < 10; i++) {
			this.time.advance(Duration.ofMillis(100));
			assertThat(tryToFail(Attempts.first(once), failure)).isFalse();
		}
	}

	@Test
	void adaptiveModeLearnsOfThrottlingThatIsNoAnswer() {
		RetryStrategy changed = this.adaptive.toBuilder().treatAsThrottling((failure) -> true).build();
		Attempts.first(changed).fail(Attempts.connectionReset());
		assertThat(status(this.adaptive).sendRate()).isEqualTo(0.5);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 300_123, 999_999, 1_500_000_000 })
	void waitForTheSendRateIsRoundedUpToWholeMilliseconds(long nanos) {
		SendRateLimiter same = new SendRateLimiter(this.time);
		same.answered(true);
		tryToFail(Attempts.first(this.adaptive.toBuilder().maxAttempts(1).build()), Attempts.throttling());
		this.time.advance(Duration.ofNanos(nanos));
		Duration exact = Duration.ofNanos(same.acquire());
		Duration wait = Attempts.acquire(this.adaptive).delay();
		assertThat(wait).isGreaterThanOrEqualTo(exact).isLessThan(exact.plusMillis(1));
		assertThat(wait).isEqualTo(Duration.ofMillis(wait.toMillis()));
		Duration retry = Attempts.first(this.adaptive).fail(Attempts.transientFailure());
		assertThat(retry).isEqualTo(Duration.ofMillis(retry.toMillis()));
	}

	@Test
	void longerOfBackoffAndSendRateApplies() {
		Attempts.first(this.adaptive).fail(Attempts.throttling());
		this.time.advance(Duration.ofSeconds(60));
		assertThat(Attempts.first(this.adaptive).fail(Attempts.answer(503, "SlowDown", "5000"))).hasSeconds(5);
	}

	@ParameterizedTest
	@EnumSource
	void noTokenIsLostOrMadeByManyThreads(Threads threads) throws Exception {
		RetryStrategies strategies = new RetryStrategies(System::nanoTime,
				() -> ThreadLocalRandom.current().nextDouble());
		for (RetryStrategy strategy : List.of(strategies.standard("s3", null), strategies.adaptive("s3", null))) {
			race(threads, strategy);
		}
	}

	private static void race(Threads threads, RetryStrategy strategy) throws Exception {
		int count = 10;
		AtomicInteger spent = new AtomicInteger();
		AtomicInteger retries = new AtomicInteger();
		AtomicInteger refusals = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> tasks = new ArrayList<>();
		try (Threads.Pool pool = threads.start(count)) {
			for (int i = 0; i < count; i++) {
				SplittableRandom random = new SplittableRandom(i);
				tasks.add(pool.submit(() -> {
					start.await();
					for (int call = 0; call < 5_000; call++) {
						SdkException failure = random.nextBoolean() ? Attempts.throttling()
								: Attempts.transientFailure();
						Attempts attempts = Attempts.first(strategy);
						if (!tryToFail(attempts, failure)) {
							refusals.incrementAndGet();
						}
						else if (retries.incrementAndGet() % 9 == 0) {
							// Given up: these tokens are spent
							spent.addAndGet((Failures.classify(failure)).getCost());
						}
						else {
							attempts.succeed();
						}
						assertThat(left(strategy)).isBetween(0, 500);
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> task : tasks) {
				task.get();
			}
		}
		assertThat(left(strategy)).isEqualTo(500 - spent.get());
		assertThat(status(strategy).retries()).isEqualTo(retries.get());
		assertThat(status(strategy).quotaRefusals()).isEqualTo(refusals.get()).isPositive();
	}

	private static boolean tryToFail(Attempts attempts, Throwable failure) {
		try {
			attempts.fail(failure);
			return true;
		}
		catch (TokenAcquisitionFailedException ex) {
			return false;
		}
	}

	private static void drain(RetryStrategy strategy) {
		while (left(strategy) >= 14) {
			Attempts.first(strategy).fail(Attempts.transientFailure());
		}
	}

	private static int left(RetryStrategy strategy) {
		return status(strategy).quotaLeft();
	}

	private static RetryStatus status(RetryStrategy strategy) {
		return ((QuotaRetryStrategy) strategy).getClient().status();
	}

}
