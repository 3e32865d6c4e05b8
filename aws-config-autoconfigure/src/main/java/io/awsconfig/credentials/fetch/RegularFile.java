package io.awsconfig.credentials.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.awsconfig.Internal;

/**
 * Reads files that somebody else writes: regular ones only, since a pipe may never end,
 * and not more of them than they may hold.
 */
@Internal
public final class RegularFile {

	private RegularFile() {
	}

	/**
	 * Read a file.
	 * @param file the file
	 * @param limit how many bytes it may have
	 * @return its content
	 * @throws UnreadableException if it cannot be used
	 */
	public static byte[] read(Path file, int limit) throws UnreadableException {
		if (Files.isDirectory(file)) {
			throw new UnreadableException("is a directory");
		}
		if (Files.exists(file) && !Files.isRegularFile(file)) {
			throw new UnreadableException("is not a regular file");
		}
		try (InputStream input = Files.newInputStream(file)) {
			byte[] content = input.readNBytes(limit + 1);
			if (content.length > limit) {
				throw new UnreadableException("is longer than " + size(limit));
			}
			return content;
		}
		catch (NoSuchFileException ex) {
			throw new UnreadableException("does not exist");
		}
		catch (AccessDeniedException ex) {
			throw new UnreadableException("may not be read by this user");
		}
		catch (IOException ex) {
			throw new UnreadableException("cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
	}

	private static String size(int bytes) {
		return (bytes % (1024 * 1024) == 0) ? bytes / (1024 * 1024) + " MiB" : bytes / 1024 + " KiB";
	}

	/**
	 * A file cannot be used. The reason goes on after its name: <em>is a directory</em>.
	 */
	public static final class UnreadableException extends Exception {

		private static final long serialVersionUID = 1L;

		private final String reason;

		UnreadableException(String reason) {
			super(reason);
			this.reason = reason;
		}

		public String getReason() {
			return this.reason;
		}

	}

}
