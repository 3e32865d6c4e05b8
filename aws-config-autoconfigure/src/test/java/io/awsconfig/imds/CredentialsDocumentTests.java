package io.awsconfig.imds;

import java.time.Instant;

import io.awsconfig.imds.JsonDocument.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CredentialsDocument}.
 */
class CredentialsDocumentTests {

	@Test
	void keysWithoutATokenAreBasicCredentials() throws MalformedException {
		assertThat(document("{'AccessKeyId': ' AKIA ', 'SecretAccessKey': ' hush '}").getCredentials("Token", "1"))
			.isEqualTo(
					AwsBasicCredentials.builder().accessKeyId("AKIA").secretAccessKey("hush").accountId("1").build());
	}

	@Test
	void keysWithATokenAreSessionCredentialsAndTheirAccountIsTheDocuments() throws MalformedException {
		CredentialsDocument document = document("""
				{'AccessKeyId': 'ASIA', 'SecretAccessKey': 'hush', 'SessionToken': 'hush-2', 'AccountId': '2',
				'Expiration': '2030-01-01T00:00:00Z'}""");
		assertThat(document.getCredentials("SessionToken", "1")).isEqualTo(AwsSessionCredentials.builder()
			.accessKeyId("ASIA")
			.secretAccessKey("hush")
			.sessionToken("hush-2")
			.accountId("2")
			.build());
		assertThat(document.getExpiration()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
		assertThatCode(() -> document.requireTemporary("SessionToken")).doesNotThrowAnyException();
	}

	@Test
	void everyMissingFieldIsNamed() throws MalformedException {
		CredentialsDocument document = document("{'AccessKeyId': ' '}");
		assertThat(document.getExpiration()).isNull();
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.getCredentials("Token", null))
			.withMessage("has no field 'AccessKeyId' and no field 'SecretAccessKey'");
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.requireTemporary("Token"))
			.withMessage("has no field 'AccessKeyId' and no field 'SecretAccessKey' and no field 'Token'"
					+ " and no field 'Expiration'");
	}

	@Test
	void temporaryKeyWithoutATokenIsRefused() throws MalformedException {
		CredentialsDocument document = document("{'AccessKeyId': 'ASIA1', 'SecretAccessKey': 'hush'}");
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.getCredentials("Token", null))
			.withMessage("has a temporary access key (ASIA...) and no field 'Token', without which it cannot be used");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{}|has no field 'Version'", "{'Version': null}|has no field 'Version'",
					"{'Version': '1'}|has a field 'Version' that is not a whole number",
					"{'Version': 1.0}|has a field 'Version' that is not a whole number",
					"{'Version': 2}|has a version other than 1, the only one that is known",
					"{'Version': 4294967297}|has a version other than 1, the only one that is known" })
	void otherVersionsAreRefused(String json, String reason) throws MalformedException {
		CredentialsDocument document = document(json);
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> document.requireVersion(1))
			.withMessage(reason);
	}

	@Test
	void knownVersionIsAccepted() throws MalformedException {
		CredentialsDocument document = document("{'Version': 1}");
		assertThatCode(() -> document.requireVersion(1)).doesNotThrowAnyException();
	}

	private static CredentialsDocument document(String json) throws MalformedException {
		return new CredentialsDocument(JsonDocumentTests.parse(json.replace('\'', '"')));
	}

}
