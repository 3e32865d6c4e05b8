package io.awsconfig.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.settings.AwsSettings;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The services and named clients with credentials of their own, for health and metrics.
 * Their chains are not made before somebody looks at them.
 */
final class OwnCredentials {

	private OwnCredentials() {
	}

	static Map<AwsClientId, Supplier<CredentialsFreshness>> freshness(AwsSettings settings,
			ObjectProvider<ClientCredentialsChains> chains) {
		Map<AwsClientId, Supplier<CredentialsFreshness>> result = new LinkedHashMap<>();
		for (AwsClientId client : settings.getOwnersOfCredentials()) {
			result.put(client, () -> freshness(chains.getObject(), client));
		}
		return result;
	}

	private static CredentialsFreshness freshness(ClientCredentialsChains chains, AwsClientId client) {
		CredentialsChain chain = chains.getChain(client);
		// None any more, if the settings have changed
		return (chain != null) ? chain.freshness() : CredentialsFreshness.none(null);
	}

}
