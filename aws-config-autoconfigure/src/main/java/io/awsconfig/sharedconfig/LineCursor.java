package io.awsconfig.sharedconfig;

/**
 * Goes through a text line by line without copying any of it. A line ends with LF or
 * CRLF; white space is what the AWS SDK for Java takes for it: every character up to the
 * blank.
 */
final class LineCursor {

	static final int MAX_LINE_BYTES = 1024 * 1024;

	private final String text;

	// Looking at each character of a String costs twice as much
	private final char[] chars;

	private int number;

	private int start;

	private int end;

	private int next;

	LineCursor(String text) {
		this.text = text;
		this.chars = text.toCharArray();
		// A byte order mark is no part of the first line
		this.next = text.startsWith("\uFEFF") ? 1 : 0;
	}

	/**
	 * Go to the next line.
	 * @return whether there is one
	 */
	boolean next() {
		if (this.next >= this.text.length()) {
			return false;
		}
		this.number++;
		this.start = this.next;
		int lineFeed = this.text.indexOf('\n', this.start);
		this.end = (lineFeed != -1) ? lineFeed : this.text.length();
		this.next = this.end + 1;
		if (this.end > this.start && this.chars[this.end - 1] == '\r') {
			this.end--;
		}
		return true;
	}

	boolean isTooLong() {
		return Utf8.isLonger(this.text, this.start, this.end, MAX_LINE_BYTES);
	}

	/**
	 * Return the whole text, for reading only.
	 * @return the characters
	 */
	char[] chars() {
		return this.chars;
	}

	int start() {
		return this.start;
	}

	int end() {
		return this.end;
	}

	boolean isEmpty() {
		return this.start == this.end;
	}

	char first() {
		return this.chars[this.start];
	}

	/**
	 * Return the first index from the given one on that is not white space.
	 * @param from where to begin
	 * @param to where to end
	 * @return the index, or {@code to}
	 */
	int skipBlanks(int from, int to) {
		int i = from;
		while (i < to && this.chars[i] <= ' ') {
			i++;
		}
		return i;
	}

	/**
	 * Return the index behind the last character that is not white space.
	 * @param from where the text begins
	 * @param to where it ends
	 * @return the index, or {@code from}
	 */
	int trimEnd(int from, int to) {
		int i = to;
		while (i > from && this.chars[i - 1] <= ' ') {
			i--;
		}
		return i;
	}

	/**
	 * Return an index into the text as a position in the file.
	 * @param index an index within the current line
	 * @return the packed {@link Position}
	 */
	long position(int index) {
		return Position.of(this.number, index - this.start + 1);
	}

}
