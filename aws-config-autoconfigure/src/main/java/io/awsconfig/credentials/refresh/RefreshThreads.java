package io.awsconfig.credentials.refresh;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads of a {@link CredentialsRefresher}: one that lasts for each timer, and one
 * for each request to a source. None is made before it is needed.
 */
final class RefreshThreads implements Executor, Supplier<CredentialsRefresher.Timer> {

	private static final String PREFIX = "aws-credentials-";

	private final BooleanSupplier virtual;

	private final AtomicInteger count = new AtomicInteger();

	private volatile @Nullable ThreadFactory factory;

	RefreshThreads(BooleanSupplier virtual) {
		this.virtual = virtual;
	}

	@Override
	public void execute(Runnable fetch) {
		factory().newThread(fetch).start();
	}

	@Override
	public CredentialsRefresher.Timer get() {
		return new ThreadTimer(factory());
	}

	private ThreadFactory factory() {
		ThreadFactory factory = this.factory;
		if (factory == null) {
			factory = this.virtual.getAsBoolean() ? new VirtualThreadTaskExecutor(PREFIX).getVirtualThreadFactory()
					: this::newDaemon;
			this.factory = factory;
		}
		return factory;
	}

	private Thread newDaemon(Runnable task) {
		// Nothing of the thread that happens to ask first may stay with this one
		Thread thread = new Thread(null, task, PREFIX + this.count.incrementAndGet(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(RefreshThreads.class.getClassLoader());
		return thread;
	}

	private static final class ThreadTimer implements CredentialsRefresher.Timer {

		private final ScheduledThreadPoolExecutor executor;

		ThreadTimer(ThreadFactory threads) {
			this.executor = new ScheduledThreadPoolExecutor(1, threads);
			this.executor.setRemoveOnCancelPolicy(true);
		}

		@Override
		public Runnable schedule(Runnable task, Duration delay) {
			Future<?> future = this.executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> future.cancel(false);
		}

		@Override
		public void close() {
			this.executor.shutdownNow();
		}

	}

}
