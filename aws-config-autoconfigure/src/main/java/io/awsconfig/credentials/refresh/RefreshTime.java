package io.awsconfig.credentials.refresh;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What a refresh is planned by.
 *
 * @param clock the time of day, in which credentials expire
 * @param nanoTime a time in nanoseconds that nobody sets, as of {@link System#nanoTime()}
 * @param random from 0 up to, but not including, 1, so that not all refresh at once
 * @since 0.1.0
 */
public record RefreshTime(Clock clock, LongSupplier nanoTime, DoubleSupplier random) {

	/**
	 * Return the time of this machine.
	 * @return the time
	 */
	public static RefreshTime ofSystem() {
		return new RefreshTime(Clock.systemUTC(), System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
	}

}
