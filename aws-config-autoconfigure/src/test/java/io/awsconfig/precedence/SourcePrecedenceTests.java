package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every setting of the catalogue in each pair of neighbouring sources, and in all of them
 * at once.
 */
class SourcePrecedenceTests {

	@TempDir
	Path directory;

	@ParameterizedTest(name = "{0} over {1}")
	@MethodSource
	void higherSourceApplies(SourceKind higher, SourceKind lower) {
		Everything everything = new Everything().in(higher).in(lower);
		Report report = everything.runIn(this.directory);
		everything.assertReportedBy(report);
		assertThat(report.values()).containsEntry("@Value", Samples.of(SettingCatalog.REGION, higher));
		assertKeysAreThoseOf(higher, report);
	}

	static Stream<Arguments> higherSourceApplies() {
		List<SourceKind> kinds = Everything.WRITTEN;
		return IntStream.range(1, kinds.size()).mapToObj((i) -> Arguments.of(kinds.get(i - 1), kinds.get(i)));
	}

	@Test
	void sourcesShadowOneAnotherInTheirOrder() {
		Everything everything = new Everything();
		Everything.WRITTEN.forEach(everything::in);
		Report report = everything.runIn(this.directory);
		everything.assertReportedBy(report);
		assertThat(report.shadowed("region")).containsExactly("SYSTEM_PROPERTIES aws.region=eu-test-1",
				"ENVIRONMENT_VARIABLES AWS_REGION=eu-test-2", "APPLICATION aws.region=eu-test-3",
				"CREDENTIALS_FILE region=eu-test-4", "CONFIG_FILE region=eu-test-5");
		assertKeysAreThoseOf(SourceKind.COMMAND_LINE, report);
	}

	private static void assertKeysAreThoseOf(SourceKind kind, Report report) {
		boolean inProfile = List.of(SourceKind.CREDENTIALS_FILE, SourceKind.CONFIG_FILE).contains(kind);
		String keys = "****000%d from %s".formatted(Everything.WRITTEN.indexOf(kind),
				Everything.names(SettingCatalog.ACCESS_KEY_ID, kind).get(0));
		assertThat(report.values()).containsEntry(inProfile ? "profile-keys" : "keys", keys)
			.doesNotContainKey(inProfile ? "keys" : "profile-keys");
	}

}
