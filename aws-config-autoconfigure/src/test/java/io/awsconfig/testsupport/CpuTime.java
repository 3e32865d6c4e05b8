package io.awsconfig.testsupport;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.function.Executable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Limits what work costs, however busy the machine is with something else.
 */
public final class CpuTime {

	private CpuTime() {
	}

	/**
	 * Do the work, and fail as soon as it has taken too long.
	 * @param limit the processor time that it may take
	 * @param work what is done, by a thread of its own
	 */
	public static void assertAtMost(Duration limit, Executable work) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Thread worker = new Thread(() -> {
			try {
				work.execute();
				done.complete(null);
			}
			catch (Throwable ex) {
				done.completeExceptionally(ex);
			}
		}, "limited");
		worker.setDaemon(true);
		worker.start();
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		try {
			while (worker.isAlive()) {
				worker.join(20);
				assertThat(threads.getThreadCpuTime(worker.getId())).as("processor time in nanoseconds")
					.isLessThan(limit.toNanos());
			}
			done.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			fail("Interrupted", ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Error error) ? error : new AssertionError(ex.getCause());
		}
	}

}
