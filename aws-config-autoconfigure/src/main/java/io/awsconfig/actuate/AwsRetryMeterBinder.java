package io.awsconfig.actuate;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.retry.RetryTotals;

/**
 * {@link MeterBinder} for the retries of AWS clients, service by service, from the first
 * client of a service on. Of several clients of a service, quota and send rate are those
 * of the client that is worst off.
 *
 * @since 0.1.0
 */
public class AwsRetryMeterBinder implements MeterBinder {

	private static final String SERVICE = "service";

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
		this.strategies.addListener((service) -> bindTo(registry, service));
	}

	private void bindTo(MeterRegistry registry, String service) {
		Tags tags = Tags.of(SERVICE, service);
		Gauge.builder("aws.retry.quota.left", () -> least(service, RetryStatus::quotaLeft))
			.description("Tokens that are left in the retry quota")
			.baseUnit("tokens")
			.tags(tags)
			.register(registry);
		Gauge.builder("aws.retry.quota.capacity", () -> least(service, RetryStatus::quotaCapacity))
			.description("Tokens of a full retry quota")
			.baseUnit("tokens")
			.tags(tags)
			.register(registry);
		Gauge.builder("aws.retry.send.rate", () -> least(service, AwsRetryMeterBinder::sendRate))
			.description("Requests per second that adaptive mode sends, if it has to limit them")
			.tags(tags)
			.register(registry);
		count(registry, tags, "aws.retry.retries", "Retries", RetryTotals::retries);
		count(registry, tags, "aws.retry.throttles", "Answers of the service that were throttling",
				RetryTotals::throttles);
		count(registry, tags, "aws.retry.quota.refusals", "Retries that the quota refused", RetryTotals::quotaRefusals);
		FunctionTimer
			.builder("aws.retry.delay", this.strategies, (strategies) -> strategies.getTotals(service).delays(),
					(strategies) -> strategies.getTotals(service).delayed().toNanos(), TimeUnit.NANOSECONDS)
			.description("Time that attempts had to wait before they were sent")
			.tags(tags)
			.register(registry);
	}

	private void count(MeterRegistry registry, Tags tags, String meter, String description,
			ToDoubleFunction<RetryTotals> count) {
		String service = tags.iterator().next().getValue();
		FunctionCounter
			.builder(meter, this.strategies, (strategies) -> count.applyAsDouble(strategies.getTotals(service)))
			.description(description)
			.tags(tags)
			.register(registry);
	}

	private double least(String service, ToDoubleFunction<RetryStatus> value) {
		return this.strategies.getStatus()
			.stream()
			.filter((status) -> status.service().equals(service))
			.mapToDouble(value)
			.filter((number) -> !Double.isNaN(number))
			.min()
			.orElse(Double.NaN);
	}

	private static double sendRate(RetryStatus status) {
		return Objects.requireNonNullElse(status.sendRate(), Double.NaN);
	}

}
