package io.awsconfig.retry;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Kinds of threads for tests of races.
 */
public enum Threads {

	PLATFORM,

	/**
	 * Since Java 21.
	 */
	VIRTUAL;

	public Pool start(int count) throws ReflectiveOperationException {
		if (this == PLATFORM) {
			return new Pool(Executors.newFixedThreadPool(count));
		}
		assumeTrue(Runtime.version().feature() >= 21);
		Method method = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
		return new Pool((ExecutorService) method.invoke(null));
	}

	public record Pool(ExecutorService executor) implements AutoCloseable {

		public <T> Future<T> submit(Callable<T> task) {
			return this.executor.submit(task);
		}

		@Override
		public void close() {
			this.executor.shutdownNow();
		}

	}

}
