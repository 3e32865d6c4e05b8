package io.awsconfig.faults;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs each request to a source on a thread of its own, and tells when none is left.
 */
final class Fetches implements Executor {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition ended = this.lock.newCondition();

	private int running;

	private int generation;

	@Override
	public void execute(Runnable fetch) {
		int generation = begin();
		Thread thread = new Thread(() -> {
			try {
				fetch.run();
			}
			finally {
				end(generation);
			}
		}, "faults-fetch");
		thread.setDaemon(true);
		thread.start();
	}

	private int begin() {
		this.lock.lock();
		try {
			this.running++;
			return this.generation;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void end(int generation) {
		this.lock.lock();
		try {
			if (generation == this.generation) {
				this.running--;
				this.ended.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Leave requests alone that have been given up, and that do not end by themselves
	 * within some time.
	 */
	void forget(Duration limit) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = limit.toNanos();
			while (this.running > 0 && nanos > 0) {
				nanos = this.ended.awaitNanos(nanos);
			}
			this.generation++;
			this.running = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until no request is under way.
	 */
	void awaitEnd(Duration limit) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = limit.toNanos();
			while (this.running > 0) {
				if (nanos <= 0) {
					throw new AssertionError("A request to the source goes on for more than " + limit);
				}
				nanos = this.ended.awaitNanos(nanos);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
