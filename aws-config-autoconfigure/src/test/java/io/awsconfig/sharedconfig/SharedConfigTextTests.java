package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedConfigText}: where exactly something begins to be odd.
 */
class SharedConfigTextTests {

	private static final List<String> PLACES = List.of("a = x%sy", "a%s = x", "a = x\n  y%sz", "a =\n  b = x%sy");

	@ParameterizedTest
	@ValueSource(chars = { '\u0000', '\u0008', '\u000B', '\u001F', '\u007F', '\u0080', '\u009F' })
	void controlCharacterIsReported(char c) {
		for (String place : PLACES) {
			assertThat(diagnostics("[default]\n" + place.formatted(c))).as(place)
				.anySatisfy((text) -> assertThat(text).contains("Control character U+%04X".formatted((int) c)));
		}
	}

	@ParameterizedTest
	@ValueSource(chars = { '\t', ' ', '!', '<', '=', '>', '?', '~', '\u00A0', '\u00A1', '\u0100' })
	void otherCharacterIsNot(char c) {
		for (String place : PLACES) {
			assertThat(diagnostics("[default]\n" + place.formatted(c))).as(place)
				.allSatisfy((text) -> assertThat(text).doesNotContain("Control character", "Carriage return"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			'  a = 1\n[default]\nb = 2'            | 1:1
			'\ta = 1\n  b = 2\n[default]\nb = 2'   | 1:1
			'# x\n  a = 1\n[default]\nb = 2'       | 2:1
			'  # x\n[default]\nb = 2'              | -
			'  ; x\n[default]\nb = 2'              | -
			'   \n[default]\nb = 2'                | -
			""")
	void indentedLineBeforeTheFirstSectionIsOutsideOfIt(String text, @Nullable String place) {
		List<String> diagnostics = diagnostics(text.replace("\\n", "\n").replace("\\t", "\t"));
		if (place == null) {
			assertThat(diagnostics).isEmpty();
		}
		else {
			assertThat(diagnostics).singleElement()
				.isEqualTo(
						place + " Expected a profile definition, such as [default]; everything up to the first one is "
								+ "ignored");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			'  b = 1 # c'  | 9
			'  b = 1 ; c'  | 9
			'  b = 1\t# c' | 9
			'  b = # c'    | 7
			'  b =\t; c'   | 7
			'  b =# c'     | -
			'  b = 1# c'   | -
			'  b = 1;c'    | -
			'  b = 1'      | -
			'  b ='        | -
			""")
	void commentBehindANestedSettingIsPointedAt(String line, @Nullable String column) {
		List<String> comments = diagnostics("[default]\na =\n" + line.replace("\\t", "\t")).stream()
			.filter((text) -> text.contains("Text that looks like a comment"))
			.toList();
		if (column == null) {
			assertThat(comments).isEmpty();
		}
		else {
			assertThat(comments).singleElement().satisfies((text) -> assertThat(text).startsWith("3:" + column + " "));
		}
	}

	@ParameterizedTest
	@CsvSource({ "'  b = 1', 7", "'  b=1', 5", "'    b   =    1', 14", "'  b =', 6", "'  b =   ', 6", "'  b=', 5" })
	void nestedSettingBeginsAtItsValueOrWhereThatWouldBe(String line, int column) {
		Entry nested = parse("[default]\na =\n" + line).getProfiles().get("default").get("a").getNested().get("b");
		assertThat(nested).isNotNull();
		assertThat(nested.getOrigin().getLine()).isEqualTo(3);
		assertThat(nested.getOrigin().getColumn()).isEqualTo(column);
	}

	private static List<String> diagnostics(String text) {
		return parse(text).getDiagnostics().stream().map((diagnostic) -> {
			SharedConfigOrigin origin = (SharedConfigOrigin) diagnostic.origin();
			return origin.getLine() + ":" + origin.getColumn() + " " + diagnostic.message();
		}).toList();
	}

	private static SharedConfigFile parse(String text) {
		return new SharedConfigParser().parse(text, Path.of("/config"), SharedConfigFileType.CONFIG);
	}

}
