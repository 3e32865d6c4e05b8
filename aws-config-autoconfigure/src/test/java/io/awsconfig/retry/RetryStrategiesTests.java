package io.awsconfig.retry;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.awsconfig.AwsClientId;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class RetryStrategiesTests {

	private final RetryStrategies strategies = new RetryStrategies(new ManualTime(), () -> 0.5);

	@Test
	void knowsWhatIsRegisteredUntilItIsClosed() {
		RetryStrategy standard = this.strategies.standard("s3", null);
		RetryStrategy adaptive = this.strategies.adaptive("dynamodb", 6);
		assertThat(this.strategies.getStatus()).isEmpty();
		this.strategies.register(standard);
		this.strategies.register(adaptive);
		this.strategies.register(adaptive);
		this.strategies.register(DefaultRetryStrategy.doNotRetry());
		this.strategies.register(null);
		Attempts.first(standard).fail(Attempts.transientFailure());
		assertThat(this.strategies.getStatus()).hasSize(2).first().satisfies((status) -> {
			assertThat(status.service()).isEqualTo("s3");
			assertThat(status.mode()).isEqualTo("standard");
			assertThat(status.maxAttempts()).isEqualTo(3);
			assertThat(status.quotaLeft()).isEqualTo(486);
			assertThat(status.quotaCapacity()).isEqualTo(500);
			assertThat(status.retries()).isEqualTo(1);
		});
		assertThat(this.strategies.getStatus().get(1).mode()).isEqualTo("adaptive");
		assertThat(this.strategies.getStatus().get(1).maxAttempts()).isEqualTo(6);
		standard.close();
		standard.close();
		assertThat(this.strategies.getStatus()).extracting(RetryStatus::service).containsExactly("dynamodb");
		Attempts.first(standard).fail(Attempts.transientFailure());
	}

	@Test
	void totalsKeepWhatClosedClientsCounted() {
		RetryStrategy first = this.strategies.standard("s3", null);
		RetryStrategy second = this.strategies.standard("s3", null);
		this.strategies.register(first);
		this.strategies.register(second);
		Attempts.first(first).fail(Attempts.throttling());
		Attempts.first(second).fail(Attempts.transientFailure());
		first.close();
		RetryTotals totals = this.strategies.getTotals(AwsClientId.ofService("s3"));
		assertThat(totals.retries()).isEqualTo(2);
		assertThat(totals.delays()).isEqualTo(2);
		assertThat(totals.throttles()).isEqualTo(1);
		assertThat(totals.delayed()).hasMillis(500 + 25);
		assertThat(this.strategies.getTotals(AwsClientId.ofService("sqs")).retries()).isZero();
	}

	@Test
	void clientThatIsGarbageIsForgottenAndItsCountsAreNot() {
		collect(registerAndDrop((client) -> client));
		assertThat(this.strategies.getStatus()).isEmpty();
		assertThat(this.strategies.getTotals(AwsClientId.ofService("s3")).retries()).isEqualTo(1);
		RetryStrategy other = this.strategies.standard("s3", null);
		this.strategies.register(other);
		assertThat(this.strategies.getTotals(AwsClientId.ofService("s3")).retries()).isEqualTo(1);
		assertThat(this.strategies.getStatus()).hasSize(1);
		other.close();
	}

	@Test
	void nothingIsKeptOfAClientThatIsGarbageButWhatItCounted() {
		RetryStrategy other = this.strategies.standard("sqs", null);
		this.strategies.register(other);
		WeakReference<Object> counters = registerAndDrop(RetryState::getCounters);
		collect(registerAndDrop((client) -> client));
		other.close();
		collect(counters);
		assertThat(this.strategies.getTotals(AwsClientId.ofService("s3")).retries()).isEqualTo(2);
	}

	private static void collect(WeakReference<Object> reference) {
		for (int i = 0; reference.get() != null && i < 100; i++) {
			System.gc();
		}
		assertThat(reference.get()).isNull();
	}

	@Test
	void ownChanceSpreadsTheDelays() {
		RetryStrategy strategy = new RetryStrategies().standard("s3", null);
		Set<Duration> delays = new HashSet<>();
		for (int i = 0; i < 30; i++) {
			delays.add(Attempts.first(strategy).fail(Attempts.transientFailure()));
		}
		assertThat(delays).hasSizeGreaterThan(10)
			.allSatisfy((delay) -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofMillis(50)));
	}

	private WeakReference<Object> registerAndDrop(Function<RetryState, Object> part) {
		RetryStrategy strategy = this.strategies.standard("s3", null);
		this.strategies.register(strategy);
		Attempts.first(strategy).fail(Attempts.throttling());
		return new WeakReference<>(part.apply(((QuotaRetryStrategy) strategy).getClient()));
	}

	@Test
	void everyClientGetsAQuotaOfItsOwn() {
		RetryStrategy shared = this.strategies.standard("s3", 7).toBuilder().retryOnException((ex) -> true).build();
		RetryStrategy own = this.strategies.forClient(shared, "sqs");
		this.strategies.register(own);
		Attempts.first(shared).fail(new IllegalStateException());
		assertThat(this.strategies.getStatus()).singleElement().satisfies((status) -> {
			assertThat(status.service()).isEqualTo("sqs");
			assertThat(status.maxAttempts()).isEqualTo(7);
			assertThat(status.quotaLeft()).isEqualTo(500);
		});
		assertThat(Attempts.first(own).fail(new IllegalStateException())).hasMillis(25);
		RetryStrategy adaptive = this.strategies.forClient(this.strategies.adaptive("s3", null), "sqs");
		assertThat(((QuotaRetryStrategy) adaptive).getClient().status().mode()).isEqualTo("adaptive");
		RetryStrategy first = this.strategies.standard("s3", null);
		assertThat(this.strategies.forClient(first, "s3")).isSameAs(first);
		assertThat(this.strategies.forClient(first, "s3")).isNotSameAs(first);
		assertThat(this.strategies.forClient(own, "sqs")).isNotSameAs(own);
		RetryStrategy sdk = DefaultRetryStrategy.doNotRetry();
		assertThat(this.strategies.forClient(sdk, "sqs")).isSameAs(sdk);
	}

	@Test
	void namedClientHasAQuotaAndTotalsOfItsOwn() {
		AwsClientId archive = new AwsClientId("s3", "archive");
		RetryStrategy unnamed = this.strategies.standard("s3", null);
		RetryStrategy named = this.strategies.forClient(unnamed, archive);
		assertThat(this.strategies.forClient(named, new AwsClientId("s3", "other"))).isNotSameAs(named);
		this.strategies.register(unnamed);
		this.strategies.register(named);
		Attempts.first(named).fail(Attempts.throttling());
		assertThat(this.strategies.getStatus()).extracting(RetryStatus::owner, RetryStatus::quotaLeft)
			.containsExactly(tuple(AwsClientId.ofService("s3"), 500), tuple(archive, 495));
		named.close();
		assertThat(this.strategies.getTotals(archive).throttles()).isEqualTo(1);
		assertThat(this.strategies.getTotals(AwsClientId.ofService("s3")).throttles()).isZero();
		unnamed.close();
	}

	@Test
	void listenersHearOfEveryOwner() {
		RetryStrategy before = this.strategies.standard("s3", null);
		this.strategies.register(before);
		List<AwsClientId> owners = new ArrayList<>();
		this.strategies.addListener(owners::add);
		AwsClientId archive = new AwsClientId("s3", "archive");
		RetryStrategy after = this.strategies.forClient(before, archive);
		this.strategies.register(after);
		assertThat(owners).containsExactly(AwsClientId.ofService("s3"), archive);
		assertThat(this.strategies.getStatus()).hasSize(2);
		before.close();
		after.close();
	}

	@Test
	void statusIsInTheTextOfAStrategy() {
		assertThat(this.strategies.standard("s3", null)).hasToString("StandardQuotaRetryStrategy[RetryStatus["
				+ "service=s3, client=null, mode=standard, maxAttempts=3, quotaLeft=500, quotaCapacity=500, retries=0, throttles=0, "
				+ "quotaRefusals=0, delays=0, delayed=PT0S, sendRate=null]]");
	}

}
