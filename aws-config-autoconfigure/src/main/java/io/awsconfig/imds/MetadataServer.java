package io.awsconfig.imds;

import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The service as its clients see it: how it is to be asked, and what is known of it. For
 * one thread at a time.
 */
final class MetadataServer {

	private final String base;

	private final boolean version1Disabled;

	private final int attempts;

	private final Duration timeout;

	private final LongSupplier nanoTime;

	private final MetadataFailures failures;

	private @Nullable MetadataAccess access;

	private boolean answered;

	MetadataServer(URI endpoint, boolean version1Disabled, int attempts, Duration timeout, LongSupplier nanoTime) {
		String text = endpoint.toString();
		this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
		this.version1Disabled = version1Disabled;
		this.attempts = attempts;
		this.timeout = timeout;
		this.nanoTime = nanoTime;
		this.failures = new MetadataFailures(describe(), attempts, timeout);
	}

	/**
	 * Start an attempt.
	 * @param http sends its requests
	 * @return what asks
	 */
	MetadataSession open(LocalHttp http) {
		return new MetadataSession(this, http, now() + this.timeout.toNanos());
	}

	URI resolve(String path) {
		return URI.create(this.base + path);
	}

	String describe() {
		return "the instance metadata service at " + this.base;
	}

	boolean isVersion1Disabled() {
		return this.version1Disabled;
	}

	int getAttempts() {
		return this.attempts;
	}

	long now() {
		return this.nanoTime.getAsLong();
	}

	MetadataFailures getFailures() {
		return this.failures;
	}

	@Nullable MetadataAccess getAccess() {
		MetadataAccess access = this.access;
		return (access != null && access.isValid(now())) ? access : null;
	}

	void setAccess(@Nullable MetadataAccess access) {
		this.access = access;
	}

	boolean hasAnswered() {
		return this.answered;
	}

	void setAnswered() {
		this.answered = true;
	}

	@Override
	public String toString() {
		return "instance metadata at " + this.base;
	}

}
