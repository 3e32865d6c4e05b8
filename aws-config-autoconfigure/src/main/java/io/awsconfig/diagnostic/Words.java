package io.awsconfig.diagnostic;

import java.time.Duration;
import java.util.regex.Pattern;

import io.awsconfig.Internal;

/**
 * Words for messages.
 */
@Internal
public final class Words {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_READ = 16 * 1024;

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

	private Words() {
	}

	/**
	 * Return a duration as people write it: {@code 1 s}, {@code 1.5 s}, {@code 250 ms}.
	 * @param duration the duration
	 * @return its words
	 */
	public static String of(Duration duration) {
		long millis = duration.toMillis();
		if (millis < 1000) {
			return millis + " ms";
		}
		return (millis % 1000 == 0) ? millis / 1000 + " s" : millis / 1000.0 + " s";
	}

	/**
	 * Return what a server says about a failure as a piece of a line.
	 * @param text what it says
	 * @return the text without line breaks and other control characters, and not too long
	 */
	public static String clean(String text) {
		String start = text.substring(0, Math.min(text.length(), MAX_READ));
		String line = CONTROL.matcher(start).replaceAll(" ").strip();
		line = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
		return (line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) + "..." : line;
	}

}
