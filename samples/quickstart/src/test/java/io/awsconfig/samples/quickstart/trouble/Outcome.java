package io.awsconfig.samples.quickstart.trouble;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What came of a start.
 *
 * @param atStart what was logged until the application ran, or did not
 * @param later what was logged after that
 * @param started whether the application runs
 * @param statuses the status of each request
 * @param answers what it answered when it was asked
 */
record Outcome(List<LogEntry> atStart, List<LogEntry> later, boolean started, Map<String, Integer> statuses,
		Map<Trouble.Question, String> answers) {

	/**
	 * Return whether everything works and nothing is odd.
	 */
	boolean isWell() {
		return this.started && failedRequest() == null && warnings().isEmpty();
	}

	@Nullable String failedRequest() {
		return this.statuses.entrySet()
			.stream()
			.filter((request) -> request.getValue() >= 400)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

	List<String> warnings() {
		return Stream.concat(this.atStart.stream(), this.later.stream())
			.filter(LogEntry::isWarning)
			.map(LogEntry::text)
			.toList();
	}

	/**
	 * Return what there is to see at start, in the words of the application.
	 */
	List<String> seenAtStart() {
		List<String> seen = new ArrayList<>();
		for (LogEntry entry : this.atStart) {
			if (entry.isWarning()) {
				seen.add(entry.level() + " " + entry.text());
			}
			else if (entry.isFailureAnalysis()) {
				seen.add("APPLICATION FAILED TO START\n\n" + entry.failureAnalysis());
			}
		}
		return seen;
	}

	/**
	 * Return what there is to see later, up to the first request that fails: the others
	 * do so for the same reason.
	 */
	Set<String> seenLater() {
		Set<String> seen = new LinkedHashSet<>();
		for (LogEntry entry : this.later) {
			if (entry.isWarning()) {
				seen.add(entry.level() + " " + entry.text());
			}
			entry.exceptions().forEach((exception) -> seen.add(shorten(exception, seen)));
			if (!entry.exceptions().isEmpty()) {
				break;
			}
		}
		return seen;
	}

	/**
	 * Of an exception that says what has been said, the first line is enough.
	 */
	private static String shorten(String exception, Set<String> seen) {
		String message = exception.replaceFirst("^[\\w.$]+: ", "");
		boolean said = seen.stream().anyMatch((text) -> text.contains(message));
		return (said && message.contains("\n")) ? exception.lines().findFirst().orElseThrow() + "\n    …" : exception;
	}

	/**
	 * Return the message that somebody would look for.
	 */
	String symptom() {
		for (LogEntry entry : this.atStart) {
			if (entry.isFailureAnalysis()) {
				return entry.failureAnalysis().replaceFirst("(?s)^Description:\\s*", "").lines().findFirst().orElse("");
			}
		}
		for (LogEntry entry : this.later) {
			for (String exception : entry.exceptions()) {
				return exception.lines().findFirst().orElse("");
			}
		}
		return warnings().isEmpty() ? "" : warnings().get(0).lines().findFirst().orElse("");
	}

}
