package io.awsconfig.reload;

import io.awsconfig.Internal;
import io.awsconfig.client.ClientContext;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.chain.CredentialsContext;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * The settings that were in force at one time, with all that is made of them. Immutable:
 * whoever has one sees nothing of another.
 */
@Internal
public final class Generation {

	private final AwsEnvironment environment;

	private final AwsSettings settings;

	private final SettingsRegionProvider.Source regionSource;

	private final SingletonSupplier<CredentialsContext> credentials;

	private final SingletonSupplier<ClientContext> clients;

	private volatile @Nullable Generation former;

	/**
	 * Create a generation. What is made of the settings is made when it is first needed.
	 * @param environment the environment with the shared files
	 * @param settings the settings
	 * @param contexts makes what credentials and clients are made of
	 * @param former the generation that this one takes the place of, or {@code null} for
	 * the first one
	 */
	public Generation(AwsEnvironment environment, AwsSettings settings, Contexts contexts,
			@Nullable Generation former) {
		this.former = former;
		this.environment = environment;
		this.settings = settings;
		this.regionSource = new SettingsRegionProvider.Source(settings, environment.getSharedConfig());
		this.credentials = SingletonSupplier.of(() -> createCredentials(contexts));
		this.clients = SingletonSupplier.of(() -> contexts.clients(this));
	}

	private CredentialsContext createCredentials(Contexts contexts) {
		CredentialsContext created = contexts.credentials(this, this.former);
		// Or nothing of any generation would ever be garbage
		this.former = null;
		return created;
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
		return this.credentials.obtain();
	}

	/**
	 * Return what clients are made with.
	 */
	public ClientContext clients() {
		return this.clients.obtain();
	}

	/**
	 * Makes what credentials and clients are made of.
	 */
	public interface Contexts {

		CredentialsContext credentials(Generation generation, @Nullable Generation former);

		ClientContext clients(Generation generation);

	}

}
