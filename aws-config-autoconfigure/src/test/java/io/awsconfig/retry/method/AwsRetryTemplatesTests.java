package io.awsconfig.retry.method;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.retry.Attempts;
import io.awsconfig.retry.ManualTime;
import io.awsconfig.retry.RetryQuotaExceededException;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.retry.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class AwsRetryTemplatesTests {

	private final RetryStrategies strategies = new RetryStrategies(new ManualTime(), () -> 0);

	private final AwsRetryTemplates templates = new AwsRetryTemplates(this.strategies, null);

	private final RetryTemplate template = this.templates.create("orders");

	private final AtomicInteger attempts = new AtomicInteger();

	private RetryStatus status() {
		return this.strategies.getStatus().get(0);
	}

	private String failing(int times, Supplier<? extends RuntimeException> failure) {
		if (this.attempts.incrementAndGet() <= times) {
			throw failure.get();
		}
		return "done";
	}

	@Test
	void attemptsAreCountedAsAwsDoes() {
		RetryException failure = catchThrowableOfType(RetryException.class,
				() -> this.template.execute(() -> failing(9, Attempts::transientFailure)));
		assertThat(this.attempts).hasValue(3);
		assertThat(failure.getRetryCount()).isEqualTo(2);
		assertThat(failure.getExceptions()).hasSize(3);
		assertThat(status().owner()).isEqualTo(new AwsClientId("application", "orders"));
		assertThat(status().maxAttempts()).isEqualTo(3);
		assertThat(status().retries()).isEqualTo(2);
		assertThat(status().quotaLeft()).isEqualTo(500 - 28);
	}

	@Test
	void attemptsCanBeSaid() throws Exception {
		assertThat(this.templates.create("many", 6).execute(() -> failing(5, Attempts::throttling))).isEqualTo("done");
		this.attempts.set(0);
		RetryTemplate once = new AwsRetryTemplates(this.strategies, 1).create("once");
		assertThatExceptionOfType(RetryException.class)
			.isThrownBy(() -> once.execute(() -> failing(1, Attempts::throttling)));
		assertThat(this.attempts).hasValue(1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.templates.create("none", 0))
			.withMessage("'maxAttempts' must be at least 1, but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> this.templates.create(" "));
	}

	@Test
	void successGivesBackWhatTheLastRetryTook() throws Exception {
		this.template.execute(() -> failing(2, Attempts::throttling));
		assertThat(status().quotaLeft()).isEqualTo(495);
		assertThat(status().throttles()).isEqualTo(2);
		this.template.execute(() -> failing(0, Attempts::throttling));
		assertThat(status().quotaLeft()).isEqualTo(496);
	}

	@Test
	void invokeRetriesAsWellAndThrowsWhatTheMethodThrew() {
		assertThat(this.template.invoke(() -> failing(1, Attempts::transientFailure))).isEqualTo("done");
		this.attempts.set(0);
		SdkException failure = Attempts.answer(400, "ValidationException");
		assertThatExceptionOfType(SdkException.class)
			.isThrownBy(() -> this.template.invoke((Runnable) () -> failing(1, () -> failure)))
			.isSameAs(failure);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void awsExceptionIsFoundThroughCauses() throws Exception {
		this.template.execute(() -> failing(1,
				() -> new CompletionException(new IllegalStateException(Attempts.transientFailure()))));
		assertThat(this.attempts).hasValue(2);
	}

	@Test
	void failuresOfOthersAreNotRetried() {
		IllegalStateException circle = new IllegalStateException("a");
		circle.initCause(new IllegalArgumentException("b", circle));
		for (RuntimeException failure : List.of(new IllegalStateException(new IOException()), circle)) {
			this.attempts.set(0);
			assertThatExceptionOfType(RetryException.class)
				.isThrownBy(() -> this.template.execute(() -> failing(1, () -> failure)));
			assertThat(this.attempts).hasValue(1);
		}
		assertThat(status().quotaLeft()).isEqualTo(500);
	}

	@Test
	void whatTheSdkHasRetriedIsNotRetriedAgain() throws Exception {
		SdkException retried = Attempts.transientFailure().toBuilder().numAttempts(3).build();
		assertThatExceptionOfType(RetryException.class)
			.isThrownBy(() -> this.template.execute(() -> failing(1, () -> retried)));
		SdkException refused = Attempts.transientFailure();
		refused.addSuppressed(new RetryQuotaExceededException("no"));
		assertThatExceptionOfType(RetryException.class)
			.isThrownBy(() -> this.template.execute(() -> failing(2, () -> new IllegalStateException(refused))));
		assertThat(this.attempts).hasValue(2);
		this.attempts.set(0);
		SdkException once = Attempts.transientFailure().toBuilder().numAttempts(1).build();
		assertThat(this.template.execute(() -> failing(1, () -> once))).isEqualTo("done");
	}

	@Test
	void emptyQuotaRefusesRetriesAndSaysSo() {
		for (int i = 0; i < 25; i++) {
			this.attempts.set(0);
			catchThrowableOfType(RetryException.class,
					() -> this.template.execute(() -> failing(9, Attempts::transientFailure)));
		}
		assertThat(this.attempts).hasValue(1);
		assertThat(status().quotaLeft()).isEqualTo(500 - 35 * 14);
		RetryException failure = catchThrowableOfType(RetryException.class,
				() -> this.template.execute(() -> failing(9, Attempts::transientFailure)));
		assertThat(RetryQuotaExceededException.isReasonOf(failure)).isTrue();
		assertThat(status().quotaRefusals()).isPositive();
	}

	@Test
	void eachTemplateHasAQuotaOfItsOwn() throws Exception {
		this.templates.create("other").execute(() -> failing(2, Attempts::throttling));
		assertThat(this.strategies.getStatus()).extracting(RetryStatus::client, RetryStatus::quotaLeft)
			.containsExactly(tuple("orders", 500), tuple("other", 495));
	}

	@Test
	void serviceSaysHowLongToWait() throws Exception {
		List<Long> delays = new ArrayList<>();
		RetryStrategies jitter = new RetryStrategies(new ManualTime(), () -> 0.5);
		MethodExecution execution = new MethodRetries(jitter, "orders", 5).start();
		for (SdkException failure : List.of(Attempts.transientFailure(), Attempts.transientFailure(),
				Attempts.throttling(), Attempts.answer(503, null, "300"))) {
			assertThat(execution.retry(failure)).isTrue();
			delays.add(execution.getDelayMillis());
		}
		assertThat(delays).containsExactly(25L, 50L, 2000L, 300L);
		execution.succeed();
	}

	@Test
	void threadWaitsForTheRetry() throws Exception {
		long start = System.nanoTime();
		this.template.execute(() -> failing(1, () -> Attempts.answer(503, null, "120")));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
	}

	@Test
	void nestedExecutionsOfOneTemplateDoNotDisturbEachOther() throws Exception {
		AtomicInteger inner = new AtomicInteger();
		String result = this.template.execute(() -> {
			this.template.execute(() -> {
				if (inner.incrementAndGet() % 2 == 1) {
					throw Attempts.throttling();
				}
				return "inner";
			});
			return failing(2, Attempts::transientFailure);
		});
		assertThat(result).isEqualTo("done");
		assertThat(this.attempts).hasValue(3);
		assertThat(inner).hasValue(6);
		assertThat(status().retries()).isEqualTo(5);
		assertThat(status().quotaLeft()).isEqualTo(500 - 14);
	}

	@Test
	void interruptedWaitGivesBackWhatTheRetryTook() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(RetryException.class)
			.isThrownBy(() -> this.template.execute(() -> failing(1, Attempts::throttling)));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.attempts).hasValue(1);
		assertThat(status().quotaLeft()).isEqualTo(500);
	}

	@Test
	void listenerOfTheApplicationIsCalled() throws Exception {
		List<String> calls = new ArrayList<>();
		this.template.setRetryListener(new RetryListener() {

			@Override
			public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
				calls.add("retry " + state.getRetryCount());
			}

		});
		this.template.execute(() -> failing(2, Attempts::transientFailure));
		assertThat(calls).containsExactly("retry 1", "retry 2");
	}

	@Test
	void policyTellsWhatIsRetriedAndCannotBeReplaced() {
		RetryPolicy policy = this.template.getRetryPolicy();
		assertThat(policy.shouldRetry(Attempts.throttling())).isTrue();
		assertThat(policy.shouldRetry(new IllegalStateException())).isFalse();
		BackOffExecution backOff = policy.getBackOff().start();
		assertThat(List.of(backOff.nextBackOff(), backOff.nextBackOff(), backOff.nextBackOff())).containsExactly(0L, 0L,
				BackOffExecution.STOP);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.template.setRetryPolicy(RetryPolicy.withDefaults()));
	}

	@ParameterizedTest
	@EnumSource
	void noTokenIsLostOrMadeByManyThreads(Threads threads) throws Exception {
		int count = 10;
		CountDownLatch start = new CountDownLatch(1);
		List<Future<Integer>> tasks = new ArrayList<>();
		try (Threads.Pool pool = threads.start(count)) {
			for (int i = 0; i < count; i++) {
				tasks.add(pool.submit(() -> {
					start.await();
					int succeeded = 0;
					for (int step = 0; step < 300; step++) {
						int[] attempt = { 0 };
						succeeded += this.template.invoke(() -> {
							if (attempt[0]++ == 0) {
								throw Attempts.throttling();
							}
							return 1;
						});
						assertThat(status().quotaLeft()).isBetween(0, 500);
					}
					return succeeded;
				}));
			}
			start.countDown();
			for (Future<Integer> task : tasks) {
				assertThat(task.get()).isEqualTo(300);
			}
		}
		assertThat(status().quotaLeft()).isEqualTo(500);
		assertThat(status().retries()).isEqualTo(3000);
	}

}
