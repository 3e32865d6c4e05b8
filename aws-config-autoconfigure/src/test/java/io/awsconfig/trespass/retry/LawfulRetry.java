package io.awsconfig.trespass.retry;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

public final class LawfulRetry {

	private final AwsRegionProvider regionProvider = () -> Region.EU_WEST_1;

	private final LongSupplier nanoTime = System::nanoTime;

	private final Instant start = Instant.now(Clock.systemUTC());

}
