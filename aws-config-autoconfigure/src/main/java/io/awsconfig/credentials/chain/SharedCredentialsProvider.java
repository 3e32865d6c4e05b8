package io.awsconfig.credentials.chain;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * What a client gets of a provider that others use as well. A client that is closed
 * closes its provider if that can be closed, and this one cannot.
 */
record SharedCredentialsProvider(AwsCredentialsProvider provider) implements AwsCredentialsProvider {

	static AwsCredentialsProvider of(AwsCredentialsProvider provider) {
		return (provider instanceof AutoCloseable) ? new SharedCredentialsProvider(provider) : provider;
	}

	@Override
	public AwsCredentials resolveCredentials() {
		return this.provider.resolveCredentials();
	}

	@Override
	public Class<AwsCredentialsIdentity> identityType() {
		return this.provider.identityType();
	}

	@Override
	public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
		return this.provider.resolveIdentity(request);
	}

	@Override
	public CompletableFuture<? extends AwsCredentialsIdentity> resolveIdentity(
			Consumer<ResolveIdentityRequest.Builder> request) {
		return this.provider.resolveIdentity(request);
	}

	@Override
	public CompletableFuture<? extends AwsCredentialsIdentity> resolveIdentity() {
		return this.provider.resolveIdentity();
	}

	@Override
	public String toString() {
		return this.provider.toString();
	}

}
