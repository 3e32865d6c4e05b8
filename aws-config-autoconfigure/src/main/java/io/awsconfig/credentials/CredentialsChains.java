package io.awsconfig.credentials;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import org.springframework.util.function.SingletonSupplier;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ClientKey;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigLocations;

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
public final class CredentialsChains implements ClientCredentials {

	private final AwsSettings settings;

	private final SharedConfig config;

	private final SharedConfigLocations locations;

	private final ApplicationCredentials application;

	private final Supplier<CredentialsClients> clients;

	private final Supplier<InstanceMetadata> instanceMetadata;

	private final Supplier<@Nullable MfaTokenSupplier> mfaTokens;

	private final CredentialsRefresher refresher;

	/**
	 * What there is for clients that the application's own provider needs.
	 */
	private final Supplier<AwsCredentialsProvider> without;

	private final Map<AwsSettings, CredentialsChain> chains = new ConcurrentHashMap<>();

	/**
	 * Create the chains.
	 * @param settings the settings of the application
	 * @param config the shared files
	 * @param locations where the home directory is
	 * @param application the credentials of the application
	 * @param clients gives what configures the clients that get credentials; asked if a
	 * way needs clients
	 * @param instanceMetadata gives what asks the instance metadata service; asked if
	 * that is the way
	 * @param mfaTokens asks for codes of MFA devices; gives {@code null} if nobody can
	 * @param refresher refreshes the credentials as long as it runs
	 */
	public CredentialsChains(AwsSettings settings, SharedConfig config, SharedConfigLocations locations,
			ApplicationCredentials application, Supplier<CredentialsClients> clients,
			Supplier<InstanceMetadata> instanceMetadata, Supplier<@Nullable MfaTokenSupplier> mfaTokens,
			CredentialsRefresher refresher) {
		this.settings = settings;
		this.config = config;
		this.locations = locations;
		this.application = application;
		this.clients = clients;
		this.instanceMetadata = instanceMetadata;
		this.mfaTokens = mfaTokens;
		this.refresher = refresher;
		this.without = SingletonSupplier.of(() -> CredentialsChain.create(settings, config, locations, clients,
				instanceMetadata, mfaTokens, refresher));
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
		return SharedCredentialsProvider.of(application);
	}

	private CredentialsChain create(AwsSettings settings) {
		return CredentialsChain.create(settings, this.settings, this.config, this.locations,
				this.application.get(this.without), this.clients, this.instanceMetadata, this.mfaTokens,
				this.refresher);
	}

	/**
	 * Return the chain of a service or a named client with credentials of its own.
	 * @param client the service or the name
	 * @return the chain, or {@code null} if it has none of its own
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that its
	 * settings ask for contradict themselves
	 */
	public @Nullable CredentialsChain getChain(ClientKey client) {
		AwsSettings settings = this.settings.forClient(client);
		return settings.hasOwnCredentials() ? this.chains.computeIfAbsent(settings, this::create) : null;
	}

	/**
	 * Return the chains of all services and named clients with credentials of their own.
	 * @return the chains
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that
	 * their settings ask for contradict themselves
	 */
	public Map<ClientKey, CredentialsChain> getChains() {
		Map<ClientKey, CredentialsChain> result = new LinkedHashMap<>();
		for (ClientKey client : this.settings.getOwnersOfCredentials()) {
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
