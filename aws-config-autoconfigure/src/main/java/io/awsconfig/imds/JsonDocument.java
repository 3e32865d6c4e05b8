package io.awsconfig.imds;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object as containers, instances and programs answer with, and the AWS CLI keeps
 * in its caches. What is wrong with it is said without repeating any of it.
 *
 * @param root the object; it may hold secrets
 */
@Internal
public record JsonDocument(ObjectNode root) {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/**
	 * What is not an {@code Instant} and written all the same: {@code …UTC},
	 * {@code …+0000}, and nothing at all for UTC.
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
	 * Parse a document.
	 * @param content the JSON
	 * @return the document
	 * @throws MalformedException if it is not a JSON object
	 */
	public static JsonDocument parse(byte[] content) throws MalformedException {
		JsonNode root;
		try {
			root = MAPPER.readTree(content);
		}
		catch (JacksonException ex) {
			// Its message quotes the content
			throw new MalformedException("is not valid JSON");
		}
		if (root == null || root.isMissingNode()) {
			throw new MalformedException("is empty");
		}
		if (root instanceof ObjectNode object) {
			return new JsonDocument(object);
		}
		throw new MalformedException("is JSON, but not an object with fields");
	}

	/**
	 * Return the text of a field.
	 * @param field the name of the field
	 * @return the text, or {@code null} if the field is absent, {@code null} or blank
	 * @throws MalformedException if it is not a text
	 */
	public @Nullable String getText(String field) throws MalformedException {
		String text = getWritten(field);
		return (text == null || text.isBlank()) ? null : text;
	}

	private @Nullable String getWritten(String field) throws MalformedException {
		JsonNode node = getNode(field);
		if (node == null) {
			return null;
		}
		if (!node.isString()) {
			throw new MalformedException("has a field '%s' that is not a text".formatted(field));
		}
		return node.stringValue();
	}

	@Nullable JsonNode getNode(String field) {
		JsonNode node = this.root.get(field);
		return (node == null || node.isNull()) ? null : node;
	}

	/**
	 * Return the text of a field that has to be there.
	 * @param field the name of the field
	 * @return the text
	 * @throws MalformedException if it is not a text, or blank
	 */
	public String requireText(String field) throws MalformedException {
		return require(field, getText(field));
	}

	/**
	 * Return the time in a field.
	 * @param field the name of the field
	 * @return the time, or {@code null} if the field is absent or {@code null}
	 * @throws MalformedException if it is not a timestamp
	 */
	public @Nullable Instant getTime(String field) throws MalformedException {
		String text = getWritten(field);
		if (text == null) {
			return null;
		}
		try {
			return parseTime(text.strip());
		}
		catch (DateTimeException ex) {
			throw new MalformedException(
					"has a field '%s' that is not a timestamp like 2030-12-31T23:59:59Z".formatted(field));
		}
	}

	private static Instant parseTime(String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			return OffsetDateTime.parse(text, TIME).toInstant();
		}
	}

	/**
	 * Return the time in a field that has to be there.
	 * @param field the name of the field
	 * @return the time
	 * @throws MalformedException if it is not a timestamp
	 */
	public Instant requireTime(String field) throws MalformedException {
		return require(field, getTime(field));
	}

	/**
	 * Return the object in a field.
	 * @param field the name of the field
	 * @return the object, or {@code null} if there is none
	 */
	public @Nullable JsonDocument getObject(String field) {
		return (this.root.get(field) instanceof ObjectNode object) ? new JsonDocument(object) : null;
	}

	/**
	 * Return the object in a field that has to be there.
	 * @param field the name of the field
	 * @return the object
	 * @throws MalformedException if there is none
	 */
	public JsonDocument requireObject(String field) throws MalformedException {
		JsonDocument object = getObject(field);
		if (object == null) {
			throw new MalformedException("has no object '%s'".formatted(field));
		}
		return object;
	}

	private static <T> T require(String field, @Nullable T value) throws MalformedException {
		if (value == null) {
			throw new MalformedException("has no field '%s'".formatted(field));
		}
		return value;
	}

	/**
	 * Return the document as bytes.
	 * @return the JSON
	 */
	public byte[] toBytes() {
		return MAPPER.writeValueAsBytes(this.root);
	}

	@Override
	public String toString() {
		return "JSON object";
	}

	/**
	 * A document is not what it should be. The reason goes on after the name of the
	 * document: <em>is empty</em>.
	 */
	public static final class MalformedException extends Exception {

		private static final long serialVersionUID = 1L;

		private final String reason;

		public MalformedException(String reason) {
			super(reason);
			this.reason = reason;
		}

		public String getReason() {
			return this.reason;
		}

	}

}
