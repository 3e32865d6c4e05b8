package io.awsconfig.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Words;
import io.awsconfig.settings.AwsConfigurationException;

/**
 * What the {@link AwsDoctor} has found. Holds no secret.
 *
 * @param verdict the worst of all findings; what was skipped counts for nothing
 * @param started when it was made
 * @param duration how long that took
 * @param findings the lines, in the order in which one is the reason of the next
 * @since 0.1.0
 */
public record DoctorReport(Verdict verdict, Instant started, Duration duration, List<Finding> findings) {

	private static final int CHECK_WIDTH = 11;

	private static final String INDENT = "         ";

	/**
	 * What would do something to a terminal, or change how a line looks. A server may put
	 * it into a certificate, for example.
	 */
	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\n]]+");

	/**
	 * Create a report.
	 */
	public DoctorReport {
		findings = List.copyOf(findings);
	}

	static DoctorReport of(Instant started, Duration duration, List<Finding> findings) {
		Verdict worst = findings.stream()
			.map(Finding::verdict)
			.filter((verdict) -> verdict != Verdict.SKIPPED)
			.max(Comparator.naturalOrder())
			.orElse(Verdict.OK);
		return new DoctorReport(worst, started, duration, findings);
	}

	/**
	 * Return a report of nothing but settings that keep the application from starting.
	 * @param exception what is wrong with them
	 * @param started when that was found
	 * @param duration how long it took
	 */
	@Internal
	public static DoctorReport of(AwsConfigurationException exception, Instant started, Duration duration) {
		return of(started, duration, List.of(Finding.of("settings", exception)));
	}

	/**
	 * Return this report with one more finding at its end.
	 */
	@Internal
	public DoctorReport and(Finding finding) {
		List<Finding> all = new ArrayList<>(this.findings);
		all.add(finding);
		return of(this.started, this.duration, all);
	}

	/**
	 * Return whether nothing fails.
	 * @return whether there is no finding that failed
	 */
	public boolean isHealthy() {
		return this.verdict != Verdict.FAILED;
	}

	/**
	 * Return the report for a terminal: one line for each finding, with a mark that does
	 * not depend on colours, and below what does not work its facts and what to do.
	 * @return the text, which ends with a line break
	 */
	public String toText() {
		StringBuilder text = new StringBuilder(toLine()).append("\n\n");
		for (Finding finding : this.findings) {
			append(finding, text);
		}
		return text.toString();
	}

	/**
	 * Return how many findings there are of each kind, in one line.
	 * @return the line
	 */
	public String toLine() {
		return "AWS doctor: " + summary();
	}

	private String summary() {
		return "%s (%d failed, %d warned, %d ok, %d skipped; %s)".formatted(
				isHealthy() ? "this application can work with AWS"
						: "this application cannot work with AWS as it is set up",
				count(Verdict.FAILED), count(Verdict.WARNING), count(Verdict.OK), count(Verdict.SKIPPED),
				Words.of(this.duration));
	}

	private long count(Verdict verdict) {
		return this.findings.stream().filter((finding) -> finding.verdict() == verdict).count();
	}

	private static void append(Finding finding, StringBuilder text) {
		text.append(finding.verdict().mark()).append(' ').append(pad(finding.check())).append(' ');
		if (finding.subject() != null) {
			text.append(indent(finding.subject())).append(": ");
		}
		text.append(indent(finding.message())).append('\n');
		finding.facts().forEach((label, fact) -> line(label, fact, text));
		if (finding.action() != null) {
			line("Do", finding.action(), text);
		}
	}

	private static void line(String label, String value, StringBuilder text) {
		text.append(INDENT).append(label).append(": ").append(indent(value)).append('\n');
	}

	private static String indent(String value) {
		return CONTROL.matcher(value.strip().replaceAll("\\R", "\n" + INDENT + "  ")).replaceAll(" ");
	}

	private static String pad(String name) {
		return String.format("%-" + CHECK_WIDTH + "s", name);
	}

}
