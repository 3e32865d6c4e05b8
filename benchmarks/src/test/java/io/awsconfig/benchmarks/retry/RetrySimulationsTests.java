package io.awsconfig.benchmarks.retry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.awsconfig.benchmarks.retry.QuotaSimulation.Sample;
import io.awsconfig.benchmarks.retry.SimulatedClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide claims, and what the documents say, held against the simulations.
 */
class RetrySimulationsTests {

	@ParameterizedTest
	@ValueSource(doubles = { 0.05, 0.15, 0.20 })
	void transientFailuresBelow22PercentLeaveTheQuotaAlone(double probability) {
		assertDoesNotDrain(Answer.TRANSIENT_FAILURE, probability);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.24, 0.30, 0.50 })
	void transientFailuresAbove22PercentDrainTheQuota(double probability) {
		assertDrains(Answer.TRANSIENT_FAILURE, probability);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.10, 0.25, 0.30 })
	void throttlingBelow32PercentLeavesTheQuotaAlone(double probability) {
		assertDoesNotDrain(Answer.THROTTLING, probability);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.34, 0.40, 0.60 })
	void throttlingAbove32PercentDrainsTheQuota(double probability) {
		assertDrains(Answer.THROTTLING, probability);
	}

	private static void assertDoesNotDrain(Answer kind, double probability) {
		QuotaSimulation.Result result = RetrySimulations.quota(kind, probability);
		assertThat(result.end().quotaRefusals()).isZero();
		assertThat(result.lowest()).isGreaterThan(250);
		assertThat(result.average()).isGreaterThan(400);
	}

	private static void assertDrains(Answer kind, double probability) {
		QuotaSimulation.Result result = RetrySimulations.quota(kind, probability);
		assertThat(result.emptyAt()).isLessThan(RetrySimulations.QUOTA_SECONDS / 2.0);
		assertThat(result.end().quotaRefusals()).isGreaterThan(1000);
		assertThat(result.average()).isLessThan(100);
		assertThat(result.samples()).extracting((sample) -> sample.status().quotaLeft())
			.allSatisfy((left) -> assertThat(left).isBetween(0, 500));
	}

	@Test
	void outageStopsRetriesAfterTheBufferAndRecoveryRefillsIt() {
		QuotaSimulation.Result result = RetrySimulations.outage();
		int start = RetrySimulations.OUTAGE_START;
		int end = RetrySimulations.OUTAGE_END;
		assertThat(result.samples().get(start).status().quotaLeft()).isGreaterThan(480);
		assertThat(result.retriesBetween(start, end)).as("500 tokens at 14 each").isLessThanOrEqualTo(36);
		assertThat(result.retriesBetween(start + 2, end)).isZero();
		assertThat(result.samples().subList(start + 2, end)).extracting((sample) -> sample.status().quotaLeft())
			.allMatch((left) -> left < 14);
		Sample refilled = result.samples().get(end + 6);
		assertThat(refilled.status().quotaLeft()).as("one token for each success, 100 in a second").isGreaterThan(450);
		assertThat(result.retriesBetween(end + 6, RetrySimulations.OUTAGE_SECONDS)).isPositive();
		assertThat(result.end().quotaRefusals()).isEqualTo(result.samples().get(end + 1).status().quotaRefusals());
	}

	@Test
	void adaptiveModeThrottlesLessAndFailsLessThanStandardModeAndWaitsInstead() {
		TableSimulation.Load load = RetrySimulations.LOADS.get("2");
		TableSimulation.Result standard = RetrySimulations.table(false, load);
		TableSimulation.Result adaptive = RetrySimulations.table(true, load);
		assertThat(load.demand()).isEqualTo(2 * load.tableRate());
		assertThat(standard.throttledShare()).isGreaterThan(0.3);
		assertThat(adaptive.throttledShare()).isLessThan(0.05);
		assertThat(standard.failedShare()).isGreaterThan(0.1);
		assertThat(adaptive.failedShare()).isLessThan(0.001);
		assertThat(adaptive.goodput()).isGreaterThan(0.95 * standard.goodput());
		assertThat(standard.firstDelay99()).isZero();
		assertThat(adaptive.firstDelayMedian()).isGreaterThan(0.1);
		assertThat(adaptive.latency99()).isLessThan(standard.latency99());
	}

	@Test
	void modesDoTheSameAsLongAsNothingIsThrottled() {
		TableSimulation.Load load = RetrySimulations.LOADS.get("0.9");
		TableSimulation.Result adaptive = RetrySimulations.table(true, load);
		assertThat(adaptive).isEqualTo(RetrySimulations.table(false, load));
		assertThat(adaptive.throttled()).isZero();
		assertThat(adaptive.firstDelay99()).isZero();
	}

	@Test
	void documentsSayWhatTheSimulationsSay() throws IOException {
		Path docs = Path.of("..", "docs");
		Map<String, String> files = RetrySimulations.files(Files.readString(docs.resolve("retry.md")));
		assertThat(files).hasSize(5)
			.allSatisfy(
					(name, text) -> assertThat(docs.resolve(name)).as(name + ", which docs/retry.md says how to write")
						.hasContent(text));
	}

}
