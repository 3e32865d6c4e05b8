package io.awsconfig.credentials.plan;

import java.util.Collection;
import java.util.List;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * How a message says what is wrong with a way of getting credentials.
 */
final class Misconfiguration {

	private static final int MAX_NAMES = 20;

	private static final int MAX_PATH = 20;

	private Misconfiguration() {
	}

	/**
	 * Create an exception.
	 * @param description what is wrong, in whole sentences
	 * @param where the values that are to blame
	 * @param path the profiles that lead there; not shown if it is only one
	 * @param action what to do about it
	 */
	static AwsConfigurationException of(String description, List<? extends @Nullable Object> where, List<String> path,
			String action) {
		StringBuilder text = new StringBuilder(description).append("%n".formatted());
		for (Object place : where) {
			if (place != null) {
				text.append("%n    Where: ".formatted()).append(place);
			}
		}
		appendPath(text, path);
		return new AwsConfigurationException(text.toString().stripTrailing(), action);
	}

	/**
	 * Add the path to what somebody else found wrong.
	 */
	static AwsConfigurationException onPath(AwsConfigurationException cause, List<String> path) {
		StringBuilder text = new StringBuilder(String.valueOf(cause.getMessage()));
		appendPath(text, path);
		AwsConfigurationException result = new AwsConfigurationException(text.toString(), cause.getAction());
		result.initCause(cause);
		return result;
	}

	private static void appendPath(StringBuilder text, List<String> path) {
		if (path.size() > 1) {
			text.append("%n    Path:  ".formatted()).append(describe(path));
		}
	}

	private static String describe(List<String> path) {
		if (path.size() <= MAX_PATH) {
			return String.join(" -> ", path);
		}
		int half = MAX_PATH / 2;
		return String.join(" -> ", path.subList(0, half)) + " -> (%d more) -> ".formatted(path.size() - MAX_PATH)
				+ String.join(" -> ", path.subList(path.size() - half, path.size()));
	}

	/**
	 * Return the names there are, the most alike first.
	 */
	static String nearest(String name, Collection<String> names) {
		List<String> sorted = NearestName.sort(name, names);
		String shown = String.join(", ", sorted.subList(0, Math.min(sorted.size(), MAX_NAMES)));
		return (sorted.size() > MAX_NAMES) ? shown + " and %d others".formatted(sorted.size() - MAX_NAMES) : shown;
	}

	/**
	 * Return where a value stands, without the value.
	 */
	static String place(@Nullable WrittenValue written) {
		return (written != null) ? written.toString() : "an unknown place";
	}

}
