package io.awsconfig.actuate;

import java.util.concurrent.TimeUnit;

import io.awsconfig.AwsClientId;
import io.awsconfig.retry.RetryStrategies;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsRetryMeterBinderTests {

	private final RetryStrategies strategies = new RetryStrategies(() -> 0, () -> 0.5);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void metersFollowTheClientsOfAService() {
		RetryStrategy before = this.strategies.standard("s3", null);
		this.strategies.register(before);
		new AwsRetryMeterBinder(this.strategies).bindTo(this.registry);
		RetryStrategy after = this.strategies.adaptive("dynamodb", null);
		this.strategies.register(after);
		throttle(before);
		assertThat(gauge("aws.retry.quota.left", "s3")).isEqualTo(495);
		assertThat(gauge("aws.retry.quota.left", "dynamodb")).isEqualTo(500);
		assertThat(gauge("aws.retry.quota.capacity", "s3")).isEqualTo(500);
		assertThat(count("aws.retry.retries", "s3")).isEqualTo(1);
		assertThat(count("aws.retry.throttles", "s3")).isEqualTo(1);
		assertThat(count("aws.retry.retries", "dynamodb")).isZero();
		FunctionTimer delay = this.registry.get("aws.retry.delay").tag("service", "s3").functionTimer();
		assertThat(delay.count()).isEqualTo(1);
		assertThat(delay.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(500);
		assertThat(gauge("aws.retry.send.rate", "s3")).isNaN();
		assertThat(gauge("aws.retry.send.rate", "dynamodb")).isNaN();
		throttle(after);
		assertThat(gauge("aws.retry.send.rate", "dynamodb")).isEqualTo(0.5);
	}

	@Test
	void clientThatIsWorstOffCountsAndTotalsOfClosedOnesStay() {
		new AwsRetryMeterBinder(this.strategies).bindTo(this.registry);
		RetryStrategy first = this.strategies.standard("s3", null);
		RetryStrategy second = this.strategies.standard("s3", null);
		this.strategies.register(first);
		this.strategies.register(second);
		for (int i = 0; i < 100; i++) {
			throttle(second);
		}
		assertThatExceptionOfType(TokenAcquisitionFailedException.class).isThrownBy(() -> throttle(second));
		assertThat(gauge("aws.retry.quota.left", "s3")).isZero();
		assertThat(count("aws.retry.quota.refusals", "s3")).isEqualTo(1);
		second.close();
		assertThat(gauge("aws.retry.quota.left", "s3")).isEqualTo(500);
		assertThat(count("aws.retry.quota.refusals", "s3")).isEqualTo(1);
		assertThat(count("aws.retry.retries", "s3")).isEqualTo(100);
		first.close();
		assertThat(gauge("aws.retry.quota.left", "s3")).isNaN();
	}

	@Test
	void namedClientHasMetersOfItsOwn() {
		new AwsRetryMeterBinder(this.strategies).bindTo(this.registry);
		RetryStrategy unnamed = this.strategies.standard("s3", null);
		RetryStrategy archive = this.strategies.forClient(unnamed, new AwsClientId("s3", "archive"));
		this.strategies.register(unnamed);
		this.strategies.register(archive);
		throttle(archive);
		assertThat(quotaLeftOfS3("archive")).isEqualTo(495);
		assertThat(quotaLeftOfS3("none")).isEqualTo(500);
		assertThat(this.registry.get("aws.retry.retries").tag("client", "archive").functionCounter().count())
			.isEqualTo(1);
		assertThat(this.registry.get("aws.retry.retries").tag("client", "none").functionCounter().count()).isZero();
		unnamed.close();
		archive.close();
	}

	private double quotaLeftOfS3(String client) {
		return this.registry.get("aws.retry.quota.left").tags("service", "s3", "client", client).gauge().value();
	}

	private static void throttle(RetryStrategy strategy) {
		strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
			.token(strategy.acquireInitialToken(AcquireInitialTokenRequest.create("GLOBAL")).token())
			.failure(AwsServiceException.builder()
				.awsErrorDetails(AwsErrorDetails.builder().errorCode("SlowDown").build())
				.build())
			.build());
	}

	private double gauge(String meter, String service) {
		return this.registry.get(meter).tag("service", service).gauge().value();
	}

	private double count(String meter, String service) {
		return this.registry.get(meter).tag("service", service).functionCounter().count();
	}

}
