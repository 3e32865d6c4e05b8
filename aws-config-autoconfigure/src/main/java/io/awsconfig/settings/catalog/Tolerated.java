package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import static io.awsconfig.settings.catalog.SettingTypes.require;

/**
 * What the SDK makes of values that are not valid by the guide, but that it takes. The
 * catalogue says which settings are read like that. All others, the SDK refuses as well
 * or has no use for: {@code ToleratedValuesTests} has them one by one.
 */
final class Tolerated {

	/**
	 * Any text: the SDK sends it as it is.
	 */
	static final Function<String, String> TEXT = (text) -> {
		// Nothing that could pretend to be another header, or another line of a log
		require(!text.matches("(?s).*[\\p{Cntrl}\\p{Cf}\\u2028\\u2029].*"), "has control characters");
		return text;
	};

	/**
	 * Any ARN: which account ids and names there are, the service knows.
	 */
	static final Function<String, String> ARN = (text) -> {
		require(text.matches("arn(:[^:\\s]*){4}:\\S+"), "is not an ARN");
		return TEXT.apply(text);
	};

	/**
	 * Any elements: the SDK passes over those that it does not know, or sends them.
	 */
	static final Function<String, List<String>> LIST = (
			text) -> Arrays.stream(TEXT.apply(text).split(",", -1)).map(String::strip).toList();

	/**
	 * Whatever is not {@code true} is {@code false}.
	 */
	static final Function<String, Boolean> ELSE_FALSE = (text) -> false;

	/**
	 * Whatever is not {@code false} is {@code true}.
	 */
	static final Function<String, Boolean> ELSE_TRUE = (text) -> true;

	/**
	 * A URL with parts that have no place in an endpoint: the SDK sends the query, and
	 * leaves out user name, password and fragment.
	 */
	static final Function<String, URI> ENDPOINT = UrlTypes::withAnyParts;

	/**
	 * Less than a second. To the SDK, none at all is for ever.
	 */
	static final Function<String, Duration> FRACTION_OF_SECOND = (text) -> {
		Duration time = DurationTypes.seconds(0).read(text);
		require(time.compareTo(Duration.ZERO) > 0, "is not more than 0 s");
		return time;
	};

	private Tolerated() {
	}

}
