package io.awsconfig.sharedconfig;

import org.jspecify.annotations.Nullable;

/**
 * Reads the name of a section with quotation marks or backslashes, as the AWS CLI writes
 * one with blanks and reads it: by the rules of a POSIX shell.
 */
final class QuotedName {

	private final String text;

	private final StringBuilder name = new StringBuilder();

	private int index;

	private QuotedName(String text) {
		this.text = text;
	}

	/**
	 * Read a name.
	 * @param text what stands behind the type of the section
	 * @return the name, or {@code null} if it is more or less than one word, or has
	 * control characters
	 */
	static @Nullable String read(String text) {
		return new QuotedName(text).read();
	}

	private @Nullable String read() {
		while (this.index < this.text.length()) {
			char c = this.text.charAt(this.index++);
			boolean read = switch (c) {
				case '\'' -> readUntil('\'', false);
				case '"' -> readUntil('"', true);
				case '\\' -> readEscaped();
				default -> c != ' ' && add(c);
			};
			if (!read) {
				return null;
			}
		}
		return this.name.toString().isBlank() ? null : this.name.toString();
	}

	private boolean readUntil(char quote, boolean escapes) {
		while (this.index < this.text.length()) {
			char c = this.text.charAt(this.index++);
			if (c == quote) {
				return true;
			}
			boolean escaped = escapes && c == '\\' && this.index < this.text.length()
					&& "\"\\".indexOf(this.text.charAt(this.index)) != -1;
			if (!add(escaped ? this.text.charAt(this.index++) : c)) {
				return false;
			}
		}
		return false;
	}

	private boolean readEscaped() {
		return this.index < this.text.length() && add(this.text.charAt(this.index++));
	}

	private boolean add(char c) {
		this.name.append(c);
		return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
	}

}
