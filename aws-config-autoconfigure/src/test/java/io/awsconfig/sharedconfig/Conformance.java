package io.awsconfig.sharedconfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cases that the AWS SDKs share. They are no part of the project: the system property
 * {@code conformance.dir} says where they are.
 */
final class Conformance {

	private Conformance() {
	}

	/**
	 * Return one test for each case, or one that is skipped and says why.
	 * @param file the file with the cases
	 * @param check what to do with a case
	 * @return the tests
	 */
	static Stream<DynamicTest> tests(String file, Consumer<JsonNode> check) {
		if (path(file) == null) {
			return Stream.of(DynamicTest.dynamicTest(file, () -> cases(file)));
		}
		return cases(file).stream()
			.map((test) -> DynamicTest.dynamicTest(test.get("name").asString(), () -> check.accept(test)));
	}

	static List<JsonNode> cases(String file) {
		Path path = path(file);
		Assumptions.assumeTrue(path != null,
				() -> "Skipped: set -Dconformance.dir to the directory that holds " + file);
		List<JsonNode> cases = List.copyOf(JsonMapper.shared().readTree(path.toFile()).get("tests").values());
		assertThat(cases).as(file).isNotEmpty();
		return cases;
	}

	private static @Nullable Path path(String file) {
		String directory = System.getProperty("conformance.dir");
		Path path = (directory != null) ? Path.of(directory, file) : null;
		return (path != null && Files.exists(path)) ? path : null;
	}

}
