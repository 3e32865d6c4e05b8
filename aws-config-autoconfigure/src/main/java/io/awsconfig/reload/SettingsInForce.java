package io.awsconfig.reload;

import java.util.Objects;

import io.awsconfig.Internal;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;

/**
 * Which settings are in force now. All who make something of settings ask here, once for
 * each thing that they make, so that none is made of two generations.
 */
@Internal
public final class SettingsInForce {

	private final boolean reloadable;

	private volatile Generation current;

	private volatile @Nullable Reload lastReload;

	private volatile SharedFilesLook files;

	private SettingsInForce(Generation first, boolean reloadable) {
		this.current = first;
		this.reloadable = reloadable;
		this.files = SharedFilesLook.at(first.environment());
	}

	/**
	 * Create an instance.
	 * @param environment the environment
	 * @param settings the settings that were resolved from it
	 * @param contexts makes what credentials and clients are made of
	 */
	public static SettingsInForce of(AwsEnvironment environment, AwsSettings settings, Generation.Contexts contexts) {
		return new SettingsInForce(new Generation(environment, settings, contexts), true);
	}

	/**
	 * Create an instance whose settings nobody resolves but the application itself.
	 */
	public static SettingsInForce fixed(AwsEnvironment environment, AwsSettings settings,
			Generation.Contexts contexts) {
		return new SettingsInForce(new Generation(environment, settings, contexts), false);
	}

	/**
	 * Return the generation that is in force.
	 */
	public Generation get() {
		return this.current;
	}

	/**
	 * Return the settings that are in force.
	 */
	public AwsSettings settings() {
		return this.current.settings();
	}

	/**
	 * Return the environment with the shared files that are in force.
	 */
	public AwsEnvironment environment() {
		return this.current.environment();
	}

	/**
	 * Return the last reload.
	 * @return the reload, or {@code null} if there was none yet
	 */
	public @Nullable Reload getLastReload() {
		return this.lastReload;
	}

	boolean isReloadable() {
		return this.reloadable;
	}

	/**
	 * Return how the shared files looked when they were last read, or when that was last
	 * tried.
	 */
	SharedFilesLook getFiles() {
		return this.files;
	}

	void setFiles(SharedFilesLook files) {
		this.files = files;
	}

	void set(Generation next) {
		this.current = Objects.requireNonNull(next);
	}

	void setLastReload(Reload reload) {
		this.lastReload = reload;
	}

}
