package io.awsconfig.credentials.refresh;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Refreshes all credentials ahead of their expiry. Starts before and stops after
 * everything else; while it does not run, credentials are refreshed when somebody asks
 * for them. It can be started again.
 *
 * @since 0.1.0
 */
public final class CredentialsRefresher implements SmartLifecycle, AutoCloseable {

	/**
	 * How often clock and files are looked at, whatever has been planned.
	 */
	@Internal
	public static final Duration CHECK_INTERVAL = Duration.ofSeconds(3);

	/**
	 * Keeps clocks that disagree by less from turning the thread in circles.
	 */
	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

	private static final Log logger = LogFactory.getLog(CredentialsRefresher.class);

	private final RefreshTime time;

	private final Supplier<Timer> timers;

	private final Executor fetches;

	private final Duration checkInterval;

	private final List<RefreshingCredentials> all = new CopyOnWriteArrayList<>();

	private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Turns refreshes = new Turns(this::refreshDue);

	/**
	 * On a thread of their own: whoever looks at a disk that hangs keeps no credentials
	 * from being refreshed.
	 */
	private final Turns looks = new Turns(this::look);

	private volatile boolean running;

	/**
	 * Create a refresher with platform threads, and the time of this machine.
	 */
	public CredentialsRefresher() {
		this(RefreshTime.ofSystem(), () -> false);
	}

	/**
	 * Create a refresher. It has a thread that lasts, another one if somebody looks at
	 * something regularly, and one for each request to a source, none of which keeps the
	 * JVM alive.
	 * @param time the time
	 * @param virtualThreads whether the threads are virtual; asked when one is needed
	 */
	public CredentialsRefresher(RefreshTime time, BooleanSupplier virtualThreads) {
		this(time, new RefreshThreads(virtualThreads));
	}

	private CredentialsRefresher(RefreshTime time, RefreshThreads threads) {
		this(time, threads, threads, CHECK_INTERVAL);
	}

	CredentialsRefresher(RefreshTime time, Supplier<Timer> timers, Executor fetches, Duration checkInterval) {
		this.time = time;
		this.timers = timers;
		this.fetches = fetches;
		this.checkInterval = checkInterval;
	}

	/**
	 * Return the time that refreshes are planned by.
	 * @return the time
	 */
	public RefreshTime time() {
		return this.time;
	}

	@Internal
	public void add(RefreshingCredentials credentials) {
		this.lock.lock();
		try {
			this.all.add(credentials);
			credentials.setScheduled(this.running);
			plan();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let somebody look at something regularly, as long as this runs. All who do so share
	 * a thread.
	 */
	@Internal
	public void add(Watcher watcher) {
		this.lock.lock();
		try {
			this.watchers.add(watcher);
			planLook();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let go of credentials that nobody needs any more, and close what their source is
	 * asked by, once it has answered whoever waits for it. Whoever asks them all the same
	 * gets some.
	 */
	@Internal
	public void remove(RefreshingCredentials credentials) {
		this.lock.lock();
		try {
			if (!this.all.remove(credentials)) {
				return;
			}
			credentials.setScheduled(false);
			plan();
		}
		finally {
			this.lock.unlock();
		}
		credentials.closeWhenIdle();
	}

	/**
	 * Run a request to a source on a thread of its own.
	 */
	@Internal
	public void execute(Runnable fetch) {
		this.fetches.execute(fetch);
	}

	/**
	 * Plan anew, since somebody's next refresh has changed.
	 */
	void wakeUp() {
		this.lock.lock();
		try {
			plan();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void plan() {
		Instant now = this.time.clock().instant();
		long nanos = this.time.nanoTime().getAsLong();
		Duration delay = null;
		for (RefreshingCredentials credentials : this.all) {
			Duration untilDue = credentials.untilDue(now, nanos);
			if (untilDue != null) {
				delay = RefreshSchedule.min(untilDue, (delay != null) ? delay : this.checkInterval);
			}
		}
		this.refreshes.plan(delay);
	}

	private void planLook() {
		Duration delay = null;
		for (Watcher watcher : this.watchers) {
			delay = RefreshSchedule.min(watcher.untilDue(), (delay != null) ? delay : this.checkInterval);
		}
		this.looks.plan(delay);
	}

	private void refreshDue() {
		for (RefreshingCredentials credentials : this.all) {
			try {
				credentials.check();
			}
			catch (RuntimeException | Error ex) {
				// One of them must not stop the others
				logger.error("Cannot refresh " + credentials, ex);
			}
		}
		wakeUp();
	}

	private void look() {
		for (Watcher watcher : this.watchers) {
			try {
				watcher.look();
			}
			catch (RuntimeException | Error ex) {
				logger.error("Cannot look after " + watcher, ex);
			}
		}
		this.lock.lock();
		try {
			planLook();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		this.lock.lock();
		try {
			if (this.running) {
				return;
			}
			this.running = true;
			setScheduled(true);
			plan();
			planLook();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void stop() {
		this.lock.lock();
		try {
			if (!this.running) {
				return;
			}
			this.running = false;
			this.refreshes.stop();
			this.looks.stop();
			setScheduled(false);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void setScheduled(boolean scheduled) {
		for (RefreshingCredentials credentials : this.all) {
			credentials.setScheduled(scheduled);
		}
	}

	/**
	 * Stop, and close what all sources are asked by. They can still be asked, and make
	 * new connections then.
	 */
	@Override
	public void close() {
		stop();
		this.all.forEach(CredentialsRefresher::close);
	}

	private static void close(RefreshingCredentials credentials) {
		try {
			credentials.close();
		}
		catch (IOException | RuntimeException ex) {
			// One of them must not keep the others open
			logger.debug("Cannot close " + credentials, ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Return the lowest phase: whatever stops needs credentials for its last requests.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	/**
	 * What is done again and again, one at a time, on a thread that is made when it is
	 * first due. Used under the lock.
	 */
	private final class Turns {

		private final Runnable task;

		private @Nullable Timer timer;

		private @Nullable Runnable cancellation;

		Turns(Runnable task) {
			this.task = task;
		}

		/**
		 * Plan the next one in place of the one that is planned.
		 * @param delay the time until then, or {@code null} if there is nothing to do
		 */
		void plan(@Nullable Duration delay) {
			if (this.cancellation != null) {
				this.cancellation.run();
				this.cancellation = null;
			}
			if (!CredentialsRefresher.this.running || delay == null) {
				return;
			}
			Timer timer = this.timer;
			if (timer == null) {
				timer = CredentialsRefresher.this.timers.get();
				this.timer = timer;
			}
			this.cancellation = timer.schedule(this.task,
					(delay.compareTo(SHORTEST_PAUSE) > 0) ? delay : SHORTEST_PAUSE);
		}

		void stop() {
			plan(null);
			if (this.timer != null) {
				this.timer.close();
				this.timer = null;
			}
		}

	}

	/**
	 * Looks at something regularly.
	 */
	@Internal
	public interface Watcher {

		/**
		 * Look.
		 */
		void look();

		/**
		 * Return how long nobody needs to look.
		 */
		Duration untilDue();

	}

	/**
	 * Runs something once after a while.
	 */
	public interface Timer extends AutoCloseable {

		/**
		 * Run a task once. It is short.
		 * @return what takes the task back
		 */
		Runnable schedule(Runnable task, Duration delay);

		@Override
		void close();

	}

}
