package io.awsconfig.settings.catalog;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The types that the guide's settings have. The catalogue makes them whenever an
 * application starts; regular expressions are compiled for values that are there.
 */
final class SettingTypes {

	private static final String HOST_LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

	/**
	 * More than any number has: reading one takes the square of its length.
	 */
	static final int MAX_DIGITS = 100;

	private static final int MAX_CLASS_NAME = 1024;

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
		return DurationTypes.seconds(minimum);
	}

	static SettingType<Duration> duration() {
		return DurationTypes.time();
	}

	static SettingType<List<String>> hosts() {
		return new TextList("a comma-separated list of hosts, with * for any beginning or end", List.of(), false,
				"\\*?[a-zA-Z0-9:_.-]*\\*?", "has an element that is no host");
	}

	static SettingType<URI> proxy() {
		return UrlTypes.proxy();
	}

	static KnownValue value(String text) {
		return new KnownValue(text, null);
	}

	static KnownValue value(String text, String description) {
		return new KnownValue(text, description);
	}

	static SettingType<String> choice(KnownValue... values) {
		return new Choice(List.of(values));
	}

	/**
	 * A choice of what is known by name, or of any other class of a kind.
	 */
	static SettingType<String> choiceOrClass(String kind, KnownValue... values) {
		return new ChoiceOrClass(kind, List.of(values));
	}

	static SettingType<List<String>> choices(KnownValue... values) {
		List<KnownValue> list = List.of(values);
		return new TextList("a comma-separated list of " + String.join(", ", KnownValue.texts(list)), list, true, null,
				"");
	}

	static SettingType<List<String>> list(String validValues, KnownValue... values) {
		return new TextList(validValues, List.of(values), false, null, "");
	}

	static SettingType<List<String>> regions() {
		return new TextList("a comma-separated list of Region codes, or *", List.of(), false, "\\*|" + HOST_LABEL,
				"has an element that is no Region code");
	}

	static SettingType<URI> endpoint() {
		return UrlTypes.url("an http or https URL with a host and without a query, such as http://localhost:4566",
				false);
	}

	static SettingType<URI> url() {
		return UrlTypes.url("an http or https URL with a host", true);
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

	static void require(boolean valid, String reason) {
		if (!valid) {
			throw new IllegalArgumentException(reason);
		}
	}

	private static final class Text extends SettingType<String> {

		private final @Nullable String pattern;

		private final String reason;

		Text(String validValues, @Nullable String pattern, String reason) {
			super(String.class, validValues);
			this.pattern = pattern;
			this.reason = reason;
		}

		@Override
		public boolean isText() {
			return true;
		}

		@Override
		public String read(String text) {
			require(this.pattern == null || text.matches(this.pattern), this.reason);
			return text;
		}

	}

	private static final class Bool extends SettingType<Boolean> {

		Bool() {
			super(Boolean.class, "true or false", List.of(value("true"), value("false")), true);
		}

		@Override
		public Boolean read(String text) {
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
					+ ((maximum == Integer.MAX_VALUE) ? "at least " + minimum : "from " + minimum + " to " + maximum));
			this.minimum = minimum;
			this.maximum = maximum;
		}

		@Override
		public Integer read(String text) {
			BigInteger value = wholeNumber(text);
			require(value.compareTo(BigInteger.valueOf(this.minimum)) >= 0, "is less than " + this.minimum);
			require(value.compareTo(BigInteger.valueOf(this.maximum)) <= 0, "is more than " + this.maximum);
			return value.intValue();
		}

		private static BigInteger wholeNumber(String text) {
			require(text.length() <= MAX_DIGITS, "is longer than " + MAX_DIGITS + " characters");
			try {
				return new BigInteger(text);
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("is not a whole number", ex);
			}
		}

	}

	private static final class Choice extends SettingType<String> {

		Choice(List<KnownValue> values) {
			super(String.class, "one of " + String.join(", ", KnownValue.texts(values)), values, true);
		}

		@Override
		public String read(String text) {
			return chosen(text, getChoices(), "is none of the valid values");
		}

	}

	private static final class ChoiceOrClass extends SettingType<String> {

		ChoiceOrClass(String kind, List<KnownValue> values) {
			super(String.class, "one of " + String.join(", ", KnownValue.texts(values))
					+ ", or the name of a class that is an " + kind, values, false);
		}

		@Override
		public String read(String text) {
			return (text.length() <= MAX_CLASS_NAME && text.matches("[\\w$]+(\\.[\\w$]+)+")) ? text
					: chosen(text, KnownValue.texts(getKnownValues()), "is none of the valid values");
		}

	}

	private static final class TextList extends SettingType<List<String>> {

		private final @Nullable String pattern;

		private final String reason;

		TextList(String validValues, List<KnownValue> values, boolean closed, @Nullable String pattern, String reason) {
			super(List.class, validValues, values, closed);
			this.pattern = pattern;
			this.reason = reason;
		}

		@Override
		public List<String> read(String text) {
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

}
