package io.awsconfig.imds;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the service is to be asked: with a token, or without one by version 1.
 */
record MetadataAccess(@Nullable String token, @Nullable String reason, long since, long duration) {

	/**
	 * How long it is remembered that version 2 is not there.
	 */
	private static final Duration VERSION_1 = Duration.ofSeconds(60);

	static MetadataAccess version1(String reason, long since) {
		return new MetadataAccess(null, reason, since, VERSION_1.toNanos());
	}

	static MetadataAccess version2(String token, long since, Duration duration) {
		return new MetadataAccess(token, null, since, duration.toNanos());
	}

	boolean isValid(long now) {
		return now - this.since < this.duration;
	}

	@Override
	public String toString() {
		return (this.token != null) ? "version 2" : "version 1";
	}

}
