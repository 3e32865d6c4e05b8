package io.awsconfig.credentials.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

	private final Supplier<CredentialsContext> context;

	private final ApplicationCredentials application;

	/**
	 * What there is for clients that the application's own provider needs.
	 */
	private final AtomicReference<@Nullable CredentialsChain> without = new AtomicReference<>();

	/**
	 * By the client that has it, which may have other settings later; or by the settings,
	 * if they are those of no client that is known.
	 */
	private final Map<Object, CredentialsChain> chains = new ConcurrentHashMap<>();

	/**
	 * Whose settings these are, or were before they changed.
	 */
	private final Map<AwsSettings, AwsClientId> owners = Collections.synchronizedMap(new WeakHashMap<>());

	private final Map<AwsCredentialsProvider, ProviderWatch> watches = new ConcurrentHashMap<>();

	/**
	 * Create the chains.
	 * @param context what they share
	 * @param application the credentials of the application
	 */
	@Internal
	public ClientCredentialsChains(CredentialsContext context, ApplicationCredentials application) {
		this(() -> context, application);
	}

	/**
	 * Create the chains of settings that change.
	 * @param context gives what they share
	 * @param application the credentials of the application
	 */
	@Internal
	public ClientCredentialsChains(Supplier<CredentialsContext> context, ApplicationCredentials application) {
		this.context = context;
		this.application = application;
		know(context.get().settings());
	}

	private void know(AwsSettings settings) {
		settings.getOwnersOfCredentials().forEach((client) -> this.owners.put(settings.forClient(client), client));
	}

	private Object keyOf(AwsSettings settings) {
		AwsClientId owner = this.owners.get(settings);
		return (owner != null) ? owner : settings;
	}

	private CredentialsChain chainOf(AwsSettings settings) {
		Object key = keyOf(settings);
		CredentialsChain chain = this.chains.get(key);
		if (chain == null) {
			CredentialsContext context = this.context.get();
			// No lock is held while it is made, which may take beans: who makes one of
			// these may come here as well
			CredentialsChain made = create(context, settings, key);
			CredentialsChain first = this.chains.putIfAbsent(key, made);
			chain = firstOf(first, made, context);
			if (this.context.get() != context) {
				follow(key, chain);
			}
		}
		return chain;
	}

	private static CredentialsChain firstOf(@Nullable CredentialsChain first, CredentialsChain made,
			CredentialsContext context) {
		if (first == null) {
			return made;
		}
		made.release(context.refresher());
		return first;
	}

	/**
	 * Go over to the settings that there are now, also if they change meanwhile. Does
	 * nothing to a chain that is there already.
	 */
	private void follow(Object key, CredentialsChain chain) {
		if (key instanceof AwsClientId client) {
			followUntilSettled((context) -> {
				if (isOwner(context, client)) {
					chain.follow(context, context.settings().forClient(client), this.application.get(this::without));
				}
			});
		}
	}

	private void followUntilSettled(Consumer<CredentialsContext> action) {
		CredentialsContext followed;
		do {
			followed = this.context.get();
			action.accept(followed);
		}
		while (this.context.get() != followed);
	}

	/**
	 * Look after the chains that were made while the settings changed.
	 */
	@Internal
	public void settle() {
		CredentialsChain without = this.without.get();
		if (without != null) {
			followUntilSettled(without::follow);
		}
		this.chains.forEach(this::follow);
	}

	private AwsCredentialsProvider without() {
		CredentialsChain chain = this.without.get();
		if (chain == null) {
			CredentialsContext context = this.context.get();
			CredentialsChain made = CredentialsChain.of(context);
			chain = firstOf(this.without.compareAndExchange(null, made), made, context);
			if (this.context.get() != context) {
				followUntilSettled(chain::follow);
			}
		}
		return chain;
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
			return chainOf(settings);
		}
		AwsCredentialsProvider application = this.application.get(this::without);
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
						this.context.get().refresher().time().clock()));
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
			chain.release(this.context.get().refresher());
		}
	}

	private CredentialsChain create(CredentialsContext context, AwsSettings settings, Object key) {
		AwsSettings current = (key instanceof AwsClientId client && isOwner(context, client))
				? context.settings().forClient(client) : settings;
		return CredentialsChain.of(context, current, this.application.get(this::without));
	}

	/**
	 * Return the chain of a service or a named client with credentials of its own.
	 * @param client which client
	 * @return the chain, or {@code null} if it has none of its own
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that its
	 * settings ask for contradict themselves
	 */
	public @Nullable CredentialsChain getChain(AwsClientId client) {
		CredentialsContext context = this.context.get();
		return isOwner(context, client) ? chainOf(context.settings().forClient(client)) : null;
	}

	/**
	 * Return the chains of all services and named clients with credentials of their own.
	 * @return the chains
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that
	 * their settings ask for contradict themselves
	 */
	public Map<AwsClientId, CredentialsChain> getChains() {
		Map<AwsClientId, CredentialsChain> result = new LinkedHashMap<>();
		for (AwsClientId client : this.context.get().settings().getOwnersOfCredentials()) {
			CredentialsChain chain = getChain(client);
			if (chain != null) {
				result.put(client, chain);
			}
		}
		return result;
	}

	private static boolean isOwner(CredentialsContext context, AwsClientId client) {
		return context.settings().getOwnersOfCredentials().contains(client);
	}

	/**
	 * Plan what becomes of the chains when the settings change. A client that has no
	 * credentials of its own by the new ones keeps the chain that it was built with.
	 * Nothing changes before that is carried out.
	 * @param context what they share then
	 * @throws io.awsconfig.settings.AwsConfigurationException if the credentials that the
	 * settings ask for contradict themselves
	 */
	@Internal
	public List<CredentialsChange> prepare(CredentialsContext context) {
		List<CredentialsChange> changes = new ArrayList<>();
		CredentialsChain without = this.without.get();
		if (without != null) {
			changes.add(without.prepare(context));
		}
		for (AwsClientId client : context.settings().getOwnersOfCredentials()) {
			CredentialsChain chain = this.chains.get(client);
			AwsSettings settings = context.settings().forClient(client);
			AwsCredentialsProvider application = this.application.get(this::without);
			if (chain != null) {
				changes.add(chain.prepare("'" + client + "'", context, settings, application));
			}
			else {
				// Only to know that they do not contradict themselves
				CredentialsChain.check(context, settings, application);
			}
		}
		know(context.settings());
		return changes;
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
