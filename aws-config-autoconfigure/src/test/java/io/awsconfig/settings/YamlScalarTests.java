package io.awsconfig.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link YamlScalar}, with what Spring Boot makes of YAML.
 */
class YamlScalarTests {

	@TempDir
	Path directory;

	private AwsSettings settings(String lines) {
		Path file = this.directory.resolve("application.yml");
		StandardEnvironment environment = new FakeMachine(this.directory).applyTo(new StandardEnvironment());
		try {
			Files.writeString(file, "aws:\n" + lines);
			new YamlPropertySourceLoader().load("application", new FileSystemResource(file))
				.forEach(environment.getPropertySources()::addLast);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return AwsSettings.resolve(AwsEnvironment.attachTo(environment).getSettingSources());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0123", "0x10", "0b11", "1e3", "1_000", "1.10", "+15", "12:30:45", "yes", "TRUE", ".inf",
			"0123 # comment", "123456789012345678901234567890.0" })
	void whatYamlRewritesNeedsQuotationMarks(String written) {
		assertThatExceptionOfType(InvalidAwsSettingsException.class)
			.isThrownBy(() -> settings("  external-id: " + written + "\n"))
			.satisfies((ex) -> {
				assertThat(ex)
					.hasMessageContaining("of 'aws.external-id' is not what stands there: without quotation "
							+ "marks, YAML takes it for a number or a truth value")
					.hasMessageContaining("application.yml] - 2:16");
				assertThat(ex.getAction()).isEqualTo("Put quotation marks around the value of 'aws.external-id'.");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0123", "0x10", "1e3", "yes", "12:30:45" })
	void quotedTextIsWhatItIs(String written) {
		assertThat(settings("  external-id: \"" + written + "\"\n").getValue(SettingCatalog.EXTERNAL_ID))
			.isEqualTo(written);
		assertThat(settings("  external-id: '" + written + "'\n").getValue(SettingCatalog.EXTERNAL_ID))
			.isEqualTo(written);
	}

	@ParameterizedTest
	@ValueSource(strings = { "123456789012", "-15", "1.5", "true", "012345678901", "2024-01-01", "1.2.3", "a1" })
	void whatYamlLeavesAsItIsNeedsNone(String written) {
		assertThat(settings("  external-id: " + written + "\n").getValue(SettingCatalog.EXTERNAL_ID))
			.isEqualTo(written);
	}

	@Test
	void everyTextIsMeantAndNoNumber() {
		for (AwsSetting<?> setting : List.of(SettingCatalog.ACCOUNT_ID, SettingCatalog.MFA_SERIAL,
				SettingCatalog.ROLE_SESSION_NAME, SettingCatalog.PROFILE, SettingCatalog.SESSION_TOKEN)) {
			assertThatExceptionOfType(InvalidAwsSettingsException.class).as(setting.getName())
				.isThrownBy(() -> settings("  " + setting.getShortPropertyName() + ": 0x1F\n"
						+ "  access-key-id: a\n  secret-access-key: b\n"))
				.withMessageContaining("'" + setting.getPropertyName() + "' is not what stands there")
				.satisfies((ex) -> assertThat(ex.getMessage().contains("31")).isEqualTo(!setting.isSensitive()));
		}
		assertThat(settings("  max-attempts: 0x10\n  use-fips-endpoint: yes\n"))
			.satisfies((settings) -> assertThat(settings.getValue(SettingCatalog.MAX_ATTEMPTS)).isEqualTo(16))
			.satisfies((settings) -> assertThat(settings.getValue(SettingCatalog.USE_FIPS_ENDPOINT)).isTrue());
	}

	@Test
	void placeholderIsReplacedBeforeAnybodyLooks() {
		assertThat(settings("  external-id: ${number}\nnumber: 15\n").getValue(SettingCatalog.EXTERNAL_ID))
			.isEqualTo("15");
	}

}
