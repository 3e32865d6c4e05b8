package io.awsconfig.actuate;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.awsconfig.AwsClientId;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.retry.RetryTotals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for the retries of AWS clients, by service and by the name of the
 * client, {@code none} for those without one. Meters are there from the first client on.
 * Of several clients, the sync and the async one for example, quota and send rate are
 * those of the client that is worst off.
 *
 * @since 0.1.0
 */
public class AwsRetryMeterBinder implements MeterBinder {

	private static final String NONE = "none";

	private final RetryStrategies strategies;

	/**
	 * Create a binder.
	 * @param strategies knows how the retries of the clients are
	 */
	public AwsRetryMeterBinder(RetryStrategies strategies) {
		this.strategies = strategies;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Set<AwsClientId> bound = ConcurrentHashMap.newKeySet();
		this.strategies.addListener((owner) -> {
			if (bound.add(owner)) {
				bindTo(registry, owner);
			}
		});
	}

	private void bindTo(MeterRegistry registry, AwsClientId owner) {
		Tags tags = Tags.of("service", owner.service(), "client", Objects.requireNonNullElse(owner.name(), NONE));
		Gauge.builder("aws.retry.quota.left", () -> least(owner, RetryStatus::quotaLeft))
			.description("Tokens that are left in the retry quota")
			.baseUnit("tokens")
			.tags(tags)
			.register(registry);
		Gauge.builder("aws.retry.quota.capacity", () -> least(owner, RetryStatus::quotaCapacity))
			.description("Tokens of a full retry quota")
			.baseUnit("tokens")
			.tags(tags)
			.register(registry);
		Gauge.builder("aws.retry.send.rate", () -> least(owner, AwsRetryMeterBinder::sendRate))
			.description("Requests per second that adaptive mode sends, if it has to limit them")
			.tags(tags)
			.register(registry);
		count(registry, owner, tags, "aws.retry.retries", "Retries", RetryTotals::retries);
		count(registry, owner, tags, "aws.retry.throttles", "Answers of the service that were throttling",
				RetryTotals::throttles);
		count(registry, owner, tags, "aws.retry.quota.refusals", "Retries that the quota refused",
				RetryTotals::quotaRefusals);
		FunctionTimer
			.builder("aws.retry.delay", this.strategies, (strategies) -> strategies.getTotals(owner).delays(),
					(strategies) -> strategies.getTotals(owner).delayed().toNanos(), TimeUnit.NANOSECONDS)
			.description("Time that attempts had to wait before they were sent")
			.tags(tags)
			.register(registry);
	}

	private void count(MeterRegistry registry, AwsClientId owner, Tags tags, String meter, String description,
			ToDoubleFunction<RetryTotals> count) {
		FunctionCounter
			.builder(meter, this.strategies, (strategies) -> count.applyAsDouble(strategies.getTotals(owner)))
			.description(description)
			.tags(tags)
			.register(registry);
	}

	private double least(AwsClientId owner, ToDoubleFunction<RetryStatus> value) {
		return this.strategies.getStatus()
			.stream()
			.filter((status) -> status.owner().equals(owner))
			.mapToDouble(value)
			.filter((number) -> !Double.isNaN(number))
			.min()
			.orElse(Double.NaN);
	}

	private static double sendRate(RetryStatus status) {
		return Objects.requireNonNullElse(status.sendRate(), Double.NaN);
	}

}
