package io.awsconfig.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate, of {@code localhost} by default, that nobody trusts by himself.
 *
 * @param context lets a server have it
 * @param pem the file with it, and without its key
 */
public record SelfSigned(SSLContext context, Path pem) {

	private static final char[] PASSWORD = Keytool.PASSWORD.toCharArray();

	/**
	 * Make one, by the tool of the JDK, in a directory below that of the build.
	 * @return the certificate
	 */
	public static SelfSigned inNewDirectory() {
		return inNewDirectory("dns:localhost,ip:127.0.0.1");
	}

	/**
	 * Make one of other hosts.
	 * @param names their names, as {@code keytool} takes them: {@code dns:localhost}
	 */
	public static SelfSigned inNewDirectory(String names) {
		try {
			return in(names, Files.createTempDirectory(Files.createDirectories(Path.of("target")), "certificate"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SelfSigned in(String names, Path directory)
			throws IOException, GeneralSecurityException, InterruptedException {
		Path store = directory.toAbsolutePath().resolve("server.p12");
		Path pem = directory.toAbsolutePath().resolve("ca bundle.pem");
		Keytool.run(store, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=" + names);
		Keytool.run(store, "-exportcert", "-rfc", "-alias", "server", "-file", pem.toString());
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

}
