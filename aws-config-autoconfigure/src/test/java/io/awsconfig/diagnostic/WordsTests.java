package io.awsconfig.diagnostic;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Words}.
 */
class WordsTests {

	@ParameterizedTest
	@CsvSource({ "0, 0 ms", "250, 250 ms", "999, 999 ms", "1000, 1 s", "1500, 1.5 s", "90000, 90 s" })
	void durationsAreWrittenAsPeopleDo(long millis, String words) {
		assertThat(Words.of(Duration.ofMillis(millis))).isEqualTo(words);
	}

	@Test
	void whatAServerSaysIsAPieceOfALine() {
		assertThat(Words.clean("Access denied.")).isEqualTo("Access denied");
		assertThat(Words.clean("Access\r\ndenied\u2028to\u202eyou ")).isEqualTo("Access denied to you");
	}

	@Test
	void whatAServerSaysIsNotTooLong() {
		assertThat(Words.clean("x".repeat(200))).isEqualTo("x".repeat(200));
		assertThat(Words.clean("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
	}

}
