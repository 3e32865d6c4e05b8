package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs the application in each state that is wrong, and once more with the remedy that
 * the document gives. Keeps {@code docs/troubleshooting.md} current, and writes it if the
 * system property {@code troubleshooting.docs.write} is {@code true}.
 */
@Tag("slow")
class TroubleshootingTests {

	private static final String COMMAND = "./mvnw test -pl samples/quickstart -am -Dtest=TroubleshootingTests "
			+ "-Dsurefire.failIfNoSpecifiedTests=false -Dtroubleshooting.docs.write=true";

	/**
	 * What the title of each trouble to run contains.
	 */
	private static final String ONLY = System.getProperty("trouble", "");

	@TempDir
	@Nullable static Path directory;

	private static final Map<String, List<Trouble>> kinds = Troubles.all();

	private static final Map<Trouble, Outcome> broken = new LinkedHashMap<>();

	private static final Map<Trouble, Outcome> mended = new LinkedHashMap<>();

	@BeforeAll
	static void runAll() throws Exception {
		assertThat(directory).isNotNull();
		try (Workshop workshop = new Workshop(directory)) {
			// Many end as the same machine
			Map<Object, Outcome> known = new HashMap<>();
			for (Trouble trouble : troubles().toList()) {
				broken.put(trouble, workshop.run(trouble.brokenMachine(workshop.certificate()), trouble.questions()));
				Machine machine = trouble.mendedMachine(workshop.certificate());
				Object content = machine.content();
				Outcome outcome = (content != null) ? known.get(content) : null;
				outcome = (outcome != null) ? outcome : workshop.run(machine, List.of());
				mended.put(trouble, outcome);
				if (content != null) {
					known.put(content, outcome);
				}
			}
		}
		if (Boolean.getBoolean("troubleshooting.docs.write") && ONLY.isEmpty()) {
			document().write();
		}
	}

	static Stream<Trouble> troubles() {
		return kinds.values().stream().flatMap(List::stream).filter((trouble) -> trouble.title().contains(ONLY));
	}

	private static TroubleDocument document() {
		return new TroubleDocument(kinds, broken);
	}

	@ParameterizedTest
	@MethodSource("troubles")
	void isSeen(Trouble trouble) {
		Outcome outcome = broken.get(trouble);
		assertThat(outcome).isNotNull();
		assertThat(outcome.isWell()).as("works, with nothing to see").isFalse();
		assertThat(outcome.symptom()).as("message to look for").isNotBlank();
		assertThat(outcome.answers().values()).as("answers").doesNotContain("");
	}

	@ParameterizedTest
	@MethodSource("troubles")
	void isMendedByWhatTheDocumentSays(Trouble trouble) {
		Outcome outcome = mended.get(trouble);
		assertThat(outcome).isNotNull();
		assertThat(outcome.started()).as("%s", outcome.seenAtStart()).isTrue();
		assertThat(outcome.failedRequest()).as("%s", outcome.seenLater()).isNull();
		assertThat(outcome.warnings()).isEmpty();
	}

	@Test
	void documentIsCurrent() throws IOException {
		assumeTrue(ONLY.isEmpty());
		assertThat(TroubleDocument.read())
			.as("%s is not current; write it anew with%n    %s", TroubleDocument.FILE, COMMAND)
			.isEqualTo(document().describe());
	}

}
