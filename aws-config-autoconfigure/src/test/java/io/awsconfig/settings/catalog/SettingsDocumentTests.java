package io.awsconfig.settings.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.awsconfig.settings.catalog.Proofs.Proof;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/settings.md} current, and writes it if the system property
 * {@code settings.docs.write} is {@code true}.
 */
class SettingsDocumentTests {

	private static final Path FILE = Path.of("../docs/settings.md");

	private static final String COMMAND = "./mvnw test -pl aws-config-autoconfigure -Dtest=SettingsDocumentTests "
			+ "-Dsettings.docs.write=true";

	private static final Path METADATA = Path
		.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");

	private static final Path SOURCES = Path.of("src/main/java/io/awsconfig/settings/catalog");

	@BeforeAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("settings.docs.write")) {
			Files.writeString(FILE, SettingsDocument.write());
			Files.writeString(METADATA, AdditionalMetadata.write());
			for (Map.Entry<String, String> source : PropertiesSource.write().entrySet()) {
				Files.writeString(SOURCES.resolve(source.getKey() + ".java"), source.getValue());
			}
		}
	}

	static List<AwsSetting<?>> settings() {
		return SettingCatalog.getSettings();
	}

	@Test
	void documentIsCurrent() throws IOException {
		assertThat(FILE).as("%s is missing; write it with%n    %s", FILE, COMMAND).exists();
		assertThat(Files.readString(FILE)).as("%s is not current; write it anew with%n    %s", FILE, COMMAND)
			.isEqualTo(SettingsDocument.write());
	}

	@Test
	void metadataIsCurrent() throws IOException {
		assertThat(Files.readString(METADATA)).as("%s is not current; write it anew with%n    %s", METADATA, COMMAND)
			.isEqualTo(AdditionalMetadata.write());
	}

	@ParameterizedTest
	@MethodSource("sources")
	void sourceOfMetadataIsCurrent(String name, String source) throws IOException {
		assertThat(Files.readString(SOURCES.resolve(name + ".java")))
			.as("%s is not current; write it anew with%n    %s%nand format it", name, COMMAND)
			.matches((text) -> withoutLayout(text).equals(withoutLayout(source)), "says what the catalogue says");
	}

	static Stream<Arguments> sources() {
		return PropertiesSource.write()
			.entrySet()
			.stream()
			.map((source) -> Arguments.of(source.getKey(), source.getValue()));
	}

	/**
	 * The formatter has its own ideas of it.
	 */
	private static String withoutLayout(String source) {
		return source.replaceAll("(?m)^\\s*\\*(?!/)", " ").replaceAll("\\s+", "");
	}

	@ParameterizedTest
	@MethodSource("settings")
	void settingHasRowWithAllItsNames(AwsSetting<?> setting) {
		List<String> rows = SettingsDocument.write()
			.lines()
			.filter((line) -> line.startsWith("| `" + setting.getName() + "`"))
			.toList();
		assertThat(rows).singleElement()
			.asString()
			.contains("`" + setting.getPropertyName() + "`")
			.contains(setting.getSystemProperties())
			.contains(setting.getEnvironmentVariables())
			.matches((row) -> row.split(" \\| ", -1).length == 12, "has twelve columns");
	}

	@ParameterizedTest
	@MethodSource("settings")
	void settingHasProofAndOneOfThemSaysItsEffect(AwsSetting<?> setting) {
		assertThat(Proofs.of(setting)).as("tests with @Proves(\"%s\")", setting.getName())
			.isNotEmpty()
			.filteredOn((proof) -> !proof.effect().isEmpty())
			.as("tests that say the effect of '%s'", setting.getName())
			.hasSize(1);
	}

	@Test
	void proofsAreRunAndNameSettingsOfTheCatalogue() {
		assertThat(Proofs.all()).isNotEmpty()
			.allMatch(Proof::isRun, "is run")
			.extracting(Proof::setting)
			.isSubsetOf(settings().stream().map(AwsSetting::getName).toList());
	}

	@Test
	void nothingIsNotYet() {
		assertThat(SettingsDocument.write()).doesNotContainIgnoringCase(SettingsDocument.NOT_YET);
	}

	@Test
	void specialCharactersAreShownAsTheyAre() {
		assertThat(SettingsDocument.write()).contains("!\\#$%&'\\*+-.^\\_\\`\\|\\~");
	}

}
