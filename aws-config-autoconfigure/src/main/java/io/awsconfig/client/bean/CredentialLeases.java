package io.awsconfig.client.bean;

import java.util.HashMap;
import java.util.Map;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.AwsSetting;
import org.jspecify.annotations.Nullable;

/**
 * Counts the clients that share credentials, so that it is known when nobody has them any
 * more.
 */
final class CredentialLeases {

	private final Map<Owner, Lease> leases = new HashMap<>();

	/**
	 * Count a client of an owner.
	 * @param owner whose credentials the client has
	 * @param settings the settings of the client
	 * @return the settings that say whose credentials the clients of this owner have:
	 * always the same, since credentials are shared by those who have the same settings
	 */
	synchronized AwsSettings lease(Owner owner, AwsSettings settings) {
		Lease lease = this.leases.computeIfAbsent(owner, (absent) -> new Lease(settings));
		lease.clients++;
		return lease.settings;
	}

	/**
	 * Count a client no longer.
	 * @return the settings whose credentials nobody has any more, or {@code null} if
	 * somebody does
	 */
	synchronized @Nullable AwsSettings release(Owner owner) {
		Lease lease = this.leases.get(owner);
		if (lease == null || --lease.clients > 0) {
			return null;
		}
		this.leases.remove(owner);
		return lease.settings;
	}

	/**
	 * Return how many owners there are.
	 */
	synchronized int size() {
		return this.leases.size();
	}

	/**
	 * Whose credentials clients have.
	 *
	 * @param settings the settings of the application
	 * @param values what was said of the clients
	 */
	record Owner(AwsSettings settings, Map<AwsSetting<?>, String> values) {

		@Override
		public String toString() {
			return "owner of credentials";
		}

	}

	/**
	 * The settings of clients that share credentials, and how many these are.
	 */
	private static final class Lease {

		private final AwsSettings settings;

		private int clients;

		private Lease(AwsSettings settings) {
			this.settings = settings;
		}

	}

}
