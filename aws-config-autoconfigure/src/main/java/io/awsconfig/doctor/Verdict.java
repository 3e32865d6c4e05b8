package io.awsconfig.doctor;

import java.util.Locale;

/**
 * What comes of a check.
 *
 * @since 0.1.0
 */
public enum Verdict {

	/**
	 * Works, or has nothing that could not.
	 */
	OK("[ok]  "),

	/**
	 * Was not tried, and why is said.
	 */
	SKIPPED("[skip]"),

	/**
	 * Works, but somebody should look at it.
	 */
	WARNING("[warn]"),

	/**
	 * Does not work.
	 */
	FAILED("[FAIL]");

	private final String mark;

	Verdict(String mark) {
		this.mark = mark;
	}

	/**
	 * Return what stands in front of a line: letters that every terminal has, and no
	 * colour.
	 */
	String mark() {
		return this.mark;
	}

	/**
	 * Return the verdict in lower case, as it is shown.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
