package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every setting of the catalogue without a value, under each name that the machine has
 * for it: the SDK reads many of them by itself, and real clients send what they send
 * without them.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
class BlankValuesTests {

	@TempDir
	static Path directory;

	private Map<String, String> requests = Map.of();

	@BeforeAll
	void sendWithoutAnyValue() {
		Report report = child().run().started();
		this.requests = report.values();
		assertThat(this.requests).hasSize(9)
			.allSatisfy((client, request) -> assertThat(request).contains("https://").contains("user-agent"));
	}

	@ParameterizedTest(name = "{0} with the value \"{1}\"")
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = { "ENVIRONMENT_VARIABLES,''",
			"ENVIRONMENT_VARIABLES,' '", "SYSTEM_PROPERTIES,''", "SYSTEM_PROPERTIES,'\t '" })
	void blankValuesAreAsNone(SourceKind kind, String blank) {
		// Endpoints apart: once they are ignored, nobody reads them
		assertBehavesAsWithout(kind, blank, (setting) -> setting != SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS);
		assertBehavesAsWithout(kind, blank, (setting) -> setting == SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS);
	}

	private void assertBehavesAsWithout(SourceKind kind, String blank, Predicate<AwsSetting<?>> settings) {
		ChildProcess child = child();
		List<String> names = SettingCatalog.getSettings()
			.stream()
			.filter(settings)
			.flatMap((setting) -> Everything.names(setting, kind).stream())
			.toList();
		names.forEach((name) -> {
			if (kind == SourceKind.SYSTEM_PROPERTIES) {
				child.systemProperty(name, blank);
			}
			else {
				child.variable(name, blank);
			}
		});
		Report report = child.run().started();
		assertThat(report.values()).isEqualTo(this.requests);
		assertThat(names).allSatisfy((name) -> assertThat(report.warnings()).anySatisfy(
				(warning) -> assertThat(warning).contains("'" + name + "' has no value and is treated as not set")));
	}

	private ChildProcess child() {
		return new ChildProcess(directory, ChildClients.class).argument("aws.region", "eu-west-1")
			.argument("aws.access-key-id", "AKIDEXAMPLE")
			.argument("aws.secret-access-key", ChildProcess.SECRET_MARK)
			.argument("aws.ec2-metadata-disabled", "true");
	}

}
