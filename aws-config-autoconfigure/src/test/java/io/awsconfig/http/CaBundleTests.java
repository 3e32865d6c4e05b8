package io.awsconfig.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.X509TrustManager;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.testsupport.Certificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class CaBundleTests {

	@TempDir
	private static Path certificates;

	private static String valid;

	private static String expired;

	@TempDir
	private Path directory;

	@BeforeAll
	static void makeCertificates() throws Exception {
		valid = Certificates.make(certificates, "valid", "-1d", 3650);
		expired = Certificates.make(certificates, "expired", "-2y", 30);
	}

	private WrittenValue file(String text) throws IOException {
		return at(Files.writeString(this.directory.resolve("ca.pem"), text, StandardCharsets.ISO_8859_1));
	}

	private static WrittenValue at(Path file) {
		return new WrittenValue(file.toString(), "AWS_CA_BUNDLE", SourceKind.ENVIRONMENT_VARIABLES,
				new SystemEnvironmentOrigin("AWS_CA_BUNDLE"));
	}

	private static List<String> trusted(WrittenValue bundle, Clock clock) {
		return Arrays.stream(CaBundle.read(bundle, clock))
			.flatMap((manager) -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
			.map((certificate) -> certificate.getSubjectX500Principal().getName())
			.toList();
	}

	private static List<String> trusted(WrittenValue bundle) {
		return trusted(bundle, Clock.systemUTC());
	}

	private static void refuses(WrittenValue bundle, String reason) {
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> trusted(bundle))
			.withMessageStartingWith(
					"The certificates to trust cannot be read: the file '%s' %s".formatted(bundle.text(), reason))
			.withMessageEndingWith("    Where: environment variable AWS_CA_BUNDLE")
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(
					"Let 'AWS_CA_BUNDLE' name a file with one or more certificates in PEM, or remove it to trust "
							+ "those of the JVM."));
	}

	@Test
	void certificatesAmongOtherTextAreTrusted(CapturedOutput output) throws IOException {
		assertThat(trusted(file("# Gr\u00fc\u00dfe\r\n" + valid.replace("\n", "\r\n") + "\n\nthe end")))
			.containsExactly("CN=valid");
		assertThat(output).doesNotContain("Not trusted");
	}

	@Test
	void keyBesideACertificateDoesNoHarm() throws IOException {
		assertThat(trusted(file(key() + valid))).containsExactly("CN=valid");
	}

	private static String key() {
		return "-----BEGIN PRIVATE KEY-----\nMIG2AgEAMBAGByqGSM49\n-----END PRIVATE KEY-----\n";
	}

	@Test
	void expiredCertificateIsLeftOutAndNamed(CapturedOutput output) throws IOException {
		WrittenValue bundle = file(expired + valid);
		assertThat(trusted(bundle)).containsExactly("CN=valid");
		assertThat(output).containsPattern("Not trusted of the certificates in '.*ca.pem' of environment variable "
				+ "AWS_CA_BUNDLE: 'CN=expired' expired on \\d{4}-\\d\\d-\\d\\d");
	}

	@Test
	void certificateOfTheFutureIsLeftOutAndNamed(CapturedOutput output) throws IOException {
		Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-725));
		assertThat(trusted(file(expired + valid), clock)).containsExactly("CN=expired");
		assertThat(output).containsPattern("'CN=valid' is not valid before \\d{4}-\\d\\d-\\d\\d");
	}

	@Test
	void onlyExpiredCertificatesAreRefused() throws IOException {
		refuses(file(expired), "has no certificate that is valid today: 'CN=expired' expired on ");
	}

	@Test
	void emptyFileIsRefused() throws IOException {
		refuses(file(""), "is empty.");
		refuses(file(" \n\n"), "is empty.");
	}

	@Test
	void brokenCertificateIsRefusedWithItsLine() throws IOException {
		long line = valid.lines().count() + 1;
		refuses(file(valid + "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n"),
				"has a certificate that is broken, number 2 at line " + line + " (");
		refuses(file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
				"has a certificate that is broken, number 1 at line 1 (");
		refuses(file("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"),
				"has a certificate that is broken, number 1 at line 1 (");
		String cut = valid.substring(0, valid.indexOf("-----END"));
		refuses(file(cut), "has a certificate that does not end, number 1 at line 1.");
		refuses(file(cut + valid), "has a certificate that does not end, number 1 at line 1.");
	}

	@Test
	void keyInPlaceOfACertificateIsRefused() throws IOException {
		refuses(file(key()), "has a key and no certificate.");
		refuses(file("-----BEGIN PUBLIC KEY-----\nMIG2\n-----END PUBLIC KEY-----\n"), "has a key and no certificate.");
	}

	@Test
	void anythingElseIsRefused() throws IOException {
		refuses(file("no certificate"), "has no certificate in PEM, which starts with -----BEGIN CERTIFICATE-----.");
		refuses(file("\u0030\u0082\u0000\u00ff"), "has no certificate in PEM");
	}

	@Test
	void fileThatCannotBeReadIsRefused() {
		refuses(at(this.directory.resolve("none.pem")), "does not exist.");
		refuses(at(this.directory), "is a directory.");
	}

}
