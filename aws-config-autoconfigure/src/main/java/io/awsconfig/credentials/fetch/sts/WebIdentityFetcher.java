package io.awsconfig.credentials.fetch.sts;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the token of a web identity for a role. The token is read anew each time,
 * because whoever writes it replaces it.
 * <p>
 * Guide: Assume role credential provider, {@code web_identity_token_file}.
 */
@Internal
public final class WebIdentityFetcher implements CredentialsFetcher, Closeable {

	private static final int MAX_TOKEN = 1024 * 1024;

	private final Step.WebIdentityStep step;

	private final LazySts sts;

	private volatile boolean reading;

	/**
	 * Create a fetcher.
	 * @param step the step
	 * @param clients configures the client of STS
	 * @param clock tells whether credentials have expired
	 */
	public WebIdentityFetcher(Step.WebIdentityStep step, CredentialsClientConfigurer clients, Clock clock) {
		this.step = step;
		this.sts = new LazySts(clients, step.region(), clock);
	}

	@Override
	public FetchedCredentials fetch() {
		this.reading = true;
		String token = readToken();
		this.reading = false;
		return this.sts.get(this.step).assumeRoleWithWebIdentity(this.step, token);
	}

	@Override
	public Asked asked() {
		return this.reading
				? new Asked("the token file " + this.step.tokenFile(), "Check that what it is stored on answers.")
				: this.sts.asked();
	}

	private String readToken() {
		Path file = this.step.tokenFile();
		if (Files.isDirectory(file)) {
			throw unusable("is a directory", null);
		}
		if (Files.notExists(file)) {
			throw unusable("does not exist", null);
		}
		if (Files.exists(file) && !Files.isRegularFile(file)) {
			throw unusable("is not a regular file", null);
		}
		byte[] content = read(file);
		if (content.length > MAX_TOKEN) {
			throw unusable("is larger than 1 MiB, which no token is", null);
		}
		String token = new String(content, StandardCharsets.UTF_8).strip();
		if (token.isEmpty()) {
			throw unusable("is empty", null);
		}
		return token;
	}

	private byte[] read(Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			return in.readNBytes(MAX_TOKEN + 1);
		}
		catch (IOException ex) {
			throw unusable("cannot be read (%s)".formatted(ex.getClass().getSimpleName()), ex);
		}
	}

	private CredentialsException unusable(String why, @Nullable Throwable cause) {
		return new CredentialsException(this.step,
				"The token file %s of role %s %s.".formatted(this.step.tokenFile(), this.step.roleArn(), why),
				"Let web_identity_token_file name a file with the token, readable by this application.", cause);
	}

	@Override
	public void close() {
		this.sts.close();
	}

}
