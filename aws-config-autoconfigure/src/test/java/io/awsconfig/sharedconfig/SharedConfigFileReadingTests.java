package io.awsconfig.sharedconfig;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.sharedconfig.SharedConfigFile.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedConfigParser}: files that are there, are not there, and change.
 */
class SharedConfigFileReadingTests {

	@TempDir
	private Path directory;

	@Test
	void fileIsRead() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "[default]\nregion = é\n");
		SharedConfigFile file = parse(path);
		assertThat(file.getStatus()).isEqualTo(Status.READ);
		assertThat(file.getPath()).isEqualTo(path);
		assertThat(file.getType()).isEqualTo(SharedConfigFileType.CONFIG);
		assertThat(file.getProfiles().get("default").get("region").getValue()).isEqualTo("é");
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void emptyFileIsRead() throws IOException {
		assertFile(parse(Files.createFile(this.directory.resolve("config"))), Status.READ);
	}

	@Test
	void missingFileIsAbsentWithoutDiagnostic() {
		assertFile(parse(this.directory.resolve("missing")), Status.ABSENT);
		assertFile(parse(this.directory.resolve("missing/config")), Status.ABSENT);
	}

	@Test
	void directoryIsRefused() {
		assertFile(parse(this.directory), Status.REFUSED, "The path is a directory; nothing of it is used");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void pathThroughFileIsRefused() throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		assertFile(parse(file.resolve("config")), Status.REFUSED,
				"The file cannot be read (Not a directory); nothing of it is used");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void linkToNowhereIsAbsentWithDiagnostic() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("config"), Path.of("nowhere"));
		assertFile(parse(link), Status.ABSENT,
				"The path is a symbolic link to a file that does not exist; it is treated as absent");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void linkInCircleIsRefused() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("config"), Path.of("config"));
		assertThat(parse(link).getStatus()).isEqualTo(Status.REFUSED);
		assertThat(parse(link).getDiagnostics()).hasSize(1);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nullDeviceIsAnEmptyFileAndOtherDevicesAreRefused() {
		assertFile(parse(Path.of("/dev/null")), Status.READ);
		assertFile(parse(Path.of("/dev/zero")), Status.REFUSED,
				"The path is neither a file nor a directory; nothing of it is used");
	}

	@Test
	void fileThatMayNotBeReadIsRefused() throws IOException {
		Path path = Files.createFile(this.directory.resolve("config"));
		assertFile(parse(path, () -> {
			throw new AccessDeniedException(path.toString());
		}), Status.REFUSED, "This process is not permitted to read the file; nothing of it is used");
		assertFile(parse(path, () -> {
			throw new SecurityException("no");
		}), Status.REFUSED, "This process is not permitted to read the file; nothing of it is used");
	}

	@Test
	void failureWhileReadingIsRefused() throws IOException {
		Path path = Files.createFile(this.directory.resolve("config"));
		assertFile(parse(path, () -> {
			throw new IOException("Input/output error");
		}), Status.REFUSED, "The file cannot be read (Input/output error); nothing of it is used");
		assertFile(parse(path, () -> {
			throw new IOException();
		}), Status.REFUSED, "The file cannot be read (IOException); nothing of it is used");
	}

	@Test
	void fileThatVanishesBeforeItIsOpenedIsAbsentWithDiagnostic() throws IOException {
		Path path = Files.createFile(this.directory.resolve("config"));
		assertFile(parse(path, () -> {
			throw new NoSuchFileException(path.toString());
		}), Status.ABSENT, "The file was removed while it was about to be read; it is treated as absent");
	}

	@Test
	void fileRemovedBetweenTwoReadsIsAbsentTheSecondTime() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "[default]");
		assertThat(parse(path).getProfiles()).hasSize(1);
		Files.delete(path);
		assertFile(parse(path), Status.ABSENT);
	}

	@Test
	void fileThatGrowsIsReadToItsEnd() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "[default]");
		SharedConfigFile file = parse(path, () -> "[default]\na = " + "x".repeat(200_000));
		assertThat(file.getProfiles().get("default").get("a").getValue()).hasSize(200_000);
		assertThat(file.getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly("The file changed while it was read, from 9 to 200014 bytes; what was read is used");
	}

	@Test
	void fileThatShrinksIsReadToItsEnd() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "[default]\na = 1");
		SharedConfigFile file = parse(path, () -> "[default]");
		assertThat(file.getProfiles().get("default").getEntries()).isEmpty();
		assertThat(file.getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly("The file changed while it was read, from 15 to 9 bytes; what was read is used");
	}

	@Test
	void fileThatClaimsToBeEmptyIsRead() throws IOException {
		Path path = Files.createFile(this.directory.resolve("config"));
		SharedConfigFile file = parse(path, () -> "[default]");
		assertThat(file.getProfiles()).hasSize(1);
		assertThat(file.getDiagnostics()).isEmpty();
	}

	@Test
	void fileOfTenMebibytesIsReadAndALargerOneIsRefused() throws IOException {
		byte[] bytes = new byte[FileLoader.MAX_FILE_BYTES + 1];
		Arrays.fill(bytes, (byte) '\n');
		Path path = Files.write(this.directory.resolve("config"), Arrays.copyOf(bytes, FileLoader.MAX_FILE_BYTES));
		assertFile(parse(path), Status.READ);
		Files.write(path, bytes);
		assertFile(parse(path), Status.REFUSED, "The file is larger than 10 MiB; nothing of it is used");
	}

	@Test
	void fileThatGrowsBeyondTheLimitIsRefused() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "[default]");
		assertFile(parse(path, () -> "\n".repeat(FileLoader.MAX_FILE_BYTES + 1)), Status.REFUSED,
				"The file is larger than 10 MiB; nothing of it is used");
	}

	@Test
	void byteOrderMarkIsSkipped() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "\uFEFF[default]\na = 1");
		assertThat(parse(path).getProfiles().get("default").get("a").getOrigin().getColumn()).isEqualTo(5);
	}

	@Test
	void utf16IsRefused() throws IOException {
		Path path = Files.write(this.directory.resolve("config"),
				"\uFEFF[default]".getBytes(StandardCharsets.UTF_16LE));
		assertFile(parse(path), Status.REFUSED,
				"The file is encoded as UTF-16 instead of UTF-8; nothing of it is used");
		Files.write(path, "\uFEFF[default]".getBytes(StandardCharsets.UTF_16BE));
		assertThat(parse(path).getStatus()).isEqualTo(Status.REFUSED);
	}

	@Test
	void malformedBytesAreReplacedAndReportedOnceForEachLine() throws IOException {
		byte[] bytes = "\uFEFF[default]\na = é\u00FF\u00FF\nb = 1\nc = \u00C3".getBytes(StandardCharsets.ISO_8859_1);
		bytes = concat("\uFEFF".getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, 1, bytes.length));
		SharedConfigFile file = parse(Files.write(this.directory.resolve("config"), bytes));
		assertThat(file.getProfiles().get("default").getEntries()).extracting(Entry::getValue)
			.containsExactly("\uFFFD\uFFFD\uFFFD", "1", "\uFFFD");
		assertThat(file.getDiagnostics()).extracting(Diagnostic::toString)
			.containsExactly(
					file.getPath() + " - 2:5: A byte that is not UTF-8 was found; it is read as the character U+FFFD",
					file.getPath() + " - 4:5: A byte that is not UTF-8 was found; it is read as the character U+FFFD");
	}

	@Test
	void malformedByteOnFirstLineAfterByteOrderMarkHasTheRightColumn() throws IOException {
		byte[] bytes = concat("\uFEFF[default] # ".getBytes(StandardCharsets.UTF_8), new byte[] { (byte) 0xFF });
		SharedConfigFile file = parse(Files.write(this.directory.resolve("config"), bytes));
		assertThat(file.getDiagnostics()).singleElement()
			.satisfies((diagnostic) -> assertThat(diagnostic.origin().toString()).endsWith(" - 1:13"));
	}

	@Test
	void writtenReplacementCharacterIsNothingOdd() throws IOException {
		Path path = Files.writeString(this.directory.resolve("config"), "[default]\na = \uFFFD");
		assertThat(parse(path).getDiagnostics()).isEmpty();
	}

	private static void assertFile(SharedConfigFile file, Status status, String... messages) {
		assertThat(file.getStatus()).isEqualTo(status);
		assertThat(file.getProfiles()).isEmpty();
		assertThat(file.getSsoSessions()).isEmpty();
		assertThat(file.getServices()).isEmpty();
		assertThat(file.getDiagnostics()).extracting(Diagnostic::message).containsExactly(messages);
		assertThat(file.getDiagnostics())
			.allSatisfy((diagnostic) -> assertThat(diagnostic.origin()).hasToString(file.getPath().toString()));
	}

	private static SharedConfigFile parse(Path path) {
		return new SharedConfigParser().parse(path, SharedConfigFileType.CONFIG);
	}

	private static SharedConfigFile parse(Path path, Content content) {
		return new SharedConfigParser(new FileAccess() {

			@Override
			public ReadableByteChannel open(Path path) throws IOException {
				byte[] bytes = content.get().getBytes(StandardCharsets.UTF_8);
				return Channels.newChannel(new ByteArrayInputStream(bytes));
			}

		}).parse(path, SharedConfigFileType.CONFIG);
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] result = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, result, first.length, second.length);
		return result;
	}

	private interface Content {

		String get() throws IOException;

	}

}
