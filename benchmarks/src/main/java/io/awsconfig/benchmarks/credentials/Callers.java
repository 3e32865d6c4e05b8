package io.awsconfig.benchmarks.credentials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Threads that need credentials all the time, as requests do.
 */
final class Callers {

	static final int COUNT = 8;

	private static final Duration PAUSE = Duration.ofMillis(2);

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong slowest = new AtomicLong();

	private final List<Thread> threads = new ArrayList<>();

	/**
	 * Let all of them ask for the first time at the same moment, and then for a while.
	 * @param provider whom they ask
	 * @param duration how long; once if it is zero
	 * @return the callers
	 */
	static Callers start(AwsCredentialsProvider provider, Duration duration) {
		Callers callers = new Callers();
		CountDownLatch start = new CountDownLatch(1);
		for (int i = 0; i < COUNT; i++) {
			Thread thread = new Thread(() -> callers.run(provider, duration, start));
			thread.setDaemon(true);
			thread.start();
			callers.threads.add(thread);
		}
		start.countDown();
		return callers;
	}

	private void run(AwsCredentialsProvider provider, Duration duration, CountDownLatch start) {
		try {
			start.await();
			long end = System.nanoTime() + duration.toNanos();
			do {
				call(provider);
				Thread.sleep(PAUSE.toMillis());
			}
			while (System.nanoTime() - end < 0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void call(AwsCredentialsProvider provider) {
		long before = System.nanoTime();
		try {
			provider.resolveCredentials();
		}
		catch (SdkClientException ex) {
			this.failures.incrementAndGet();
		}
		this.slowest.accumulateAndGet(System.nanoTime() - before, Math::max);
		this.calls.incrementAndGet();
	}

	/**
	 * Wait until they are done.
	 * @return this
	 * @throws InterruptedException if interrupted
	 */
	Callers join() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join();
		}
		return this;
	}

	long getCalls() {
		return this.calls.get();
	}

	long getFailures() {
		return this.failures.get();
	}

	double getSlowestMillis() {
		return this.slowest.get() / 1e6;
	}

}
