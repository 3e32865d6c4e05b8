package io.awsconfig.retry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Time that a test sets. Starts just before the long number overflows.
 */
public final class ManualTime implements LongSupplier {

	private static final long START = Long.MAX_VALUE - 1_000_000_000L;

	private final AtomicLong nanos = new AtomicLong(START);

	@Override
	public long getAsLong() {
		return this.nanos.get();
	}

	void set(double seconds) {
		this.nanos.set(START + Math.round(seconds * 1_000_000_000));
	}

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

}
