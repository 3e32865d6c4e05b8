package io.awsconfig.reload;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.awsconfig.Internal;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;

/**
 * The settings that were in force at one time, with all that is made of them. Immutable:
 * whoever has one sees nothing of another.
 */
@Internal
public final class Generation {

	private final AwsEnvironment environment;

	private final AwsSettings settings;

	private final SettingsRegionProvider.Source regionSource;

	private final Contexts contexts;

	private final AtomicReference<@Nullable CredentialsContext> credentials = new AtomicReference<>();

	private final AtomicReference<@Nullable ClientContext> clients = new AtomicReference<>();

	private volatile @Nullable Generation former;

	/**
	 * Create the first generation. What is made of the settings is made when it is first
	 * needed.
	 * @param environment the environment with the shared files
	 * @param settings the settings
	 * @param contexts makes what credentials and clients are made of
	 */
	Generation(AwsEnvironment environment, AwsSettings settings, Contexts contexts) {
		this(environment, settings, contexts, null);
	}

	private Generation(AwsEnvironment environment, AwsSettings settings, Contexts contexts,
			@Nullable Generation former) {
		this.former = former;
		this.environment = environment;
		this.settings = settings;
		this.regionSource = new SettingsRegionProvider.Source(settings, environment.getSharedConfig());
		this.contexts = contexts;
	}

	/**
	 * Create the generation that takes the place of this one.
	 */
	Generation next(AwsEnvironment environment, AwsSettings settings) {
		return new Generation(environment, settings, this.contexts, this);
	}

	/**
	 * Return the environment with the shared files as they were then.
	 */
	public AwsEnvironment environment() {
		return this.environment;
	}

	/**
	 * Return the settings.
	 */
	public AwsSettings settings() {
		return this.settings;
	}

	/**
	 * Return where the Region comes from.
	 */
	public SettingsRegionProvider.Source regionSource() {
		return this.regionSource;
	}

	/**
	 * Return what chains of credentials are made of.
	 */
	public CredentialsContext credentials() {
		CredentialsContext credentials = this.credentials.get();
		if (credentials == null) {
			credentials = first(this.credentials, this.contexts.credentials(this, this.former));
			// Or nothing of any generation would ever be garbage
			this.former = null;
		}
		return credentials;
	}

	/**
	 * Return what clients are made with.
	 */
	public ClientContext clients() {
		ClientContext clients = this.clients.get();
		return (clients != null) ? clients : first(this.clients, this.contexts.clients(this));
	}

	/**
	 * Keep what was made first. No lock is held while it is made, which takes beans: who
	 * makes one, and comes here for it, holds the lock that others make theirs with.
	 */
	private static <T> T first(AtomicReference<@Nullable T> reference, T made) {
		return reference.compareAndSet(null, made) ? made : Objects.requireNonNull(reference.get());
	}

	/**
	 * Makes what credentials and clients are made of.
	 */
	public interface Contexts {

		CredentialsContext credentials(Generation generation, @Nullable Generation former);

		ClientContext clients(Generation generation);

	}

}
