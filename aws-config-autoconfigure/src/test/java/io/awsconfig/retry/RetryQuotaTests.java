package io.awsconfig.retry;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryQuotaTests {

	private final RetryQuota quota = new RetryQuota();

	@Test
	void startsFull() {
		assertThat(this.quota.getLeft()).isEqualTo(500);
	}

	@Test
	void thirtyFiveTransientRetriesEmptyIt() {
		for (int i = 0; i < 35; i++) {
			assertThat(this.quota.tryAcquire(FailureKind.TRANSIENT.getCost())).isTrue();
		}
		assertThat(this.quota.tryAcquire(FailureKind.TRANSIENT.getCost())).isFalse();
		assertThat(this.quota.getLeft()).isEqualTo(10);
		assertThat(this.quota.tryAcquire(FailureKind.THROTTLING.getCost())).isTrue();
		assertThat(this.quota.tryAcquire(FailureKind.THROTTLING.getCost())).isTrue();
		assertThat(this.quota.tryAcquire(FailureKind.THROTTLING.getCost())).isFalse();
		assertThat(this.quota.getLeft()).isZero();
	}

	@Test
	void hundredThrottlingRetriesEmptyIt() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.quota.tryAcquire(FailureKind.THROTTLING.getCost())).isTrue();
		}
		assertThat(this.quota.tryAcquire(1)).isFalse();
	}

	@Test
	void holdsNoMoreThanItsCapacity() {
		this.quota.release(14);
		assertThat(this.quota.getLeft()).isEqualTo(500);
		this.quota.tryAcquire(5);
		this.quota.release(14);
		assertThat(this.quota.getLeft()).isEqualTo(500);
	}

	@ParameterizedTest
	@EnumSource
	void noTokenIsLostOrMadeByManyThreads(Threads threads) throws Exception {
		int count = 12;
		AtomicInteger outside = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> tasks = new ArrayList<>();
		try (Threads.Pool pool = threads.start(count)) {
			for (int i = 0; i < count; i++) {
				SplittableRandom random = new SplittableRandom(i);
				tasks.add(pool.submit(() -> {
					start.await();
					int held = 0;
					for (int step = 0; step < 20_000; step++) {
						int cost = random.nextBoolean() ? 14 : 5;
						if (held >= cost && random.nextInt(3) != 0) {
							this.quota.release(cost);
							held -= cost;
						}
						else if (this.quota.tryAcquire(cost)) {
							held += cost;
						}
						assertThat(this.quota.getLeft()).isBetween(0, 500);
					}
					return outside.addAndGet(held);
				}));
			}
			start.countDown();
			for (Future<?> task : tasks) {
				task.get();
			}
		}
		assertThat(this.quota.getLeft() + outside.get()).isEqualTo(500);
	}

}
