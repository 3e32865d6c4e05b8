package io.awsconfig.credentials.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of JSON in which the AWS CLI keeps what a sign-in gave it. What is wrong with it
 * is told without repeating any of its content.
 *
 * @param path where the file is
 */
@Internal
public record CacheFile(Path path) {

	private static final int MAX_BYTES = 1024 * 1024;

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/**
	 * What versions of the CLI wrote: {@code 2026-11-21T10:00:00Z}, {@code …UTC},
	 * {@code …+00:00}, with and without a fraction, and nothing at all for UTC.
	 */
	private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
		.optionalStart()
		.appendOffset("+HH:MM", "Z")
		.optionalEnd()
		.optionalStart()
		.appendOffset("+HHMM", "UTC")
		.optionalEnd()
		.parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
		.toFormatter();

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

	public ObjectNode read() throws UnusableException {
		byte[] content = readContent();
		try {
			if (MAPPER.readTree(content) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			// Its message and its cause may quote a token
			throw new UnusableException(this.path + " is not JSON");
		}
		throw new UnusableException(this.path + " does not hold a JSON object");
	}

	private byte[] readContent() throws UnusableException {
		if (Files.exists(this.path) && !Files.isRegularFile(this.path)) {
			throw new UnusableException(this.path + " is not a file");
		}
		try (InputStream stream = Files.newInputStream(this.path)) {
			byte[] content = stream.readNBytes(MAX_BYTES + 1);
			if (content.length > MAX_BYTES) {
				throw new UnusableException(this.path + " is longer than 1 MiB");
			}
			return content;
		}
		catch (NoSuchFileException ex) {
			throw new UnusableException("there is no file " + this.path);
		}
		catch (AccessDeniedException ex) {
			throw new UnusableException(this.path + " may not be read by this user");
		}
		catch (IOException ex) {
			throw new UnusableException(this.path + " cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
	}

	/**
	 * Replace the file in one step; only its owner may read it.
	 * @param content the new content
	 * @throws IOException if that fails; the file is then as it was
	 */
	public void write(ObjectNode content) throws IOException {
		Path target = this.path.toRealPath();
		Path directory = target.toAbsolutePath().getParent();
		// Java makes temporary files that are their owner's only
		Path temporary = Files.createTempFile(directory, "token-", ".tmp");
		try {
			Files.write(temporary, MAPPER.writeValueAsBytes(content));
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

	public String requiredText(ObjectNode object, String field) throws UnusableException {
		String value = text(object, field);
		if (value == null) {
			throw new UnusableException(this.path + " has no '" + field + "'");
		}
		return value;
	}

	public Instant requiredTime(ObjectNode object, String field) throws UnusableException {
		Instant time = time(object, field);
		if (time == null) {
			throw new UnusableException(this.path + " has no '" + field + "'");
		}
		return time;
	}

	public @Nullable String text(ObjectNode object, String field) throws UnusableException {
		JsonNode value = object.get(field);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			throw new UnusableException("'" + field + "' in " + this.path + " is not a string");
		}
		return value.stringValue().isBlank() ? null : value.stringValue();
	}

	public @Nullable Instant time(ObjectNode object, String field) throws UnusableException {
		String value = text(object, field);
		if (value == null) {
			return null;
		}
		try {
			return OffsetDateTime.parse(value.strip(), TIME).toInstant();
		}
		catch (DateTimeException ex) {
			throw new UnusableException("'" + field + "' in " + this.path + " is not a date with a time");
		}
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
