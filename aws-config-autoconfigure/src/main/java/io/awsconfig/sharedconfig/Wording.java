package io.awsconfig.sharedconfig;

/**
 * How text of a file is quoted in a diagnostic.
 */
final class Wording {

	private static final int MAX_QUOTED = 64;

	private Wording() {
	}

	/**
	 * Return a section's name or header for a message: one line, of bounded length.
	 * @param text the text
	 * @return the text, shortened and without control characters
	 */
	static String shorten(CharSequence text) {
		boolean whole = text.length() <= MAX_QUOTED;
		StringBuilder result = new StringBuilder(text.subSequence(0, whole ? text.length() : MAX_QUOTED));
		for (int i = 0; i < result.length(); i++) {
			if (Character.isISOControl(result.charAt(i))) {
				result.setCharAt(i, '?');
			}
		}
		return whole ? result.toString() : result.append("...").toString();
	}

	/**
	 * Return how a message calls a setting. A name that does not look like one may be a
	 * piece of a secret (a key that was wrapped to the next line and ends in {@code =}),
	 * and is not repeated.
	 * @param name the name, in lower case
	 * @return the word setting, and the name in quotes if it may be shown
	 */
	static String setting(String name) {
		return isName(name) ? "setting '" + name + "'" : "setting";
	}

	/**
	 * Whether a text in lower case looks like the name of a setting.
	 */
	static boolean isName(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.')) {
				return false;
			}
		}
		return !name.isEmpty() && name.length() <= MAX_QUOTED;
	}

}
