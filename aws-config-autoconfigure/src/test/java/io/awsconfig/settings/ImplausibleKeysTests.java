package io.awsconfig.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;
import io.awsconfig.sharedconfig.SharedConfigFileType;
import io.awsconfig.sharedconfig.SharedConfigParser;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.origin.SystemEnvironmentOrigin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ImplausibleKeys}.
 */
class ImplausibleKeysTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-",
			textBlock = """
					"AKIAIOSFODNN7EXAMPLE" | hush     | -      | The access key id 'AWS_ACCESS_KEY_ID' has quotation marks
					AKIAIOSFODNN7EXAMPLE   | 'hush'   | -      | The secret access key 'AWS_SECRET_ACCESS_KEY' has quotation marks
					\u201CAKIAIOSFODNN7EXAMPLE\u201D | hush | - | The access key id 'AWS_ACCESS_KEY_ID' has quotation marks
					ASIAIOSFODNN7EXAMPLE   | hush     | "hush" | The session token 'AWS_SESSION_TOKEN' has quotation marks
					\u200BAKIAIOSFODNN7EXAMPLE | hush | -      | has a character that no key has and that may be invisible (U+200B)
					AKIAIOSFODNN7EXAMPLE   | hu\u00A0sh | -    | has a character that no key has and that may be invisible (U+00A0)
					AKIAIOSFODNN7EXAMPLE   | hu sh    | -      | has a character that no key has and that may be invisible (U+0020)
					AKIAIOSFODNN7EXAMPLE   | hush     | hush   | is the id of a permanent access key (AKIA...), and 'AWS_SESSION_TOKEN' gives
					ASIAIOSFODNN7EXAMPLE   | hush     | -      | is the id of a temporary access key (ASIA...), which AWS refuses without
					""")
	void keyThatCannotBeRightIsTold(String id, String secret, @Nullable String token, String message) {
		assertThat(find(id, secret, token)).singleElement().satisfies((diagnostic) -> {
			assertThat(diagnostic.message()).contains(message).doesNotContain("hush", "EXAMPLE");
			assertThat(diagnostic.message()).contains("'" + nameOf(diagnostic) + "'");
		});
	}

	@Test
	void othersAreNot() {
		assertThat(find("AKIAIOSFODNN7EXAMPLE", "hu/sh+hu==", null)).isEmpty();
		assertThat(find("ASIAIOSFODNN7EXAMPLE", "hush", "hush==")).isEmpty();
		assertThat(find("test", "test", null)).isEmpty();
		assertThat(find("test", "test", "test")).isEmpty();
	}

	@Test
	void keysOfTheFilesAreLookedAtToo() {
		SharedConfigFile file = new SharedConfigParser().parse("""
				[default]
				aws_access_key_id = "AKIAIOSFODNN7EXAMPLE"
				aws_secret_access_key = "hush"
				""", Path.of("/credentials"), SharedConfigFileType.CREDENTIALS);
		SharedConfig config = new SharedConfig(SharedConfig.none().getConfigFile(), file);
		AwsSettings settings = AwsSettings.resolve(SharedConfigSettingSource.of(config, "default", null, null), config);
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.satisfiesExactly(
					(message) -> assertThat(message)
						.startsWith("The access key id 'aws_access_key_id' has quotation marks"),
					(message) -> assertThat(message)
						.startsWith("The secret access key 'aws_secret_access_key' has quotation marks"));
		assertThat(settings.getDiagnostics()).extracting((diagnostic) -> diagnostic.origin().toString())
			.containsExactly("/credentials - 2:21 (profile 'default')", "/credentials - 3:25 (profile 'default')");
	}

	@Test
	void keysOfANamedClientAreLookedAtToo(@TempDir Path home) {
		AwsSettings settings = AwsSetup.on(new FakeMachine(home).properties(
				Map.of("aws.clients.archive.service", "s3", "aws.clients.archive.access-key-id", "ASIAIOSFODNN7EXAMPLE",
						"aws.clients.archive.secret-access-key", "hush", "aws.clients.other.service", "s3")))
			.settings();
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.singleElement()
			.asString()
			.startsWith("'aws.clients.archive.access-key-id' is the id of a temporary access key")
			.endsWith("; set 'aws.clients.archive.session-token' as well");
	}

	private static List<Diagnostic> find(String id, String secret, @Nullable String token) {
		return ImplausibleKeys.find(new AccessKeys(id, secret, token, null, written("AWS_ACCESS_KEY_ID", id)),
				written("AWS_SECRET_ACCESS_KEY", secret), (token != null) ? written("AWS_SESSION_TOKEN", token) : null);
	}

	private static WrittenValue written(String name, String text) {
		return new WrittenValue(text, name, SourceKind.ENVIRONMENT_VARIABLES, new SystemEnvironmentOrigin(name));
	}

	private static String nameOf(Diagnostic diagnostic) {
		return ((SystemEnvironmentOrigin) diagnostic.origin()).getProperty();
	}

}
