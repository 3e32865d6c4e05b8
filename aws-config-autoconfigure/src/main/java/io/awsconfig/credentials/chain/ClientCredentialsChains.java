package io.awsconfig.credentials.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.credentials.ApplicationCredentials;
import io.awsconfig.credentials.ClientCredentials;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.util.function.SingletonSupplier;

/**
 * The credentials of all clients. Those with credentials of their own, for example by
 * {@code aws.services.s3.role-arn}, have a chain of their own, which is made when it is
 * first needed and shared by all clients with the same settings. All others have the
 * credentials of the application, the bean of type {@link AwsCredentialsProvider}.
 * <p>
 * That holds even if the application defines that bean itself: what is set for one
 * service is more special, and wins for that service. A role of such clients that names
 * neither {@code source-profile} nor {@code credential-source} is assumed with the
 * credentials of the application.
 *
 * @since 0.1.0
 */
public final class ClientCredentialsChains implements ClientCredentials {

	private final CredentialsContext context;

	private final ApplicationCredentials application;

	/**
	 * What there is for clients that the application's own provider needs.
	 */
	private final Supplier<AwsCredentialsProvider> without;

	private final Map<AwsSettings, CredentialsChain> chains = new ConcurrentHashMap<>();

	private final Map<AwsCredentialsProvider, ProviderWatch> watches = new ConcurrentHashMap<>();

	/**
	 * Create the chains.
	 * @param context what they share
	 * @param application the credentials of the application
	 */
	@Internal
	public ClientCredentialsChains(CredentialsContext context, ApplicationCredentials application) {
		this.context = context;
		this.application = application;
		this.without = SingletonSupplier.of(() -> CredentialsChain.of(context));
	}

	/**
	 * Return the credentials of the clients that have some settings. They cannot be
	 * closed, so that a client that is closed takes them from no other.
	 * @throws IllegalStateException if these clients have the credentials of the
	 * application, and there is no single provider
	 */
	@Override
	public AwsCredentialsProvider forClient(AwsSettings settings) {
		if (settings.hasOwnCredentials()) {
			return this.chains.computeIfAbsent(settings, this::create);
		}
		AwsCredentialsProvider application = this.application.get(this.without);
		if (application == null) {
			throw new IllegalStateException("There is no single bean of type AwsCredentialsProvider");
		}
		return WatchedProvider.of(application, watchOf(application));
	}

	private ProviderWatch watchOf(AwsCredentialsProvider provider) {
		AwsCredentialsProvider own = (provider instanceof ApplicationCredentials.Wrapper wrapper) ? wrapper.provider()
				: provider;
		return this.watches.computeIfAbsent(own,
				(key) -> new ProviderWatch("the application's " + key.getClass().getName(),
						this.context.refresher().time().clock()));
	}

	/**
	 * Return how fresh the credentials are that a provider of the application's own has
	 * given to clients. Does not ask it.
	 * @param provider the provider
	 * @return the freshness
	 */
	@Internal
	public CredentialsFreshness freshnessOf(AwsCredentialsProvider provider) {
		return (provider instanceof CredentialsChain chain) ? chain.freshness() : watchOf(provider).freshness();
	}

	@Override
	public void release(AwsSettings settings) {
		CredentialsChain chain = this.chains.remove(settings);
		if (chain != null) {
			chain.release(this.context.refresher());
		}
	}

	private CredentialsChain create(AwsSettings settings) {
		return CredentialsChain.of(this.context, settings, this.application.get(this.without));
	}

	/**
	 * Return the chain of a service or a named client with credentials of its own.
	 * @param client which client
	 * @return the chain, or {@code null} if it has none of its own
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that its
	 * settings ask for contradict themselves
	 */
	public @Nullable CredentialsChain getChain(AwsClientId client) {
		AwsSettings settings = this.context.settings().forClient(client);
		return settings.hasOwnCredentials() ? this.chains.computeIfAbsent(settings, this::create) : null;
	}

	/**
	 * Return the chains of all services and named clients with credentials of their own.
	 * @return the chains
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that
	 * their settings ask for contradict themselves
	 */
	public Map<AwsClientId, CredentialsChain> getChains() {
		Map<AwsClientId, CredentialsChain> result = new LinkedHashMap<>();
		for (AwsClientId client : this.context.settings().getOwnersOfCredentials()) {
			CredentialsChain chain = getChain(client);
			if (chain != null) {
				result.put(client, chain);
			}
		}
		return result;
	}

	/**
	 * Refresh the credentials of all clients with credentials of their own, one after the
	 * other, and wait until that is done. Those that nobody has needed yet are left
	 * alone. One that fails does not keep the others from it.
	 * @throws CredentialsException if a source has none; the failures of further sources
	 * are suppressed in it
	 */
	public void refresh() {
		CredentialsException failure = null;
		for (CredentialsChain chain : this.chains.values()) {
			try {
				if (chain.freshness().state() != CredentialsFreshness.State.NONE) {
					chain.refresh();
				}
			}
			catch (CredentialsException ex) {
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
