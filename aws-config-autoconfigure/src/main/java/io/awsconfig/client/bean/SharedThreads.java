package io.awsconfig.client.bean;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;

/**
 * The threads that a client of the SDK makes for itself unless it is given some: they
 * watch over timeouts, wait between attempts, and complete the futures of async clients.
 * A thousand clients need no more of them than a few do.
 */
final class SharedThreads implements AutoCloseable {

	private static final int TIMERS = 5;

	private static final int COMPLETIONS = Math.max(32, Runtime.getRuntime().availableProcessors());

	private static final int IDLE_SECONDS = 10;

	private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(TIMERS,
			threads("aws-client-timer-"));

	private final ThreadPoolExecutor completions = new ThreadPoolExecutor(COMPLETIONS, COMPLETIONS, IDLE_SECONDS,
			TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("aws-client-completion-"));

	SharedThreads() {
		this.timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.timers.allowCoreThreadTimeOut(true);
		this.timers.setRemoveOnCancelPolicy(true);
		this.completions.allowCoreThreadTimeOut(true);
	}

	private static ThreadFactory threads(String prefix) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, prefix + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Give the builder of a client threads that stay when the client is closed.
	 */
	void applyTo(AwsClientBuilder<?, ?> builder) {
		builder.overrideConfiguration((override) -> override.scheduledExecutorService(this.timers));
		if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
			// Not as what it is, which the client would close
			Executor completions = this.completions::execute;
			async.asyncConfiguration((configuration) -> configuration
				.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, completions));
		}
	}

	@Override
	public void close() {
		this.timers.shutdownNow();
		this.completions.shutdown();
	}

}
