package io.awsconfig.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
					"```text\n" + normalize(text) + "```\n\n");
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
	 * Replace what is another thing in each run: directories, ports, times.
	 */
	private String normalize(String text) {
		return text.replaceAll(Pattern.quote(this.home.toString()), "~")
			.replaceAll("(?<=127\\.0\\.0\\.1:|localhost:)\\d+", "4566")
			.replaceAll("; [\\d.]+ m?s\\)", "; 0.4 s)")
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "2026-11-21T16:31:59Z")
			.replaceAll("\\d{4}-\\d\\d-\\d\\d(?!T)", "2026-11-21")
			.replaceAll("(?<=localhost is )[\\d.:a-f, ]+", "127.0.0.1")
			.replaceAll("\\d+ min \\d+ s", "20 min 0 s")
			.replaceAll("\"(aws[\\w.-]+)\" from property source \"application\"", "'$1' in application.yml");
	}

}
