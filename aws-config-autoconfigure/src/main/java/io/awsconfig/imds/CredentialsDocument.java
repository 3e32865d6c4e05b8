package io.awsconfig.imds;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Credentials in JSON, as programs, containers and instances give them. What is wrong
 * with them is said without repeating any of it.
 */
@Internal
public final class CredentialsDocument {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("([+-]\\d{2})(\\d{2})$");

	private final JsonNode root;

	private CredentialsDocument(JsonNode root) {
		this.root = root;
	}

	/**
	 * Parse a document.
	 * @param content the JSON
	 * @return the document
	 * @throws MalformedException if it is not a JSON object
	 */
	public static CredentialsDocument parse(byte[] content) throws MalformedException {
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
		if (!root.isObject()) {
			throw new MalformedException("is JSON, but not an object with fields");
		}
		return new CredentialsDocument(root);
	}

	/**
	 * Return the text of a field.
	 * @param name the name of the field
	 * @return the text, or {@code null} if the field is absent or {@code null}
	 * @throws MalformedException if it is not a text
	 */
	public @Nullable String getText(String name) throws MalformedException {
		JsonNode node = this.root.get(name);
		if (node == null || node.isNull()) {
			return null;
		}
		if (!node.isString()) {
			throw new MalformedException("has a field '%s' that is not a text".formatted(name));
		}
		return node.stringValue();
	}

	/**
	 * Check the version of the document.
	 * @param expected the version that is known
	 * @throws MalformedException if it is another one or none
	 */
	public void requireVersion(int expected) throws MalformedException {
		JsonNode node = this.root.get("Version");
		if (node == null || node.isNull()) {
			throw new MalformedException("has no field 'Version'");
		}
		if (!node.isIntegralNumber()) {
			throw new MalformedException("has a field 'Version' that is not a whole number");
		}
		if (!node.canConvertToInt() || node.intValue() != expected) {
			throw new MalformedException("has a version other than %d, the only one that is known".formatted(expected));
		}
	}

	/**
	 * Return the credentials.
	 * @param tokenField the name of the field with the session token
	 * @param accountId the account if the document does not name it
	 * @return the credentials
	 * @throws MalformedException if a field is missing
	 */
	public AwsCredentials getCredentials(String tokenField, @Nullable String accountId) throws MalformedException {
		List<String> missing = missing("AccessKeyId", "SecretAccessKey");
		if (!missing.isEmpty()) {
			throw new MalformedException("has no field '%s'".formatted(String.join("' and no field '", missing)));
		}
		String key = String.valueOf(getText("AccessKeyId")).strip();
		String secret = String.valueOf(getText("SecretAccessKey")).strip();
		String token = getText(tokenField);
		String account = isBlank(getText("AccountId")) ? accountId : getText("AccountId");
		if (isBlank(token)) {
			return AwsBasicCredentials.builder().accessKeyId(key).secretAccessKey(secret).accountId(account).build();
		}
		return AwsSessionCredentials.builder()
			.accessKeyId(key)
			.secretAccessKey(secret)
			.sessionToken(token)
			.accountId(account)
			.build();
	}

	private List<String> missing(String... names) throws MalformedException {
		List<String> missing = new ArrayList<>();
		for (String name : names) {
			if (isBlank(getText(name))) {
				missing.add(name);
			}
		}
		return missing;
	}

	private static boolean isBlank(@Nullable String text) {
		return text == null || text.isBlank();
	}

	/**
	 * Return until when the credentials are valid.
	 * @return the time, or {@code null} if they do not expire
	 * @throws MalformedException if it is not a timestamp
	 */
	public @Nullable Instant getExpiration() throws MalformedException {
		String expiration = getText("Expiration");
		if (expiration == null) {
			return null;
		}
		try {
			return Instant.parse(OFFSET_WITHOUT_COLON.matcher(expiration.strip()).replaceFirst("$1:$2"));
		}
		catch (DateTimeException ex) {
			throw new MalformedException("has a field 'Expiration' that is not a timestamp like 2030-12-31T23:59:59Z");
		}
	}

	/**
	 * A document is not what it should be. The reason goes on after the name of the
	 * document: <em>is empty</em>.
	 */
	public static final class MalformedException extends Exception {

		private static final long serialVersionUID = 1L;

		private final String reason;

		MalformedException(String reason) {
			super(reason);
			this.reason = reason;
		}

		public String getReason() {
			return this.reason;
		}

	}

}
