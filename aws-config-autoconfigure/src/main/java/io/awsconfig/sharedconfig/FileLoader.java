package io.awsconfig.sharedconfig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

import io.awsconfig.sharedconfig.SharedConfigFile.Status;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file into a text, once and never more of it than the limit, and says in words
 * why it could not.
 */
final class FileLoader {

	static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

	// A read takes a direct buffer of its size, which the thread keeps
	private static final int CHUNK = 64 * 1024;

	private static final int MAX_CONTROLS = 10;

	private static final String NO_DIRECTORY = "The file cannot be read (Not a directory)";

	private final FileAccess files;

	FileLoader(FileAccess files) {
		this.files = files;
	}

	/**
	 * Read a file.
	 * @param path the file
	 * @param diagnostics where to say why it cannot be read
	 * @return its text, or why there is none
	 */
	Loaded load(Path path, Diagnostics diagnostics) {
		BasicFileAttributes attributes;
		try {
			attributes = this.files.attributes(path);
		}
		catch (NoSuchFileException ex) {
			if (isLink(path)) {
				diagnostics
					.report("The path is a symbolic link to a file that does not exist; it is treated as absent");
			}
			else if (isBelowFile(path)) {
				// Newer versions of Java report this like any absent file
				return refused(NO_DIRECTORY, diagnostics);
			}
			return Loaded.without(Status.ABSENT);
		}
		catch (IOException | SecurityException ex) {
			return refused(cause(ex), diagnostics);
		}
		if (attributes.isDirectory()) {
			return refused("The path is a directory", diagnostics);
		}
		// Reading a pipe or a terminal may never end; the null device means none
		if (attributes.isOther()) {
			return path.equals(Path.of("/dev/null")) ? new Loaded(Status.READ, "")
					: refused("The path is neither a file nor a directory", diagnostics);
		}
		if (attributes.size() > MAX_FILE_BYTES) {
			return tooLarge(diagnostics);
		}
		try {
			return read(path, (int) attributes.size(), diagnostics);
		}
		catch (NoSuchFileException ex) {
			diagnostics.report("The file was removed while it was about to be read; it is treated as absent");
			return Loaded.without(Status.ABSENT);
		}
		catch (IOException | SecurityException ex) {
			return refused(cause(ex), diagnostics);
		}
	}

	private Loaded read(Path path, int size, Diagnostics diagnostics) throws IOException {
		byte[] bytes = new byte[size + 1];
		int length = 0;
		try (ReadableByteChannel channel = this.files.open(path)) {
			int read;
			while ((read = channel
				.read(ByteBuffer.wrap(bytes, length, Math.min(CHUNK, bytes.length - length)))) != -1) {
				length += read;
				if (length > MAX_FILE_BYTES) {
					return tooLarge(diagnostics);
				}
				if (length == bytes.length) {
					bytes = Arrays.copyOf(bytes, Math.min(Math.max(length * 2, CHUNK), MAX_FILE_BYTES + 1));
				}
			}
		}
		// Some virtual files say that they are empty
		if (length != size && size != 0) {
			diagnostics.report("The file changed while it was read, from " + size + " to " + length
					+ " bytes; what was read is used");
		}
		if (length >= 2 && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
				|| (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF))) {
			return noText("The file is encoded as UTF-16 instead of UTF-8", path, diagnostics);
		}
		if (isBinary(bytes, length)) {
			return noText("The file is binary, not text", path, diagnostics);
		}
		return new Loaded(Status.READ, Utf8.decode(bytes, length, diagnostics));
	}

	/**
	 * Refuse a file that was meant to be read. One that this process may not read may be
	 * somebody else's.
	 */
	private static Loaded noText(String reason, Path path, Diagnostics diagnostics) {
		diagnostics.addFault(reason + ". Write it as UTF-8 text, or name another file", Position.NONE,
				anySection(path));
		return refused(reason, diagnostics);
	}

	/**
	 * Return what the faults of a whole file are held by.
	 */
	static SectionId anySection(Path path) {
		return new SectionId(path, SectionType.PROFILE, "");
	}

	/**
	 * A text has no NUL, and hardly any other control character.
	 */
	private static boolean isBinary(byte[] bytes, int length) {
		int controls = 0;
		for (int i = 0; i < length; i++) {
			byte b = bytes[i];
			if (b == 0) {
				return true;
			}
			if (b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
				controls++;
			}
		}
		return controls > length / MAX_CONTROLS;
	}

	private boolean isLink(Path path) {
		try {
			return this.files.attributes(path, LinkOption.NOFOLLOW_LINKS).isSymbolicLink();
		}
		catch (IOException | SecurityException ex) {
			return false;
		}
	}

	private boolean isBelowFile(Path path) {
		for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
			try {
				return !this.files.attributes(parent).isDirectory();
			}
			catch (IOException | SecurityException ex) {
				// The next one up may be there
			}
		}
		return false;
	}

	private static String cause(Exception ex) {
		if (ex instanceof AccessDeniedException || ex instanceof SecurityException) {
			return "This process is not permitted to read the file";
		}
		String reason = (ex instanceof FileSystemException failure) ? failure.getReason() : ex.getMessage();
		return "The file cannot be read (" + ((reason != null) ? reason : ex.getClass().getSimpleName()) + ")";
	}

	static Loaded tooLarge(Diagnostics diagnostics) {
		return refused("The file is larger than 10 MiB", diagnostics);
	}

	private static Loaded refused(String reason, Diagnostics diagnostics) {
		diagnostics.report(reason + "; nothing of it is used");
		return Loaded.without(Status.REFUSED);
	}

	/**
	 * What became of reading a file.
	 *
	 * @param status whether it was read
	 * @param text its text, or {@code null} if it was not
	 */
	record Loaded(Status status, @Nullable String text) {

		static Loaded without(Status status) {
			return new Loaded(status, null);
		}

		/**
		 * The text may hold secrets.
		 */
		@Override
		public String toString() {
			return this.status.toString();
		}

	}

}
