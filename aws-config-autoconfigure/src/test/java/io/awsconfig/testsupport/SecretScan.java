package io.awsconfig.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests if anything that was printed while it ran holds one of the
 * secrets that the tests use. An {@link Extension} that JUnit finds by itself, so that no
 * class can forget it.
 */
public final class SecretScan implements BeforeAllCallback, AfterAllCallback {

	/**
	 * How the secrets of the tests are spelled. A new kind of secret belongs here.
	 */
	private static final Pattern SECRETS = Pattern.compile(String.join("|", "\\bsecret-(?!access-key)\\w+",
			"\\w+-secret\\b", "\\b(application|archive|base|role|service|source)-token\\b", "(?i:telltale)", "hush",
			"P4SSWORD", "S3CRET", "\\bweb-(header|payload|signature)-", "wJalrXUtnFEMI", "IQoJb3JpZ2luX2Vj",
			// Of an access key id, four characters may be seen
			"\\bA[KS]IA[A-Z0-9]{12,}\\b"));

	private @Nullable PrintStream out;

	private @Nullable PrintStream err;

	private @Nullable ByteArrayOutputStream copy;

	@Override
	public void beforeAll(ExtensionContext context) {
		if (isOutermost(context)) {
			start();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (isOutermost(context)) {
			stop(context.getRequiredTestClass());
		}
	}

	private static boolean isOutermost(ExtensionContext context) {
		return context.getRequiredTestClass().getEnclosingClass() == null;
	}

	void start() {
		this.out = System.out;
		this.err = System.err;
		this.copy = new ByteArrayOutputStream();
		System.setOut(new Tee(this.out, this.copy));
		System.setErr(new Tee(this.err, this.copy));
	}

	void stop(Class<?> testClass) {
		System.setOut(this.out);
		System.setErr(this.err);
		List<String> found = (this.copy != null) ? find(this.copy.toString(StandardCharsets.UTF_8)) : List.of();
		if (!found.isEmpty()) {
			throw new AssertionError("%s printed secrets: %s".formatted(testClass.getSimpleName(), found));
		}
	}

	static List<String> find(String output) {
		return SECRETS.matcher(output).results().map((result) -> {
			int end = output.indexOf('\n', result.end());
			return output.substring(output.lastIndexOf('\n', result.start()) + 1, (end != -1) ? end : output.length());
		}).distinct().limit(20).toList();
	}

	/**
	 * Prints to where everything was printed before, and keeps a copy.
	 */
	private static final class Tee extends PrintStream {

		private final OutputStream copy;

		Tee(PrintStream original, OutputStream copy) {
			super(original, true);
			this.copy = copy;
		}

		@Override
		public void write(int value) {
			super.write(value);
			try {
				this.copy.write(value);
			}
			catch (IOException ex) {
				setError();
			}
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			super.write(bytes, offset, length);
			try {
				this.copy.write(bytes, offset, length);
			}
			catch (IOException ex) {
				setError();
			}
		}

	}

}
