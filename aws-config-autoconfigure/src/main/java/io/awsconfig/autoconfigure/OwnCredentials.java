package io.awsconfig.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;

import io.awsconfig.credentials.CredentialsChain;
import io.awsconfig.credentials.CredentialsChains;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;

/**
 * The services with credentials of their own, for health and metrics. Their chains are
 * not made before somebody looks at them.
 */
final class OwnCredentials {

	private OwnCredentials() {
	}

	static Map<String, Supplier<CredentialsFreshness>> freshness(AwsSettings settings,
			ObjectProvider<CredentialsChains> chains) {
		Map<String, Supplier<CredentialsFreshness>> result = new LinkedHashMap<>();
		for (ServiceId service : settings.getServicesWithOwnCredentials()) {
			result.put(service.toString(), () -> freshness(chains.getObject(), service));
		}
		return result;
	}

	private static CredentialsFreshness freshness(CredentialsChains chains, ServiceId service) {
		CredentialsChain chain = chains.getChain(service);
		if (chain == null) {
			throw new IllegalStateException("'" + service + "' has no credentials of its own");
		}
		return chain.freshness();
	}

}
