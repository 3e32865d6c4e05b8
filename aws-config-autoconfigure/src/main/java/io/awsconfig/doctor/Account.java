package io.awsconfig.doctor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.AwsClientId;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Credentials that clients have.
 *
 * @param owner whose they are, in words, or {@code null} for those of the application
 * @param provider gives them
 * @param settings the settings that say so
 */
record Account(@Nullable String owner, AwsCredentialsProvider provider, AwsSettings settings) {

	/**
	 * Return those of the application, and those of clients that have their own. Clients
	 * that share a chain are there together.
	 * @param notes takes what keeps clients from having any
	 * @throws io.awsconfig.settings.AwsConfigurationException if what the settings of a
	 * client ask for contradicts itself
	 */
	static List<Account> find(Patient patient, Notes notes) {
		CredentialsInUse credentials = patient.credentials().get();
		List<Account> accounts = new ArrayList<>();
		AwsCredentialsProvider application = credentials.application();
		if (application != null) {
			accounts.add(new Account(null, application, patient.settings()));
		}
		else {
			notes.warn(
					"there are several beans of type AwsCredentialsProvider, so that no client can be built but those with credentials of their own",
					"Mark one of them with @Primary.");
		}
		Map<CredentialsChain, List<AwsClientId>> owners = new IdentityHashMap<>();
		Map<CredentialsChain, AwsSettings> settings = new LinkedHashMap<>();
		credentials.ofClients(patient.settings()).forEach((client, chain) -> {
			owners.computeIfAbsent(chain, (key) -> new ArrayList<>()).add(client);
			settings.putIfAbsent(chain, patient.settings().forClient(client));
		});
		settings.forEach((chain,
				of) -> accounts.add(new Account(
						String.join(", ",
								owners.getOrDefault(chain, List.of()).stream().map(AwsClientId::toString).toList()),
						chain, of)));
		return accounts;
	}

	@Nullable CredentialsChain chain() {
		return (this.provider instanceof CredentialsChain chain) ? chain : null;
	}

	/**
	 * Return the step that gives them, and those whose credentials that one needs.
	 */
	List<Step> steps() {
		List<Step> steps = new ArrayList<>();
		CredentialsChain chain = chain();
		Step step = (chain != null) ? chain.getPlan().getSelected() : null;
		while (step != null) {
			steps.add(step);
			step = (step instanceof Step.AssumeRoleStep role) ? role.source() : null;
		}
		return steps;
	}

	/**
	 * Return the services that the steps call, with the Region of the step or an empty
	 * text.
	 */
	Map<ServiceId, String> services() {
		Map<ServiceId, String> services = new LinkedHashMap<>();
		for (Step step : steps()) {
			if (step instanceof Step.AssumeRoleStep role) {
				services.putIfAbsent(EndpointsInUse.STS, orEmpty(role.region()));
			}
			else if (step instanceof Step.WebIdentityStep identity) {
				services.putIfAbsent(EndpointsInUse.STS, orEmpty(identity.region()));
			}
			else if (step instanceof Step.IdentityCenterStep center) {
				services.putIfAbsent(ServiceId.of("sso"), center.region());
			}
			else if (step instanceof Step.LoginStep login) {
				services.putIfAbsent(ServiceId.of("signin"), orEmpty(login.region()));
			}
		}
		return services;
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

	@Override
	public String toString() {
		return (this.owner != null) ? this.owner : "the application";
	}

}
