package io.awsconfig.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFileType;
import io.awsconfig.sharedconfig.SharedConfigParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedConfigSettingSource} with sections that have malformed lines:
 * they stop those who use them, and nobody takes or shows what an indented line says.
 */
class MalformedSectionsTests {

	private static final String INDENTED = "\taws_access_key_id = AKIDINDENTED\n  aws_secret_access_key = hush\n";

	@ParameterizedTest
	@MethodSource
	void indentedKeysAreNeitherTakenNorShown(String setting) {
		for (String line : new String[] { setting + " = text\n", setting + " =\n" }) {
			for (SharedConfigFileType type : SharedConfigFileType.values()) {
				SharedConfig config = config("[default]\n" + line + INDENTED, type);
				assertThat(SharedConfigSettingSource.of(config, "default", null, null)
					.stream()
					.flatMap((source) -> source.find(setting(setting), null).stream())
					.map(WrittenValue::text)).allMatch(Set.of("text", "")::contains);
				assertFails(config, "This line looks like a setting; remove its indentation",
						"Where: %s - 3:".formatted(path(type)), "Where: %s - 4:".formatted(path(type)));
			}
		}
	}

	static Set<String> indentedKeysAreNeitherTakenNorShown() {
		Set<String> keys = new TreeSet<>();
		SettingCatalog.getSettings().forEach((setting) -> keys.addAll(setting.getFileKeys()));
		return keys;
	}

	private static AwsSetting<?> setting(String key) {
		return SettingCatalog.getSettings()
			.stream()
			.filter((setting) -> setting.getFileKeys().contains(key))
			.findFirst()
			.orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[default]\ncli_pager = less\n" + INDENTED, "[default]\ns3 =\n" + INDENTED,
			"[default]\nsso_session = s\n[sso-session s]\nsso_region = eu-west-1\n" + INDENTED,
			"[default]\nsso_session = s\n[sso-session s]\nsso_region =\n" + INDENTED,
			"[default]\nservices = s\n[services s]\ns3 = x\n" + INDENTED })
	void sameBelowOtherSettingsAndInOtherSections(String text) {
		assertFails(config(text, SharedConfigFileType.CONFIG),
				"This line looks like a setting; remove its indentation");
	}

	@Test
	void textBelowAValueIsNoPartOfIt() {
		assertFails(config("[default]\nrole_session_name = job\n  hush\n", SharedConfigFileType.CONFIG),
				"The value of setting 'role_session_name' has one line", "2:21");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			no equals sign                     | Expected an '=' sign defining a property
			aws_secret_access_key: hush        | Expected an '=' sign defining a property
			= hush                             | Property did not have a name
			"aws_access_key_id" = hush         | something stands before or after it, which may be invisible
			\u200Baws_access_key_id = hush     | something stands before or after it, which may be invisible
			s3 =\\n  hush                      | Expected an '=' sign defining a sub-property
			s3 =\\n  = hush                    | Sub-property did not have a name
			""")
	void malformedLineStopsOnlyThoseWhoUseItsSection(String line, String message) {
		String text = "[default]\nregion = eu-west-1\n[profile other]\n" + line.replace("\\n", "\n") + "\n";
		SharedConfig config = config(text, SharedConfigFileType.CONFIG);
		assertThat(resolve(config, "default").getValue(SettingCatalog.REGION)).isEqualTo("eu-west-1");
		assertThat(config.getDiagnostics()).isNotEmpty();
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> resolve(config, "other"))
			.withMessageContaining(message)
			.withMessageContaining("Where: /config - ")
			.withMessageContaining("(profile 'other')")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hush", "ignored"))
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(
					"Correct these lines. To remove them may be to use other credentials, if they were to say whose."));
	}

	@Test
	void sectionThatIsMeantByABrokenHeaderStopsThoseWhoUseIt() {
		SharedConfig config = config("[default]\nregion = eu-west-1\nx[services s]\n", SharedConfigFileType.CONFIG);
		assertThat(resolve(config, "default").getValue(SettingCatalog.REGION)).isEqualTo("eu-west-1");
		assertFails(config("[default]\nservices = s\nx[services s]\n", SharedConfigFileType.CONFIG),
				"This line looks like the header of a section and is none");
		assertFails(config("[default]\nregion = eu-west-1\n  [default]\n", SharedConfigFileType.CREDENTIALS),
				"This line looks like the header of a section and is none", "3:3");
	}

	@Test
	void profileOfAServiceAndSourceProfileAreUsedAsWell() {
		SharedConfig config = config("[profile other]\nnothing\n", SharedConfigFileType.CONFIG);
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(
				() -> AwsSettings.ofProfile(config, config.getProfile("other"), Set.of(SettingCatalog.ACCESS_KEY_ID)));
	}

	@Test
	void nestedSettingsStayWhatTheyAre() {
		SharedConfig config = config("""
				[default]
				region = eu-west-1
				services = s
				s3 =
				  region = x
				  addressing_style = path
				api_versions =
				  ec2 = 2015-03-01
				[services s]
				s3 =
				  endpoint_url = http://localhost:1
				""", SharedConfigFileType.CONFIG);
		AwsSettings settings = resolve(config, "default");
		assertThat(settings.getValue(SettingCatalog.API_VERSIONS)).isEqualTo("ec2 = 2015-03-01");
		assertThat(settings.forService(ServiceId.of("s3")).getValue(SettingCatalog.ENDPOINT_URL))
			.hasToString("http://localhost:1");
	}

	@Test
	void nameThatMayBeASecretIsNotShown() {
		SharedConfig config = config("[default]\nservices = s\n[services s]\ns3 =\n  hush/hush+hush = x\n",
				SharedConfigFileType.CONFIG);
		assertThat(resolve(config, "default").getDiagnostics()).singleElement()
			.satisfies(
					(diagnostic) -> assertThat(diagnostic.message()).startsWith("What stands here is not a setting"));
	}

	@ParameterizedTest
	@CsvSource({ "binary, is binary", "utf-16, is encoded as UTF-16" })
	void fileThatIsNoTextStopsTheApplication(String kind, String message, @TempDir Path directory) throws IOException {
		byte[] bytes = kind.equals("binary") ? new byte[] { '[', 'd', ']', '\n', 0, 1, 2 }
				: new byte[] { (byte) 0xFF, (byte) 0xFE, '[', 0 };
		Path file = Files.write(directory.resolve("credentials"), bytes);
		SharedConfig config = SharedConfig.load(directory.resolve("config"), file);
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> resolve(config, "default"))
			.withMessageContaining("The file " + message)
			.withMessageContaining("Where: " + file);
	}

	private static void assertFails(SharedConfig config, String... messages) {
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> resolve(config, "default"))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(messages).doesNotContain("hush", "AKID"));
		assertThat(config.getDiagnostics().toString()).doesNotContain("hush", "AKID");
	}

	private static Path path(SharedConfigFileType type) {
		return Path.of((type == SharedConfigFileType.CONFIG) ? "/config" : "/credentials");
	}

	private static AwsSettings resolve(SharedConfig config, String profile) {
		return AwsSettings.resolve(SharedConfigSettingSource.of(config, profile, null, null), config);
	}

	private static SharedConfig config(String text, SharedConfigFileType type) {
		SharedConfigParser parser = new SharedConfigParser();
		boolean config = type == SharedConfigFileType.CONFIG;
		return new SharedConfig(
				parser.parse(config ? text : "", path(SharedConfigFileType.CONFIG), SharedConfigFileType.CONFIG),
				parser.parse(config ? "" : text, path(SharedConfigFileType.CREDENTIALS),
						SharedConfigFileType.CREDENTIALS));
	}

}
