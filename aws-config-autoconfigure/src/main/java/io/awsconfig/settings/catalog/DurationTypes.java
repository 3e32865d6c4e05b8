package io.awsconfig.settings.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.convert.DurationStyle;

import static io.awsconfig.settings.catalog.SettingTypes.require;

/**
 * The types of settings that say how long something takes.
 */
final class DurationTypes {

	/**
	 * What fits in milliseconds of 32 bits, in which some HTTP clients count.
	 */
	private static final Duration MAXIMUM = Duration.ofDays(24);

	private DurationTypes() {
	}

	/**
	 * AWS's way: a bare number is in seconds.
	 */
	static SettingType<Duration> seconds(long minimum) {
		return new Seconds(minimum);
	}

	/**
	 * Spring's way: a bare number is in milliseconds.
	 */
	static SettingType<Duration> time() {
		return new Time();
	}

	private static final class Seconds extends SettingType<Duration> {

		private final long minimum;

		Seconds(long minimum) {
			super(Duration.class, "a number of seconds, at least " + minimum + ", or a duration such as 2s or 1500ms");
			this.minimum = minimum;
		}

		@Override
		public Duration read(String text) {
			Duration value = duration(text);
			require(value.compareTo(Duration.ofSeconds(this.minimum)) >= 0, "is less than " + this.minimum + " s");
			require(value.compareTo(MAXIMUM) <= 0, "is more than 24 days");
			return value;
		}

		private static Duration duration(String text) {
			require(text.length() <= SettingTypes.MAX_DIGITS,
					"is longer than " + SettingTypes.MAX_DIGITS + " characters");
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
			super(Duration.class, "a duration from 1ms to 24d, such as 2s or 500ms; a bare number is milliseconds");
		}

		@Override
		public Duration read(String text) {
			Duration value = duration(text);
			require(value.compareTo(Duration.ofMillis(1)) >= 0, "is less than 1 ms");
			require(value.compareTo(MAXIMUM) <= 0, "is more than 24 days");
			return value;
		}

		private static Duration duration(String text) {
			require(text.length() <= SettingTypes.MAX_DIGITS,
					"is longer than " + SettingTypes.MAX_DIGITS + " characters");
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

}
