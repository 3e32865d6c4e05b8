package io.awsconfig.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

import io.awsconfig.AwsClientId;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.CredentialsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FailureDescriptor;
import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.PartDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.client.SdkServices;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.startup.CredentialsSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Describes the services and the named clients that have settings of their own.
 */
final class ServicesDescriber {

	private final AwsSettings settings;

	private final ValueDescriber values;

	private final ClientsDescriber clients;

	private final SdkServices sdkServices;

	private final CredentialsInUse credentials;

	private final RetryStrategies retryStrategies;

	private final Function<AwsClientId, List<FailureDescriptor>> failures;

	private final boolean all;

	/**
	 * Create what describes.
	 * @param settings the settings
	 * @param values describes their values
	 * @param clients describes what clients use
	 * @param sdkServices the services whose modules are there
	 * @param credentials the credentials of the clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param failures describes why calls of a client have failed
	 * @param all whether to describe what is not set as well
	 */
	ServicesDescriber(AwsSettings settings, ValueDescriber values, ClientsDescriber clients, SdkServices sdkServices,
			CredentialsInUse credentials, RetryStrategies retryStrategies,
			Function<AwsClientId, List<FailureDescriptor>> failures, boolean all) {
		this.settings = settings;
		this.values = values;
		this.clients = clients;
		this.sdkServices = sdkServices;
		this.credentials = credentials;
		this.retryStrategies = retryStrategies;
		this.failures = failures;
		this.all = all;
	}

	PartDescriptor describeServices() {
		Map<String, ServiceDescriptor> services = new TreeMap<>(services());
		for (String service : this.clients.findServices()) {
			services.computeIfAbsent(service, (name) -> describeService(ServiceId.of(name), false));
		}
		services.replaceAll((service, descriptor) -> descriptor
			.with(this.clients.describeBuilt(AwsClientId.ofService(service), sourceOf(service))));
		return new PartDescriptor(services);
	}

	/**
	 * Describe the services that have settings of their own at a glance.
	 */
	Map<String, ServiceDescriptor> services() {
		Map<String, ServiceDescriptor> services = new LinkedHashMap<>();
		this.settings.getServices()
			.forEach((service) -> services.put(service.toString(), describeService(service, false)));
		return services;
	}

	OperationResponseBody findService(String name) {
		ServiceId service = ServiceId.isValid(name) ? ServiceId.of(name) : null;
		if (service != null && (this.settings.getServices().contains(service) || this.sdkServices.isKnown(service))) {
			return describeService(service, true);
		}
		Set<String> services = new TreeSet<>(this.sdkServices.getNames());
		this.settings.getServices().forEach((known) -> services.add(known.toString()));
		return NotFoundDescriptor.of("service", name,
				"has neither settings nor a module of the AWS SDK on the class path", services);
	}

	PartDescriptor describeClients() {
		Map<String, ServiceDescriptor> clients = new TreeMap<>();
		for (NamedClient client : this.settings.getClients()) {
			clients.put(client.name(), describeClient(client, false)
				.with(this.clients.describeBuilt(client.id(), sourceOf(client.id(), client.settings()))));
		}
		return new PartDescriptor(clients);
	}

	/**
	 * Describe the named clients at a glance.
	 */
	Map<String, ServiceDescriptor> clients() {
		Map<String, ServiceDescriptor> clients = new LinkedHashMap<>();
		for (NamedClient client : this.settings.getClients()) {
			clients.put(client.name(), describeClient(client, false));
		}
		return clients;
	}

	OperationResponseBody findClient(String name) {
		NamedClient client = ServiceId.isValid(name) ? this.settings.findClient(name) : null;
		return (client != null) ? describeClient(client, true)
				: NotFoundDescriptor.of("client", name,
						"has no 'aws.clients.%s.service'".formatted(NotFoundDescriptor.shorten(name)),
						this.settings.getClients().stream().map(NamedClient::name).toList());
	}

	private ServiceDescriptor describeService(ServiceId service, boolean complete) {
		return describe(AwsClientId.ofService(service.toString()), service, this.settings.forService(service),
				this.settings, complete, (status) -> status.service().equals(service.toString()));
	}

	private ServiceDescriptor describeClient(NamedClient client, boolean complete) {
		return describe(client.id(), client.service(), client.settings(), this.settings.forService(client.service()),
				complete, (status) -> status.owner().equals(client.id()));
	}

	/**
	 * Describe the clients of a service without a name, or those of a name.
	 * @param parent the settings that apply where there are none of their own
	 * @param complete whether more than a glance is wanted
	 * @param retries finds their retries
	 */
	private ServiceDescriptor describe(AwsClientId id, ServiceId service, AwsSettings settings, AwsSettings parent,
			boolean complete, Predicate<RetryStatus> retries) {
		Map<String, ValueDescriptor> values = describeValues(service, settings, parent, complete);
		if (!complete) {
			return new ServiceDescriptor(service.toString(), null, values, null, null, null);
		}
		return new ServiceDescriptor(service.toString(), describeClientsOf(id, settings), values,
				settings.hasOwnCredentials() ? describeOwnCredentials(id) : null, describeRetries(retries),
				describeFailures(id));
	}

	private List<ClientDescriptor> describeClientsOf(AwsClientId id, AwsSettings settings) {
		String credentials = sourceOf(id, settings);
		List<ClientDescriptor> built = this.clients.describeBuilt(id, credentials);
		return built.isEmpty() ? List.of(this.clients.describeExpected(id, settings, credentials)) : built;
	}

	private @Nullable String sourceOf(String service) {
		AwsClientId id = AwsClientId.ofService(service);
		return sourceOf(id, this.settings.forClient(id));
	}

	/**
	 * Tell where the credentials of a client come from by its settings.
	 */
	private @Nullable String sourceOf(AwsClientId id, AwsSettings settings) {
		if (!settings.hasOwnCredentials()) {
			return CredentialsSource.describe(this.credentials.application());
		}
		CredentialsDescriptor own = describeOwnCredentials(id);
		return (own != null) ? own.source() : null;
	}

	/**
	 * Describe the settings of a client.
	 * @param complete whether to show what it has in common with all others as well
	 */
	private Map<String, ValueDescriptor> describeValues(ServiceId service, AwsSettings settings, AwsSettings parent,
			boolean complete) {
		Map<String, ValueDescriptor> described = new LinkedHashMap<>();
		for (SettingValue<?> value : settings.getValues()) {
			boolean own = !Objects.equals(value.getWritten(), parent.get(value.getSetting()).getWritten());
			boolean displaced = value.getDisplacer() != null
					&& (complete || parent.get(value.getSetting()).getDisplacer() == null);
			boolean wanted = own || displaced || (complete && (this.all || value.getWritten() != null));
			if (value.getSetting().isPerClient() && wanted) {
				described.put(value.getSetting().getName(), this.values.describe(value, service, settings));
			}
		}
		return described;
	}

	private @Nullable List<FailureDescriptor> describeFailures(AwsClientId client) {
		List<FailureDescriptor> failures = this.failures.apply(client);
		return failures.isEmpty() ? null : failures;
	}

	private @Nullable List<RetryStatus> describeRetries(Predicate<RetryStatus> filter) {
		List<RetryStatus> retries = this.retryStrategies.getStatus().stream().filter(filter).toList();
		return retries.isEmpty() ? null : retries;
	}

	private @Nullable CredentialsDescriptor describeOwnCredentials(AwsClientId client) {
		ClientCredentialsChains chains = this.credentials.clients().get();
		CredentialsChain chain = (chains != null) ? chains.getChain(client) : null;
		return (chain != null) ? CredentialsDescriptor.of(chain) : null;
	}

}
