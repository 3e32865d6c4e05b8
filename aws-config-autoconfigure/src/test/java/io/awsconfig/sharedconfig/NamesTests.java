package io.awsconfig.sharedconfig;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Names}.
 */
class NamesTests {

	private static final String VALID = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.%@_:+";

	private final Names names = new Names();

	@Test
	void everyCharacterIsValidOrNot() {
		for (char c = 0; c < Character.MAX_VALUE; c++) {
			assertThat(Names.isValid("a" + c)).as("U+%04X", (int) c).isEqualTo(VALID.indexOf(c) != -1);
		}
	}

	@ParameterizedTest
	@ValueSource(chars = { '\u007F', '\u0080', '\u0130', '\u212A' })
	void whatIsNotOfAsciiIsNoPartOfASettingsName(char c) {
		assertThat(settingName("a" + c)).isNull();
		assertThat(settingName(c + "a")).isNull();
		assertThat(Names.indexOfInvalid(new char[] { 'a', c, 'b' }, 0, 3)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "Region, region", "AZ, az", "aZ09-/.%@_:+, az09-/.%@_:+" })
	void nameOfASettingIsInLowerCase(String text, String name) {
		assertThat(settingName(text)).isEqualTo(name);
	}

	@Test
	void sameNameIsOneString() {
		String first = settingName("region");
		assertThat(settingName("REGION")).isSameAs(first);
		assertThat(settingName("regiom")).isEqualTo("regiom");
		assertThat(settingName("region")).isEqualTo("region");
	}

	@Test
	void namesWithTheSameLengthAndTheSameThreeCharactersAreToldApart() {
		assertThat(settingName("a1b2c")).isEqualTo("a1b2c");
		assertThat(settingName("a3b4c")).isEqualTo("a3b4c");
		assertThat(settingName("a1b2c")).isEqualTo("a1b2c");
		assertThat(settingName("a(b2c")).isNull();
	}

	private @Nullable String settingName(String text) {
		return this.names.settingName(("x" + text + "y").toCharArray(), 1, text.length() + 1);
	}

}
