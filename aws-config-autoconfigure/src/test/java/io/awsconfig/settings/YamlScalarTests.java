package io.awsconfig.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.awsconfig.credentials.plan.CredentialsPlanner;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
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
		return AwsSettings.resolve(environment(lines).getSettingSources());
	}

	private AwsEnvironment environment(String lines) {
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
		return AwsEnvironment.attachTo(environment);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0123", "0x10", "0b11", "1e3", "1_000", "1.10", "+15", "12:30:45", "yes", "TRUE", ".inf",
			"0123 # comment", "123456789012345678901234567890.0" })
	void whatYamlRewritesNeedsQuotationMarks(String written) {
		assertThatExceptionOfType(InvalidAwsSettingsException.class)
			.isThrownBy(() -> settings("  external-id: " + written + "\n").getValue(SettingCatalog.EXTERNAL_ID))
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
				SettingCatalog.ROLE_SESSION_NAME, SettingCatalog.SESSION_TOKEN)) {
			assertThatExceptionOfType(InvalidAwsSettingsException.class).as(setting.getName())
				.isThrownBy(() -> settings("  " + setting.getShortPropertyName() + ": 0x1F\n"
						+ "  access-key-id: a\n  secret-access-key: b\n")
					.getValue(setting))
				.withMessageContaining("'" + setting.getPropertyName() + "' is not what stands there")
				.satisfies((ex) -> assertThat(ex.getMessage().contains("'31'")).isEqualTo(!setting.isSensitive()));
		}
		assertThat(settings("  max-attempts: 0x10\n  use-fips-endpoint: yes\n"))
			.satisfies((settings) -> assertThat(settings.getValue(SettingCatalog.MAX_ATTEMPTS)).isEqualTo(16))
			.satisfies((settings) -> assertThat(settings.getValue(SettingCatalog.USE_FIPS_ENDPOINT)).isTrue());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "access-key-id: 0x1F\n  secret-access-key: b", "access-key-id: a\n  secret-access-key: 0x1F",
					"access-key-id: a\n  secret-access-key: b\n  session-token: 0x1F",
					"web-identity-token-file: 0x1F\n  role-arn: arn:aws:iam::123456789012:role/a" })
	void nobodySignsWithWhatYamlHasRewritten(String lines) {
		AwsEnvironment environment = environment("  " + lines + "\n");
		AwsSettings settings = AwsSettings.resolve(environment.getSettingSources());
		assertThatExceptionOfType(InvalidAwsSettingsException.class).isThrownBy(
				() -> new CredentialsPlanner(settings, environment.getSharedConfig(), environment.getLocations())
					.plan());
	}

	@Test
	void placeholderIsReplacedBeforeAnybodyLooks() {
		assertThat(settings("  external-id: ${number}\nnumber: 15\n").getValue(SettingCatalog.EXTERNAL_ID))
			.isEqualTo("15");
	}

}
