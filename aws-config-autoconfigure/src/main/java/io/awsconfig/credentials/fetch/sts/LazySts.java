package io.awsconfig.credentials.fetch.sts;

import java.time.Clock;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher.Asked;
import io.awsconfig.credentials.Step;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Makes the client of STS when it is first needed, and says so if the module is not
 * there. Names no class of that module, so that it can be loaded without.
 */
final class LazySts implements AutoCloseable {

	private static final String CLIENT = "software.amazon.awssdk.services.sts.StsClient";

	private final CredentialsClientConfigurer clients;

	private final @Nullable String region;

	private final Clock clock;

	private volatile @Nullable StsCalls calls;

	LazySts(CredentialsClientConfigurer clients, @Nullable String region, Clock clock) {
		this.clients = clients;
		this.region = region;
		this.clock = clock;
	}

	synchronized StsCalls get(Step step) {
		StsCalls calls = this.calls;
		if (calls == null) {
			if (!ClassUtils.isPresent(CLIENT, LazySts.class.getClassLoader())) {
				throw new CredentialsException(step, "The AWS SDK's module for AWS STS is not on the class path.",
						"Add the dependency software.amazon.awssdk:sts.", null);
			}
			calls = StsCalls.create(step, this.clients, this.region, this.clock);
			this.calls = calls;
		}
		return calls;
	}

	/**
	 * Return whom it asks. Waits for nobody.
	 */
	Asked asked() {
		StsCalls calls = this.calls;
		return new Asked((calls != null) ? calls.describe() : "AWS STS", "Check the network, proxy and endpoint.");
	}

	/**
	 * Close the client; the next call makes a new one.
	 */
	@Override
	public synchronized void close() {
		StsCalls calls = this.calls;
		this.calls = null;
		if (calls != null) {
			calls.close();
		}
	}

}
