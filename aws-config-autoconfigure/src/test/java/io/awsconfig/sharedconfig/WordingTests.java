package io.awsconfig.sharedconfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Wording}.
 */
class WordingTests {

	@ParameterizedTest
	@ValueSource(strings = { "region", "a", "z", "0", "9", "_", "-", ".", "s3_use-arn.region9" })
	void nameOfASettingIsShown(String name) {
		assertThat(Wording.setting(name)).isEqualTo("setting '" + name + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "a:b", "a`b", "a{b", "a=", "A", "a+b", "a b", "a^b", "a,b", "\u00E9" })
	void whatMayBeAPieceOfASecretIsNot(String name) {
		assertThat(Wording.setting(name)).isEqualTo("setting");
	}

	@Test
	void longNameIsNotRepeated() {
		assertThat(Wording.setting("a".repeat(64))).isEqualTo("setting '" + "a".repeat(64) + "'");
		assertThat(Wording.setting("a".repeat(65))).isEqualTo("setting");
	}

	@Test
	void longTextIsShortened() {
		assertThat(Wording.shorten("")).isEmpty();
		assertThat(Wording.shorten("x".repeat(64))).isEqualTo("x".repeat(64));
		assertThat(Wording.shorten("x".repeat(65))).isEqualTo("x".repeat(64) + "...");
		assertThat(Wording.shorten("a\nb\u007Fc\u009Fd\u00A0e")).isEqualTo("a?b?c?d\u00A0e");
	}

}
