package io.awsconfig.testsupport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Certificates that sign themselves, made by the JDK's {@code keytool}.
 */
public final class Certificates {

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
		Keytool.run(store, "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-startdate", start,
				"-validity", String.valueOf(days));
		Keytool.run(store, "-exportcert", "-rfc", "-alias", name, "-file", file.toString());
		return Files.readString(file, StandardCharsets.US_ASCII);
	}

}
