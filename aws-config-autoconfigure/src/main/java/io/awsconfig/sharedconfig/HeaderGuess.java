package io.awsconfig.sharedconfig;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes a line that was meant as a section header and is none: something stands
 * before its bracket, the bracket is missing or another character, or there is something
 * invisible. What follows such a line was not meant for the section above.
 */
final class HeaderGuess {

	// Half and full width, CJK corner and tortoise shell, mathematical
	private static final String OPENING = "[\uFF3B\u3010\u3014\u301A\u27E6\u2045";

	private static final String CLOSING = "]\uFF3D\u3011\u3015\u301B\u27E7\u2046";

	// No section is called so, and a line may be long
	private static final int MAX_LENGTH = 4096;

	private final Path path;

	private final SharedConfigFileType fileType;

	HeaderGuess(Path path, SharedConfigFileType fileType) {
		this.path = path;
		this.fileType = fileType;
	}

	/**
	 * Whether a line that means nothing was meant as a header.
	 * @param line the line
	 * @return whether it was
	 */
	boolean isHeader(String line) {
		int open = indexOfAny(line, OPENING, 0);
		String text = withoutComment(line, Math.max(open, 0));
		int close = lastIndexOfAny(text, CLOSING);
		int equals = text.indexOf('=');
		if (open == -1 && close == -1) {
			return equals == -1 && isSection(words(text));
		}
		if (equals == -1 || (open != -1 && words(text.substring(0, open)).isEmpty())) {
			return true;
		}
		return open != -1 && open < equals && (close > equals || close == -1);
	}

	/**
	 * Whether a character may begin a header.
	 */
	static boolean opens(char c) {
		return OPENING.indexOf(c) != -1;
	}

	/**
	 * Whether an indented line is a header. Only one that is whole is: it may be the text
	 * of a value.
	 * @param line the line without the white space around it
	 * @return whether it is
	 */
	boolean isIndentedHeader(String line) {
		String text = withoutComment(line, 0).strip();
		return text.length() > 2 && OPENING.indexOf(text.charAt(0)) != -1
				&& CLOSING.indexOf(text.charAt(text.length() - 1)) != -1 && guess(text) != null;
	}

	/**
	 * Return the section that a line is likely to begin.
	 * @param line the line
	 * @return the section, or {@code null} if nobody can tell
	 */
	@Nullable SectionId guess(String line) {
		String text = withoutComment(line, Math.max(indexOfAny(line, OPENING, 0), 0));
		text = (text.length() <= MAX_LENGTH) ? text : text.substring(0, MAX_LENGTH);
		int open = indexOfAny(text, OPENING, 0);
		int close = lastIndexOfAny(text, CLOSING);
		String inside = words(text.substring(open + 1, (close > open) ? close : text.length()));
		boolean colon = close == -1 && inside.endsWith(":");
		SectionId section = sectionOf(colon ? inside.substring(0, inside.length() - 1) : inside);
		return (section != null || open <= 0) ? section : sectionOf(words(text));
	}

	/**
	 * Return the header that a section has in this file, without its brackets.
	 */
	String header(SectionId section) {
		boolean plain = section.type() == SectionType.PROFILE
				&& (section.name().equals("default") || this.fileType == SharedConfigFileType.CREDENTIALS);
		return plain ? section.name() : section.type().word() + " " + section.name();
	}

	private @Nullable SectionId sectionOf(String words) {
		int blank = words.indexOf(' ');
		if (blank == -1) {
			boolean profile = words.equals("default")
					|| (this.fileType == SharedConfigFileType.CREDENTIALS && !words.isEmpty());
			return profile ? new SectionId(this.path, SectionType.PROFILE, words) : null;
		}
		String name = words.substring(blank + 1);
		for (SectionType type : SectionType.values()) {
			if (words.substring(0, blank).equalsIgnoreCase(type.word()) && name.indexOf(' ') == -1) {
				return new SectionId(this.path, type, name);
			}
		}
		return null;
	}

	// Without brackets, every word of a credentials file could be a profile
	private boolean isSection(String words) {
		return words.equals("default") || (words.indexOf(' ') != -1 && sectionOf(words) != null);
	}

	/**
	 * Return the words of a text: what names may consist of, with one blank between them.
	 * A dash that stands alone is an item of a list.
	 */
	private static String words(String text) {
		StringBuilder words = new StringBuilder();
		boolean blank = false;
		for (int i = 0; i < text.length() && words.length() <= MAX_LENGTH; i++) {
			char c = text.charAt(i);
			if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
				blank = words.length() > 0;
			}
			else if (Names.isValid(c) && (blank || words.length() > 0 || Character.isLetterOrDigit(c))) {
				words.append(blank ? " " : "").append(c);
				blank = false;
			}
		}
		return words.toString();
	}

	private static String withoutComment(String line, int from) {
		for (int i = from; i < line.length(); i++) {
			char c = line.charAt(i);
			if (c == '#' || c == ';') {
				return line.substring(0, i);
			}
		}
		return line;
	}

	private static int indexOfAny(String text, String characters, int from) {
		for (int i = from; i < text.length(); i++) {
			if (characters.indexOf(text.charAt(i)) != -1) {
				return i;
			}
		}
		return -1;
	}

	private static int lastIndexOfAny(String text, String characters) {
		for (int i = text.length() - 1; i >= 0; i--) {
			if (characters.indexOf(text.charAt(i)) != -1) {
				return i;
			}
		}
		return -1;
	}

}
