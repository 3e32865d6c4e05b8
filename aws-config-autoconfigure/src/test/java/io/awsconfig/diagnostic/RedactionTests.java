package io.awsconfig.diagnostic;

import java.time.Duration;

import io.awsconfig.testsupport.CpuTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Redaction}.
 */
class RedactionTests {

	@Test
	void secretsAreHiddenAsTheyAreAndEncoded() {
		Redaction redaction = Redaction.of("hush/hush+hush", null, "short");
		assertThat(redaction.clean("no hush/hush+hush, no hush%2Fhush%2Bhush; short\nmore"))
			.isEqualTo("no ******, no ******; short.");
	}

	@Test
	void partsAreHiddenButForWords() {
		Redaction redaction = Redaction.of("/v2/credentials/Hush-42?token=TELL-tale").withParts("[/?&=]");
		assertThat(redaction.clean("credentials of Hush-42 denied: TELL-tale; /v2/credentials/Hush-42?token=TELL-tale"))
			.isEqualTo("credentials of ****** denied: ******; ******.");
	}

	@Test
	void whatHasSixCharactersIsASecretAndWhatIsShorterIsNone() {
		assertThat(Redaction.of("secr3t", "word5").clean("secr3t word5")).isEqualTo("****** word5.");
	}

	@Test
	void lineOfFiveHundredCharactersIsShownWhole() {
		Redaction redaction = Redaction.of();
		assertThat(redaction.clean("x".repeat(500))).isEqualTo("x".repeat(500) + ".");
		assertThat(redaction.clean("x".repeat(501))).isEqualTo("x".repeat(500) + " ….");
	}

	@Test
	void blanksInFrontAreNoPartOfTheText() {
		Redaction redaction = Redaction.of();
		assertThat(redaction.clean("\n".repeat(20_000) + " ".repeat(20_000) + "Denied")).isEqualTo("Denied.");
		assertThat(redaction.clean(" ".repeat(3))).isEmpty();
		assertThat(redaction.clean(null)).isEmpty();
	}

	@Test
	void whatFitsIsHiddenWithoutALoss() {
		Redaction redaction = Redaction.of("hush-hush");
		String fits = "x".repeat(16 * 1024) + "123456789";
		assertThat(redaction.hide(fits)).isEqualTo(fits);
		assertThat(redaction.hide(fits + "0")).isEqualTo("x".repeat(16 * 1024));
	}

	@Test
	@Tag("cost")
	void textOfAnyLengthCostsLittle() {
		Redaction redaction = Redaction.of("hush-hush");
		CpuTime.assertAtMost(Duration.ofSeconds(5), () -> {
			for (String piece : new String[] { "\u0001", " ", "\n", "x", "hush-hush", "\u2028", "\r" }) {
				String text = piece.repeat(4 * 1024 * 1024 / piece.length());
				assertThat(redaction.clean(text)).hasSizeLessThan(510).doesNotContain("hush");
				assertThat(Words.clean(text)).hasSizeLessThan(210);
			}
		});
	}

	@Test
	void secretThatIsCutInTwoIsNotShown() {
		String secret = "S".repeat(5000);
		for (int blanks = 0; blanks < 3; blanks++) {
			String text = "x".repeat(blanks) + secret.repeat(1000);
			assertThat(Redaction.of(secret).clean(text)).doesNotContain("S");
		}
	}

}
