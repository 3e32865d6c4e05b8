package io.awsconfig.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.faults.FaultMatrix.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The last section of {@code docs/credentials.md}: what comes of each fault.
 */
final class FaultDocument {

	static final Path FILE = Path.of("../docs/credentials.md");

	private static final String HEADING = "## Faults\n";

	private static final String INTRODUCTION = """

			What happens when a source of credentials does not do what it should. These tables are what `FaultMatrixTests` saw, on
			local servers and in virtual time; it writes them anew and fails if they are not current.

			- **First load**: there are no credentials yet, and a request waits for them. It gets credentials or the error, whose first
			  sentence is shown.
			- **Refresh**: there are credentials that are still valid, and a background refresh meets the fault. Nobody waits. "kept" means
			  that the old ones stay in use.
			- **asked** is how often one attempt sends its request before it gives up. The next attempt comes after a pause: 1 s, then 2 s,
			  4 s and so on, up to half again as long by chance, one minute at most while there are no credentials, and five minutes while
			  there are.
			- **recovered** is how long after the end of the fault there are new credentials. At first load the fault ended after one
			  attempt. At refresh it lasted for 50 s, or for one attempt if that was endless; what is shown then is what was left of a
			  pause. The tests know no chance.

			How long a request waits at first load when nobody answers, or only byte by byte: one second for instance metadata
			(`metadata_service_timeout` for each of `metadata_service_num_attempts`; the tests set two seconds), 20 s for a container
			(10 s twice), 12 s for STS, IAM Identity Center and sign-in, unless `aws.api-call-timeout` is set, and 30 s for a process. Nothing waits
			longer than 30 s. All other faults are told as soon as the answers are there.
			""";

	private FaultDocument() {
	}

	static String read() throws IOException {
		String text = Files.readString(FILE);
		int start = text.indexOf(HEADING);
		return (start != -1) ? text.substring(start) : "";
	}

	static void write(FaultMatrix matrix) throws IOException {
		String text = Files.readString(FILE);
		int start = text.indexOf(HEADING);
		Files.writeString(FILE, ((start != -1) ? text.substring(0, start) : text + "\n") + describe(matrix));
	}

	static String describe(FaultMatrix matrix) {
		StringBuilder text = new StringBuilder(HEADING).append(INTRODUCTION);
		for (Source source : Source.values()) {
			text.append("\n### ").append(source).append("\n\n");
			text.append("| fault | first load | asked | recovered | refresh | asked | recovered |\n");
			text.append("|---|---|---|---|---|---|---|\n");
			for (Fault fault : Fault.values()) {
				Outcome first = matrix.outcome(source, fault, Phase.FIRST_LOAD);
				Outcome refresh = matrix.outcome(source, fault, Phase.REFRESH);
				text.append("| %s | %s | %d | %s | %s | %d | %s |\n".formatted(source.describe(fault), describe(first),
						first.requests(), (first.accessKeyId() == null) ? seconds(first.recovery()) : "",
						refresh.kept() ? "kept" : "renewed", refresh.requests(),
						refresh.kept() ? recovery(source, fault, refresh) : ""));
			}
		}
		return text.toString();
	}

	private static String recovery(Source source, Fault fault, Outcome refresh) {
		// Part of it passes by the real clock
		boolean inexact = source == Source.LOGIN && !fault.isEndless() && refresh.recovery() != null;
		return inexact ? "at most 13 s" : seconds(refresh.recovery());
	}

	private static String describe(Outcome first) {
		if (first.message() != null) {
			return "error: " + firstSentence(first.message());
		}
		return (first.attempts() == 0) ? "credentials" : "the expired credentials, as AWS may still accept them";
	}

	private static String seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toSeconds() + " s" : "never";
	}

	/**
	 * Leave out which step failed, which is the same for all, and the advice.
	 */
	private static String firstSentence(String message) {
		String reason = message.replaceFirst("^No credentials from .*?\\)+: ", "");
		return reason.replaceFirst("(?s)(?<=[A-Za-z0-9)'…])\\. [A-Z].*$", "")
			.replaceFirst("\\.$", "")
			.replace("|", "\\|");
	}

}
