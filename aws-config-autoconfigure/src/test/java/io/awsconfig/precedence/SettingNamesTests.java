package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every setting of the catalogue, from every source, under each of the names it has there
 * and in the spellings of relaxed binding.
 */
@Tag("slow")
class SettingNamesTests {

	@TempDir
	Path directory;

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource
	void settingsAreFoundUnderTheirNames(SourceKind kind, String names,
			Function<AwsSetting<?>, @Nullable String> naming) {
		Everything everything = new Everything().in(kind, naming);
		Report report = everything.runIn(this.directory);
		everything.assertReportedBy(report);
	}

	static Stream<Arguments> settingsAreFoundUnderTheirNames() {
		List<Arguments> result = new ArrayList<>();
		for (SourceKind kind : Everything.WRITTEN) {
			int count = SettingCatalog.getSettings()
				.stream()
				.mapToInt((setting) -> Everything.names(setting, kind).size())
				.max()
				.orElseThrow();
			for (int i = 0; i < count; i++) {
				int index = i;
				result.add(naming(kind, "name " + (i + 1),
						(setting) -> Everything.nameAt(Everything.names(setting, kind), index)));
			}
		}
		result.add(naming(SourceKind.SYSTEM_PROPERTIES, "kebab-case", AwsSetting::getPropertyName));
		result.add(naming(SourceKind.APPLICATION, "camelCase", SettingNamesTests::camelCase));
		result.add(naming(SourceKind.COMMAND_LINE, "under_scores",
				(setting) -> setting.getPropertyName().replace('-', '_')));
		return result.stream();
	}

	private static Arguments naming(SourceKind kind, String names, Function<AwsSetting<?>, @Nullable String> naming) {
		return Arguments.of(kind, names, naming);
	}

	private static String camelCase(AwsSetting<?> setting) {
		StringBuilder result = new StringBuilder();
		for (String word : setting.getPropertyName().split("-")) {
			result.append(result.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
		}
		return result.toString();
	}

	@Test
	void defaultsApplyWhereNothingIsSet() {
		Report report = new ChildProcess(this.directory).run().started();
		new Everything().assertReportedBy(report);
		assertThat(report.warnings()).isEmpty();
	}

}
