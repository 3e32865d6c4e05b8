package io.awsconfig.diagnostic;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTests {

	private static final List<String> NAMES = List.of("staging", "production", "dev", "dew");

	@Test
	void sortPutsTheNearestFirstAndKeepsTheOrderOfTheRest() {
		assertThat(NearestName.sort("PRODUCTON", NAMES)).startsWith("production");
		assertThat(NearestName.sort("deb", NAMES)).startsWith("dev", "dew");
		assertThat(NearestName.sort("", NAMES)).containsExactly("dev", "dew", "staging", "production");
		assertThat(NearestName.sort("x", List.of())).isEmpty();
	}

	@Test
	void findKnowsTheSlipsOfAKeyboard() {
		assertThat(NearestName.find("prodcution", NAMES)).isEqualTo("production");
		assertThat(NearestName.find("stagin", NAMES)).isEqualTo("staging");
		assertThat(NearestName.find("staggingg", NAMES)).isEqualTo("staging");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			abc,  abd,       -
			abcd, abce,      abce
			abcd, abcde,     abcde
			abcd, abc,       abc
			abcd, abdc,      abdc
			abcd, abef,      -
			abcdefg, abcdexx,         -
			abcdefgh, abcdefxx,       abcdefxx
			abcdefgh, abcdexxx,       -
			abcdefgh, abcdefghxx,     abcdefghxx
			abcdefgh, abcdefghxxx,    -
			abcdefghijklmnop, abcdefghijklmxxx, -
			""")
	void findAllowsASlipInFourLettersAndTwoAtMost(String name, String candidate, @Nullable String found) {
		assertThat(NearestName.find(name, List.of(candidate))).isEqualTo(found);
	}

	@Test
	void findPrefersTheNearerAndOfTwoTheFirst() {
		assertThat(NearestName.find("abcdefgh", List.of("abcdefxx", "abcdefgx"))).isEqualTo("abcdefgx");
		assertThat(NearestName.find("abcdefgh", List.of("abcdefgx", "abcdefxx"))).isEqualTo("abcdefgx");
		assertThat(NearestName.find("abcdefgh", List.of("abcdefgx", "abcdefgy"))).isEqualTo("abcdefgx");
		assertThat(NearestName.find("abcd", List.of("abce", "ABCD", "abcf"))).isEqualTo("ABCD");
	}

	@ParameterizedTest
	@CsvSource({ "'', '', 0", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "ABC, abc, 0", "abc, abd, 1", "abc, xbc, 1",
			"abc, abcd, 1", "abc, xabc, 1", "abc, axbc, 1", "abc, bc, 1", "abc, ab, 1", "abc, ac, 1", "ab, ba, 1",
			"abc, acb, 1", "abc, bac, 1", "abcd, badc, 2", "abc, cab, 2", "abc, bca, 2", "abc, cba, 2", "ca, abc, 3",
			"abc, xyz, 3", "kitten, sitting, 3", "aab, aba, 1", "abab, baba, 2" })
	void distanceCountsInsertionsDeletionsSubstitutionsAndSwaps(String one, String other, int distance) {
		assertThat(NearestName.distance(one, other)).isEqualTo(distance);
		assertThat(NearestName.distance(other, one)).isEqualTo(distance);
	}

	@Test
	void findDoesNotGuess() {
		assertThat(NearestName.find("bucket", NAMES)).isNull();
		assertThat(NearestName.find("dex", NAMES)).as("of three letters, none may be wrong").isNull();
		assertThat(NearestName.find("", NAMES)).isNull();
	}

	@Test
	void listShowsTheNearestFirstAndCountsWhatDoesNotFit() {
		assertThat(NearestName.list("deb", List.of("staging", "dev"))).isEqualTo("dev, staging");
		List<String> twenty = IntStream.rangeClosed(1, 20).mapToObj((i) -> "name" + i).toList();
		assertThat(NearestName.list("name20", twenty)).startsWith("name20, ").endsWith(", name19");
		List<String> more = Stream.concat(twenty.stream(), Stream.of("x", "y")).toList();
		assertThat(NearestName.list("name20", more)).startsWith("name20, ").endsWith(", name19 and 2 others");
	}

	@Test
	void longNamesAreComparedByTheirStart() {
		String endless = "a".repeat(1_000_000);
		assertThat(NearestName.distance(endless, "a".repeat(128))).isZero();
	}

}
