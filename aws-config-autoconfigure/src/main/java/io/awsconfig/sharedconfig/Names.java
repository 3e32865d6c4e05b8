package io.awsconfig.sharedconfig;

import org.jspecify.annotations.Nullable;

/**
 * The rule for names, and one shared {@code String} for a name that comes again and
 * again.
 */
final class Names {

	/**
	 * What a name may consist of, for messages. The guide allows letters, digits, hyphen
	 * and underscore; the AWS SDKs agree on these.
	 */
	static final String ALLOWED = "letters, digits and - / . % @ _ : +";

	private static final char INVALID = 0;

	// Names are ASCII; a locale's rules must not have a say (a Turkish I has no dot)
	private static final char[] LOWER = lowerCases();

	private static final int SLOTS = 256;

	// One slot for each hash, without a search for a free one: names that are made to
	// collide cost a String each, and no more
	private final @Nullable String[] shared = new String[SLOTS];

	/**
	 * Whether a text is a valid name.
	 * @param name the text
	 * @return whether it is
	 */
	static boolean isValid(String name) {
		return isValid(name.toCharArray(), 0, name.length());
	}

	static boolean isValid(char c) {
		return lower(c) != INVALID;
	}

	static boolean isValid(char[] text, int from, int to) {
		return indexOfInvalid(text, from, to) == -1;
	}

	static int indexOfInvalid(char[] text, int from, int to) {
		for (int i = from; i < to; i++) {
			if (lower(text[i]) == INVALID) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Whether a part of a text is a valid name but for what stands around it, such as
	 * quotation marks.
	 */
	static boolean isValidInside(char[] text, int from, int to) {
		int start = from;
		while (start < to && lower(text[start]) == INVALID) {
			start++;
		}
		int end = to;
		while (end > start && lower(text[end - 1]) == INVALID) {
			end--;
		}
		return start < end && isValid(text, start, end);
	}

	/**
	 * Return a part of a text as the name of a setting.
	 * @param text the text
	 * @param from where the name begins
	 * @param to where it ends, exclusive
	 * @return the name in lower case, or {@code null} if it is not a valid one
	 */
	@Nullable String settingName(char[] text, int from, int to) {
		int slot = slot(text, from, to);
		String known = this.shared[slot];
		if (known != null && isSame(known, text, from, to)) {
			return known;
		}
		if (!isValid(text, from, to)) {
			return null;
		}
		String name = lowerCase(text, from, to);
		this.shared[slot] = name;
		return name;
	}

	// Length and three characters tell the names of settings apart well enough
	private static int slot(char[] text, int from, int to) {
		int hash = 31 * lower(text[from]) + lower(text[to - 1]);
		hash = 31 * hash + lower(text[(from + to) >>> 1]);
		return (31 * hash + to - from) & (SLOTS - 1);
	}

	private static boolean isSame(String known, char[] text, int from, int to) {
		if (known.length() != to - from) {
			return false;
		}
		for (int i = 0; i < known.length(); i++) {
			if (known.charAt(i) != lower(text[from + i])) {
				return false;
			}
		}
		return true;
	}

	private static String lowerCase(char[] text, int from, int to) {
		StringBuilder name = new StringBuilder(to - from);
		for (int i = from; i < to; i++) {
			name.append(lower(text[i]));
		}
		return name.toString();
	}

	private static char lower(char c) {
		return (c < LOWER.length) ? LOWER[c] : INVALID;
	}

	private static char[] lowerCases() {
		char[] lower = new char[128];
		for (char c = 0; c < lower.length; c++) {
			boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
			boolean allowed = letter || (c >= '0' && c <= '9') || "-/.%@_:+".indexOf(c) != -1;
			lower[c] = !allowed ? INVALID : (c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c;
		}
		return lower;
	}

}
