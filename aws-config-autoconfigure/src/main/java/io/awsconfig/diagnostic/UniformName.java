package io.awsconfig.diagnostic;

import java.util.Locale;

import io.awsconfig.Internal;

/**
 * The form that all spellings of a name share: its letters and digits, in lower case.
 */
@Internal
public final class UniformName {

	private UniformName() {
	}

	/**
	 * Return the form of a name.
	 * @param name the name in any spelling
	 * @return its letters and digits; empty if it has none
	 */
	public static String of(CharSequence name) {
		StringBuilder uniform = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			if (Character.isLetterOrDigit(name.charAt(i))) {
				uniform.append(name.charAt(i));
			}
		}
		return uniform.toString().toLowerCase(Locale.ROOT);
	}

}
