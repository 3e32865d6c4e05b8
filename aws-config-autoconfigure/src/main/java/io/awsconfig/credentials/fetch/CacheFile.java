package io.awsconfig.credentials.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.awsconfig.Internal;
import io.awsconfig.credentials.fetch.RegularFile.UnreadableException;
import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;

/**
 * A file of JSON in which the AWS CLI keeps what a sign-in gave it. What is wrong with it
 * is told without repeating any of its content.
 *
 * @param path where the file is
 */
@Internal
public record CacheFile(Path path) {

	private static final int MAX_BYTES = 1024 * 1024;

	/**
	 * Return the file that is named after a session, as the CLI and the SDKs do.
	 * @param directory the directory
	 * @param key what the name is made of
	 * @param algorithm the digest
	 * @return the file
	 */
	public static CacheFile of(Path directory, String key, String algorithm) {
		try {
			byte[] digest = MessageDigest.getInstance(algorithm).digest(key.getBytes(StandardCharsets.UTF_8));
			return new CacheFile(directory.resolve(HexFormat.of().formatHex(digest) + ".json"));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(algorithm + " is missing, which every Java has", ex);
		}
	}

	/**
	 * Read the file.
	 * @return its content
	 * @throws UnusableException if there is none
	 */
	public JsonDocument read() throws UnusableException {
		return use(() -> JsonDocument.parse(readContent()));
	}

	/**
	 * Take something out of the content.
	 * @param content takes it
	 * @param <T> the type of what is taken
	 * @return what was taken
	 * @throws UnusableException if it is not as it should be
	 */
	public <T> T use(Content<T> content) throws UnusableException {
		try {
			return content.get();
		}
		catch (MalformedException ex) {
			throw new UnusableException(this.path + " " + ex.getReason());
		}
	}

	private byte[] readContent() throws UnusableException {
		try {
			return RegularFile.read(this.path, MAX_BYTES);
		}
		catch (UnreadableException ex) {
			throw new UnusableException(this.path + " " + ex.getReason());
		}
	}

	/**
	 * Replace the file in one step; only its owner may read it.
	 * @param content the new content
	 * @throws IOException if that fails; the file is then as it was
	 */
	public void write(JsonDocument content) throws IOException {
		Path target = this.path.toRealPath();
		Path directory = target.toAbsolutePath().getParent();
		// Java makes temporary files that are their owner's only
		Path temporary = Files.createTempFile(directory, "token-", ".tmp");
		try {
			Files.write(temporary, content.toBytes());
			try {
				Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (AtomicMoveNotSupportedException ex) {
				Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * Takes something out of the content.
	 *
	 * @param <T> the type of what is taken
	 */
	@FunctionalInterface
	public interface Content<T> {

		T get() throws MalformedException, UnusableException;

	}

	/**
	 * The file cannot be used; the message says why.
	 */
	public static final class UnusableException extends Exception {

		private static final long serialVersionUID = 1L;

		public UnusableException(String reason) {
			super(reason);
		}

		public String reason() {
			return String.valueOf(getMessage());
		}

	}

}
