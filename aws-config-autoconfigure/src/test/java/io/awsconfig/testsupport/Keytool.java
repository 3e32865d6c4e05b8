package io.awsconfig.testsupport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The tool of the JDK that makes keys and certificates.
 */
public final class Keytool {

	/**
	 * The password of all stores.
	 */
	public static final String PASSWORD = "changeit";

	private Keytool() {
	}

	/**
	 * Run the tool.
	 * @param store the store to work on
	 * @param arguments what to do
	 * @throws IllegalStateException if the tool fails
	 */
	public static void run(Path store, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
			process.destroyForcibly();
			throw new IllegalStateException("keytool failed: " + List.of(arguments));
		}
	}

}
