package io.awsconfig.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * The types that the guide's settings have.
 */
final class SettingTypes {

	private static final Pattern HOST_LABEL = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");

	private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

	private SettingTypes() {
	}

	static SettingType<String> text(String validValues) {
		return new SettingType<>(String.class, validValues, List.of(), UnaryOperator.identity(),
				UnaryOperator.identity());
	}

	static SettingType<String> text(String validValues, Pattern pattern, String reason) {
		return new SettingType<>(String.class, validValues, List.of(), (text) -> {
			require(pattern.matcher(text).matches(), reason);
			return text;
		}, UnaryOperator.identity());
	}

	static SettingType<Boolean> bool() {
		return new SettingType<>(Boolean.class, "true or false", List.of("true", "false"), (text) -> {
			boolean value = text.equalsIgnoreCase("true");
			require(value || text.equalsIgnoreCase("false"), "is neither true nor false");
			return value;
		}, String::valueOf);
	}

	static SettingType<Integer> integer(int minimum, int maximum) {
		String range = (maximum == Integer.MAX_VALUE) ? "at least " + minimum : "from " + minimum + " to " + maximum;
		return new SettingType<>(Integer.class, "a whole number, " + range, List.of(), (text) -> {
			BigInteger value = wholeNumber(text);
			require(value.compareTo(BigInteger.valueOf(minimum)) >= 0, "is less than " + minimum);
			require(value.compareTo(BigInteger.valueOf(maximum)) <= 0, "is more than " + maximum);
			return value.intValue();
		}, String::valueOf);
	}

	private static BigInteger wholeNumber(String text) {
		try {
			return new BigInteger(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("is not a whole number", ex);
		}
	}

	static SettingType<Duration> seconds(long minimum) {
		return new SettingType<>(Duration.class,
				"a number of seconds, at least " + minimum + ", or a duration such as 2s or 1500ms", List.of(),
				(text) -> {
					Duration value = duration(text);
					require(value.compareTo(Duration.ofSeconds(minimum)) >= 0, "is less than " + minimum + " s");
					return value;
				}, (value) -> BigDecimal.valueOf(value.toMillis(), 3).stripTrailingZeros().toPlainString());
	}

	private static Duration duration(String text) {
		try {
			if (NUMBER.matcher(text).matches()) {
				return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
			}
			return DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw new IllegalArgumentException("is not a duration", ex);
		}
	}

	static SettingType<String> choice(String... choices) {
		List<String> list = List.of(choices);
		return new SettingType<>(String.class, "one of " + String.join(", ", list), list,
				(text) -> chosen(text, list, "is none of the valid values"), UnaryOperator.identity());
	}

	private static String chosen(String text, List<String> choices, String reason) {
		String wanted = withoutSeparators(text);
		return choices.stream()
			.filter((choice) -> withoutSeparators(choice).equals(wanted))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(reason));
	}

	private static String withoutSeparators(String text) {
		return text.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	static SettingType<List<String>> choices(String... choices) {
		List<String> list = List.of(choices);
		return listOf("a comma-separated list of " + String.join(", ", list), list,
				(text) -> chosen(text, list, "has an element that is none of the valid values"));
	}

	static SettingType<List<String>> list(String validValues) {
		return listOf(validValues, List.of(), UnaryOperator.identity());
	}

	static SettingType<List<String>> regions() {
		return listOf("a comma-separated list of Region codes, or *", List.of(), (text) -> {
			require(text.equals("*") || HOST_LABEL.matcher(text).matches(), "has an element that is no Region code");
			return text;
		});
	}

	private static SettingType<List<String>> listOf(String validValues, List<String> choices,
			UnaryOperator<String> element) {
		Function<String, List<String>> reader = (text) -> {
			List<String> elements = new ArrayList<>();
			Arrays.stream(text.split(",", -1)).map(String::strip).forEach((part) -> {
				require(!part.isEmpty(), "has an empty element");
				elements.add(element.apply(part));
			});
			return List.copyOf(elements);
		};
		return new SettingType<>(List.class, validValues, choices, reader, (value) -> String.join(",", value));
	}

	static SettingType<String> region() {
		return text("a Region code such as us-east-1, or aws-global", HOST_LABEL,
				"is not a Region code (letters, digits and hyphens)");
	}

	static SettingType<URI> endpoint() {
		return new SettingType<>(URI.class, "an http or https URL with a host and without a query", List.of(),
				(text) -> {
					URI url = readUrl(text);
					require(url.getRawQuery() == null && url.getRawFragment() == null, "has a query or a fragment");
					return url;
				}, URI::toString);
	}

	static SettingType<URI> url() {
		return new SettingType<>(URI.class, "an http or https URL with a host", List.of(), SettingTypes::readUrl,
				URI::toString);
	}

	private static URI readUrl(String text) {
		URI url = readUri(text);
		require(url.getScheme() != null, "has no scheme (http:// or https://)");
		require("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()),
				"has a scheme other than http and https");
		String authority = url.getRawAuthority();
		require(StringUtils.hasText(authority) && !authority.startsWith(":"), "has no host");
		require(!authority.contains("@"), "has a user name or password in it");
		// With an underscore, for example, Java takes the host for something else
		require(url.getHost() != null, "has a host or port that is not valid");
		require(url.getPort() <= 65535, "has a port above 65535");
		return url;
	}

	private static URI readUri(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			// The exception's own message repeats the text, which may hold a password
			throw new IllegalArgumentException("is not a URL (" + ex.getReason() + ")");
		}
	}

	private static void require(boolean valid, String reason) {
		if (!valid) {
			throw new IllegalArgumentException(reason);
		}
	}

}
