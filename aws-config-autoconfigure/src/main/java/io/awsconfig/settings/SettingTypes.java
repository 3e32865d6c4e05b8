package io.awsconfig.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * The types that the guide's settings have. The catalogue makes them whenever an
 * application starts; regular expressions are compiled for values that are there.
 */
final class SettingTypes {

	/**
	 * What fits in milliseconds of 32 bits, in which some HTTP clients count.
	 */
	private static final Duration MAXIMUM = Duration.ofDays(24);

	private static final String HOST_LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

	private SettingTypes() {
	}

	static SettingType<String> text(String validValues) {
		return new Text(validValues, null, "");
	}

	static SettingType<String> text(String validValues, String pattern, String reason) {
		return new Text(validValues, pattern, reason);
	}

	static SettingType<String> region() {
		return text("a Region code such as us-east-1, or aws-global", HOST_LABEL,
				"is not a Region code (letters, digits and hyphens)");
	}

	static SettingType<Boolean> bool() {
		return new Bool();
	}

	static SettingType<Integer> integer(int minimum, int maximum) {
		return new WholeNumber(minimum, maximum);
	}

	static SettingType<Duration> seconds(long minimum) {
		return new Seconds(minimum);
	}

	static SettingType<Duration> duration() {
		return new Time();
	}

	static SettingType<List<String>> hosts() {
		return new TextList("a comma-separated list of hosts, with * for any beginning or end", List.of(),
				"\\*?[a-zA-Z0-9:_.-]*\\*?", "has an element that is no host");
	}

	static SettingType<URI> proxy() {
		return new Proxy();
	}

	static SettingType<String> choice(String... choices) {
		return new Choice(List.of(choices));
	}

	static SettingType<List<String>> choices(String... choices) {
		List<String> list = List.of(choices);
		return new TextList("a comma-separated list of " + String.join(", ", list), list, null, "");
	}

	static SettingType<List<String>> list(String validValues) {
		return new TextList(validValues, List.of(), null, "");
	}

	static SettingType<List<String>> regions() {
		return new TextList("a comma-separated list of Region codes, or *", List.of(), "\\*|" + HOST_LABEL,
				"has an element that is no Region code");
	}

	static SettingType<URI> endpoint() {
		return new Url("an http or https URL with a host and without a query, such as http://localhost:4566", false);
	}

	static SettingType<URI> url() {
		return new Url("an http or https URL with a host", true);
	}

	private static String chosen(String text, List<String> choices, String reason) {
		String wanted = withoutSeparators(text);
		for (String choice : choices) {
			if (withoutSeparators(choice).equals(wanted)) {
				return choice;
			}
		}
		throw new IllegalArgumentException(reason);
	}

	private static String withoutSeparators(String text) {
		return text.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	private static void require(boolean valid, String reason) {
		if (!valid) {
			throw new IllegalArgumentException(reason);
		}
	}

	private static final class Text extends SettingType<String> {

		private final @Nullable String pattern;

		private final String reason;

		Text(String validValues, @Nullable String pattern, String reason) {
			super(String.class, validValues, List.of());
			this.pattern = pattern;
			this.reason = reason;
		}

		@Override
		String read(String text) {
			require(this.pattern == null || text.matches(this.pattern), this.reason);
			return text;
		}

	}

	private static final class Bool extends SettingType<Boolean> {

		Bool() {
			super(Boolean.class, "true or false", List.of("true", "false"));
		}

		@Override
		Boolean read(String text) {
			boolean value = text.equalsIgnoreCase("true");
			require(value || text.equalsIgnoreCase("false"), "is neither true nor false");
			return value;
		}

	}

	private static final class WholeNumber extends SettingType<Integer> {

		private final int minimum;

		private final int maximum;

		WholeNumber(int minimum, int maximum) {
			super(Integer.class, "a whole number, "
					+ ((maximum == Integer.MAX_VALUE) ? "at least " + minimum : "from " + minimum + " to " + maximum),
					List.of());
			this.minimum = minimum;
			this.maximum = maximum;
		}

		@Override
		Integer read(String text) {
			BigInteger value = wholeNumber(text);
			require(value.compareTo(BigInteger.valueOf(this.minimum)) >= 0, "is less than " + this.minimum);
			require(value.compareTo(BigInteger.valueOf(this.maximum)) <= 0, "is more than " + this.maximum);
			return value.intValue();
		}

		private static BigInteger wholeNumber(String text) {
			try {
				return new BigInteger(text);
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("is not a whole number", ex);
			}
		}

	}

	private static final class Seconds extends SettingType<Duration> {

		private final long minimum;

		Seconds(long minimum) {
			super(Duration.class, "a number of seconds, at least " + minimum + ", or a duration such as 2s or 1500ms",
					List.of());
			this.minimum = minimum;
		}

		@Override
		Duration read(String text) {
			Duration value = duration(text);
			require(value.compareTo(Duration.ofSeconds(this.minimum)) >= 0, "is less than " + this.minimum + " s");
			require(value.compareTo(MAXIMUM) <= 0, "is more than 24 days");
			return value;
		}

		private static Duration duration(String text) {
			try {
				if (text.matches("\\d+(\\.\\d+)?")) {
					return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
				}
				return DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
			}
			catch (IllegalArgumentException | ArithmeticException ex) {
				throw new IllegalArgumentException("is not a duration", ex);
			}
		}

		@Override
		public String write(Duration value) {
			return BigDecimal.valueOf(value.toMillis(), 3).stripTrailingZeros().toPlainString();
		}

	}

	private static final class Time extends SettingType<Duration> {

		Time() {
			super(Duration.class, "a duration from 1ms to 24d, such as 2s or 500ms; a bare number is milliseconds",
					List.of());
		}

		@Override
		Duration read(String text) {
			Duration value = duration(text);
			require(value.compareTo(Duration.ofMillis(1)) >= 0, "is less than 1 ms");
			require(value.compareTo(MAXIMUM) <= 0, "is more than 24 days");
			return value;
		}

		private static Duration duration(String text) {
			try {
				return DurationStyle.detectAndParse(text, ChronoUnit.MILLIS);
			}
			catch (IllegalArgumentException | ArithmeticException ex) {
				throw new IllegalArgumentException("is not a duration", ex);
			}
		}

		@Override
		public String write(Duration value) {
			return value.toMillis() + "ms";
		}

	}

	private static final class Choice extends SettingType<String> {

		Choice(List<String> choices) {
			super(String.class, "one of " + String.join(", ", choices), choices);
		}

		@Override
		String read(String text) {
			return chosen(text, getChoices(), "is none of the valid values");
		}

	}

	private static final class TextList extends SettingType<List<String>> {

		private final @Nullable String pattern;

		private final String reason;

		TextList(String validValues, List<String> choices, @Nullable String pattern, String reason) {
			super(List.class, validValues, choices);
			this.pattern = pattern;
			this.reason = reason;
		}

		@Override
		List<String> read(String text) {
			List<String> elements = new ArrayList<>();
			for (String part : text.split(",", -1)) {
				elements.add(readElement(part.strip()));
			}
			return List.copyOf(elements);
		}

		private String readElement(String text) {
			require(!text.isEmpty(), "has an empty element");
			require(this.pattern == null || text.matches(this.pattern), this.reason);
			return getChoices().isEmpty() ? text
					: chosen(text, getChoices(), "has an element that is none of the valid values");
		}

		@Override
		public String write(List<String> value) {
			return String.join(",", value);
		}

	}

	/**
	 * The address of a proxy: nothing but scheme, host and port, since user name and
	 * password would be seen in it.
	 */
	private static final class Proxy extends SettingType<URI> {

		private final Url url = new Url("", false);

		Proxy() {
			super(URI.class, "an http or https URL with a host and a port, such as http://proxy.example.com:3128",
					List.of());
		}

		@Override
		URI read(String text) {
			URI proxy = this.url.read(text);
			require(proxy.getPort() > 0, "has no port");
			require(proxy.getRawPath().isEmpty() || proxy.getRawPath().equals("/"), "has a path");
			return proxy;
		}

	}

	private static final class Url extends SettingType<URI> {

		private final boolean withQuery;

		Url(String validValues, boolean withQuery) {
			super(URI.class, validValues, List.of());
			this.withQuery = withQuery;
		}

		@Override
		URI read(String text) {
			require(hasScheme(text), "has no scheme (http:// or https://)");
			URI url = readUri(text);
			require("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()),
					"has a scheme other than http and https");
			String authority = url.getRawAuthority();
			require(StringUtils.hasText(authority) && !authority.startsWith(":"), "has no host");
			require(!authority.contains("@"), "has a user name or password in it");
			// With an underscore, for example, Java takes the host for something else
			require(url.getHost() != null, "has a host or port that is not valid");
			require(url.getPort() <= 65535, "has a port above 65535");
			require(this.withQuery || (url.getRawQuery() == null && url.getRawFragment() == null),
					"has a query or a fragment");
			return url;
		}

		/**
		 * Return whether a text starts with a scheme. Before a port, it is a host.
		 */
		private static boolean hasScheme(String text) {
			return text.matches("(?is)https?:.*|[a-z][a-z0-9+.-]*:(?!\\d).*");
		}

		@Override
		@Nullable String suggest(String text) {
			String rest = withoutScheme(text);
			if (rest == null || rest.startsWith("/")) {
				return null;
			}
			boolean secure = hasScheme(text) ? text.regionMatches(true, 0, "https", 0, 5) : isPublicHost(rest);
			String suggestion = (secure ? "https://" : "http://") + (rest.startsWith(":") ? "localhost" : "") + rest;
			try {
				read(suggestion);
				return suggestion;
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

		/**
		 * Return what follows a scheme that is not there, not complete, or without a
		 * host.
		 */
		private static @Nullable String withoutScheme(String text) {
			if (!hasScheme(text)) {
				return text.startsWith("//") ? text.substring(2) : text;
			}
			return text.matches("(?is)https?:(//:|/?[^/]).*") ? text.replaceFirst("(?i)https?:/{0,2}", "") : null;
		}

		private static boolean isPublicHost(String text) {
			return text.matches("(?s)[^:/\\[]*\\.[^:/]*[a-zA-Z][^:/]*(:443)?(/.*)?");
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

	}

}
