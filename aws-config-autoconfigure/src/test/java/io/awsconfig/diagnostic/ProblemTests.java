package io.awsconfig.diagnostic;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Problem}.
 */
class ProblemTests {

	@Test
	void withoutLinesThereIsTheDescriptionAlone() {
		assertThat(Problem.of("It is wrong.")).hasToString("It is wrong.");
	}

	@Test
	void linesStandBelowAnEmptyOne() {
		assertThat(Problem.of("It is wrong.").where("here", null, "there").along(List.of("a", "b")).there(List.of()))
			.hasToString("It is wrong.%n%n    Where: here%n    Where: there%n    Path:  a -> b%n    There: none"
				.formatted());
	}

	@Test
	void oneOfSeveralHasItsLinesAtOnce() {
		assertThat(Problem.oneOf("It is wrong.").where("here").there(List.of("x", "y")))
			.hasToString("It is wrong.%n    Where: here%n    There: x, y".formatted());
	}

	@Test
	void textsAreAlignedToTheLongestLabel() {
		assertThat(Problem.of("It is wrong.").line("Asked for by", "me").line("Note", "this"))
			.hasToString("It is wrong.%n%n    Asked for by: me%n    Note:         this".formatted());
	}

	@Test
	void aPathOfOneSaysNothing() {
		assertThat(Problem.of("It is wrong.").along(List.of("a"))).hasToString("It is wrong.");
	}

	@Test
	void aPathOfTwentyIsShownWhole() {
		List<String> path = IntStream.rangeClosed(1, 20).mapToObj((i) -> "p" + i).toList();
		assertThat(Problem.of("It is wrong.").along(path).toString()).endsWith(String.join(" -> ", path));
	}

	@Test
	void ofALongPathBothEndsAreShown() {
		List<String> path = IntStream.rangeClosed(1, 25).mapToObj((i) -> "p" + i).toList();
		assertThat(Problem.of("It is wrong.").along(path).toString()).contains("p9 -> p10 -> (5 more) -> p16 -> p17")
			.endsWith("p24 -> p25");
	}

}
