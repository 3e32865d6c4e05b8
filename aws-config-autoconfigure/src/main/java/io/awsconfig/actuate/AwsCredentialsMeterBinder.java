package io.awsconfig.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * {@link MeterBinder} for the credentials of AWS clients: how long they and the sign-in
 * session behind them last, and how often they were refreshed. What is not known yet is
 * not a number; access keys that do not expire have no meters of time.
 *
 * @since 0.1.0
 */
public class AwsCredentialsMeterBinder implements MeterBinder {

	private static final String PROVIDER = "provider";

	private static final List<String> STATIC_STEPS = List.of(Step.Kind.ACCESS_KEYS.toString(),
			Step.Kind.PROFILE_ACCESS_KEYS.toString());

	private final Map<String, Supplier<CredentialsFreshness>> providers;

	private final Clock clock;

	/**
	 * Create a binder.
	 * @param providers tell how fresh credentials are, without waiting, by what the tag
	 * {@code provider} says; see {@link CredentialsChain#freshness()}
	 * @param clock the clock
	 */
	public AwsCredentialsMeterBinder(Map<String, Supplier<CredentialsFreshness>> providers, Clock clock) {
		this.providers = Map.copyOf(providers);
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.providers.forEach((name, freshness) -> {
			bindCount(registry, "success", name, freshness, CredentialsFreshness::refreshes);
			bindCount(registry, "failure", name, freshness, CredentialsFreshness::failures);
			Gauge.builder("aws.credentials.usable", freshness, AwsCredentialsMeterBinder::usable)
				.description("Whether there are credentials that can be used")
				.tag(PROVIDER, name)
				.register(registry);
			if (isStatic(freshness.get())) {
				return;
			}
			bindTime(registry, "aws.credentials.expiry", "Time until the credentials expire", name, freshness,
					CredentialsFreshness::until);
			bindTime(registry, "aws.credentials.signin.expiry", "Time until the sign-in session must be renewed", name,
					freshness, CredentialsFreshness::signInUntil);
			TimeGauge
				.builder("aws.credentials.refresh.last", freshness, TimeUnit.SECONDS,
						(supplier) -> seconds(supplier.get().lastRefreshDuration()))
				.description("Time that the last refresh of the credentials took")
				.tag(PROVIDER, name)
				.register(registry);
		});
	}

	/**
	 * Return whether the credentials never expire, which the step tells before anybody
	 * has asked for them.
	 */
	private static boolean isStatic(CredentialsFreshness freshness) {
		String step = freshness.step();
		return freshness.state() == CredentialsFreshness.State.STATIC || (step != null && STATIC_STEPS.contains(step));
	}

	private static void bindCount(MeterRegistry registry, String outcome, String name,
			Supplier<CredentialsFreshness> freshness, ToLongFunction<CredentialsFreshness> count) {
		FunctionCounter.builder("aws.credentials.refreshes", freshness, (supplier) -> count.applyAsLong(supplier.get()))
			.description("Questions to the source of the credentials")
			.tag(PROVIDER, name)
			.tag("outcome", outcome)
			.register(registry);
	}

	private void bindTime(MeterRegistry registry, String meter, String description, String name,
			Supplier<CredentialsFreshness> freshness, Function<CredentialsFreshness, @Nullable Instant> end) {
		TimeGauge.builder(meter, freshness, TimeUnit.SECONDS, (supplier) -> secondsUntil(end.apply(supplier.get())))
			.description(description)
			.tag(PROVIDER, name)
			.register(registry);
	}

	private double secondsUntil(@Nullable Instant end) {
		return (end != null) ? seconds(Duration.between(this.clock.instant(), end)) : Double.NaN;
	}

	private static double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() / 1000.0 : Double.NaN;
	}

	private static double usable(Supplier<CredentialsFreshness> freshness) {
		return switch (freshness.get().state()) {
			case STATIC, FRESH, REFRESHING, STALE -> 1;
			case EXPIRED, REFUSED, FAILED -> 0;
			case NONE -> Double.NaN;
		};
	}

}
