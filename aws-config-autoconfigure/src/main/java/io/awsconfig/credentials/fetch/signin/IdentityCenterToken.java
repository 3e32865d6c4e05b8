package io.awsconfig.credentials.fetch.signin;

import java.time.Instant;

import io.awsconfig.imds.JsonDocument;
import io.awsconfig.imds.JsonDocument.MalformedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An access token of IAM Identity Center: the content of the file in which the CLI keeps
 * it.
 *
 * @param json all of it, to be written back
 * @param accessToken the access token
 * @param expiresAt until when it is valid
 * @param refreshToken what it is refreshed with
 * @param clientId the registered client
 * @param clientSecret its secret
 * @param registrationExpiresAt until when it is registered
 */
record IdentityCenterToken(ObjectNode json, String accessToken, Instant expiresAt, @Nullable String refreshToken,
		@Nullable String clientId, @Nullable String clientSecret, @Nullable Instant registrationExpiresAt) {

	static IdentityCenterToken of(JsonDocument file) throws MalformedException {
		return new IdentityCenterToken(file.root(), file.requireText("accessToken"), file.requireTime("expiresAt"),
				file.getText("refreshToken"), file.getText("clientId"), file.getText("clientSecret"),
				file.getTime("registrationExpiresAt"));
	}

	/**
	 * Return until when no new sign-in is needed, as far as the file tells; the
	 * administrator may have set an earlier end.
	 */
	Instant signInExpiration() {
		return (this.refreshToken != null && this.registrationExpiresAt != null) ? this.registrationExpiresAt
				: this.expiresAt;
	}

	boolean isValidAt(Instant now) {
		return this.expiresAt.isAfter(now);
	}

	@Override
	public String toString() {
		return "access token valid until " + this.expiresAt;
	}

}
