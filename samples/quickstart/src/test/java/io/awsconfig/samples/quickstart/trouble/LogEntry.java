package io.awsconfig.samples.quickstart.trouble;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that was logged.
 *
 * @param level the level
 * @param logger the name of the logger
 * @param text the message, and what follows it
 */
record LogEntry(String level, String logger, String text) {

	/**
	 * How the application has to log.
	 */
	static final String PATTERN = "@@%p@@%c@@%m%n%ex";

	private static final Pattern START = Pattern.compile("(?m)^@@([A-Z]+)@@([^@]*)@@");

	private static final Pattern FAILED_REQUEST = Pattern
		.compile("(?s)threw exception \\[Request processing failed: (.*?)\\] with root cause\\R([^\\t]*)\\R\\t.*");

	static List<LogEntry> parse(String log) {
		List<LogEntry> entries = new ArrayList<>();
		Matcher start = START.matcher(log);
		boolean found = start.find();
		while (found) {
			String level = start.group(1);
			String logger = start.group(2);
			int from = start.end();
			found = start.find();
			entries.add(new LogEntry(level, logger, log.substring(from, found ? start.start() : log.length()).strip()));
		}
		return entries;
	}

	/**
	 * Return whether the library warns of something.
	 */
	boolean isWarning() {
		return this.logger.startsWith("io.awsconfig.") && !this.logger.startsWith("io.awsconfig.samples.")
				&& !this.level.equals("INFO");
	}

	boolean isFailureAnalysis() {
		return this.logger.endsWith(".LoggingFailureAnalysisReporter");
	}

	/**
	 * Return the text without the frame and without what is long and always the same.
	 */
	String failureAnalysis() {
		return this.text.substring(Math.max(0, this.text.indexOf("Description:")))
			.replaceAll("(?s)(These are all places[^\\n]*\\n).*", "$1\n    …");
	}

	/**
	 * Return the exceptions of a request that failed, without their traces.
	 */
	Set<String> exceptions() {
		Set<String> exceptions = new LinkedHashSet<>();
		Matcher failure = FAILED_REQUEST.matcher(this.text);
		if (failure.find()) {
			String exception = failure.group(1).strip();
			String root = failure.group(2).strip();
			exceptions.add(exception);
			// Most say what their cause says
			if (!exception.contains(root.replaceFirst("^[\\w.$]+: ", ""))) {
				exceptions.add(root);
			}
		}
		return exceptions;
	}

}
