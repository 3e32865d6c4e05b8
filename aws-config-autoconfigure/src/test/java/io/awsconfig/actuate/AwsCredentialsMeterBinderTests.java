package io.awsconfig.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.CredentialsFreshness.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AwsCredentialsMeterBinderTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private CredentialsFreshness freshness = new CredentialsFreshness(State.NONE, null, null, null, null, null, null,
			null, null, null, null, null, 0, 0);

	@Test
	void metersFollowTheCredentials() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		AwsCredentialsMeterBinder binder = new AwsCredentialsMeterBinder(
				Map.of("awsCredentialsProvider", () -> this.freshness), Clock.fixed(NOW, ZoneOffset.UTC));
		binder.bindTo(registry);
		assertThat(seconds(registry, "aws.credentials.expiry")).isNaN();
		assertThat(registry.get("aws.credentials.usable").gauge().value()).isNaN();
		this.freshness = new CredentialsFreshness(State.FRESH, "IAM Identity Center", "****MPLE", NOW,
				NOW.plusSeconds(90), NOW, Duration.ofMillis(250), null, null, null, NOW.plusSeconds(600), null, 3, 1);
		assertThat(seconds(registry, "aws.credentials.expiry")).isEqualTo(90);
		assertThat(seconds(registry, "aws.credentials.signin.expiry")).isEqualTo(600);
		assertThat(seconds(registry, "aws.credentials.refresh.last")).isEqualTo(0.25);
		assertThat(registry.get("aws.credentials.usable").tag("provider", "awsCredentialsProvider").gauge().value())
			.isEqualTo(1);
		assertThat(refreshes(registry, "success")).isEqualTo(3);
		assertThat(refreshes(registry, "failure")).isEqualTo(1);
		this.freshness = new CredentialsFreshness(State.EXPIRED, "IAM Identity Center", "****MPLE", NOW,
				NOW.minusSeconds(9), NOW, null, null, null, null, null, null, 3, 9);
		assertThat(seconds(registry, "aws.credentials.expiry")).isEqualTo(-9);
		assertThat(registry.get("aws.credentials.usable").gauge().value()).isZero();
		assertThat(refreshes(registry, "success")).isEqualTo(3);
		assertThat(refreshes(registry, "failure")).isEqualTo(9);
	}

	@Test
	void accessKeysThatDoNotExpireHaveNoMetersOfTime() {
		for (CredentialsFreshness fixed : List.of(CredentialsFreshness.fixed("access keys", "AKIAIOSFODNN7EXAMPLE"),
				CredentialsFreshness.none("access keys of the profile"))) {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			new AwsCredentialsMeterBinder(Map.of("awsCredentialsProvider", () -> fixed),
					Clock.fixed(NOW, ZoneOffset.UTC))
				.bindTo(registry);
			assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
				.containsExactlyInAnyOrder("aws.credentials.refreshes", "aws.credentials.refreshes",
						"aws.credentials.usable");
		}
	}

	private static double refreshes(SimpleMeterRegistry registry, String outcome) {
		return registry.get("aws.credentials.refreshes")
			.tags("provider", "awsCredentialsProvider", "outcome", outcome)
			.functionCounter()
			.count();
	}

	private static double seconds(SimpleMeterRegistry registry, String meter) {
		return registry.get(meter).timeGauge().value(TimeUnit.SECONDS);
	}

}
