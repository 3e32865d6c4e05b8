package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.testsupport.CpuTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeaderGuess}, by what a file with such a line means.
 */
class HeaderGuessTests {

	private static final String ABOVE = "[default]\naws_access_key_id = AKIDDEFAULT\n";

	private static final String BELOW = "\naws_access_key_id = AKIDOTHER\naws_secret_access_key = hush\n";

	@ParameterizedTest
	@ValueSource(strings = { "x[profile b]", "- [profile b]", "* [profile b]", "\"[profile b]\"", "'[profile b]'",
			"profile b]", "profile b", "profile b:", "(profile b)", "{profile b}", "<profile b>",
			"\uFF3Bprofile b\uFF3D", "\u3010profile b\u3011", "\uFEFF[profile b]", "\u200B[profile b]",
			"\u00A0[profile b]", "\u2060[profile b]", "\u0000[profile b]", "1. [profile b]", "> [profile b]",
			"=== [profile b] ===", "x[profile b] # a = b", "x[profile b]; a = b", "\uFF3Bprofile b]", "x[profile b",
			"[profile b", "[profile b] x", "[profile \u200Bb]", "[\uFEFFprofile b]", "profile [b]",
			"export [profile b]", "x[PROFILE b]", "  [profile b]", "\t[profile b]", "  \uFF3Bprofile b\uFF3D",
			" [ profile b ] # c" })
	void keysBelowSuchALineAreNotThoseOfTheSectionAbove(String header) {
		SharedConfigFile file = parse(ABOVE + header + BELOW, SharedConfigFileType.CONFIG);
		assertBelongsToNobody(file);
		assertThat(file.getFaults(SectionType.PROFILE, "b")).hasSize(1);
		assertThat(file.getFaults(SectionType.PROFILE, "default")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x[b]", "- [b]", "\"[b]\"", "b]", "\uFF3Bb\uFF3D", "\uFEFF[b]", "\u200B[b]", "[b",
			"[\u200Bb]", "[\"b\"]", "  [b]", "\t[b] ; c", "profile b" })
	void sameInTheCredentialsFile(String header) {
		SharedConfigFile file = parse(ABOVE + header + BELOW, SharedConfigFileType.CREDENTIALS);
		assertBelongsToNobody(file);
		assertThat(file.getFaults(SectionType.PROFILE, "b")).hasSize(1);
	}

	@Test
	void lineThatNamesNoSectionIsHeldAgainstTheOneAbove() {
		SharedConfigFile file = parse(ABOVE + "x[]" + BELOW, SharedConfigFileType.CONFIG);
		assertBelongsToNobody(file);
		assertThat(file.getFaults(SectionType.PROFILE, "default")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[plugins]\na = b\nx[default]", "foo\n  [default]", "  [default]", "a b = c\n  [default]",
			"[profile x]\ns3 =\n  a = b\n  [default]" })
	void defaultIsFoundWhereverItStands(String text) {
		SharedConfigFile file = parse(text + BELOW, SharedConfigFileType.CONFIG);
		assertThat(file.getProfiles()).doesNotContainKey("default");
		assertThat(file.getFaults(SectionType.PROFILE, "default")).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "x[sso-session s], SSO_SESSION", "services s], SERVICES", "'  [services s]', SERVICES" })
	void otherTypesAreKnownToo(String header, SectionType type) {
		SharedConfigFile file = parse(ABOVE + header + BELOW, SharedConfigFileType.CONFIG);
		assertBelongsToNobody(file);
		assertThat(file.getFaults(type, "s")).hasSize(1);
	}

	@Test
	void fileWhoseLinesAreAllIndentedIsHeldAgainstItsProfiles() {
		SharedConfigFile file = parse(
				"  [default]\n  aws_access_key_id = AKIDDEFAULT\n  [b]\n  aws_access_key_id = AKIDB\n",
				SharedConfigFileType.CREDENTIALS);
		assertThat(file.getProfiles()).isEmpty();
		assertThat(file.getFaults(SectionType.PROFILE, "default")).hasSize(1);
		assertThat(file.getFaults(SectionType.PROFILE, "b")).hasSize(1);
	}

	@Test
	void settingsWithoutAnyHeaderAreThoseOfTheDefaultProfile() {
		assertThat(parse("aws_access_key_id = AKIDDEFAULT\n[b]\n", SharedConfigFileType.CREDENTIALS)
			.getFaults(SectionType.PROFILE, "default")).hasSize(1);
		assertThat(parse("aws_access_key_id = AKIDOTHER\n[default]\n", SharedConfigFileType.CREDENTIALS)
			.getFaults(SectionType.PROFILE, "default")).isEmpty();
		assertThat(parse("{\"aws\": 1}\n", SharedConfigFileType.CREDENTIALS).getFaults(SectionType.PROFILE, "default"))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a = [x]", "a = x [profile b]", "foo[0] = bar", "# [profile b]", "; x[profile b]",
			"a = b # [c]", "a = v\n  more [x]", "a = v\n  [1, 2]", "a = v\n  # [profile b]", "s3 =\n  a = [profile b]",
			"[plugins]\n[default]" })
	void whatIsNoHeaderIsNotTakenForOne(String text) {
		SharedConfigFile file = parse("[default]\n" + text + "\nlast = 1", SharedConfigFileType.CONFIG);
		assertThat(file.getProfiles().get("default").get("last")).isNotNull();
		assertThat(file.getDiagnostics()).extracting(Diagnostic::message)
			.noneMatch((message) -> message.contains("header of a section"));
	}

	@Test
	@Tag("cost")
	void textOfAnyShapeCostsLittle() {
		for (String piece : new String[] { "\u0001", "[", "]", "x[", " [x]\n", "x[\n", "\uFEFF", " ", "a = [\n", "=",
				"#", "a=b\n c=d\n", "\u0001\n", "[default]\n [default]\n", "-", "\n\t" }) {
			String text = piece.repeat(1024 * 1024 / piece.length());
			for (String before : new String[] { "", "[default]\n", "[default]\na = b\n ", "[default]\ns3 =\n " }) {
				CpuTime.assertAtMost(Duration.ofSeconds(30), () -> parse(before + text, SharedConfigFileType.CONFIG));
			}
		}
	}

	private static void assertBelongsToNobody(SharedConfigFile file) {
		assertThat(file.getProfiles().keySet()).containsOnly("default");
		assertThat(file.getProfiles().get("default").getEntries()).singleElement()
			.satisfies((entry) -> assertThat(entry.getLine()).isEqualTo("AKIDDEFAULT"));
		List<Diagnostic> diagnostics = file.getDiagnostics();
		assertThat(diagnostics).anySatisfy((diagnostic) -> {
			assertThat(((SharedConfigOrigin) diagnostic.origin()).getLine()).isEqualTo(3);
			assertThat(diagnostic.message()).containsAnyOf("what follows belongs to no section",
					"the section is ignored");
		});
		assertThat(diagnostics.toString()).doesNotContain("hush", "AKID");
	}

	private static SharedConfigFile parse(String text, SharedConfigFileType type) {
		return new SharedConfigParser().parse(text, Path.of("/file"), type);
	}

}
