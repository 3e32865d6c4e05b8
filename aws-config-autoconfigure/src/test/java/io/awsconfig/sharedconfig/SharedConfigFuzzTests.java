package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedConfigParser} with texts that nobody would write: every one is
 * read, in linear time, and no diagnostic tells a value.
 */
class SharedConfigFuzzTests {

	private static final String FILE = """
			[default]
			region = us-east-1

			# comment
			[profile x]
			role_arn = arn:aws:iam::123456789012:role/x
			source_profile=default
			aws_access_key_id = AKID
			aws_secret_access_key = telltale
			s3 =
			  endpoint_url = http://localhost:1
			  max_attempts=3
			[sso-session s]
			sso_region=us-east-1
			 sso_start_url = https://x
			[services local]
			sqs =
			  endpoint_url = http://localhost:9324
			credential_process = "a b" --c
			""";

	private final SharedConfigParser parser = new SharedConfigParser();

	@ParameterizedTest
	@EnumSource
	void filesAreRead(SharedConfigFileType type) {
		Fuzz.run((text) -> check(this.parser.parse(text, Path.of("file"), type)), FILE,
				"[a]\naws_access_key_id=AKID\naws_secret_access_key = telltale#y ;z\n");
	}

	@ParameterizedTest
	@EnumSource
	void headersAreRead(SharedConfigFileType type) {
		Fuzz.run((text) -> check(this.parser.parse("[" + text + "]\na = b\n", Path.of("file"), type)), "default",
				"profile \"a b\"", "profile a", "sso-session s", "services local", "profile 'x' # c");
	}

	@ParameterizedTest
	@EnumSource
	void longFilesAreReadInLinearTime(SharedConfigFileType type) {
		Fuzz.runLong((text) -> check(this.parser.parse(text, Path.of("file"), type)), "", "[", "[default]\na = ",
				"[default]\na =\n ");
	}

	private static void check(SharedConfigFile file) {
		for (Diagnostic diagnostic : file.getDiagnostics()) {
			Fuzz.assertTellsNothing(diagnostic.toString());
			assertThat(diagnostic.message()).hasSizeLessThan(2_000).doesNotMatch("(?s).*\\p{Cntrl}.*");
		}
		Fuzz.assertTellsNothing(file.toString());
		check(file.getProfiles());
		check(file.getSsoSessions());
		check(file.getServices());
	}

	private static void check(Map<String, Section> sections) {
		sections.values().forEach((section) -> {
			Fuzz.assertTellsNothing(section.toString());
			section.getEntries().forEach((entry) -> {
				assertThat(entry.getValue()).isNotNull();
				Fuzz.assertTellsNothing(entry.toString());
			});
		});
	}

}
