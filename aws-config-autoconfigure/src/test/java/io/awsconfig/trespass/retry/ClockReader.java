package io.awsconfig.trespass.retry;

import java.time.Instant;

public final class ClockReader {

	private final Instant start = Instant.now();

}
