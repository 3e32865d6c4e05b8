package io.awsconfig.credentials.chain;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshingCredentials;
import io.awsconfig.settings.KnownOddities;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * What gives the credentials of a {@link CredentialsChain}: keys that are fixed,
 * credentials that are refreshed, or nothing.
 *
 * @param identity equal to another one if that gives the same credentials
 */
record ChainSource(CredentialsPlan plan, KnownOddities known, String text, @Nullable AwsCredentials fixed,
		@Nullable CompletableFuture<AwsCredentialsIdentity> fixedIdentity, @Nullable RefreshingCredentials refreshing,
		Object identity) {

	static ChainSource of(CredentialsPlan plan, KnownOddities known, Function<Step, CredentialsFetcher> fetchers,
			CredentialsRefresher refresher, Object identity) {
		Step step = plan.getSelected();
		if (step == null) {
			return new ChainSource(plan, known, plan.describe(), null, null, null, identity);
		}
		if (step instanceof Step.AccessKeysStep keys && keys.profile() == null) {
			AwsCredentials fixed = FetchedCredentials.of(keys.keys()).credentials();
			return new ChainSource(plan, known, keys.keys().toString(), fixed, CompletableFuture.completedFuture(fixed),
					null, identity);
		}
		String text = (step instanceof Step.AccessKeysStep keys) ? keys.keys().toString() : plan.describe();
		return new ChainSource(plan, known, text, null, null,
				new RefreshingCredentials(step, fetchers.apply(step), refresher, RefreshingCredentials.LIMIT),
				identity);
	}

	ChainSource with(@Nullable RefreshingCredentials refreshing) {
		return new ChainSource(this.plan, this.known, this.text, this.fixed, this.fixedIdentity, refreshing,
				this.identity);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
