package io.awsconfig.credentials.chain;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.awsconfig.credentials.ApplicationCredentials;
import io.awsconfig.credentials.WatchedCredentials;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * What a client gets of a provider of the application's own. A client that is closed
 * closes its provider if that can be closed, and this one cannot. What the provider
 * answers is taken note of; nobody asks it but the client.
 */
final class WatchedProvider implements AwsCredentialsProvider, WatchedCredentials {

	private final AwsCredentialsProvider provider;

	private final ProviderWatch watch;

	private WatchedProvider(AwsCredentialsProvider provider, ProviderWatch watch) {
		this.provider = provider;
		this.watch = watch;
	}

	/**
	 * Return a provider for a client. The SDK knows anonymous ones by their class, and
	 * there is nothing to be known about them.
	 */
	static AwsCredentialsProvider of(AwsCredentialsProvider provider, ProviderWatch watch) {
		return isWatched(provider) ? new WatchedProvider(provider, watch) : provider;
	}

	static boolean isWatched(AwsCredentialsProvider provider) {
		return !(provider instanceof CredentialsChain || provider instanceof AnonymousCredentialsProvider);
	}

	@Override
	public AwsCredentials resolveCredentials() {
		try {
			AwsCredentials credentials = this.provider.resolveCredentials();
			given(credentials);
			return credentials;
		}
		catch (RuntimeException ex) {
			this.watch.failed(ex);
			throw ex;
		}
	}

	@Override
	public Class<AwsCredentialsIdentity> identityType() {
		return this.provider.identityType();
	}

	@Override
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
		try {
			return watched(this.provider.resolveIdentity(request));
		}
		catch (RuntimeException ex) {
			this.watch.failed(ex);
			throw ex;
		}
	}

	@Override
	public CompletableFuture<? extends AwsCredentialsIdentity> resolveIdentity(
			Consumer<ResolveIdentityRequest.Builder> request) {
		try {
			return watched(this.provider.resolveIdentity(request));
		}
		catch (RuntimeException ex) {
			this.watch.failed(ex);
			throw ex;
		}
	}

	@Override
	public CompletableFuture<? extends AwsCredentialsIdentity> resolveIdentity() {
		try {
			return watched(this.provider.resolveIdentity());
		}
		catch (RuntimeException ex) {
			this.watch.failed(ex);
			throw ex;
		}
	}

	private <T extends AwsCredentialsIdentity> CompletableFuture<T> watched(CompletableFuture<T> identity) {
		// Of an answer that is there already, nothing needs to be made
		if (identity.isDone() && !identity.isCompletedExceptionally()) {
			given(identity.join());
		}
		else {
			identity.whenComplete((given, failure) -> {
				if (failure != null) {
					this.watch.failed(failure);
				}
				else {
					given(given);
				}
			});
		}
		return identity;
	}

	private void given(AwsCredentialsIdentity identity) {
		boolean others = this.provider instanceof ApplicationCredentials.Wrapper wrapper && wrapper.isPassedOver();
		if (!others) {
			this.watch.given(identity);
		}
	}

	@Override
	public Account account() {
		return this.watch.account();
	}

	@Override
	public boolean has(String accessKeyId) {
		return this.watch.has(accessKeyId);
	}

	@Override
	public boolean hasTold(Throwable failure) {
		return this.watch.hasTold(failure);
	}

	@Override
	public void refused(String accessKeyId, Verdict verdict, String reason, Instant at) {
		this.watch.verdicts().refused(accessKeyId, verdict, reason, at);
	}

	@Override
	public boolean isRefused() {
		return this.watch.verdicts().isRefused();
	}

	@Override
	public void accepted(String accessKeyId) {
		this.watch.verdicts().accepted(accessKeyId);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof WatchedProvider that && this.provider.equals(that.provider);
	}

	@Override
	public int hashCode() {
		return this.provider.hashCode();
	}

	@Override
	public String toString() {
		return this.provider.toString();
	}

}
