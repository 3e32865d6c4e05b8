package io.awsconfig.imds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.Internal;
import io.awsconfig.imds.JsonDocument.MalformedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.databind.JsonNode;

/**
 * Credentials in JSON, as programs, containers and instances give them.
 */
@Internal
public final class CredentialsDocument {

	private static final String ACCESS_KEY_ID = "AccessKeyId";

	private static final String SECRET_ACCESS_KEY = "SecretAccessKey";

	private static final String EXPIRATION = "Expiration";

	private final JsonDocument json;

	/**
	 * Create a document.
	 * @param json its content
	 */
	public CredentialsDocument(JsonDocument json) {
		this.json = json;
	}

	/**
	 * Check the version of the document.
	 * @param expected the version that is known
	 * @throws MalformedException if it is another one or none
	 */
	public void requireVersion(int expected) throws MalformedException {
		JsonNode node = this.json.getNode("Version");
		if (node == null) {
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
	 * Check that the credentials are temporary ones with all of their parts.
	 * @param tokenField the name of the field with the session token
	 * @throws MalformedException if a field is missing
	 */
	public void requireTemporary(String tokenField) throws MalformedException {
		require(ACCESS_KEY_ID, SECRET_ACCESS_KEY, tokenField, EXPIRATION);
	}

	/**
	 * Return the credentials.
	 * @param tokenField the name of the field with the session token
	 * @param accountId the account if the document does not name it
	 * @return the credentials
	 * @throws MalformedException if a field is missing
	 */
	public AwsCredentials getCredentials(String tokenField, @Nullable String accountId) throws MalformedException {
		require(ACCESS_KEY_ID, SECRET_ACCESS_KEY);
		String key = this.json.requireText(ACCESS_KEY_ID).strip();
		String secret = this.json.requireText(SECRET_ACCESS_KEY).strip();
		String token = this.json.getText(tokenField);
		String account = this.json.getText("AccountId");
		account = (account != null) ? account : accountId;
		if (token == null) {
			if (key.startsWith("ASIA")) {
				throw new MalformedException(
						"has a temporary access key (ASIA...) and no field '%s', without which it cannot be used"
							.formatted(tokenField));
			}
			return AwsBasicCredentials.builder().accessKeyId(key).secretAccessKey(secret).accountId(account).build();
		}
		return AwsSessionCredentials.builder()
			.accessKeyId(key)
			.secretAccessKey(secret)
			.sessionToken(token)
			.accountId(account)
			.build();
	}

	private void require(String... fields) throws MalformedException {
		List<String> missing = new ArrayList<>();
		for (String field : fields) {
			if (this.json.getText(field) == null) {
				missing.add(field);
			}
		}
		if (!missing.isEmpty()) {
			throw new MalformedException("has no field '%s'".formatted(String.join("' and no field '", missing)));
		}
	}

	/**
	 * Return until when the credentials are valid.
	 * @return the time, or {@code null} if they do not expire
	 * @throws MalformedException if it is not a timestamp
	 */
	public @Nullable Instant getExpiration() throws MalformedException {
		return this.json.getTime(EXPIRATION);
	}

}
