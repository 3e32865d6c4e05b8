package io.awsconfig.credentials.fetch.sts;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.fetch.RegularFile;
import io.awsconfig.credentials.fetch.RegularFile.UnreadableException;

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
		try {
			byte[] content = RegularFile.read(this.step.tokenFile(), MAX_TOKEN);
			String token = new String(content, StandardCharsets.UTF_8).strip();
			if (token.isEmpty()) {
				throw unusable("is empty");
			}
			return token;
		}
		catch (UnreadableException ex) {
			throw unusable(ex.getReason());
		}
	}

	private CredentialsException unusable(String why) {
		return new CredentialsException(this.step,
				"The token file %s of role %s %s.".formatted(this.step.tokenFile(), this.step.roleArn(), why),
				"Let web_identity_token_file name a file with the token, readable by this application.", null);
	}

	@Override
	public void close() {
		this.sts.close();
	}

}
