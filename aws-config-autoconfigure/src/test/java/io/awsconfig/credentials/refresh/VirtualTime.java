package io.awsconfig.credentials.refresh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

import io.awsconfig.credentials.refresh.CredentialsRefresher.Timer;

/**
 * Time that a test sets, for a {@link CredentialsRefresher} and its clocks.
 */
public final class VirtualTime extends Clock {

	public static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::nanos));

	private volatile Instant now = START;

	private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L;

	private volatile int ticks;

	private boolean closed;

	public CredentialsRefresher refresher(Executor fetches) {
		return refresher(fetches, () -> 0);
	}

	CredentialsRefresher refresher(Executor fetches, DoubleSupplier random) {
		return new CredentialsRefresher(new RefreshTime(this, this::nanos, random), this::timer, fetches,
				Duration.ofSeconds(3));
	}

	private Timer timer() {
		this.closed = false;
		return new Timer() {

			@Override
			public Runnable schedule(Runnable task, Duration delay) {
				Task scheduled = new Task(VirtualTime.this.nanos + delay.toNanos(), task);
				synchronized (VirtualTime.this.tasks) {
					VirtualTime.this.tasks.add(scheduled);
				}
				return () -> {
					synchronized (VirtualTime.this.tasks) {
						VirtualTime.this.tasks.remove(scheduled);
					}
				};
			}

			@Override
			public void close() {
				VirtualTime.this.closed = true;
			}

		};
	}

	/**
	 * Let time pass; what is due in it runs on this thread at its time.
	 */
	public void pass(Duration duration) {
		long end = this.nanos + duration.toNanos();
		while (true) {
			Task task;
			synchronized (this.tasks) {
				task = this.tasks.peek();
				if (task == null || task.nanos - end > 0) {
					break;
				}
				this.tasks.poll();
			}
			moveTo(task.nanos);
			this.ticks++;
			task.task.run();
		}
		moveTo(end);
	}

	private void moveTo(long nanos) {
		if (nanos - this.nanos > 0) {
			this.now = this.now.plusNanos(nanos - this.nanos);
			this.nanos = nanos;
		}
	}

	/**
	 * Set the clock of the wall only, as an administrator or a suspended machine does.
	 */
	public void jump(Duration duration) {
		this.now = this.now.plus(duration);
	}

	public int ticks() {
		return this.ticks;
	}

	public int planned() {
		synchronized (this.tasks) {
			return this.tasks.size();
		}
	}

	public boolean isClosed() {
		return this.closed;
	}

	public long nanos() {
		return this.nanos;
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

	private record Task(long nanos, Runnable task) {

	}

}
