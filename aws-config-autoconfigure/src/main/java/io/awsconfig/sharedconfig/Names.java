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

	private static final int SLOTS = 256;

	// One slot for each hash, without a search for a free one: names that are made to
	// collide cost a String each, and no more
	private final @Nullable String[] shared = new String[SLOTS];

	/**
	 * Whether a character may be part of a name.
	 * @param c the character
	 * @return whether it may
	 */
	static boolean isAllowed(char c) {
		return (c >= '-' && c <= ':') || (c >= '@' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '%'
				|| c == '+';
	}

	static boolean isValid(String text, int from, int to) {
		return indexOfInvalid(text, from, to) == -1;
	}

	static int indexOfInvalid(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			if (!isAllowed(text.charAt(i))) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Return a part of a text as the name of a setting.
	 * @param text the text
	 * @param from where the name begins
	 * @param to where it ends, exclusive
	 * @return the name in lower case, or {@code null} if it is not a valid one
	 */
	@Nullable String settingName(String text, int from, int to) {
		int hash = 0;
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (!isAllowed(c)) {
				return null;
			}
			hash = 31 * hash + lower(c);
		}
		int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
		String known = this.shared[slot];
		if (known != null && isSame(known, text, from, to)) {
			return known;
		}
		String name = lowerCase(text, from, to);
		this.shared[slot] = name;
		return name;
	}

	private static boolean isSame(String known, String text, int from, int to) {
		if (known.length() != to - from) {
			return false;
		}
		for (int i = 0; i < known.length(); i++) {
			if (known.charAt(i) != lower(text.charAt(from + i))) {
				return false;
			}
		}
		return true;
	}

	private static String lowerCase(String text, int from, int to) {
		StringBuilder name = new StringBuilder(to - from);
		for (int i = from; i < to; i++) {
			name.append(lower(text.charAt(i)));
		}
		return name.toString();
	}

	// Names are ASCII; a locale's rules must not have a say (a Turkish I has no dot)
	private static char lower(char c) {
		return (c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c;
	}

}
