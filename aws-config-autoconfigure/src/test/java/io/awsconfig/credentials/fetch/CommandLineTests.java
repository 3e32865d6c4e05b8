package io.awsconfig.credentials.fetch;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CommandLine}. What is expected is what botocore's
 * {@code compat_shell_split} gives, by which the AWS CLI splits.
 */
class CommandLineTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			`a b c` | `a#b#c`
			`  a b  ` | `a#b`
			`"a b" c` | `a b#c`
			`'a b' c` | `a b#c`
			`'a "b" c'` | `a "b" c`
			`"a 'b' c"` | `a 'b' c`
			`a\\ b c` | `a b#c`
			`"a \\"b\\" c"` | `a "b" c`
			`"a\\\\b" "a\\b"` | `a\\b#a\\b`
			`'a\\b'` | `a\\b`
			`a\\\\b` | `a\\b`
			`a\\"b` | `a"b`
			`x"y z"w` | `xy zw`
			`x'y z'w` | `xy zw`
			`""` | ``
			`a '' b` | `a##b`
			`a=b` | `a=b`
			`$HOME ~ ; > ! !id!` | `$HOME#~#;#>#!#!id!`
			`C:\\a\\b` | `C:ab`
			`"C:\\My Dir\\x.cmd" y` | `C:\\My Dir\\x.cmd#y`
			`\\'a b\\'` | `'a#b'`
			`a"b"'c'd` | `abcd`
			`"a"  "b"` | `a#b`
			`it\\'s` | `it's`
			`"\\x"` | `\\x`
			`\\n` | `n`
			""")
	void posix(String line, String elements) {
		assertThat(CommandLine.split(line, false)).isEqualTo(List.of(elements.split("#", -1)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			`a b c` | `a#b#c`
			`  a b  ` | `a#b`
			`"a b" c` | `a b#c`
			`'a b' c` | `'a#b'#c`
			`'a "b" c'` | `'a#b#c'`
			`"a 'b' c"` | `a 'b' c`
			`a\\ b c` | `a\\#b#c`
			`"a \\"b\\" c"` | `a "b" c`
			`"a\\\\b" "a\\b"` | `a\\\\b#a\\b`
			`'a\\b'` | `'a\\b'`
			`a\\\\b` | `a\\\\b`
			`a\\"b` | `a"b`
			`x"y z"w` | `xy zw`
			`x'y z'w` | `x'y#z'w`
			`""` | ``
			`a '' b` | `a#''#b`
			`a=b` | `a=b`
			`$HOME ~ ; > ! !id!` | `$HOME#~#;#>#!#!id!`
			`C:\\a\\b` | `C:\\a\\b`
			`"C:\\My Dir\\x.cmd" y` | `C:\\My Dir\\x.cmd#y`
			`\\'a b\\'` | `\\'a#b\\'`
			`a"b"'c'd` | `ab'c'd`
			`"a"  "b"` | `a#b`
			`it\\'s` | `it\\'s`
			`"\\x"` | `\\x`
			`\\n` | `\\n`
			`C:\\Dir\\ y` | `C:\\Dir\\#y`
			`"C:\\Dir\\\\" y` | `C:\\Dir\\#y`
			`\\\\\\"x y` | `\\"x#y`
			`a\\\\"b c"` | `a\\b c`
			`a \\\\` | `a#\\\\`
			`\\\\ b` | `\\\\#b`
			""")
	void windows(String line, String elements) {
		assertThat(CommandLine.split(line, true)).isEqualTo(List.of(elements.split("#", -1)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nothing(boolean windows) {
		assertThat(CommandLine.split("", windows)).isEmpty();
		assertThat(CommandLine.split(" \t ", windows)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a \"hush", "'hush", "\"hush\\", "hush\\", "'hush\\'x'" })
	void posixRefusesWhatIsNotClosed(String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.split(line, false))
			.withMessageMatching("a quotation mark in the command line is never closed"
					+ "|nothing follows the \\\\ at the end of the command line");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a \"hush", "\"C:\\hush\\\" y", "\"\"\"" })
	void windowsRefusesWhatIsNotClosed(String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.split(line, true))
			.withMessage("a quotation mark in the command line is never closed");
	}

}
