package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The guide, which is no part of the project: {@code reference-guide.md} in the folder
 * that the system property {@code spec.dir} names, or in {@code ../../shared/spec}. A
 * test that reads it is skipped where it is not.
 */
public final class Guide {

	private Guide() {
	}

	public static List<String> lines() {
		Path file = Path.of(System.getProperty("spec.dir", "../../shared/spec"), "reference-guide.md");
		assumeTrue(Files.isRegularFile(file), () -> "The guide is not at hand; set 'spec.dir' (now " + file + ")");
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
