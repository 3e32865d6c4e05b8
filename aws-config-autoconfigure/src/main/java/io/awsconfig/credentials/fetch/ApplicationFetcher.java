package io.awsconfig.credentials.fetch;

import io.awsconfig.Internal;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Takes the credentials of the application, which somebody else keeps fresh.
 */
@Internal
public final class ApplicationFetcher implements CredentialsFetcher {

	private final Step step;

	private final AwsCredentialsProvider provider;

	public ApplicationFetcher(Step step, AwsCredentialsProvider provider) {
		this.step = step;
		this.provider = provider;
	}

	@Override
	public FetchedCredentials fetch() {
		AwsCredentials credentials;
		try {
			credentials = this.provider.resolveCredentials();
		}
		catch (CredentialsException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new CredentialsException(this.step,
					"The application's provider failed (%s).".formatted(ex.getClass().getSimpleName()),
					"See the cause.", ex);
		}
		if (credentials == null || credentials.accessKeyId() == null) {
			throw new CredentialsException(this.step, "The application's provider has no access keys.",
					"Let it have some, or name other credentials that may assume the role.", null);
		}
		return new FetchedCredentials(credentials, null);
	}

	@Override
	public Asked asked() {
		return new Asked("the application's provider " + this.provider.getClass().getName(), "");
	}

}
