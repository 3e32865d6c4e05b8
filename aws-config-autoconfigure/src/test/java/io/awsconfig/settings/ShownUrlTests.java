package io.awsconfig.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShownUrl}.
 */
class ShownUrlTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://localhost:4566           | http://localhost:4566
			http://localhost:4566/path      | http://localhost:4566/path
			http://u:p@h:1/path             | http://******@h:1/path
			http://u:p@ss@h:1               | http://******@h:1
			http://u:p/a?b#c@h:1            | http://******@h:1
			u:p@h:80                        | ******@h:80
			http://h/x?key=hush             | http://h/x?******
			http://h/x#hush                 | http://h/x#******
			http://u:p@h/x?key=hush#more    | http://******@h/x?******
			h:80?hush                       | h:80?******
			http://h?a=b@hush               | http://******@hush
			http://                         | http://
			""")
	void passwordAndQueryAreHidden(String text, String shown) {
		assertThat(ShownUrl.of(text)).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource({ "http://h:1/hush, http://h:1/******", "http://h:1/hush?hush, http://h:1/******", "/hush, ******",
			"http://u:p@h/hush, http://******@h/******", "http://h:1, http://h:1" })
	void pathOfASecretAddressIsHidden(String text, String shown) {
		assertThat(ShownUrl.withoutPath(text)).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource({ "http://u:p@h:1/x?y, http://h:1/x?y", "http://h:1, http://h:1", "u:p@h, h" })
	void userCanBeLeftOut(String text, String rest) {
		assertThat(ShownUrl.withoutUser(text)).isEqualTo(rest);
	}

	@Test
	void emptyTextStaysEmpty() {
		assertThat(ShownUrl.of("")).isEmpty();
		assertThat(ShownUrl.withoutUser("")).isEmpty();
	}

}
