package io.awsconfig.retry.method;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.context.RetryContextSupport;
import org.springframework.retry.support.DefaultRetryState;
import org.springframework.retry.support.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class QuotaRetryPolicyTests {

	private final RetryStrategies strategies = new RetryStrategies(new ManualTime(), () -> 0.5);

	private final List<Long> delays = new ArrayList<>();

	private final AtomicInteger attempts = new AtomicInteger();

	private RetryTemplate template(Integer maxAttempts) {
		RetryTemplate template = new RetryTemplate();
		template.setRetryPolicy(new QuotaRetryPolicy(this.strategies, "orders", maxAttempts));
		template.setBackOffPolicy(new QuotaBackOffPolicy(this.delays::add));
		return template;
	}

	private RetryStatus status() {
		return this.strategies.getStatus().get(0);
	}

	private String failing(int times, RuntimeException failure) {
		if (this.attempts.incrementAndGet() <= times) {
			throw failure;
		}
		return "done";
	}

	@Test
	void attemptsEndAtTheirNumberAndTheLastFailureIsThrown() {
		RetryTemplate template = template(null);
		SdkException failure = Attempts.transientFailure();
		assertThatExceptionOfType(SdkException.class)
			.isThrownBy(() -> template.execute((context) -> failing(9, failure)))
			.isSameAs(failure);
		assertThat(this.attempts).hasValue(3);
		assertThat(this.delays).containsExactly(25L, 50L);
		assertThat(status().owner()).isEqualTo(new AwsClientId("application", "orders"));
		assertThat(status().quotaLeft()).isEqualTo(500 - 28);
	}

	@Test
	void successGivesBackWhatTheLastRetryTook() {
		RetryTemplate template = template(4);
		assertThat(template.<String, RuntimeException>execute((context) -> failing(3, Attempts.throttling())))
			.isEqualTo("done");
		assertThat(this.delays).containsExactly(500L, 1000L, 2000L);
		assertThat(status().quotaLeft()).isEqualTo(500 - 10);
		template.execute((context) -> "done");
		assertThat(status().quotaLeft()).isEqualTo(500 - 9);
	}

	@Test
	void serviceSaysHowLongToWait() {
		template(null).execute((context) -> failing(1, Attempts.answer(503, null, "300")));
		assertThat(this.delays).containsExactly(300L);
	}

	@Test
	void awsExceptionIsFoundThroughCausesAndOthersAreNotRetried() {
		RetryTemplate template = template(null);
		template.execute((context) -> failing(1, new CompletionException(Attempts.transientFailure())));
		assertThat(this.attempts).hasValue(2);
		this.attempts.set(0);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> template.execute((context) -> failing(1, new IllegalStateException())));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void whatTheSdkHasRetriedIsNotRetriedAgain() {
		SdkException failure = Attempts.transientFailure().toBuilder().numAttempts(3).build();
		assertThatExceptionOfType(SdkException.class)
			.isThrownBy(() -> template(5).execute((context) -> failing(1, failure)));
		assertThat(this.attempts).hasValue(1);
		assertThat(status().quotaLeft()).isEqualTo(500);
	}

	@Test
	void emptyQuotaRefusesRetriesAndSaysSo() {
		RetryTemplate template = template(36);
		catchThrowableOfType(SdkException.class,
				() -> template.execute((context) -> failing(99, Attempts.transientFailure())));
		this.attempts.set(0);
		SdkException failure = catchThrowableOfType(SdkException.class,
				() -> template.execute((context) -> failing(99, Attempts.transientFailure())));
		assertThat(this.attempts).hasValue(1);
		assertThat(RetryQuotaExceededException.isReasonOf(failure)).isTrue();
		assertThat(status().quotaRefusals()).isEqualTo(1);
	}

	@Test
	void recoveryGivesNothingBack() {
		RetryTemplate template = template(2);
		String result = template.execute((context) -> failing(9, Attempts.throttling()), (context) -> "recovered");
		assertThat(result).isEqualTo("recovered");
		assertThat(status().quotaLeft()).isEqualTo(495);
	}

	@Test
	void interruptedWaitGivesBackWhatTheRetryTook() {
		RetryTemplate template = template(null);
		template.setBackOffPolicy(new QuotaBackOffPolicy((millis) -> {
			throw new InterruptedException();
		}));
		assertThatExceptionOfType(BackOffInterruptedException.class)
			.isThrownBy(() -> template.execute((context) -> failing(1, Attempts.throttling())));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(status().quotaLeft()).isEqualTo(500);
	}

	@Test
	void callbackMayEndTheRetries() {
		RetryTemplate template = template(null);
		assertThatExceptionOfType(SdkException.class).isThrownBy(() -> template.execute((context) -> {
			context.setExhaustedOnly();
			return failing(1, Attempts.throttling());
		}));
		assertThat(this.attempts).hasValue(1);
		assertThat(status().quotaLeft()).isEqualTo(500);
	}

	@Test
	void statefulExecutionsKeepTheirAttempts() {
		RetryTemplate template = template(2);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(SdkException.class).isThrownBy(() -> template
				.execute((context) -> failing(9, Attempts.throttling()), new DefaultRetryState("key")));
		}
		String result = template.execute((context) -> failing(9, Attempts.throttling()), (context) -> "recovered",
				new DefaultRetryState("key"));
		assertThat(result).isEqualTo("recovered");
		assertThat(this.attempts).hasValue(2);
		assertThat(status().quotaLeft()).isEqualTo(495);
	}

	@Test
	void nestedExecutionsDoNotDisturbEachOther() {
		RetryTemplate template = template(null);
		AtomicInteger inner = new AtomicInteger();
		template.execute((context) -> {
			template.execute((nested) -> {
				if (inner.incrementAndGet() % 2 == 1) {
					throw Attempts.throttling();
				}
				return "inner";
			});
			return failing(2, Attempts.transientFailure());
		});
		assertThat(inner).hasValue(6);
		assertThat(status().retries()).isEqualTo(5);
		assertThat(status().quotaLeft()).isEqualTo(500 - 14);
	}

	@Test
	void policiesBelongTogether() {
		QuotaRetryPolicy policy = new QuotaRetryPolicy(this.strategies, "orders", null);
		QuotaBackOffPolicy backOff = new QuotaBackOffPolicy();
		RetryContext foreign = new RetryContextSupport(null);
		assertThatIllegalArgumentException().isThrownBy(() -> policy.canRetry(foreign));
		assertThatIllegalArgumentException().isThrownBy(() -> backOff.start(foreign))
			.withMessage("A QuotaBackOffPolicy works together with a QuotaRetryPolicy only");
		assertThatIllegalArgumentException().isThrownBy(() -> backOff.backOff(null));
		assertThatIllegalArgumentException().isThrownBy(() -> new QuotaRetryPolicy(this.strategies, "", null));
		assertThatIllegalArgumentException().isThrownBy(() -> new QuotaRetryPolicy(this.strategies, "orders", -1));
		assertThat(policy.getMaxAttempts()).isEqualTo(3);
		RetryContext own = policy.open(null);
		policy.registerThrowable(own, null);
		assertThat(policy.canRetry(own)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void noTokenIsLostOrMadeByManyThreads(Threads threads) throws Exception {
		RetryTemplate template = template(null);
		template.setBackOffPolicy(new QuotaBackOffPolicy((millis) -> assertThat(millis).isEqualTo(500)));
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> tasks = new ArrayList<>();
		try (Threads.Pool pool = threads.start(10)) {
			for (int i = 0; i < 10; i++) {
				tasks.add(pool.submit(() -> {
					start.await();
					for (int step = 0; step < 300; step++) {
						template.execute((context) -> {
							if (context.getRetryCount() == 0) {
								throw Attempts.throttling();
							}
							return "done";
						});
						assertThat(status().quotaLeft()).isBetween(0, 500);
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> task : tasks) {
				task.get();
			}
		}
		assertThat(status().quotaLeft()).isEqualTo(500);
		assertThat(status().retries()).isEqualTo(3000);
	}

}
