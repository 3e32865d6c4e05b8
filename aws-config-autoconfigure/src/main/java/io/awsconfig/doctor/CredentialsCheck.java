package io.awsconfig.doctor;

import java.util.Map;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.settings.AccessKeys;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Whether there are credentials, as clients ask for them, and whose they are.
 */
record CredentialsCheck(Account account, Identity identity) implements Check {

	@Override
	public void run(Notes notes) {
		AwsCredentials credentials = resolve(notes);
		notes.begin("identity");
		if (credentials == null) {
			notes.skipped("without credentials, nobody can tell whose they are");
		}
		else {
			this.identity.check(this.account, notes);
		}
	}

	private @Nullable AwsCredentials resolve(Notes notes) {
		try {
			AwsCredentials credentials = this.account.provider().resolveCredentials();
			CredentialsChain chain = this.account.chain();
			if (chain == null) {
				notes.ok("access key %s from the application's own %s".formatted(
						AccessKeys.abbreviate(credentials.accessKeyId()),
						this.account.provider().getClass().getName()));
			}
			else {
				tell(chain, credentials, notes);
			}
			return credentials;
		}
		catch (CredentialsException ex) {
			tell(ex, notes);
		}
		catch (RuntimeException ex) {
			notes.failUnexplained("there are no credentials", ex);
		}
		return null;
	}

	private static void tell(CredentialsChain chain, AwsCredentials credentials, Notes notes) {
		CredentialsFreshness freshness = chain.freshness();
		String found = "access key %s from %s%s".formatted(AccessKeys.abbreviate(credentials.accessKeyId()),
				chain.getPlan().describe(), (freshness.until() != null) ? ", valid until " + freshness.until() : "");
		switch (freshness.state()) {
			case STALE, EXPIRED, REFUSED, FAILED ->
				notes.add(Verdict.WARNING, "%s; they are %s".formatted(found, freshness.state()),
						(freshness.lastFailure() != null) ? Map.of("Last failure", freshness.lastFailure()) : Map.of(),
						(freshness.signInCommand() != null) ? "Type '%s'.".formatted(freshness.signInCommand()) : null);
			case NONE, STATIC, FRESH, REFRESHING -> notes.ok(found);
		}
	}

	private void tell(CredentialsException ex, Notes notes) {
		String message = String.valueOf(ex.getMessage()).strip();
		String remedy = ex.getRemedy();
		boolean apart = remedy != null && message.endsWith(remedy);
		notes.fail(
				(apart && remedy != null) ? message.substring(0, message.length() - remedy.length()).strip() : message,
				apart ? remedy : this.account.steps().isEmpty() ? "Set what one of these needs." : null);
	}

}
