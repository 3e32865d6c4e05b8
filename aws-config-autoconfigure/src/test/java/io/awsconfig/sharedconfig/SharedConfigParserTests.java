package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.diagnostic.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedConfigParser}: what a text means.
 */
class SharedConfigParserTests {

	private static final Path PATH = Path.of("/home/u/.aws/config");

	@Test
	void valueHasFileLineColumnAndSection() {
		Section dev = config("# first\n\n[profile dev]\nregion = eu-west-1\naws_secret_access_key=x").getProfiles()
			.get("dev");
		assertThat(dev.getOrigin()).hasToString("/home/u/.aws/config - 3:1 (profile 'dev')");
		assertThat(dev.get("region").getOrigin()).hasToString("/home/u/.aws/config - 4:10 (profile 'dev')");
		SharedConfigOrigin secret = dev.get("aws_secret_access_key").getOrigin();
		assertThat(secret.getPath()).isEqualTo(PATH);
		assertThat(secret.getLine()).isEqualTo(5);
		assertThat(secret.getColumn()).isEqualTo(23);
		assertThat(secret.getSection()).isEqualTo("profile 'dev'");
	}

	@Test
	void originsOfSamePlaceAreEqual() {
		Entry entry = config("[default]\na = 1").getProfiles().get("default").get("a");
		assertThat(entry.getOrigin()).isEqualTo(entry.getOrigin()).hasSameHashCodeAs(entry.getOrigin());
		assertThat(entry.getOrigin()).isNotEqualTo(new SharedConfigOrigin(PATH, Position.of(2, 6), null))
			.isNotEqualTo(new SharedConfigOrigin(Path.of("other"), Position.of(2, 5), null))
			.isEqualTo(new SharedConfigOrigin(PATH, Position.of(2, 5), null))
			.isNotEqualTo("x");
	}

	@Test
	void emptyValueHasTheOriginWhereItWouldBegin() {
		Entry entry = config("[default]\na =").getProfiles().get("default").get("a");
		assertThat(entry.getValue()).isEmpty();
		assertThat(entry.getNested()).isEmpty();
		assertThat(entry.getOrigin().getColumn()).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "\r\n\r\n", "\t\n  \n", "# comment", "; comment\n#", "\uFEFF" })
	void textWithoutContentIsReadWithoutDiagnostics(String text) {
		SharedConfigFile file = config(text);
		assertThat(file.getStatus()).isEqualTo(SharedConfigFile.Status.READ);
		assertThat(file.getProfiles()).isEmpty();
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void byteOrderMarkIsSkippedAndNotCounted() {
		SharedConfigFile file = config("\uFEFF[default]\na = 1");
		assertThat(file.getProfiles().get("default").getOrigin().getColumn()).isEqualTo(1);
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void crlfMeansTheSameAsLf() {
		SharedConfigFile file = config("[default]\r\na = 1\r\n\r\ns3 =\r\n  b = 2\r\nc = 3\r");
		Section section = file.getProfiles().get("default");
		assertThat(section.getEntries()).extracting(Entry::getValue).containsExactly("1", "\nb = 2", "3");
		assertThat(section.get("c").getOrigin().getLine()).isEqualTo(6);
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void loneCarriageReturnIsNoLineEnd() {
		SharedConfigFile file = config("[default]\na = 1\rb = 2");
		assertThat(file.getProfiles().get("default").get("a").getValue()).isEqualTo("1\rb = 2");
		assertDiagnostics(file, "2:6 Carriage return without line feed found; at the ends of a name or value it is "
				+ "removed as white space, elsewhere it is kept");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			a = v # c        | v
			a = v ; c        | v
			a = v#c          | v#c
			a = v;c          | v;c
			a = # c          | ''
			a =# c           | '# c'
			a = x = y        | x = y
			a=v              | v
			""")
	void commentNeedsWhiteSpaceBeforeIt(String line, String value) {
		assertThat(config("[default]\n" + line).getProfiles().get("default").get("a").getValue()).isEqualTo(value);
	}

	@Test
	void nestedSettingsHaveNamesValuesAndOrigins() {
		SharedConfigFile file = config("""
				[services local]
				DynamoDB =
				  Endpoint_URL = http://localhost:8000

				  # their comment
				  empty =
				s3 =
				""");
		Section services = file.getServices().get("local");
		Entry dynamodb = services.get("dynamodb");
		assertThat(dynamodb.getValue()).isEqualTo("\nEndpoint_URL = http://localhost:8000\nempty =");
		assertThat(dynamodb.getNested()).containsOnlyKeys("endpoint_url", "empty").hasSize(2);
		assertThat(dynamodb.getNested().get("absent")).isNull();
		Entry url = dynamodb.getNested().get("endpoint_url");
		assertThat(url.getName()).isEqualTo("endpoint_url");
		assertThat(url.getValue()).isEqualTo("http://localhost:8000");
		assertThat(url.getOrigin()).hasToString(PATH + " - 3:18 (services 'local')");
		assertThat(services.get("s3").getNested()).isEmpty();
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void nestedSettingsAreUnmodifiable() {
		SharedConfigFile file = config("[default]\ns3 =\n a = 1");
		Section section = file.getProfiles().get("default");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> section.get("s3").getNested().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> section.getEntries().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> file.getProfiles().clear());
	}

	@Test
	void faultyNestedLinesAreReportedAndTheRestIsRead() {
		SharedConfigFile file = config("""
				[default]
				s3 =
				  nothing
				  = v
				  in valid = v
				  a = 1 # c
				  A = 2
				region = x
				""");
		Section section = file.getProfiles().get("default");
		assertThat(section.get("s3").getValue()).isEqualTo("\nin valid = v\na = 1 # c\nA = 2");
		assertThat(section.get("s3").getNested()).containsOnlyKeys("a");
		assertThat(section.get("s3").getNested().get("a").getValue()).isEqualTo("2");
		assertThat(section.get("region").getValue()).isEqualTo("x");
		assertDiagnostics(file, "3:3 Expected an '=' sign defining a sub-property; the line is ignored",
				"4:3 Sub-property did not have a name; the line is ignored",
				"5:5 Sub-property name is not valid (allowed are letters, digits and - / . % @ _ : +); it is kept as "
						+ "text, but is no nested setting",
				"6:9 Text that looks like a comment follows the nested setting 'a'; it is kept as part of the value, "
						+ "as AWS SDKs do. Put the comment on a line of its own",
				"7:7 Duplicate nested setting 'a' of profile 'default', already set on line 6; the one on line 7 is used");
	}

	@Test
	void continuationLinesAreJoinedAndIndentedCommentsAreNot() {
		SharedConfigFile file = config("[default]\na = 1\n  two # 2\n\n  # comment\n\tthree");
		assertThat(file.getProfiles().get("default").get("a").getValue()).isEqualTo("1\ntwo # 2\nthree");
		assertDiagnostics(file,
				"5:3 Indented comment below the value of setting 'a'; it is ignored, but AWS SDKs read it as "
						+ "part of the value");
	}

	@Test
	void faultyLinesAreReportedAndTheRestIsRead() {
		SharedConfigFile file = config("""
				[default]
				  indented = 1
				no equals sign
				  its continuation
				= value
				in valid = value
				 its continuation
				region = x
				""");
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getName).containsExactly("region");
		assertDiagnostics(file,
				"2:3 Expected a property definition, found continuation (an indented line belongs to the property above "
						+ "it, and there is none); the line is ignored. Remove its indentation",
				"3:1 Expected an '=' sign defining a property; the line is ignored",
				"5:1 Property did not have a name; the line is ignored",
				"6:3 Property name is not valid (allowed are letters, digits and - / . % @ _ : +); the property is ignored");
	}

	@Test
	void textBeforeTheFirstSectionIsReportedOnce() {
		SharedConfigFile file = config("# fine\na = 1\n b\nc = 2\n[default]\nd = 3");
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getName).containsExactly("d");
		assertDiagnostics(file,
				"2:1 Expected a profile definition, such as [default]; everything up to the first one is ignored");
	}

	@Test
	void laterOfTwoSettingsWinsInThePlaceOfTheEarlier() {
		SharedConfigFile file = config("[default]\nA = 1\nb = 2\na = 3\n  more");
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getValue)
			.containsExactly("3\nmore", "2");
		assertDiagnostics(file,
				"4:5 Duplicate setting 'a' of profile 'default', already set on line 2; the one on line 4 is used");
	}

	@Test
	void sectionsOfOneNameAreMerged() {
		SharedConfigFile file = config(
				"[profile a]\nx = 1\n[profile b]\n[profile a]\ny = 2\n[sso-session a]\nz = 3\n[services a]");
		assertThat(file.getProfiles()).containsOnlyKeys("a", "b");
		assertThat(file.getProfiles().get("a").getEntries()).extracting(Entry::getName).containsExactly("x", "y");
		assertThat(file.getProfiles().get("a").getOrigin().getLine()).isEqualTo(1);
		assertThat(file.getSsoSessions().get("a").getName()).isEqualTo("a");
		assertThat(file.getServices()).containsOnlyKeys("a");
		assertDiagnostics(file, "4:1 Section profile 'a' already begins on line 1; both are merged");
	}

	@Test
	void defaultWithPrefixTakesThePlaceOfDefaultWithout() {
		SharedConfigFile file = config("[default]\na = 1\n[profile default]\nb = 2\n[default]\nc = 3");
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getName).containsExactly("b");
		assertDiagnostics(file, "1:1 Section [default] is ignored, because [profile default] on line 3 takes its place",
				"5:1 Section [default] is ignored, because [profile default] on line 3 takes its place");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			[dev]               | is neither [default] nor | profile dev
			[Default]           | is neither [default] nor | default
			[profiledev]        | is neither [default] nor | profile dev
			[Profile dev]       | is neither [default] nor | profile dev
			[profil dev]        | is neither [default] nor | profile dev
			[profile]           | is neither [default] nor | profile <name>
			[sso-sesion dev]    | is neither [default] nor | sso-session dev
			[sso_session dev]   | is neither [default] nor | sso-session dev
			[sso-sessiondev]    | is neither [default] nor | sso-session dev
			[service dev]       | is neither [default] nor | services dev
			[profile my dev]    | has a name that is not valid | profile "my dev"
			[services my local] | has a name that is not valid | services "my local"
			""")
	void ignoredSectionSuggestsTheLikelyMeaning(String header, String found, String meant) {
		SharedConfigFile file = config(header + "\na = 1");
		assertThat(file.getProfiles()).isEmpty();
		assertThat(file.getDiagnostics()).singleElement()
			.satisfies((diagnostic) -> assertThat(diagnostic.message()).startsWith("Section " + header + " " + found)
				.endsWith("; the section is ignored. Did you mean [" + meant + "]?"));
	}

	/**
	 * What botocore reads as the same names.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"dev"           | dev
			'dev'           | dev
			"my dev"        | my dev
			'FOO BAR'       | FOO BAR
			my\\ dev         | my dev
			a"b c"d         | ab cd
			"a\\" b"         | a" b
			"a\\b"           | a\\b
			'a\\" b'         | a\\" b
			" a "           | ` a `
			"m\u00FCnchen"  | m\u00FCnchen
			"a,b (1)"       | a,b (1)
			""")
	void quotedNameIsReadAsTheCommandLineInterfaceDoes(String written, String name) {
		SharedConfigFile file = config(
				"[profile %1$s]\na = 1\n[sso-session %1$s] # c\nb = 1\n[ services\t%1$s ]\ns3 =\n  c = 1"
					.formatted(written));
		assertThat(file.getProfiles()).containsOnlyKeys(name);
		assertThat(file.getSsoSessions()).containsOnlyKeys(name);
		assertThat(file.getServices()).containsOnlyKeys(name);
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[profile my dev]", "[profile \"my dev]", "[profile 'a' b]", "[profile \"\"]",
			"[profile \" \"]", "[profile a\\]", "[profile \"a\u200Bb\"]", "[profile \"a\u0007b\"]", "[\"profile dev\"]",
			"[\"default\"]", "[profile it's]" })
	void nameThatTheCommandLineInterfaceDoesNotReadIsNotRead(String header) {
		SharedConfigFile file = config(header + "\na = 1");
		assertThat(file.getProfiles()).isEmpty();
		assertThat(file.getDiagnostics()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[profile dev    | Profile definition must end with ']'; the section is ignored
			[profile dev] x | Profile definition must end with ']'; the section is ignored
			[profile a#b]   | Profile definition must end with ']'; the section is ignored
			[               | Profile definition must end with ']'; the section is ignored
			[sso-session x  | Section definition must end with ']'; the section is ignored
			[services x     | Section definition must end with ']'; the section is ignored
			[]              | Section [] has no name; the section is ignored
			[ ]             | Section [] has no name; the section is ignored
			""")
	void faultyHeaderIsReportedAndItsSettingsAreIgnored(String header, String message) {
		SharedConfigFile file = config("[default]\na = 1\n" + header + "\nb = 2\n  c\nd\n[profile x]\ne = 3");
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getName).containsExactly("a");
		assertThat(file.getProfiles().get("x").getEntries()).extracting(Entry::getName).containsExactly("e");
		assertDiagnostics(file, "3:1 " + message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[plugins]", "[preview]" })
	void sectionsOfTheCommandLineInterfaceAreNothingOdd(String header) {
		SharedConfigFile file = config(header + "\ncli_legacy_plugin_path = x\nno setting\n[default]\na = 1");
		assertThat(file.getProfiles()).containsOnlyKeys("default");
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void credentialsFileHasProfilesWithoutPrefixOnly() {
		SharedConfigFile file = credentials(
				"[dev]\na = 1\n[profile prod]\n[sso-session s]\n[services v]\n[in valid]\n[\"q\"]\n[profile]\n");
		assertThat(file.getProfiles()).containsOnlyKeys("dev", "profile");
		assertThat(file.getSsoSessions()).isEmpty();
		assertThat(file.getServices()).isEmpty();
		assertDiagnostics(file,
				"3:1 Section [profile prod] has no meaning in the credentials file, where a profile has no prefix; the "
						+ "section is ignored. Did you mean [prod]?",
				"4:1 Section [sso-session s] belongs in the config file and has no meaning in the credentials file; the "
						+ "section is ignored",
				"5:1 Section [services v] belongs in the config file and has no meaning in the credentials file; the "
						+ "section is ignored",
				"6:1 Section [in valid] has a name that is not valid (allowed are letters, digits and - / . % @ _ : +); "
						+ "the section is ignored",
				"7:1 Section [\"q\"] has a name that is not valid (allowed are letters, digits and - / . % @ _ : +); the "
						+ "section is ignored. Did you mean [q]?");
	}

	@Test
	void controlCharactersAreReportedWhereTheyStand() {
		SharedConfigFile file = config("[default]\na = x\u0000y\nb =\n  c = \u0007z\nd = v\n  \u0085w");
		Section section = file.getProfiles().get("default");
		assertThat(section.get("a").getValue()).isEqualTo("x\u0000y");
		assertThat(file.getDiagnostics()).extracting((diagnostic) -> diagnostic.message().substring(0, 24))
			.containsExactly("Control character U+0000", "Control character U+0007", "Control character U+0085");
		assertThat(file.getDiagnostics()).extracting((diagnostic) -> place(diagnostic))
			.containsExactly("2:6", "4:7", "6:3");
	}

	@Test
	void lineOverOneMebibyteIsRefusedAndTheRestIsRead() {
		String tooLong = "x".repeat(LineCursor.MAX_LINE_BYTES);
		SharedConfigFile file = config("[default]\na = 1\na = " + tooLong + "\n  more\nb = 2\n[profile " + tooLong
				+ "]\nc = 3\n[profile d]\ne =\n  " + tooLong + "\n#" + tooLong + "\n  f = 4");
		assertThat(file.getStatus()).isEqualTo(SharedConfigFile.Status.READ);
		assertThat(file.getProfiles()).containsOnlyKeys("default", "d");
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getValue)
			.containsExactly("1", "2");
		assertThat(file.getProfiles().get("d").get("e").getNested()).containsOnlyKeys("f");
		assertDiagnostics(file, "3:1 Line of more than 1 MiB; it is ignored",
				"6:1 Line of more than 1 MiB; the section that it begins is ignored",
				"10:1 Line of more than 1 MiB; it is ignored", "11:1 Line of more than 1 MiB; it is ignored");
	}

	@Test
	void lineOfOneMebibyteIsRead() {
		String value = "x".repeat(LineCursor.MAX_LINE_BYTES - 2);
		SharedConfigFile file = config("[default]\r\na=" + value + "\r\n");
		assertThat(file.getProfiles().get("default").get("a").getValue()).hasSameSizeAs(value);
		assertThat(file.getDiagnostics()).isEmpty();
		String wide = "\u20AC".repeat(LineCursor.MAX_LINE_BYTES / 3);
		assertThat(config("[default]\na=" + wide).getDiagnostics()).hasSize(1);
	}

	@Test
	void textOverTenMebibytesIsRefused() {
		SharedConfigFile file = config("#".repeat(FileLoader.MAX_FILE_BYTES + 1));
		assertThat(file.getStatus()).isEqualTo(SharedConfigFile.Status.REFUSED);
		assertThat(file.getDiagnostics()).singleElement()
			.hasToString(PATH + ": The file is larger than 10 MiB; nothing of it is used");
	}

	@Test
	void diagnosticsAreBounded() {
		SharedConfigFile file = config("[default]\n" + "oops\n".repeat(1000));
		assertThat(file.getDiagnostics()).hasSize(Diagnostics.MAX_RETAINED + 1);
		assertThat(file.getDiagnostics().get(Diagnostics.MAX_RETAINED).message())
			.isEqualTo("There are 900 more oddities in this file, which are not listed");
	}

	@Test
	void longNamesAreShortenedInDiagnostics() {
		SharedConfigFile file = config("[" + "x\u0007".repeat(100_000) + "]");
		assertThat(file.getDiagnostics()).singleElement()
			.satisfies((diagnostic) -> assertThat(diagnostic.message()).hasSizeLessThan(300).doesNotContain("\u0007"));
	}

	@Test
	void secretsAreNeverShown() {
		String secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY=";
		SharedConfigFile file = credentials("""
				[default]
				aws_secret_access_key = %1$s
				aws_secret_access_key = %1$s
				%1$s
				%1$s
				aws_secret_access_key : %1$s
				aws_secret_access_key %1$s
				aws_session_token = %1$s
				 # %1$s
				nested =
				  %1$s
				  %1$s
				  no %1$s
				  aws_secret_access_key = %1$s # %1$s
				""".formatted(secret) + secret.substring(0, 40) + "\u0001");
		Section section = file.getProfiles().get("default");
		String shown = file.toString() + section + section.getEntries() + file.getDiagnostics()
				+ section.get("nested").getNested() + new SharedConfig(file, file) + new Profile("x", section, section)
				+ file.getProfiles();
		assertThat(shown.toLowerCase()).doesNotContain("wjalr").doesNotContain("examplekey");
	}

	@Test
	void sectionPrintsAsItsOrigin() {
		assertThat(config("[profile dev]").getProfiles().get("dev"))
			.hasToString("profile 'dev' [/home/u/.aws/config - 1:1]");
	}

	private static SharedConfigFile config(String text) {
		return new SharedConfigParser().parse(text, PATH, SharedConfigFileType.CONFIG);
	}

	private static SharedConfigFile credentials(String text) {
		return new SharedConfigParser().parse(text, PATH, SharedConfigFileType.CREDENTIALS);
	}

	private static void assertDiagnostics(SharedConfigFile file, String... expected) {
		List<String> actual = file.getDiagnostics()
			.stream()
			.map((diagnostic) -> place(diagnostic) + " " + diagnostic.message())
			.toList();
		assertThat(actual).containsExactly(expected);
	}

	private static String place(Diagnostic diagnostic) {
		SharedConfigOrigin origin = (SharedConfigOrigin) diagnostic.origin();
		return origin.getLine() + ":" + origin.getColumn();
	}

}
