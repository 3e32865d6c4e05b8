package io.awsconfig.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/works-with.md} says of versions and modules, against the modules.
 */
class WorksWithTests {

	private static final Path MODULES = Path.of("..");

	private static String page() throws IOException {
		return Files.readString(MODULES.resolve("../docs/works-with.md"));
	}

	@Test
	void pageHasEveryVersion() throws IOException {
		List<String> versions = Pattern.compile("<([a-z0-9-]+)\\.version>([^<]+)</\\1\\.version>")
			.matcher(Files.readString(MODULES.resolve("pom.xml")))
			.results()
			.map((MatchResult version) -> version.group(2))
			.toList();
		assertThat(versions).hasSizeGreaterThan(10);
		assertThat(page()).contains(versions);
	}

}
