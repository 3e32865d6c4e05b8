package io.awsconfig.sharedconfig;

import java.util.Locale;

/**
 * How alike two names are: the Levenshtein distance, ignoring case.
 */
final class Likeness {

	// The distance costs the product of both lengths, and a name may be as long as a line
	private static final int MAX_COMPARED = 128;

	private Likeness() {
	}

	static int distance(String one, String other) {
		String a = comparable(one);
		String b = comparable(other);
		int[] previous = new int[b.length() + 1];
		int[] current = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int substituted = previous[j - 1] + ((a.charAt(i - 1) != b.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
			}
			int[] swap = previous;
			previous = current;
			current = swap;
		}
		return previous[b.length()];
	}

	private static String comparable(String name) {
		String start = (name.length() <= MAX_COMPARED) ? name : name.substring(0, MAX_COMPARED);
		return start.toLowerCase(Locale.ROOT);
	}

}
