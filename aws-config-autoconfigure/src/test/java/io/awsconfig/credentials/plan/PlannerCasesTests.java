package io.awsconfig.credentials.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The cases of the planner, which stand in {@code src/test/resources} by their subject. A
 * case says what the machine has and what comes of it: the {@code step} that is taken,
 * all {@code entries} of the plan, what the plan {@code says}, or how it {@code fails}
 * and which {@code action} helps. With {@code -Dplanner.cases.write=true} the outcomes
 * are written anew; read the difference.
 */
class PlannerCasesTests {

	private static final Path CASES = Path.of("src/test/resources/io/awsconfig/credentials/plan");

	private static final boolean WRITE = Boolean.getBoolean("planner.cases.write");

	@TempDir
	private Path home;

	static Stream<Arguments> cases() {
		return files().stream()
			.flatMap((file) -> PlannerCase.read(file).stream().map((each) -> arguments(name(file), each)));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void cases(String subject, PlannerCase expected) {
		PlannerCase actual = expected.on(new FakeMachine(this.home), this.home);
		if (!WRITE) {
			assertThat(actual.text()).isEqualTo(expected.text());
		}
	}

	@Test
	void casesAreWrittenWhereAskedFor(@TempDir Path homes) throws IOException {
		assertThat(files()).hasSizeGreaterThan(4);
		int number = 0;
		for (Path file : files()) {
			StringBuilder text = new StringBuilder();
			for (PlannerCase each : PlannerCase.read(file)) {
				Path own = homes.resolve(String.valueOf(number++));
				text.append(text.isEmpty() ? "" : "\n")
					.append(each.on(new FakeMachine(own), own).text().strip())
					.append('\n');
			}
			if (WRITE) {
				Files.writeString(file, text);
			}
		}
	}

	private static String name(Path file) {
		return file.getFileName().toString().replace(".txt", "");
	}

	private static List<Path> files() {
		try (Stream<Path> files = Files.list(CASES)) {
			return files.filter((file) -> file.toString().endsWith(".txt")).sorted().collect(Collectors.toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
