package io.awsconfig.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.awsconfig.AwsClientId;
import io.awsconfig.actuate.AwsEndpoint.CredentialsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.PartDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.credentials.chain.ClientCredentialsChains;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.WrittenValue;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Create what describes.
	 * @param settings the settings
	 * @param credentials the credentials of the clients
	 * @param retryStrategies knows how the retries of the clients are
	 * @param sanitizer asked for every value
	 * @param showUnsanitized whether to show the values that are neither secrets nor
	 * harmless
	 */
	SettingsDescriber(AwsSettings settings, CredentialsInUse credentials, RetryStrategies retryStrategies,
			Sanitizer sanitizer, boolean showUnsanitized) {
		this.settings = settings;
		this.credentials = credentials;
		this.retryStrategies = retryStrategies;
		this.sanitizer = sanitizer;
		this.showUnsanitized = showUnsanitized;
	}

	PartDescriptor describeSettings() {
		Map<String, ValueDescriptor> values = new TreeMap<>();
		this.settings.getValues().forEach((value) -> values.put(value.getSetting().getName(), describeBriefly(value)));
		return new PartDescriptor(values);
	}

	@Nullable SettingDescriptor findSetting(String name) {
		AwsSetting<?> setting = SettingCatalog.find(name);
		return (setting != null) ? describe(this.settings.get(setting)) : null;
	}

	PartDescriptor describeServices() {
		return new PartDescriptor(new TreeMap<>(services()));
	}

	Map<String, ServiceDescriptor> services() {
		Map<String, ServiceDescriptor> services = new LinkedHashMap<>();
		this.settings.getServices()
			.forEach((service) -> services.put(service.toString(), describeService(service, false)));
		return services;
	}

	@Nullable ServiceDescriptor findService(String name) {
		return ServiceId.isValid(name) ? describeService(ServiceId.of(name), true) : null;
	}

	PartDescriptor describeClients() {
		return new PartDescriptor(new TreeMap<>(clients()));
	}

	@Nullable ServiceDescriptor findClient(String name) {
		NamedClient client = ServiceId.isValid(name) ? this.settings.findClient(name) : null;
		return (client != null) ? describeClient(client, true) : null;
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
				describeValues(client.settings(), this.settings.forService(client.service()), complete),
				(complete && client.settings().hasOwnCredentials()) ? describeOwnCredentials(client.id()) : null,
				complete ? describeRetries((status) -> status.owner().equals(client.id())) : null);
	}

	private Map<String, ValueDescriptor> describeValues(AwsSettings settings, AwsSettings parent, boolean complete) {
		Map<String, ValueDescriptor> values = new LinkedHashMap<>();
		for (SettingValue<?> value : settings.getValues()) {
			boolean own = !Objects.equals(value.getWritten(), parent.get(value.getSetting()).getWritten());
			if (value.getSetting().isPerClient() && (complete || own)) {
				values.put(value.getSetting().getName(), describeBriefly(value));
			}
		}
		return values;
	}

	private ServiceDescriptor describeService(ServiceId service, boolean complete) {
		AwsSettings settings = this.settings.forService(service);
		return new ServiceDescriptor(service.toString(), describeValues(settings, this.settings, complete),
				(complete && settings.hasOwnCredentials())
						? describeOwnCredentials(AwsClientId.ofService(service.toString())) : null,
				complete ? describeRetries((status) -> status.service().equals(service.toString())) : null);
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
		WrittenValue written = value.getWritten();
		return new ValueDescriptor(show(value.getSetting(), value.getDisplayValue()),
				(written != null) ? written.spelling() : null, text(value.getOrigin()));
	}

	<T> SettingDescriptor describe(SettingValue<T> value) {
		AwsSetting<T> setting = value.getSetting();
		T defaultValue = setting.getDefaultValue();
		List<ValueDescriptor> shadowed = value.getShadowed()
			.stream()
			.map((written) -> new ValueDescriptor(show(setting, SettingValue.display(setting, written.text())),
					written.spelling(), text(written.origin())))
			.toList();
		ValueDescriptor effective = describeBriefly(value);
		return new SettingDescriptor(setting.getName(), effective.value(), effective.spelling(), effective.origin(),
				shadowed, (defaultValue != null) ? setting.getType().write(defaultValue) : setting.getDefaultRemark(),
				setting.getType().getValidValues(), setting.getPropertyName(), setting.getSystemProperties(),
				setting.getEnvironmentVariables(), setting.getFileKeys(), setting.getSection(),
				setting.getReach().getDescription());
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

}
