package io.awsconfig.samples.quickstart.trouble;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of this machine that nobody trusts by himself.
 *
 * @param context lets a server have it
 * @param pem the certificate
 */
record LocalCertificate(SSLContext context, String pem) {

	private static final String PASSWORD = "changeit";

	static LocalCertificate in(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
		Path store = directory.resolve("server.p12");
		Path pem = directory.resolve("server.pem");
		keytool(store, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost,ip:127.0.0.1");
		keytool(store, "-exportcert", "-rfc", "-alias", "server", "-file", pem.toString());
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(store)) {
			keys.load(stream, PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return new LocalCertificate(context, Files.readString(pem));
	}

	private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (process.waitFor() != 0) {
			throw new IllegalStateException("keytool failed: " + List.of(arguments));
		}
	}

}
