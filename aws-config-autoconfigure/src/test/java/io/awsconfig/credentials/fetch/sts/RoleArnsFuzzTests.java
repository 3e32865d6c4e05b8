package io.awsconfig.credentials.fetch.sts;

import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleArns} with what is no ARN.
 */
class RoleArnsFuzzTests {

	private static final String[] ARNS = { "arn:aws:iam::123456789012:role/x",
			"arn:aws:sts::123456789012:assumed-role/r/s", "role", "" };

	@Test
	void nameOfSessionIsOneThatAwsAccepts() {
		Fuzz.run(RoleArnsFuzzTests::check, ARNS);
		Fuzz.runLong(RoleArnsFuzzTests::check, ARNS);
	}

	private static void check(String text) {
		assertThat(RoleArns.sessionNameFor(text)).matches("[\\w+=,.@-]{2,64}");
		String account = RoleArns.accountOf(text);
		if (account != null) {
			assertThat(account).matches("[0-9]{12}");
		}
	}

}
