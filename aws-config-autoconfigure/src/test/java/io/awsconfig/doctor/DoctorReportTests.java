package io.awsconfig.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DoctorReportTests {

	@Test
	void whatServersSayDoesNothingToATerminal() {
		String odd = "a\u001b[2Jb\u0007c\u202ed\r\n[ok]   tls e\u2028f\tg";
		DoctorReport report = DoctorReport.of(Instant.EPOCH, Duration.ZERO,
				List.of(new Finding("tls", odd, Verdict.FAILED, odd, Map.of("Certificate", odd), odd)));
		assertThat(report.toText().lines().skip(2)).hasSizeGreaterThan(4)
			.filteredOn((line) -> line.startsWith("["))
			.singleElement()
			.satisfies((line) -> assertThat(line).startsWith("[FAIL] tls"));
		assertThat(report.toText()).matches("[\\x20-\\x7e\n]+");
	}

	@Test
	void verdictIsTheWorstOfWhatWasTried() {
		assertThat(verdict()).isEqualTo(Verdict.OK);
		assertThat(verdict(Verdict.SKIPPED)).isEqualTo(Verdict.OK);
		assertThat(verdict(Verdict.OK, Verdict.SKIPPED)).isEqualTo(Verdict.OK);
		assertThat(verdict(Verdict.WARNING, Verdict.OK, Verdict.SKIPPED)).isEqualTo(Verdict.WARNING);
		assertThat(verdict(Verdict.OK, Verdict.FAILED, Verdict.WARNING)).isEqualTo(Verdict.FAILED);
	}

	private static Verdict verdict(Verdict... verdicts) {
		return DoctorReport
			.of(Instant.EPOCH, Duration.ZERO,
					List.of(verdicts)
						.stream()
						.map((verdict) -> new Finding("dns", null, verdict, "found", Map.of(), null))
						.toList())
			.verdict();
	}

}
