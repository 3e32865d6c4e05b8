package io.awsconfig.client;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/**
 * The clients that were built with the settings, as long as there is any use for them.
 * Clients that are beans are known until the application is closed, others until they are
 * garbage.
 */
@Internal
public final class BuiltClients {

	private final List<BuiltClient> beans = new ArrayList<>();

	private final List<WeakReference<BuiltClient>> others = new ArrayList<>();

	private volatile @Nullable AwsSettings reloaded;

	/**
	 * Let the clients follow other settings as far as they can.
	 */
	public void follow(AwsSettings settings) {
		this.reloaded = settings;
	}

	/**
	 * Return the settings to follow.
	 * @return the settings, or {@code null} if they are those of the start
	 */
	@Nullable AwsSettings getReloaded() {
		return this.reloaded;
	}

	void addBean(BuiltClient client, SdkClient built) {
		client.attach(built);
		synchronized (this.beans) {
			this.beans.add(client);
		}
	}

	/**
	 * Forget a client that nobody has any more.
	 */
	public void remove(BuiltClient client) {
		synchronized (this.beans) {
			this.beans.remove(client);
		}
	}

	void addOther(BuiltClient client) {
		synchronized (this.beans) {
			this.others.removeIf((other) -> other.get() == null || other.get() == client);
			this.others.add(new WeakReference<>(client));
		}
	}

	/**
	 * Return the clients that have been built.
	 * @return the clients, those that are beans first, in the order in which they were
	 * made
	 */
	public List<BuiltClient> getAll() {
		List<BuiltClient> all = new ArrayList<>();
		synchronized (this.beans) {
			all.addAll(this.beans);
			for (WeakReference<BuiltClient> reference : this.others) {
				BuiltClient client = reference.get();
				if (client != null) {
					all.add(client);
				}
			}
		}
		all.removeIf((client) -> !client.isBuilt());
		return all;
	}

	/**
	 * Return the clients of a service that have no name, or those of a name.
	 * @param id which clients
	 * @return those that have been built
	 */
	public List<BuiltClient> find(AwsClientId id) {
		List<BuiltClient> found = getAll();
		found.removeIf((client) -> !client.getId().equals(id));
		return found;
	}

}
