package io.awsconfig.credentials.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;

/**
 * Bounds the calls of a client that gets credentials: how much of an answer is read, and,
 * unless the settings say so, how long a call may take.
 */
@Internal
public final class BoundedCalls implements ExecutionInterceptor {

	/**
	 * Two of them, one after the other, take less time than callers wait.
	 */
	static final Duration TIMEOUT = Duration.ofSeconds(12);

	private static final int MAX_ANSWER = 1024 * 1024;

	/**
	 * Watches over the time of all calls, so that a thousand roles do not need a thread
	 * each. There is no thread while there is no call.
	 */
	private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "aws-credentials-timeouts");
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		return thread;
	});

	static {
		TIMER.setKeepAliveTime(1, TimeUnit.SECONDS);
		TIMER.allowCoreThreadTimeOut(true);
		TIMER.setRemoveOnCancelPolicy(true);
	}

	private BoundedCalls() {
	}

	/**
	 * Bound the calls of a client.
	 * @param builder its builder, to which the settings have been applied
	 * @param <B> the type of the builder
	 * @return the same builder
	 */
	public static <B extends AwsClientBuilder<B, ?>> B of(B builder) {
		ClientOverrideConfiguration configuration = builder.overrideConfiguration();
		ClientOverrideConfiguration.Builder override = configuration.toBuilder();
		if (override.scheduledExecutorService() == null) {
			override.scheduledExecutorService(TIMER);
		}
		return builder.overrideConfiguration(override.addExecutionInterceptor(new BoundedCalls())
			.apiCallTimeout(configuration.apiCallTimeout().orElse(TIMEOUT))
			.build());
	}

	/**
	 * Return whether a call failed since its answer was too long.
	 * @param failure the failure
	 * @return whether it was that
	 */
	public static boolean isTooLong(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof TooLongException) {
				return true;
			}
		}
		return false;
	}

	@Override
	public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context,
			ExecutionAttributes executionAttributes) {
		return context.responseBody().map(BoundedStream::new);
	}

	private static final class BoundedStream extends FilterInputStream {

		private long left = MAX_ANSWER;

		BoundedStream(InputStream input) {
			super(input);
		}

		@Override
		public int read() throws IOException {
			int next = super.read();
			count((next != -1) ? 1 : 0);
			return next;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int count = super.read(bytes, offset, length);
			count(count);
			return count;
		}

		@Override
		public long skip(long count) throws IOException {
			long skipped = super.skip(count);
			count(skipped);
			return skipped;
		}

		@Override
		public boolean markSupported() {
			return false;
		}

		private void count(long bytes) {
			this.left -= Math.max(0, bytes);
			if (this.left < 0) {
				if (this.in instanceof Abortable abortable) {
					// To close it would read the rest
					abortable.abort();
				}
				throw new TooLongException();
			}
		}

	}

	private static final class TooLongException extends SdkClientException {

		private static final long serialVersionUID = 1L;

		TooLongException() {
			super(builder().message("The answer is longer than 1 MiB."));
		}

		@Override
		public boolean retryable() {
			return false;
		}

	}

}
