package io.awsconfig.credentials.fetch.sts;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.Step;
import org.jspecify.annotations.Nullable;

/**
 * Assumes a role with the credentials of another step, which are fetched anew each time.
 * <p>
 * Guide: Assume role credential provider.
 */
@Internal
public final class AssumeRoleFetcher implements CredentialsFetcher, Closeable {

	/**
	 * With so little left, the AWS CLI asks for a new code.
	 */
	private static final Duration CLI_RENEWS = Duration.ofMinutes(15);

	private final Step.AssumeRoleStep step;

	private final CredentialsFetcher source;

	private final @Nullable MfaTokenSupplier mfaTokens;

	private final CliRoleCache cliCache;

	private final LazySts sts;

	private volatile Supplier<Asked> asked = () -> Asked.NOBODY;

	/**
	 * Create a fetcher.
	 * @param step the step
	 * @param source fetches the credentials of the step's source
	 * @param clients configures the client of STS
	 * @param mfaTokens asks for codes of MFA devices, or {@code null} if nobody can
	 * @param cliCacheDirectory where the AWS CLI keeps the credentials of roles
	 * @param clock tells whether credentials have expired
	 */
	public AssumeRoleFetcher(Step.AssumeRoleStep step, CredentialsFetcher source, CredentialsClientConfigurer clients,
			@Nullable MfaTokenSupplier mfaTokens, Path cliCacheDirectory, Clock clock) {
		this.step = step;
		this.source = source;
		this.mfaTokens = mfaTokens;
		this.cliCache = new CliRoleCache(cliCacheDirectory, clock);
		this.sts = new LazySts(clients, step.region(), clock);
	}

	@Override
	public FetchedCredentials fetch() {
		String tokenCode = null;
		if (this.step.mfaSerial() != null) {
			// With somebody to ask, credentials that are about to expire are not worth it
			CliRoleCache.Lookup cached = this.cliCache.find(this.step,
					(this.mfaTokens != null) ? CLI_RENEWS : Duration.ZERO);
			if (cached.credentials() != null) {
				return cached.credentials();
			}
			tokenCode = askForCode(this.step.mfaSerial(), cached);
		}
		this.asked = this.source::asked;
		FetchedCredentials sourceCredentials = this.source.fetch();
		this.asked = this.sts::asked;
		return this.sts.get(this.step).assumeRole(this.step, sourceCredentials.credentials(), tokenCode);
	}

	@Override
	public Asked asked() {
		return this.asked.get();
	}

	private String askForCode(String serial, CliRoleCache.Lookup cached) {
		if (this.mfaTokens == null) {
			throw new CredentialsException(this.step,
					"Role %s wants a code of the MFA device %s, and there is nobody to ask. The AWS CLI's cache does not help: %s."
						.formatted(this.step.roleArn(), serial, cached.absence()),
					"Type 'aws sts get-caller-identity --profile %s', which asks for the code and fills that cache, or define a bean of type MfaTokenSupplier."
						.formatted(profile()),
					null);
		}
		this.asked = () -> new Asked("the MfaTokenSupplier for the MFA device " + serial,
				"The code has to come in time.");
		String code = ask(this.mfaTokens, serial);
		if (code == null || !code.strip().matches("[0-9]{6}")) {
			throw new CredentialsException(this.step,
					"The MfaTokenSupplier gave no code of six digits for the MFA device %s.".formatted(serial),
					"Let it return the code that the device shows.", null);
		}
		return code.strip();
	}

	private @Nullable String ask(MfaTokenSupplier supplier, String serial) {
		try {
			return supplier.getToken(serial);
		}
		catch (RuntimeException ex) {
			throw new CredentialsException(this.step, "The MfaTokenSupplier failed for the MFA device %s (%s)."
				.formatted(serial, ex.getClass().getSimpleName()), "See the cause.", ex);
		}
	}

	private String profile() {
		return (this.step.profile() != null) ? this.step.profile() : "<the profile with this role>";
	}

	/**
	 * Close the client of STS, and those of the source.
	 */
	@Override
	public void close() throws IOException {
		this.sts.close();
		if (this.source instanceof Closeable closeable) {
			closeable.close();
		}
	}

}
