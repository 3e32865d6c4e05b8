package io.awsconfig.testsupport;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Texts that nobody would write: valid ones, changed at random. Always the same ones,
 * unless the system property {@code fuzz.seed} is another number or {@code random};
 * {@code fuzz.tries} says how many. A text that is not treated as it should be is
 * reported with the seed that leads to it.
 */
public final class Fuzz {

	/**
	 * What no message may say; stands in the texts where a secret does.
	 * {@link SecretScan} knows it, too.
	 */
	public static final String TELLTALE = "telltale";

	private static final int TRIES = Integer.getInteger("fuzz.tries", 1_000);

	private static final int MAX_LENGTH = 6_000;

	private static final int LONG = 16 * 1024;

	/**
	 * What a text of that length may take at most, with room for a busy machine:
	 * processor time, not time.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(1);

	private static final Duration LIMIT_OF_LONG = Duration.ofSeconds(2);

	/**
	 * What means something to one parser or another.
	 */
	private static final List<String> WORDS = List.of("[", "]", "=", "#", ";", " ", "\t", "\n", "\r", "\r\n", "\uFEFF",
			"\u0000", "\"", "'", "\\", "profile ", "default", "sso-session ", "services ", "region", "s3 =\n  a = b\n",
			"{", "}", ":", ",", "null", "true", "1e999", "-1", "99999999999999999999", "\ud800", "\udc00", "\u00e9",
			"\u2028", "AccessKeyId", "SecretAccessKey", "Token", "Expiration", "Version", "Z", "+00:00", "+0000",
			"2030-12-31T23:59:59Z", "http://", "https://", "@", "//", "?", "%", "[::1]", ":80", ":99999", "..", "/",
			"arn:aws:iam::123456789012:role/x", "PT1S", "10ms", "1d", ".", "*", "\u0130", "\u00df", "aws", "a.", "9.",
			"9", "service", "AWS_", "SERVICES_", "_SECRET_ACCESS_KEY", "\u001b[31m", "${x}", "Infinity", "NaN", "0x10",
			"1_000", "aws_secret_access_key = ");

	private Fuzz() {
	}

	/**
	 * Treat valid texts that are changed at random.
	 * @param property throws if a text is not treated as it should be
	 * @param valid the valid texts
	 */
	public static void run(Property property, String... valid) {
		long seed = seed();
		SplittableRandom random = new SplittableRandom(seed);
		List<String> texts = new ArrayList<>(List.of(valid));
		for (int i = 0; i < TRIES; i++) {
			String text = (i < valid.length) ? valid[i] : mutate(texts.get(random.nextInt(texts.size())), random);
			check(property, text, LIMIT, "try " + i + " with -Dfuzz.seed=" + seed);
			if (random.nextInt(50) == 0 && texts.size() < 400) {
				texts.add(text);
			}
		}
	}

	/**
	 * Treat texts that say the same thing again and again.
	 * @param property throws if a text is not treated as it should be
	 * @param prefixes what the texts begin with
	 */
	public static void runLong(Property property, String... prefixes) {
		for (String prefix : prefixes) {
			for (String word : WORDS) {
				check(property, prefix + word.repeat(LONG / word.length()) + ":80", LIMIT_OF_LONG, "a long text");
			}
		}
	}

	private static void check(Property property, String text, Duration limit, String which) {
		long start = processorTime();
		try {
			property.check(text);
		}
		catch (Throwable ex) {
			throw new AssertionError("%s: %s".formatted(which, printable(text)), ex);
		}
		Duration taken = Duration.ofNanos(processorTime() - start);
		if (taken.compareTo(limit) > 0) {
			throw new AssertionError(
					"%s took %s: %d characters, %s".formatted(which, taken, text.length(), printable(text)));
		}
	}

	private static long processorTime() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	private static long seed() {
		String seed = System.getProperty("fuzz.seed", "20261129");
		return seed.equals("random") ? ThreadLocalRandom.current().nextLong() : Long.parseLong(seed);
	}

	private static String mutate(String text, SplittableRandom random) {
		StringBuilder result = new StringBuilder(text);
		int changes = 1 + random.nextInt(random.nextBoolean() ? 1 : 6);
		for (int i = 0; i < changes; i++) {
			change(result, random);
			if (result.length() > MAX_LENGTH) {
				result.setLength(MAX_LENGTH);
			}
		}
		return result.toString();
	}

	private static void change(StringBuilder text, SplittableRandom random) {
		int at = random.nextInt(text.length() + 1);
		switch (random.nextInt(8)) {
			case 0 -> text.insert(at, word(random));
			case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
			case 2 -> text.replace(at, Math.min(text.length(), at + 1),
					String.valueOf((char) random.nextInt((random.nextInt(4) == 0) ? 65536 : 128)));
			case 3 -> text.insert(random.nextInt(text.length() + 1),
					text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
			case 4 -> text.insert(at, String.valueOf((char) random.nextInt(128))
				.repeat(random.nextInt((random.nextInt(50) == 0) ? 3000 : 20)));
			case 5 -> text.setLength(at);
			case 6 -> text.insert(at, word(random).repeat(1 + random.nextInt(10)));
			default -> text.insert(at, (char) (32 + random.nextInt(95)));
		}
	}

	private static String word(SplittableRandom random) {
		return WORDS.get(random.nextInt(WORDS.size()));
	}

	/**
	 * Write a text as a string of Java, so that it can become a test of its own.
	 */
	private static String printable(String text) {
		StringBuilder result = new StringBuilder("\"");
		text.chars().limit(400).forEach((c) -> {
			if (c == '"' || c == '\\') {
				result.append('\\').append((char) c);
			}
			else if (c >= ' ' && c < 127) {
				result.append((char) c);
			}
			else {
				result.append("\\u%04x".formatted(c));
			}
		});
		return result.append((text.length() > 400) ? "\"..." : "\"").toString().replace(TELLTALE, "tell-tale");
	}

	/**
	 * Throw if what people see tells the secret.
	 */
	public static void assertTellsNothing(@Nullable String text) {
		if (text != null && text.contains(TELLTALE)) {
			throw new AssertionError("This tells a secret: " + text.replace(TELLTALE, "tell-tale"));
		}
	}

	/**
	 * Treats a text.
	 */
	@FunctionalInterface
	public interface Property {

		void check(String text) throws Exception;

	}

}
