package io.awsconfig.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.utils.AttributeMap;

import org.springframework.util.function.SingletonSupplier;

/**
 * The timeouts of the defaults mode {@code auto}: those of {@code in-region} for clients
 * of the Region that the application runs in. To find that out may take a call to
 * instance metadata, so that nobody asks before the first request is sent. In every other
 * case, {@code standard} applies.
 * <p>
 * Guide: Smart configuration defaults.
 */
final class AutoDefaults {

	private static final Duration IN_REGION = Duration.ofMillis(1100);

	private final Supplier<Optional<String>> here;

	private final Map<String, Supplier<AttributeMap>> regions = new ConcurrentHashMap<>();

	AutoDefaults(Supplier<@Nullable String> here) {
		this.here = SingletonSupplier.of(() -> Optional.ofNullable(here.get()));
	}

	/**
	 * Return what gives the timeouts of clients of a Region, always the same.
	 */
	Supplier<AttributeMap> of(String region) {
		return this.regions.computeIfAbsent(region, (absent) -> () -> this.here.get().filter(region::equals).isPresent()
				? inRegion() : AttributeMap.empty());
	}

	private static AttributeMap inRegion() {
		return AttributeMap.builder()
			.put(SdkHttpConfigurationOption.CONNECTION_TIMEOUT, IN_REGION)
			.put(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT, IN_REGION)
			.build();
	}

}
