package io.awsconfig.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.awsconfig.doctor.BrokenSetups.Setup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets the doctor examine {@link BrokenSetups}, and keeps the reports in
 * {@code docs/doctor.md} current; writes them if the system property
 * {@code doctor.docs.write} is {@code true}.
 */
class DoctorDocumentTests {

	private static final Path FILE = Path.of("../docs/doctor.md");

	private static final String BEGIN = "<!-- What follows is written by DoctorDocumentTests -->\n";

	private static final String COMMAND = "./mvnw test -pl aws-config-autoconfigure -Dtest=DoctorDocumentTests "
			+ "-Ddoctor.docs.write=true";

	private static final Map<String, String> reports = new LinkedHashMap<>();

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

	private static final Instant NOW = TODAY.atTime(16, 31).toInstant(ZoneOffset.UTC);

	private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

	private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?!T)");

	@TempDir
	Path home;

	static Iterable<String> titles() {
		return BrokenSetups.all().keySet();
	}

	@ParameterizedTest
	@MethodSource("titles")
	void reportNamesTheCause(String title) throws Exception {
		Setup setup = BrokenSetups.all().get(title);
		try (BrokenSetups setups = new BrokenSetups(this.home)) {
			DoctorReport report = setup.maker().make(setups).report();
			String text = report.toText();
			assertThat(text).doesNotContain("-secret", "AKIDSHOPKEY00001", "ASIAROLEKEY00001", "AKIDBASEKEY00001");
			assertThat(report.findings()
				.stream()
				.filter((finding) -> finding.verdict().compareTo(Verdict.SKIPPED) > 0)
				.map((finding) -> finding.check() + " " + finding.verdict())
				.distinct()
				.collect(Collectors.joining(", "))).as(text).isEqualTo(setup.expected());
			String section = "## %s\n\n%s%s".formatted(title, setup.words().isEmpty() ? "" : setup.words() + "\n\n",
					"```text\n" + normalize(text, report.started()) + "```\n\n");
			reports.put(title, section);
			if (!Boolean.getBoolean("doctor.docs.write")) {
				assertThat(Files.readString(FILE)).as("%s is not current; write it anew with%n    %s", FILE, COMMAND)
					.contains(section.stripTrailing());
			}
		}
	}

	@AfterAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("doctor.docs.write")) {
			String text = Files.readString(FILE);
			StringBuilder written = new StringBuilder(text.substring(0, text.indexOf(BEGIN) + BEGIN.length()))
				.append('\n');
			BrokenSetups.all().keySet().forEach((title) -> written.append(reports.getOrDefault(title, "")));
			Files.writeString(FILE, written.toString().stripTrailing() + "\n", StandardCharsets.UTF_8);
		}
	}

	/**
	 * Replace what is another thing in each run: directories, ports, times. What lies
	 * between two times stays.
	 */
	private String normalize(String text, Instant started) {
		long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(started, ZoneOffset.UTC), TODAY);
		return DAY
			.matcher(TIME.matcher(withoutPlaces(text))
				.replaceAll((time) -> NOW
					.plusSeconds(
							Math.round(Duration.between(started, Instant.parse(time.group())).toSeconds() / 60.0) * 60)
					.toString()))
			.replaceAll((day) -> LocalDate.parse(day.group()).plusDays(days).toString());
	}

	private String withoutPlaces(String text) {
		return text.replaceAll(Pattern.quote(this.home.toString()), "~")
			.replaceAll("(?<=127\\.0\\.0\\.1:|localhost:)\\d+", "4566")
			.replaceAll("; [\\d.]+ m?s\\)", text.contains("within the 2 s") ? "; 2 s)" : "; 0.4 s)")
			.replaceAll("(?<=localhost is )[\\d.:a-f, ]+", "127.0.0.1")
			.replaceAll("\\d+ min \\d+ s", "20 min 0 s")
			.replaceAll("\"(aws[\\w.-]+)\" from property source \"application\"", "'$1' in application.yml");
	}

}
