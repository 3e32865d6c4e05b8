package io.awsconfig.sharedconfig;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.sharedconfig.SharedConfigFile.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FileLoader}: what is said of a path on which there is no file, by any
 * version of Java.
 */
class FileLoaderTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void pathThroughAFileIsRefused(Java java) throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		assertLoaded(java, file.resolve("config"), Status.REFUSED,
				"The file cannot be read (Not a directory); nothing of it is used");
		assertLoaded(java, file.resolve("directory").resolve("config"), Status.REFUSED,
				"The file cannot be read (Not a directory); nothing of it is used");
	}

	@ParameterizedTest
	@EnumSource
	void pathWithoutFileIsAbsent(Java java) {
		assertLoaded(java, this.directory.resolve("config"), Status.ABSENT);
		assertLoaded(java, this.directory.resolve("absent").resolve("config"), Status.ABSENT);
		assertLoaded(java, Path.of("there-is-no-file-of-this-name"), Status.ABSENT);
	}

	@Test
	void directoryThatMayNotBeSeenIsPassedOver() {
		Path hidden = this.directory.resolve("hidden");
		FileAccess files = new FileAccess() {

			@Override
			public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
				if (path.equals(hidden) || options.length != 0) {
					throw new SecurityException("no");
				}
				return FileAccess.super.attributes(path, options);
			}

		};
		Diagnostics diagnostics = new Diagnostics(hidden);
		assertThat(new FileLoader(files).load(hidden.resolve("config"), diagnostics).status()).isEqualTo(Status.ABSENT);
		assertThat(diagnostics.toList()).isEmpty();
	}

	private static void assertLoaded(Java java, Path path, Status status, String... messages) {
		Diagnostics diagnostics = new Diagnostics(path);
		assertThat(new FileLoader(java).load(path, diagnostics).status()).isEqualTo(status);
		assertThat(diagnostics.toList()).extracting(Diagnostic::message).containsExactly(messages);
	}

	/**
	 * How versions of Java say that a path leads through a file.
	 */
	private enum Java implements FileAccess {

		THIS {

			@Override
			public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
				return Files.readAttributes(path, BasicFileAttributes.class, options);
			}

		},

		NEWER {

			@Override
			public BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
				try {
					return Files.readAttributes(path, BasicFileAttributes.class, options);
				}
				catch (FileSystemException ex) {
					throw new NoSuchFileException(path.toString());
				}
			}

		}

	}

}
