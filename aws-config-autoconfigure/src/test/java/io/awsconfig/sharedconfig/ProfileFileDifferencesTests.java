package io.awsconfig.sharedconfig;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.profiles.ProfileFile;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the SDK's {@link ProfileFile} reads a text differently, each difference by name
 * and with its reason. What is not listed here is meant to be the same.
 */
class ProfileFileDifferencesTests {

	@ParameterizedTest
	@EnumSource
	void differenceIsReal(Difference difference) {
		assertThat(sdk(difference.text, difference.type)).isEqualTo(difference.sdk);
		assertThat(ours(difference.text, difference.type)).isEqualTo(difference.ours);
	}

	@ParameterizedTest
	@MethodSource
	void textWithoutDifferenceIsReadAlike(String text) {
		for (SharedConfigFileType type : SharedConfigFileType.values()) {
			assertThat(ours(text, type)).as(type.toString()).isEqualTo(sdk(text, type));
		}
	}

	static Stream<String> textWithoutDifferenceIsReadAlike() {
		String x = "[profile x]\n";
		return Stream.of("", "\n\n", "[default]", "[ default ]\na=b", "[Default]\na=b", x + "a = v\n\n  more",
				x + "a = #x", x + "a =# x", x + "a;b = c", x + "a = v\n#c\n  more", x + "a = \u00A0v\u00A0",
				x + "a\u0000 = v", x + "a = v\u0000w", x + "a = v\u0085w\u2028x", x + "a=v\f", x + "a=v \u000B# c",
				x + "a b = c\n  more\nd = e", x + "\u00E9 = v", x + "a = v\n  x = y", x + "a.b = 3", x + "a = v\r",
				x + "a = v\r\nb = c\r\n", x + "a=1\na=2\n  3", "[x]\na=b\n[x]\nc=d", "[profile]\na=b",
				"[profile ]\na=b", "[profile x]]\na=b", "[profile x] junk]\na=b", "[plugins]\na = b\n  c", "[x y]\na=b",
				"[sso-session x]\na=b", "[ sso-session\tx ]\na=b", "[sso-sessionx]\na=b", "[sso-session a b]\nc=d",
				"[services x]\na=b\n[services x]\nc=d", "[default]\na=b\n[profile default]\nc=d\n[default]\ne=f",
				"[services x]\na=b\n[foo]\nc=d\n[services x]\ne=f");
	}

	@Test
	void sharedCasesDifferOnlyAsListed() {
		List<String> differing = new ArrayList<>();
		for (JsonNode test : Conformance.cases("profile-parser-tests.json")) {
			Map<String, SharedConfigFileType> inputs = Map.of("configFile", SharedConfigFileType.CONFIG,
					"credentialsFile", SharedConfigFileType.CREDENTIALS);
			inputs.forEach((name, type) -> {
				JsonNode text = test.get("input").get(name);
				if (text != null && !ours(text.asString(), type).equals(sdk(text.asString(), type))) {
					differing.add(test.get("name").asString());
				}
			});
		}
		assertThat(differing).containsExactlyInAnyOrder(
				// REST_IS_READ_AFTER_AN_ERROR
				"Profile definitions must end with brackets.", "Properties must be defined in a profile.",
				"Property key cannot be empty.", "Property definitions must contain an equals sign.",
				"Continuations cannot be used outside of a profile.",
				"Continuations cannot be used outside of a property.", "Continuations reset with profile definitions.",
				"Invalid sub-property definitions cause an error.",
				"Sub-property definitions cannot have an empty name.", "Invalid continuation",
				// NAMES_ARE_LOWER_CASE
				"Duplicate properties in duplicate profiles use the last one defined (case insensitive).",
				"All valid property name characters are supported.",
				// NESTED_SETTINGS_ARE_NO_SETTINGS_OF_THE_SECTION
				"Properties can have sub-properties.", "Sub-property definitions can have an empty value.",
				"Sub-properties can have blank lines that are ignored");
	}

	private static String ours(String text, SharedConfigFileType type) {
		SharedConfigFile file = new SharedConfigParser().parse(text, Path.of("file"), type);
		return "profiles=" + values(file.getProfiles()) + section(" sso-session=", file.getSsoSessions().get("x"))
				+ section(" services=", file.getServices().get("x"));
	}

	private static String section(String label, Section section) {
		return (section != null) ? label + values(section) : "";
	}

	private static Map<String, Map<String, String>> values(Map<String, Section> sections) {
		Map<String, Map<String, String>> result = new LinkedHashMap<>();
		sections.forEach((name, section) -> result.put(name, values(section)));
		return result;
	}

	private static Map<String, String> values(Section section) {
		Map<String, String> values = new TreeMap<>();
		section.getEntries().forEach((entry) -> values.put(entry.getName(), entry.getValue()));
		return values;
	}

	private static String sdk(String text, SharedConfigFileType type) {
		ProfileFile.Type sdkType = (type == SharedConfigFileType.CONFIG) ? ProfileFile.Type.CONFIGURATION
				: ProfileFile.Type.CREDENTIALS;
		try {
			ProfileFile file = ProfileFile.builder()
				.content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
				.type(sdkType)
				.build();
			Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
			file.profiles().forEach((name, profile) -> profiles.put(name, new TreeMap<>(profile.properties())));
			StringBuilder result = new StringBuilder("profiles=").append(profiles);
			for (String section : List.of("sso-session", "services")) {
				file.getSection(section, "x")
					.ifPresent((x) -> result.append(" " + section + "=").append(new TreeMap<>(x.properties())));
			}
			return result.toString();
		}
		catch (IllegalArgumentException ex) {
			return "error: " + ex.getMessage();
		}
	}

	enum Difference {

		/**
		 * One faulty line of one profile must not take all the others away; it is a
		 * diagnostic.
		 */
		REST_IS_READ_AFTER_AN_ERROR("[x]\nno equals sign\na=b",
				"error: Expected an '=' sign defining a property on line 2", "profiles={x={a=b}}"),

		/**
		 * The AWS CLI writes names with a blank in quotation marks, and reads them.
		 */
		QUOTED_NAMES_ARE_READ(SharedConfigFileType.CONFIG, "[profile \"x\"]\na=b", "profiles={}", "profiles={x={a=b}}"),

		/**
		 * A header without its end begins no section, and what follows does not belong to
		 * the one before.
		 */
		SECTION_WITHOUT_END_IS_IGNORED("[x]\na=b\n[y\nc=d", "error: Profile definition must end with ']' on line 3",
				"profiles={x={a=b}}"),

		/**
		 * Somebody indented a header; to the SDK, it and all below it continue the value
		 * above, and the keys of two profiles become one. What follows belongs to nobody.
		 */
		INDENTED_HEADER_ENDS_THE_SECTION("[x]\na = v\n  [y]\nc = d", "profiles={x={a=v\n[y], c=d}}",
				"profiles={x={a=v}}"),

		/**
		 * The shared cases want names without regard to case; the SDK keeps two of them.
		 */
		NAMES_ARE_LOWER_CASE("[x]\nRegion=1\nregion=2", "profiles={x={Region=1, region=2}}", "profiles={x={region=2}}"),

		/**
		 * The SDK puts a nested setting under its dotted name beside the others, where it
		 * collides with one that is written so; here it hangs below its parent.
		 */
		NESTED_SETTINGS_ARE_NO_SETTINGS_OF_THE_SECTION("[x]\ns3 =\n  a = b", "profiles={x={s3=\na = b, s3.a=b}}",
				"profiles={x={s3=\na = b}}"),

		/**
		 * A setting that is set anew has the nested settings that stand below it, not
		 * those of the one that it replaces as well.
		 */
		REPLACED_SETTING_TAKES_ITS_NESTED_SETTINGS_WITH_IT("[x]\ns3 =\n  a = b\ns3 = c", "profiles={x={s3=c, s3.a=b}}",
				"profiles={x={s3=c}}"),

		/**
		 * Nobody can select a profile without a name; it is a diagnostic.
		 */
		SECTION_WITHOUT_NAME_IS_IGNORED("[ ]\na=b", "profiles={={a=b}}", "profiles={}"),

		/**
		 * The guide allows full-line comments, and people indent theirs; the AWS CLI
		 * skips them.
		 */
		INDENTED_COMMENT_AMONG_NESTED_SETTINGS_IS_A_COMMENT("[x]\ns3 =\n  # c",
				"error: Expected an '=' sign defining a property on line 3", "profiles={x={s3=}}"),

		/**
		 * As above; nobody means it as part of the value. It is a diagnostic, because the
		 * SDK's value is another one.
		 */
		INDENTED_COMMENT_BELOW_A_VALUE_IS_A_COMMENT("[x]\na = v\n  # c", "profiles={x={a=v\n# c}}",
				"profiles={x={a=v}}"),

		/**
		 * As above, and there is not even a value that it could belong to.
		 */
		INDENTED_COMMENT_BELOW_A_HEADER_IS_A_COMMENT("[x]\n  # c\na = v",
				"error: Expected a profile or property definition on line 2", "profiles={x={a=v}}"),

		/**
		 * Editors on Windows write a byte order mark; the SDK fails with a message that
		 * shows nothing odd.
		 */
		BYTE_ORDER_MARK_IS_SKIPPED("\uFEFF[x]\na=b", "error: Expected a profile definition on line 1",
				"profiles={x={a=b}}"),

		/**
		 * A carriage return alone ends no line for any tool that writes these files; it
		 * comes from a value that was pasted. It is a diagnostic.
		 */
		LONE_CARRIAGE_RETURN_IS_NO_LINE_END("[x]\na = v\rb = c", "profiles={x={a=v, b=c}}",
				"profiles={x={a=v\rb = c}}");

		private final SharedConfigFileType type;

		private final String text;

		private final String sdk;

		private final String ours;

		Difference(String text, String sdk, String ours) {
			this(SharedConfigFileType.CREDENTIALS, text, sdk, ours);
		}

		Difference(SharedConfigFileType type, String text, String sdk, String ours) {
			this.type = type;
			this.text = text;
			this.sdk = sdk;
			this.ours = ours;
		}

	}

}
