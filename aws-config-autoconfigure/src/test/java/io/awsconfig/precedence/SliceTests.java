package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.Map;

import io.awsconfig.precedence.ChildProcess.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Slices of an application ({@code @JsonTest}, {@code @WebMvcTest}) and tests of a part
 * of it have nothing that could use AWS. They need neither Region, credentials, profile
 * nor files, whatever the application's own file asks for.
 */
class SliceTests {

	@TempDir
	Path directory;

	private Report run(String yaml) {
		return new ChildProcess(this.directory, ChildSlices.class).application(yaml).run();
	}

	private void start(String yaml) {
		Report report = run(yaml).started();
		assertThat(report.values()).isEqualTo(Map.of("Json", "[]", "WebMvc", "[]", "Part", "[]"));
		assertThat(report.output()).doesNotContain("AWS", "io.awsconfig.autoconfigure");
		assertThat(report.warnings()).isEmpty();
	}

	@Test
	void nothingIsSet() {
		start("{}");
	}

	@Test
	void profileOfALaptop() {
		start("aws.profile: team-dev");
	}

}
