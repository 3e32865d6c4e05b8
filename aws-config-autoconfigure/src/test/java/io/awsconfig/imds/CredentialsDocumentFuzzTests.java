package io.awsconfig.imds;

import java.nio.charset.StandardCharsets;

import io.awsconfig.imds.JsonDocument.MalformedException;
import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CredentialsDocument} with answers that nobody should give: each one is
 * understood, or refused for a reason that repeats nothing of it.
 */
class CredentialsDocumentFuzzTests {

	private static final String DOCUMENT = """
			{"Version":1,"Code":"Success","AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"telltale","Token":"telltale-2",
			"SessionToken":"telltale-3","Expiration":"2030-12-31T23:59:59Z","AccountId":"123456789012"}""";

	@Test
	void documentIsUnderstoodOrRefused() {
		Fuzz.run(CredentialsDocumentFuzzTests::check, DOCUMENT, DOCUMENT.replace("Z\"", "+0100\""),
				DOCUMENT.replace("Version\":1", "Version\":\"1\""), "{}", "[]");
	}

	@Test
	void longDocumentIsReadInLinearTime() {
		Fuzz.runLong(CredentialsDocumentFuzzTests::check, "", "{\"AccessKeyId\":\"", "{\"Expiration\":\"",
				"[".repeat(500));
	}

	private static void check(String text) {
		try {
			CredentialsDocument document = new CredentialsDocument(
					JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8)));
			Fuzz.assertTellsNothing(document.toString());
			document.requireVersion(1);
			document.getExpiration();
			AwsCredentials credentials = document.getCredentials("Token", null);
			assertThat(credentials.accessKeyId()).isNotBlank();
			assertThat(credentials.secretAccessKey()).isNotBlank();
		}
		catch (MalformedException ex) {
			Fuzz.assertTellsNothing(ex.getReason());
			assertThat(ex.getReason()).isNotBlank().hasSizeLessThan(300);
			assertThat(ex).hasNoCause();
		}
	}

}
