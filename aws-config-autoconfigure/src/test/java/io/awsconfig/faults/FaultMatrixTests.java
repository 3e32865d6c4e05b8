package io.awsconfig.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.awsconfig.faults.FaultMatrix.Phase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every source of credentials with every fault: what a caller gets, how long that takes,
 * how often the source is asked, and when all is well again. Keeps the section "Faults"
 * of {@code docs/credentials.md} current, and writes it if the system property
 * {@code faults.docs.write} is {@code true}.
 */
class FaultMatrixTests {

	private static final String COMMAND = "./mvnw test -pl aws-config-autoconfigure -Dtest=FaultMatrixTests "
			+ "-Dfaults.docs.write=true";

	/**
	 * What a test on a busy machine may take longer than its time-outs.
	 */
	private static final Duration SLACK = Duration.ofSeconds(20);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	static Path directory;

	@SuppressWarnings("NullAway.Init")
	private static FaultMatrix matrix;

	@BeforeAll
	static void runAll() throws IOException {
		matrix = new FaultMatrix(directory);
		if (Boolean.getBoolean("faults.docs.write")) {
			FaultDocument.write(matrix);
		}
	}

	static Stream<Arguments> cells() {
		return Stream.of(Source.values())
			.flatMap((source) -> Stream.of(Fault.values()).map((fault) -> Arguments.of(source, fault)));
	}

	@ParameterizedTest
	@MethodSource("cells")
	void firstLoadGetsErrorThatSaysWhyAndRecovers(Source source, Fault fault) {
		Outcome outcome = matrix.outcome(source, fault, Phase.FIRST_LOAD);
		assertThat(outcome.redirectsFollowed()).as("redirects").isZero();
		assertThat(outcome.waited()).as("wait").isLessThan(source.longestWait().plus(SLACK));
		assertThat(outcome.requests()).as("requests").isBetween(1, source.mostRequests());
		assertThat(outcome.written()).as("bytes taken").isLessThan(FaultySource.HUGE);
		if (source.works(fault)) {
			assertThat(outcome.message()).isNull();
			assertThat(outcome.accessKeyId()).startsWith("ASIAFAULT");
			assertThat(outcome.attempts()).as("failures").isZero();
			return;
		}
		assertThat(outcome.attempts()).as("failures").isOne();
		if (source.mayLastLonger() && fault == Fault.EXPIRED) {
			// Better than none: AWS may still accept them
			assertThat(outcome.accessKeyId()).startsWith("ASIAFAULT");
			return;
		}
		assertThat(outcome.accessKeyId()).isNull();
		assertReason(outcome);
		assertThat(outcome.recovery()).as("recovery").isNotNull().isLessThanOrEqualTo(source.longestRecovery());
	}

	@ParameterizedTest
	@MethodSource("cells")
	void refreshKeepsWhatIsValidAndRecovers(Source source, Fault fault) {
		Outcome outcome = matrix.outcome(source, fault, Phase.REFRESH);
		assertThat(outcome.redirectsFollowed()).as("redirects").isZero();
		assertThat(outcome.waited()).as("wait").isLessThan(Duration.ofSeconds(2));
		assertThat(outcome.requests()).as("requests").isBetween(1, source.mostRequests());
		if (source.works(fault)) {
			assertThat(outcome.kept()).as("old ones are in use").isFalse();
			assertThat(outcome.message()).isNull();
			return;
		}
		assertThat(outcome.kept()).as("old ones are in use").isTrue();
		assertReason(outcome);
		if (fault.isEndless()) {
			assertThat(outcome.attempts()).as("failures").isOne();
			assertThat(outcome.recovery()).as("recovery").isNotNull().isLessThanOrEqualTo(source.longestRecovery());
		}
		else {
			// After 0, 1, 3, 7, 15 and 31 seconds; the next one comes after 63. The SDK
			// writes even
			// an expired login to its file, which is then read once more
			assertThat(outcome.attempts()).as("failures")
				.isBetween(6L, (source == Source.LOGIN && fault == Fault.EXPIRED) ? 12L : 6L);
			assertThat(outcome.recovery()).as("recovery").isNotNull().isLessThanOrEqualTo(Duration.ofSeconds(13));
		}
	}

	private static void assertReason(Outcome outcome) {
		assertThat(outcome.message()).startsWith("No credentials from ")
			.doesNotContain("secret-", "unexpected", "interrupted", "Exception ", "HTTP/1.1")
			.hasSizeLessThan(800);
	}

	@Test
	void documentIsCurrent() throws IOException {
		assertThat(FaultDocument.read())
			.as("the last section of %s is not current; write it anew with%n    %s", FaultDocument.FILE, COMMAND)
			.isEqualTo(FaultDocument.describe(matrix));
	}

}
