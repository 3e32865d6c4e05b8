package io.awsconfig.environment;

import java.util.function.Predicate;

import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A name that looks like that of a setting and is read by nobody of ours.
 *
 * @param name the name as somebody wrote it
 * @param counterpart the property that says the same, if that is reason enough to have
 * both, or {@code null}
 * @param diagnostic what to say about it
 */
record UnreadName(String name, @Nullable String counterpart, Diagnostic diagnostic) {

	/**
	 * Return whether there is something to say about it: nobody refers to it in a
	 * placeholder, and what is read does not stand beside it.
	 * @param referred tells whether a placeholder has a name
	 * @param present tells whether there is a property
	 */
	boolean isOdd(Predicate<String> referred, Predicate<String> present) {
		return !(this.counterpart != null && present.test(this.counterpart)) && !referred.test(this.name);
	}

}
