package io.awsconfig.imds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.awsconfig.imds.JsonDocument.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonDocument}.
 */
class JsonDocumentTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"hush|is not valid JSON", "``|is empty",
			"null|is JSON, but not an object with fields", "[\"hush\"]|is JSON, but not an object with fields" })
	void whatIsNoObjectIsRefusedWithoutBeingRepeated(String json, String reason) {
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> parse(json))
			.withMessage(reason)
			.withNoCause()
			.extracting(MalformedException::getReason)
			.isEqualTo(reason);
	}

	@Test
	void textIsReadAsItIs() throws MalformedException {
		JsonDocument document = parse("{\"a\": \" x \", \"blank\": \" \", \"none\": null, \"number\": 1}");
		assertThat(document.getText("a")).isEqualTo(" x ");
		assertThat(document.requireText("a")).isEqualTo(" x ");
		assertThat(document.getText("blank")).isNull();
		assertThat(document.getText("none")).isNull();
		assertThat(document.getText("absent")).isNull();
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.getText("number"))
			.withMessage("has a field 'number' that is not a text");
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.requireText("blank"))
			.withMessage("has no field 'blank'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2030-12-31T23:59:59Z", " 2030-12-31T23:59:59Z ", "2030-12-31T23:59:59UTC",
			"2030-12-31T23:59:59", "2031-01-01T00:59:59+01:00", "2031-01-01T00:59:59+0100" })
	void timeIsReadInEverySpellingOfTheCli(String text) throws MalformedException {
		JsonDocument document = parse("{\"at\": \"" + text + "\"}");
		assertThat(document.getTime("at")).isEqualTo(Instant.parse("2030-12-31T23:59:59Z"));
		assertThat(document.requireTime("at")).isEqualTo(Instant.parse("2030-12-31T23:59:59Z"));
	}

	@Test
	void timeThatIsNoneIsRefusedWithoutBeingRepeated() throws MalformedException {
		JsonDocument document = parse("{\"at\": \"hush\", \"blank\": \"\"}");
		assertThat(document.getTime("absent")).isNull();
		for (String field : new String[] { "at", "blank" }) {
			assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.getTime(field))
				.withMessage("has a field '" + field + "' that is not a timestamp like 2030-12-31T23:59:59Z");
		}
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.requireTime("absent"))
			.withMessage("has no field 'absent'");
	}

	@Test
	void objectInAFieldIsADocument() throws MalformedException {
		JsonDocument document = parse("{\"inner\": {\"a\": \"x\"}, \"text\": \"y\"}");
		assertThat(document.requireObject("inner").getText("a")).isEqualTo("x");
		assertThat(document.getObject("text")).isNull();
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.requireObject("text"))
			.withMessage("has no object 'text'");
	}

	@Test
	void bytesAreTheDocumentAndItsTextTellsNothingOfIt() throws MalformedException {
		JsonDocument document = parse("{\"a\": \"hush\"}");
		assertThat(new String(document.toBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"hush\"}");
		assertThat(document).hasToString("JSON object");
	}

	static JsonDocument parse(String json) throws MalformedException {
		return JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8));
	}

}
