package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of {@code localhost} that nobody trusts by himself.
 *
 * @param context lets a server have it
 * @param pem the file with it, and without its key
 */
public record SelfSigned(SSLContext context, Path pem) {

	private static final char[] PASSWORD = "changeit".toCharArray();

	/**
	 * Make one, by the tool of the JDK, in a directory below that of the build.
	 * @return the certificate
	 */
	public static SelfSigned inNewDirectory() {
		try {
			return in(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "certificate"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SelfSigned in(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
		Path store = directory.toAbsolutePath().resolve("server.p12");
		Path pem = directory.toAbsolutePath().resolve("ca bundle.pem");
		keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12");
		keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(store)) {
			keys.load(stream, PASSWORD);
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return new SelfSigned(context, pem);
	}

	private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-alias", "server", "-keystore", store.toString(), "-storepass", "changeit"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IllegalStateException("keytool failed: " + List.of(arguments));
		}
	}

}
