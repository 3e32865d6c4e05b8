package io.awsconfig.testsupport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates that sign themselves, made by the JDK's {@code keytool}.
 */
public final class Certificates {

	private static final String PASSWORD = "changeit";

	private Certificates() {
	}

	/**
	 * Make a certificate.
	 * @param directory where to put its files
	 * @param name its common name
	 * @param start when it becomes valid, as {@code keytool} takes it: {@code -2y}
	 * @param days how many days it is valid
	 * @return the certificate in PEM
	 */
	public static String make(Path directory, String name, String start, int days)
			throws IOException, InterruptedException {
		Path store = directory.resolve(name + ".p12");
		Path file = directory.resolve(name + ".pem");
		keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-startdate", start,
				"-validity", String.valueOf(days), "-storetype", "PKCS12", "-keystore", store.toString());
		keytool("-exportcert", "-rfc", "-alias", name, "-file", file.toString(), "-keystore", store.toString());
		return Files.readString(file, StandardCharsets.US_ASCII);
	}

	private static void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

}
