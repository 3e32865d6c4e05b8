package io.awsconfig.testsupport;

import java.io.OutputStream;
import java.io.PrintStream;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link SecretScan}.
 */
class SecretScanTests {

	@ParameterizedTest
	@ValueSource(strings = { "role-secret-1", "secret-refresh-2", "hush-secret", "application-secret", "role-token-1",
			"source-token-2", "FwoGZXIvYXdz-telltale-token", "P4SSWORD", "S3CRET", "web-header-1.web-payload-1",
			"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "IQoJb3JpZ2luX2VjEXAMPLETOKEN", "TELLTALE" })
	void secretsAreFoundWithTheirLine(String secret) {
		assertThat(SecretScan.find("one\nkey=" + secret + " x\nthree")).containsExactly("key=" + secret + " x");
	}

	@Test
	void namesOfSettingsAreNoSecrets() {
		assertThat(SecretScan.find("aws.secret-access-key AWS_SESSION_TOKEN aws.services.s3.session-token "
				+ "web-identity-token-file x-amz-security-token SecretAccessKey"))
			.isEmpty();
	}

	@Test
	void whatIsPrintedToEitherStreamIsScanned() {
		PrintStream out = System.out;
		PrintStream err = System.err;
		// Or this class itself would be caught
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
		System.setErr(new PrintStream(OutputStream.nullOutputStream()));
		try {
			assertScan(() -> {
				System.out.println("harmless");
				System.err.println("too");
			}).doesNotThrowAnyException();
			assertScan(() -> System.out.print("role-secret-1")).hasMessage("String printed secrets: [role-secret-1]");
			assertScan(() -> System.err.write('\n')).doesNotThrowAnyException();
			assertScan(() -> System.err.print("role-secret-2")).hasMessage("String printed secrets: [role-secret-2]");
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
	}

	private static AbstractThrowableAssert<?, ? extends Throwable> assertScan(Runnable printing) {
		SecretScan scan = new SecretScan();
		scan.start();
		printing.run();
		return assertThatCode(() -> scan.stop(String.class));
	}

}
