package io.awsconfig.credentials.chain;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.settings.KnownOddities;

/**
 * Adds to a failure what is known to be odd and bears on it.
 */
record KnowingFetcher(CredentialsFetcher fetcher, KnownOddities known) implements CredentialsFetcher {

	static CredentialsFetcher of(CredentialsFetcher fetcher, KnownOddities known) {
		return known.diagnostics().isEmpty() ? fetcher : new KnowingFetcher(fetcher, known);
	}

	@Override
	public FetchedCredentials fetch() {
		try {
			return this.fetcher.fetch();
		}
		catch (CredentialsException ex) {
			String message = String.valueOf(ex.getMessage());
			CredentialsException knowing = new CredentialsException(message + this.known.findFor(message, List.of()),
					ex.getCause());
			knowing.setStackTrace(ex.getStackTrace());
			throw knowing;
		}
	}

	@Override
	public List<Path> watchedFiles() {
		return this.fetcher.watchedFiles();
	}

	@Override
	public Asked asked() {
		return this.fetcher.asked();
	}

}
