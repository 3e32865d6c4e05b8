package io.awsconfig.settings;

import io.awsconfig.Internal;

/**
 * What people may see of a URL. A password does not belong in one, but what is refused or
 * shadowed may have one; a query may be a secret as well.
 *
 * @since 0.1.0
 */
@Internal
public final class ShownUrl {

	static final String HIDDEN = "******";

	private ShownUrl() {
	}

	/**
	 * Return a URL without user name, password, query and fragment.
	 * @param text the URL, which need not be valid
	 * @return what may be shown of it
	 */
	public static String of(String text) {
		int start = startOfAuthority(text);
		int end = endOfPath(text, start);
		int at = text.lastIndexOf('@', end - 1);
		String path = (at >= start) ? text.substring(0, start) + HIDDEN + text.substring(at, end)
				: text.substring(0, end);
		return (end < text.length()) ? path + text.charAt(end) + HIDDEN : path;
	}

	/**
	 * Return scheme, host and port of a URL, whose path is a secret.
	 * @param text the URL, which need not be valid
	 * @return what may be shown of it
	 */
	static String withoutPath(String text) {
		String shown = of(text);
		int start = startOfAuthority(shown);
		if (start == 0) {
			return HIDDEN;
		}
		int slash = shown.indexOf('/', start);
		return (slash != -1) ? shown.substring(0, slash + 1) + HIDDEN : shown;
	}

	/**
	 * Return a URL without user name and password, which nobody sends.
	 * @param text the URL, which need not be valid
	 * @return the rest of it
	 */
	public static String withoutUser(String text) {
		int start = startOfAuthority(text);
		int at = text.lastIndexOf('@', endOfPath(text, start) - 1);
		return (at >= start) ? text.substring(0, start) + text.substring(at + 1) : text;
	}

	private static int startOfAuthority(String text) {
		int slashes = text.indexOf("//");
		return (slashes != -1) ? slashes + 2 : 0;
	}

	// A password that is not encoded may have any of these characters
	private static int endOfPath(String text, int start) {
		int at = text.lastIndexOf('@');
		for (int i = Math.max(at, start); i < text.length(); i++) {
			if (text.charAt(i) == '?' || text.charAt(i) == '#') {
				return i;
			}
		}
		return text.length();
	}

}
