package io.awsconfig.sharedconfig;

/**
 * A line and a column, both counted from one, in one {@code long}: an object for each
 * value of a large file would weigh as much as the value.
 */
final class Position {

	/**
	 * The file as a whole.
	 */
	static final long NONE = 0;

	private Position() {
	}

	static long of(int line, int column) {
		return ((long) line << 32) | column;
	}

	static int line(long position) {
		return (int) (position >>> 32);
	}

	static int column(long position) {
		return (int) position;
	}

}
