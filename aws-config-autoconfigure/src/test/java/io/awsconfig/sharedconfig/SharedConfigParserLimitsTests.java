package io.awsconfig.sharedconfig;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedConfigParser}: what it takes grows no faster than the file, even
 * if the file was made to be hard. Allocated bytes are counted instead of time.
 */
class SharedConfigParserLimitsTests {

	private static final int MANY = 20_000;

	@Test
	void duplicateKeysTakeLinearSpace() {
		assertLinear((n) -> "[default]\n" + "a = 1\n".repeat(n));
		Section section = parse("[default]\n" + "a = 1\n".repeat(MANY) + "a = 2").getProfiles().get("default");
		assertThat(section.getEntries()).extracting(Entry::getValue).containsExactly("2");
	}

	@Test
	void manyKeysTakeLinearSpaceAndAreFound() {
		IntFunction<String> text = (n) -> lines(n, "[default]\n", (i) -> "key" + i + " = " + i);
		assertLinear(text);
		Section section = parse(text.apply(MANY)).getProfiles().get("default");
		assertThat(section.getEntries()).hasSize(MANY);
		assertThat(section.get("key" + (MANY - 1)).getValue()).isEqualTo("" + (MANY - 1));
		assertThat(section.get("key")).isNull();
	}

	@Test
	void keysOfOneHashTakeLinearSpace() {
		assertThat("an").hasSameHashCodeAs("c0");
		IntFunction<String> text = (n) -> lines(n, "[default]\n", (i) -> colliding(i) + " = " + i);
		assertLinear(text);
		assertThat(parse(text.apply(MANY)).getProfiles().get("default").getEntries()).hasSize(MANY);
	}

	@Test
	void duplicateSectionsTakeLinearSpace() {
		assertLinear((n) -> "[default]\na = 1\n".repeat(n));
		IntFunction<String> text = (n) -> lines(n, "", (i) -> "[default]\nk" + i + " = 1");
		assertLinear(text);
		assertThat(parse(text.apply(MANY)).getProfiles().get("default").getEntries()).hasSize(MANY);
	}

	@Test
	void manyContinuationLinesTakeLinearSpace() {
		IntFunction<String> text = (n) -> "[default]\na = 1\n" + "  more\n".repeat(n);
		assertLinear(text);
		assertThat(parse(text.apply(100_000)).getProfiles().get("default").get("a").getValue())
			.hasSize(1 + 5 * 100_000);
	}

	@Test
	void manyNestedSettingsTakeLinearSpace() {
		IntFunction<String> text = (n) -> lines(n, "[default]\ns3 =\n", (i) -> "  n" + i + " = " + i);
		assertLinear(text);
		assertThat(parse(text.apply(MANY)).getProfiles().get("default").get("s3").getNested()).hasSize(MANY)
			.containsKey("n" + (MANY - 1));
	}

	@Test
	void faultyLinesTakeLinearSpace() {
		assertLinear((n) -> "[default]\n" + "oops\n".repeat(n));
		assertLinear((n) -> "[oops]\n".repeat(n));
		assertLinear("oops\n"::repeat);
		assertLinear(" = \u0000\n"::repeat);
	}

	@Test
	void arbitraryTextNeverThrows() {
		Random random = new Random(7);
		String[] pieces = { "[", "]", "profile ", "default", "sso-session", "services", "=", "#", ";", " ", "\t", "\n",
				"\n", "\r", "\r\n", "a", "B", "\u0000", "\uFEFF", "\uFFFD", "\uD83D", "\uDE02", "\u00E9", "\u0130",
				"\"", "'", "\f", "<", "." };
		for (int i = 0; i < 15_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(40); length > 0; length--) {
				text.append(pieces[random.nextInt(pieces.length)]);
			}
			for (SharedConfigFileType type : SharedConfigFileType.values()) {
				SharedConfigFile file = new SharedConfigParser().parse(text.toString(), Path.of("file"), type);
				assertThat(file.getStatus()).isEqualTo(SharedConfigFile.Status.READ);
				assertThat(file.getDiagnostics().toString()).isNotNull();
			}
		}
	}

	private static void assertLinear(IntFunction<String> text) {
		parse(text.apply(MANY));
		long once = allocated(text.apply(MANY));
		long fourTimes = allocated(text.apply(4 * MANY));
		assertThat(fourTimes).isLessThan(8 * once);
	}

	private static long allocated(String text) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		parse(text);
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private static String colliding(int number) {
		return IntStream.range(0, 17)
			.mapToObj((bit) -> ((number >> bit) & 1) == 0 ? "an" : "c0")
			.collect(Collectors.joining());
	}

	private static String lines(int count, String start, IntFunction<String> line) {
		return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", start, "\n"));
	}

	private static SharedConfigFile parse(String text) {
		return new SharedConfigParser().parse(text, Path.of("file"), SharedConfigFileType.CONFIG);
	}

}
