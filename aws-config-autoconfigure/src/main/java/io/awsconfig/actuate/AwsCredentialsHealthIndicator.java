package io.awsconfig.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.awsconfig.credentials.chain.CredentialsChain;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} for the credentials of AWS clients: down when there are none
 * that can be used, unknown as long as nobody has asked for any. Tells what is known
 * already: it neither asks the network nor waits.
 *
 * @since 0.1.0
 */
public class AwsCredentialsHealthIndicator extends AbstractHealthIndicator {

	private final Supplier<CredentialsFreshness> freshness;

	private final Duration expiryWarningThreshold;

	private final Clock clock;

	/**
	 * Create an indicator.
	 * @param freshness tells how fresh the credentials are, without waiting; see
	 * {@link CredentialsChain#freshness()}
	 * @param expiryWarningThreshold how long before they expire that is a detail
	 * @param clock the clock
	 */
	public AwsCredentialsHealthIndicator(Supplier<CredentialsFreshness> freshness, Duration expiryWarningThreshold,
			Clock clock) {
		super("AWS credentials health check failed");
		this.freshness = freshness;
		this.expiryWarningThreshold = expiryWarningThreshold;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		CredentialsFreshness freshness = this.freshness.get();
		Instant now = this.clock.instant();
		setStatus(builder, freshness, now);
		detail(builder, "state", freshness.state().toString());
		detail(builder, "step", freshness.step());
		detail(builder, "accessKeyId", freshness.accessKeyId());
		detail(builder, "since", freshness.since());
		detail(builder, "until", freshness.until());
		detail(builder, "expiringSoon", isExpiringSoon(freshness, now) ? true : null);
		detail(builder, "lastRefresh", freshness.lastRefresh());
		detail(builder, "nextRefresh", freshness.nextRefresh());
		detail(builder, "lastFailure", freshness.lastFailure());
		detail(builder, "lastFailureAt", freshness.lastFailureAt());
		detail(builder, "signInUntil", freshness.signInUntil());
		detail(builder, "signInExpiringSoon", isNear(freshness.signInUntil(), now) ? true : null);
		detail(builder, "signInCommand", freshness.signInCommand());
	}

	private static void setStatus(Health.Builder builder, CredentialsFreshness freshness, Instant now) {
		switch (freshness.state()) {
			case STATIC, FRESH, STALE -> builder.up();
			case REFRESHING -> {
				Instant until = freshness.until();
				if (freshness.since() == null) {
					builder.unknown();
				}
				else if (until != null && !now.isBefore(until)) {
					builder.down();
				}
				else {
					builder.up();
				}
			}
			case EXPIRED, REFUSED, FAILED -> builder.down();
			case NONE -> builder.unknown();
		}
	}

	/**
	 * Return whether the credentials expire soon and nothing speaks for it that they will
	 * be replaced in time.
	 */
	private boolean isExpiringSoon(CredentialsFreshness freshness, Instant now) {
		Instant until = freshness.until();
		if (until == null || !isNear(until, now)) {
			return false;
		}
		Instant next = freshness.nextRefresh();
		return freshness.state() == State.STALE || freshness.state() == State.EXPIRED
				|| (freshness.state() != State.REFRESHING && (next == null || !next.isBefore(until)));
	}

	private boolean isNear(@Nullable Instant instant, Instant now) {
		return instant != null && now.plus(this.expiryWarningThreshold).isAfter(instant);
	}

	private static void detail(Health.Builder builder, String name, @Nullable Object value) {
		if (value != null) {
			builder.withDetail(name, value);
		}
	}

}
