package io.awsconfig.credentials.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The credentials that the clients of an application have.
 *
 * @param application those of the application, or {@code null} if there is no single
 * provider
 * @param clients gives those of clients that have their own; not asked unless there are
 * such clients
 */
@Internal
public record CredentialsInUse(@Nullable AwsCredentialsProvider application,
		Supplier<@Nullable ClientCredentialsChains> clients) {

	/**
	 * Return the chains of the clients that have their own.
	 * @throws io.awsconfig.settings.AwsConfigurationException if what their settings ask
	 * for contradicts itself
	 */
	public Map<AwsClientId, CredentialsChain> ofClients(AwsSettings settings) {
		ClientCredentialsChains chains = settings.getOwnersOfCredentials().isEmpty() ? null : this.clients.get();
		return (chains != null) ? chains.getChains() : Map.of();
	}

	/**
	 * Return what is odd about where they come from.
	 */
	public List<Diagnostic> getDiagnostics(AwsSettings settings) {
		List<Diagnostic> diagnostics = new ArrayList<>(0);
		if (this.application instanceof CredentialsChain chain) {
			diagnostics.addAll(chain.getPlan().getDiagnostics());
		}
		for (CredentialsChain chain : ofClients(settings).values()) {
			diagnostics.addAll(chain.getPlan().getDiagnostics());
		}
		return diagnostics;
	}

}
