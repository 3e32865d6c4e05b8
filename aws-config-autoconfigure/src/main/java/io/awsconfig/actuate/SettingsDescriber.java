package io.awsconfig.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import io.awsconfig.AwsClientId;
import io.awsconfig.actuate.AwsEndpoint.BeanDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ChangeDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.CredentialsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FailureDescriptor;
import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.PartDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ProxyDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ReloadDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SourceChangeDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.client.ApplicationBean;
import io.awsconfig.client.BuiltClient;
import io.awsconfig.client.ClientsInUse;
import io.awsconfig.client.ExpectedClient;
import io.awsconfig.client.SdkServices;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.reload.Reload;
import io.awsconfig.reload.SettingChange;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.Displacer;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.proxy.ProxyInForce;
import io.awsconfig.startup.CredentialsSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.origin.Origin;

/**
 * Describes settings, and the services and clients that have some of their own.
 */
final class SettingsDescriber {

	private static final Set<Class<?>> HARMLESS = Set.of(Boolean.class, Integer.class, Duration.class);

	private final AwsSettings settings;

	private final CredentialsInUse credentials;

	private final RetryStrategies retryStrategies;

	private final Sanitizer sanitizer;

	private final boolean showUnsanitized;

	private final boolean all;

	private final ClientsDescriber clients;

	private final ClientsInUse clientsInUse;

	private final SdkServices sdkServices;

	private final ProxyInForce proxy;

	private final Function<AwsClientId, List<FailureDescriptor>> failures;

	/**
	 * Create what describes.
	 * @param settings the settings
	 * @param credentials the credentials of the clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param clients the clients
	 * @param sdkServices the services whose modules are there
	 * @param proxy the proxy that requests go through
	 * @param sanitizer asked for every value
	 * @param scope how much to show
	 * @param failures describes why calls of a client have failed
	 */
	SettingsDescriber(AwsSettings settings, CredentialsInUse credentials, RetryStrategies retryStrategies,
			ClientsInUse clients, SdkServices sdkServices, ProxyInForce proxy, Sanitizer sanitizer, Scope scope,
			Function<AwsClientId, List<FailureDescriptor>> failures) {
		this.failures = failures;
		this.proxy = proxy;
		this.settings = settings;
		this.credentials = credentials;
		this.retryStrategies = retryStrategies;
		this.sanitizer = sanitizer;
		this.showUnsanitized = scope.unsanitized();
		this.all = scope.all();
		this.clientsInUse = clients;
		this.clients = new ClientsDescriber(clients, settings, retryStrategies, scope.all(), this::show);
		this.sdkServices = sdkServices;
	}

	PartDescriptor describeSettings() {
		Map<String, ValueDescriptor> values = new TreeMap<>();
		for (SettingValue<?> value : this.settings.getValues()) {
			ValueDescriptor described = describeBriefly(value);
			boolean beside = described.from() != null && described.from().startsWith("bean ");
			if (this.all || value.getWritten() != null || value.getDisplacer() != null || beside
					|| described.spelling() != null) {
				values.put(value.getSetting().getName(), described);
			}
		}
		return new PartDescriptor(values);
	}

	OperationResponseBody findSetting(String name) {
		AwsSetting<?> setting = SettingCatalog.find(name);
		return (setting != null) ? describe(this.settings.get(setting))
				: NotFoundDescriptor.of("setting", name, null, SettingCatalog.getNames());
	}

	PartDescriptor describeServices() {
		Map<String, ServiceDescriptor> services = new TreeMap<>(services());
		for (BuiltClient client : this.clientsInUse.built().getAll()) {
			services.computeIfAbsent(client.getId().service(),
					(service) -> describeService(ServiceId.of(service), false));
		}
		services.replaceAll((service, descriptor) -> descriptor
			.with(this.clients.describeBuilt(AwsClientId.ofService(service), sourceOf(service))));
		return new PartDescriptor(services);
	}

	Map<String, List<BeanDescriptor>> beans() {
		Map<String, List<BeanDescriptor>> beans = new LinkedHashMap<>();
		this.clientsInUse.beans()
			.byKind()
			.forEach((kind, found) -> beans.put(kind, found.stream().map(BeanDescriptor::of).toList()));
		return beans;
	}

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

	OperationResponseBody findClient(String name) {
		NamedClient client = ServiceId.isValid(name) ? this.settings.findClient(name) : null;
		return (client != null) ? describeClient(client, true)
				: NotFoundDescriptor.of("client", name,
						"has no 'aws.clients.%s.service'".formatted(NotFoundDescriptor.shorten(name)),
						this.settings.getClients().stream().map(NamedClient::name).toList());
	}

	Map<String, ServiceDescriptor> clients() {
		Map<String, ServiceDescriptor> clients = new LinkedHashMap<>();
		for (NamedClient client : this.settings.getClients()) {
			clients.put(client.name(), describeClient(client, false));
		}
		return clients;
	}

	private ServiceDescriptor describeClient(NamedClient client, boolean complete) {
		return new ServiceDescriptor(client.service().toString(),
				complete ? describeClientsOf(client.id(), client.settings()) : null,
				describeValues(client.service(), client.settings(), this.settings.forService(client.service()),
						complete),
				(complete && client.settings().hasOwnCredentials()) ? describeOwnCredentials(client.id()) : null,
				complete ? describeRetries((status) -> status.owner().equals(client.id())) : null,
				complete ? describeFailures(client.id()) : null);
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
		Map<String, ValueDescriptor> values = new LinkedHashMap<>();
		for (SettingValue<?> value : settings.getValues()) {
			boolean own = !Objects.equals(value.getWritten(), parent.get(value.getSetting()).getWritten());
			boolean displaced = value.getDisplacer() != null
					&& (complete || parent.get(value.getSetting()).getDisplacer() == null);
			boolean wanted = own || displaced || (complete && (this.all || value.getWritten() != null));
			if (value.getSetting().isPerClient() && wanted) {
				values.put(value.getSetting().getName(), describeFor(service, settings, value));
			}
		}
		return values;
	}

	private ValueDescriptor describeFor(ServiceId service, AwsSettings settings, SettingValue<?> value) {
		AwsSetting<?> setting = value.getSetting();
		if (value.getDisplacer() != null) {
			return describeDisplaced(value.getDisplacer());
		}
		if (value.getWritten() == null) {
			return describeDefault(setting, service, settings);
		}
		// Who has a Region of its own does not ask the provider of the application
		boolean ofAll = Objects.equals(value.getWritten(), this.settings.get(setting).getWritten());
		return (ofAll || setting != SettingCatalog.REGION) ? describeBriefly(value) : describeWritten(value);
	}

	private ServiceDescriptor describeService(ServiceId service, boolean complete) {
		AwsSettings settings = this.settings.forService(service);
		AwsClientId id = AwsClientId.ofService(service.toString());
		return new ServiceDescriptor(service.toString(), complete ? describeClientsOf(id, settings) : null,
				describeValues(service, settings, this.settings, complete),
				(complete && settings.hasOwnCredentials()) ? describeOwnCredentials(id) : null,
				complete ? describeRetries((status) -> status.service().equals(service.toString())) : null,
				complete ? describeFailures(id) : null);
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

	ValueDescriptor describeBriefly(SettingValue<?> value) {
		if (value.getDisplacer() != null) {
			return describeDisplaced(value.getDisplacer());
		}
		WrittenValue written = value.getWritten();
		WrittenValue ofMachine = (written == null) ? findOnMachine(value.getSetting()) : null;
		if (ofMachine != null) {
			return describeWritten(value.getSetting(), ofMachine);
		}
		ApplicationBean bean = (written == null || written.kind() != SourceKind.CONNECTION)
				? this.clients.findBean(value.getSetting()) : null;
		return (written != null && bean == null) ? describeWritten(value)
				: describeDefault(value.getSetting(), null, this.settings);
	}

	/**
	 * Describe what came of a reload.
	 */
	ReloadDescriptor describeReload(Reload reload) {
		AwsConfigurationException failure = reload.failure();
		List<ChangeDescriptor> changes = reload.changes().stream().map(this::describe).toList();
		List<SourceChangeDescriptor> credentials = reload.credentials()
			.stream()
			.map((change) -> new SourceChangeDescriptor(change.owner(), change.to(), change.from()))
			.toList();
		return new ReloadDescriptor((failure != null) ? "refused" : reload.isChange() ? "reloaded" : "unchanged",
				reload.trigger(), reload.at(), changes.isEmpty() ? null : changes,
				credentials.isEmpty() ? null : credentials, (failure != null) ? failure.getMessage() : null,
				(failure != null) ? failure.getAction() : null);
	}

	private ChangeDescriptor describe(SettingChange change) {
		AwsSetting<?> setting = change.setting();
		return new ChangeDescriptor(setting.getName(), (change.owner() != null) ? change.owner().toString() : null,
				describeNow(setting, change.to()), describeNow(setting, change.from()),
				setting.getEffect().getDescription(), change.holders().isEmpty() ? null : change.holders());
	}

	private ValueDescriptor describeNow(AwsSetting<?> setting, @Nullable WrittenValue written) {
		return (written != null) ? describeWritten(setting, written) : new ValueDescriptor(null, null, null, "not set");
	}

	/**
	 * Describe which clients have earlier values of which settings.
	 */
	@Nullable Map<String, List<String>> describeOutdated() {
		return this.clients.describeOutdated();
	}

	private static ValueDescriptor describeDisplaced(Displacer displacer) {
		return new ValueDescriptor(null, null, null, "displaced by " + displacer.written());
	}

	private ValueDescriptor describeWritten(AwsSetting<?> setting, WrittenValue written) {
		return new ValueDescriptor(show(setting, SettingValue.display(setting, written.text())), written.spelling(),
				text(written.origin()));
	}

	/**
	 * Find what the HTTP clients take from the machine where a setting has no value.
	 */
	private @Nullable WrittenValue findOnMachine(AwsSetting<?> setting) {
		return (setting == SettingCatalog.HTTP_PROXY_ENDPOINT) ? this.proxy.endpoint()
				: (setting == SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS) ? this.proxy.nonProxyHosts() : null;
	}

	/**
	 * Describe the proxy.
	 * @return the proxy, or {@code null} if there is none
	 */
	@Nullable ProxyDescriptor describeProxy() {
		WrittenValue endpoint = this.proxy.endpoint();
		WrittenValue hosts = this.proxy.nonProxyHosts();
		return (endpoint != null)
				? new ProxyDescriptor(describeWritten(SettingCatalog.HTTP_PROXY_ENDPOINT, endpoint),
						(hosts != null) ? describeWritten(SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS, hosts) : null)
				: null;
	}

	/**
	 * Return what a setting displaces: of the same setting, and of what it takes the
	 * place of.
	 */
	private List<ValueDescriptor> describeShadowed(SettingValue<?> value) {
		AwsSetting<?> setting = value.getSetting();
		List<ValueDescriptor> shadowed = new ArrayList<>();
		value.getShadowed().forEach((written) -> shadowed.add(describeWritten(setting, written)));
		if (setting == SettingCatalog.HTTP_PROXY_ENDPOINT) {
			this.proxy.shadowedEndpoints().forEach((written) -> shadowed.add(describeWritten(setting, written)));
		}
		else if (setting == SettingCatalog.HTTP_PROXY_NON_PROXY_HOSTS) {
			this.proxy.shadowedNonProxyHosts()
				.stream()
				.filter((written) -> written != value.getWritten())
				.forEach((written) -> shadowed.add(describeWritten(setting, written)));
		}
		else if (setting == SettingCatalog.HTTP_SSL_BUNDLE && value.isSet()) {
			SettingValue<String> file = this.settings.get(SettingCatalog.CA_BUNDLE);
			if (file.getWritten() != null) {
				shadowed.add(describeWritten(SettingCatalog.CA_BUNDLE, file.getWritten()));
			}
			file.getShadowed().forEach((written) -> shadowed.add(describeWritten(SettingCatalog.CA_BUNDLE, written)));
		}
		return shadowed;
	}

	/**
	 * Describe what is set for services and named clients in place of what is set for all
	 * clients.
	 */
	private @Nullable Map<String, ValueDescriptor> describeOverrides(SettingValue<?> value) {
		AwsSetting<?> setting = value.getSetting();
		Map<String, ValueDescriptor> overrides = new LinkedHashMap<>();
		if (setting.isPerClient()) {
			for (ServiceId service : this.settings.getServices()) {
				SettingValue<?> own = this.settings.forService(service).get(setting);
				if (this.sdkServices.isKnown(service) && isOverride(own, value)) {
					overrides.put("service " + service, describeFor(service, this.settings.forService(service), own));
				}
			}
			for (NamedClient client : this.settings.getClients()) {
				SettingValue<?> own = client.settings().get(setting);
				if (isOverride(own, value)) {
					overrides.put("client " + client.name(), describeFor(client.service(), client.settings(), own));
				}
			}
		}
		return overrides.isEmpty() ? null : overrides;
	}

	private static boolean isOverride(SettingValue<?> own, SettingValue<?> ofAll) {
		return !Objects.equals(own.getWritten(), ofAll.getWritten())
				|| (own.getDisplacer() != null && ofAll.getDisplacer() == null);
	}

	private ValueDescriptor describeWritten(SettingValue<?> value) {
		WrittenValue written = value.getWritten();
		return new ValueDescriptor(show(value.getSetting(), value.getDisplayValue()),
				(written != null) ? written.spelling() : null, text(value.getOrigin()));
	}

	/**
	 * Describe what applies where nothing is set.
	 * @param service the service, or {@code null} for all of them
	 */
	private ValueDescriptor describeDefault(AwsSetting<?> setting, @Nullable ServiceId service, AwsSettings settings) {
		ApplicationBean bean = this.clients.findBean(setting);
		if (bean != null) {
			return new ValueDescriptor((setting == SettingCatalog.REGION) ? this.clients.findGivenRegion() : null, null,
					null, "bean " + bean);
		}
		if (setting == SettingCatalog.REGION
				&& !Boolean.TRUE.equals(settings.getValue(SettingCatalog.EC2_METADATA_DISABLED))) {
			return new ValueDescriptor(this.clients.findGivenRegion(), null, null, "instance metadata");
		}
		String value = (service != null || setting == SettingCatalog.RETRY_MODE)
				? ExpectedClient.defaultOf(setting, String.valueOf(service), settings)
				: settings.get(setting).getDisplayValue();
		String shown = (value != null) ? value : setting.getDefaultRemark();
		return (shown != null) ? new ValueDescriptor(shown, null, null, "default")
				: new ValueDescriptor(null, null, null, "not set");
	}

	<T> SettingDescriptor describe(SettingValue<T> value) {
		AwsSetting<T> setting = value.getSetting();
		T defaultValue = setting.getDefaultValue();
		List<ValueDescriptor> shadowed = describeShadowed(value);
		ValueDescriptor effective = describeBriefly(value);
		if (effective.from() != null && value.getWritten() != null) {
			shadowed.add(0, new ValueDescriptor(show(setting, value.getDisplayValue()), value.getWritten().spelling(),
					text(value.getOrigin())));
		}
		return new SettingDescriptor(setting.getName(), effective.value(), effective.from(), effective.spelling(),
				effective.origin(), shadowed, describeOverrides(value), this.clients.describeExceptions(setting),
				setting.getType().getValidValues(),
				(defaultValue != null) ? setting.getType().write(defaultValue) : setting.getDefaultRemark(),
				setting.getPropertyName(), setting.getSystemProperties(), setting.getEnvironmentVariables(),
				setting.getFileKeys(), setting.getSection(), setting.getReach().getDescription());
	}

	private @Nullable Object show(AwsSetting<?> setting, @Nullable String text) {
		return (text != null) ? this.sanitizer.sanitize(new SanitizableData(null, setting.getPropertyName(), text),
				this.showUnsanitized || isHarmless(setting)) : null;
	}

	/**
	 * Return whether anybody may see the value: it is one of a few, or a number, and
	 * names nobody's account, server or file.
	 */
	private static boolean isHarmless(AwsSetting<?> setting) {
		return setting == SettingCatalog.REGION || setting == SettingCatalog.PROFILE
				|| HARMLESS.contains(setting.getType().getValueType()) || !setting.getType().getChoices().isEmpty();
	}

	private static @Nullable String text(@Nullable Origin origin) {
		return (origin != null) ? origin.toString() : null;
	}

	/**
	 * How much to show.
	 *
	 * @param unsanitized whether to show the values that are neither secrets nor harmless
	 * @param all whether to show what is not set as well
	 */
	record Scope(boolean unsanitized, boolean all) {

	}

	/**
	 * A part of the whole.
	 *
	 * @param whole describes all of it
	 * @param entry describes one entry, if there is one of a name
	 */
	record Part(Function<SettingsDescriber, OperationResponseBody> whole,
			BiFunction<SettingsDescriber, String, @Nullable OperationResponseBody> entry) {

	}

}
