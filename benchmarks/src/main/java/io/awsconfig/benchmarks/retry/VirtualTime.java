package io.awsconfig.benchmarks.retry;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes from one event to the next.
 */
final class VirtualTime {

	static final double NANOS_PER_SECOND = 1e9;

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));

	private long nanos;

	private long number;

	long nanoTime() {
		return this.nanos;
	}

	double seconds() {
		return this.nanos / NANOS_PER_SECOND;
	}

	void after(long nanos, Runnable action) {
		this.events.add(new Event(this.nanos + nanos, this.number++, action));
	}

	void afterSeconds(double seconds, Runnable action) {
		after((long) (seconds * NANOS_PER_SECOND), action);
	}

	void runUntil(double seconds) {
		long end = (long) (seconds * NANOS_PER_SECOND);
		while (!this.events.isEmpty() && this.events.peek().nanos() <= end) {
			Event event = this.events.remove();
			this.nanos = event.nanos();
			event.action().run();
		}
		this.nanos = end;
	}

	private record Event(long nanos, long number, Runnable action) {

	}

}
