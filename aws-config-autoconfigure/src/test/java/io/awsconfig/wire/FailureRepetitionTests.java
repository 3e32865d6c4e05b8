package io.awsconfig.wire;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import io.awsconfig.AwsClientId;
import io.awsconfig.failure.CallFailure;
import io.awsconfig.failure.CallFailures;
import io.awsconfig.failure.WatchedClient;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When a failure is told again, with a clock that the test sets, a real client and a real
 * server.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureRepetitionTests {

	private static final Answer LASTING = Answer.error(400, "ExpiredTokenException");

	private static final Answer PASSING = Answer.error(400, "ThrottlingException");

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private final LocalServer server = new LocalServer();

	private final SetClock clock = new SetClock();

	private final CallFailures failures = new CallFailures(this.clock);

	private KmsClient client;

	@BeforeEach
	void makeClient() {
		this.client = client(AwsClientId.ofService("kms"));
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	private KmsClient client(AwsClientId id) {
		return KmsClient.builder()
			.region(Region.EU_CENTRAL_1)
			.endpointOverride(URI.create(this.server.url()))
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "wire-secret")))
			.httpClientBuilder(Apache5HttpClient.builder())
			.overrideConfiguration((override) -> {
				override.retryStrategy((retries) -> retries.maxAttempts(1));
				this.failures.watch(override, new WatchedClient(id, AwsSettings.resolve(List.of()), null));
			})
			.build();
	}

	private void fails(KmsClient client, Answer answer) {
		this.server.answering((request) -> answer);
		assertThatExceptionOfType(KmsException.class).isThrownBy(client::listKeys);
	}

	private void fails(Answer answer) {
		fails(this.client, answer);
	}

	private void succeeds() {
		this.server.answering((request) -> Answer.of(200));
		this.client.listKeys();
	}

	private static List<String> told(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("AWS client ")).toList();
	}

	private static String lastAction(CapturedOutput output) {
		List<String> actions = output.getOut().lines().filter((line) -> line.contains("    Action: ")).toList();
		return actions.get(actions.size() - 1);
	}

	@Test
	void causeThatLastsIsToldAgainAfterAnHour(CapturedOutput output) {
		fails(LASTING);
		fails(LASTING);
		this.clock.advance(Duration.ofHours(1).minusNanos(1));
		fails(LASTING);
		assertThat(told(output)).hasSize(1);
		assertThat(lastAction(output)).doesNotContain("failures since");
		this.clock.advance(Duration.ofNanos(1));
		fails(LASTING);
		assertThat(told(output)).hasSize(2);
		assertThat(lastAction(output)).endsWith(" That makes 3 failures since this was last told.");
		// The hour begins anew
		this.clock.advance(Duration.ofHours(1).minusNanos(1));
		fails(LASTING);
		assertThat(told(output)).hasSize(2);
		assertThat(this.failures.getAll()).singleElement().satisfies((failure) -> {
			assertThat(failure.count()).isEqualTo(5);
			assertThat(failure.first()).isEqualTo(START);
			assertThat(failure.last()).isEqualTo(START.plus(Duration.ofHours(2)).minusNanos(1));
			assertThat(failure.recovered()).isNull();
		});
	}

	@Test
	void causeThatLastsIsToldAgainAsSoonAsItHadEnded(CapturedOutput output) {
		fails(LASTING);
		this.clock.advance(Duration.ofSeconds(1));
		succeeds();
		assertThat(this.failures.getAll()).extracting(CallFailure::recovered).containsExactly(START.plusSeconds(1));
		fails(LASTING);
		assertThat(told(output)).hasSize(2);
		assertThat(this.failures.getAll()).singleElement().satisfies((failure) -> {
			assertThat(failure.count()).isEqualTo(2);
			assertThat(failure.recovered()).isNull();
		});
	}

	@Test
	void causeThatComesAndGoesIsToldAgainAfterFiveQuietMinutes(CapturedOutput output) {
		fails(PASSING);
		succeeds();
		this.clock.advance(Duration.ofMinutes(5).minusNanos(1));
		fails(PASSING);
		succeeds();
		assertThat(told(output)).as("not away for long enough").hasSize(1);
		this.clock.advance(Duration.ofMinutes(5).minusNanos(1));
		fails(PASSING);
		succeeds();
		assertThat(told(output)).as("counted from the last failure, not from the last line").hasSize(1);
		this.clock.advance(Duration.ofMinutes(5));
		fails(PASSING);
		assertThat(told(output)).hasSize(2);
		assertThat(lastAction(output)).endsWith(" That makes 3 failures since this was last told.");
	}

	@Test
	void causeThatComesAndGoesIsToldAfterAnHourAlthoughItNeverEnds(CapturedOutput output) {
		fails(PASSING);
		for (int i = 1; i <= 12; i++) {
			this.clock.advance(Duration.ofMinutes(5));
			fails(PASSING);
			assertThat(told(output)).hasSize((i < 12) ? 1 : 2);
		}
		assertThat(lastAction(output)).endsWith(" That makes 12 failures since this was last told.");
	}

	@Test
	void eachCauseAndEachClientIsToldByItself(CapturedOutput output) {
		fails(LASTING);
		fails(PASSING);
		fails(LASTING);
		fails(PASSING);
		assertThat(told(output)).hasSize(2);
		try (KmsClient other = client(new AwsClientId("kms", "keys"))) {
			fails(other, LASTING);
			fails(other, LASTING);
			assertThat(told(output)).hasSize(3);
			assertThat(told(output).get(2)).contains("AWS client 'keys' (kms): ListKeys failed");
		}
		assertThat(this.failures.of(AwsClientId.ofService("kms"))).extracting(CallFailure::count)
			.containsExactly(2L, 2L);
		assertThat(this.failures.of(new AwsClientId("kms", "keys"))).extracting(CallFailure::count).containsExactly(2L);
	}

	@Test
	void clientThatIsMadeAnewGoesOnWhereTheOtherEnded(CapturedOutput output) {
		fails(LASTING);
		try (KmsClient again = client(AwsClientId.ofService("kms"))) {
			fails(again, LASTING);
		}
		assertThat(told(output)).hasSize(1);
		assertThat(this.failures.getAll()).extracting(CallFailure::count).containsExactly(2L);
	}

	/**
	 * Shows what the test sets.
	 */
	private static final class SetClock extends Clock {

		private volatile Instant now = START;

		void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
