package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import io.awsconfig.AwsClientId;
import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The AWS settings that apply: for each setting its value, where that comes from and what
 * it shadows. Immutable; what it says is what the clients get.
 * <p>
 * Guide: AWS SDKs and tools settings reference.
 *
 * @since 0.1.0
 */
public final class AwsSettings {

	private final Map<AwsSetting<?>, SettingValue<?>> values;

	private final Map<ServiceId, AwsSettings> services;

	private final Map<ClientName, NamedClient> clients;

	private final AccessKeysResolver.Found accessKeys;

	private final boolean ownCredentials;

	private final List<Diagnostic> diagnostics;

	private final KnownOddities known;

	private final @Nullable Function<SettingSource, SettingsResolver> resolvers;

	AwsSettings(Map<AwsSetting<?>, SettingValue<?>> values, Map<ServiceId, AwsSettings> services,
			Map<ClientName, NamedClient> clients, AccessKeysResolver.Found accessKeys, boolean ownCredentials,
			List<Diagnostic> diagnostics, KnownOddities known) {
		this(values, services, clients, accessKeys, ownCredentials, diagnostics, known, null);
	}

	AwsSettings(Map<AwsSetting<?>, SettingValue<?>> values, Map<ServiceId, AwsSettings> services,
			Map<ClientName, NamedClient> clients, AccessKeysResolver.Found accessKeys, boolean ownCredentials,
			List<Diagnostic> diagnostics, KnownOddities known,
			@Nullable Function<SettingSource, SettingsResolver> resolvers) {
		this.resolvers = resolvers;
		this.values = values;
		this.services = services;
		this.clients = clients;
		this.accessKeys = accessKeys;
		this.ownCredentials = ownCredentials;
		this.diagnostics = List.copyOf(diagnostics);
		this.known = known;
	}

	/**
	 * Resolve the settings of an application in which no service has a profile of its
	 * own.
	 * @param sources where settings can stand, the one that counts first
	 * @return the settings
	 * @throws AwsConfigurationException if values are not valid or access keys are
	 * incomplete; the message names each of them
	 */
	public static AwsSettings resolve(List<SettingSource> sources) {
		return resolve(sources, SharedConfig.none());
	}

	/**
	 * Resolve the settings of an application.
	 * @param sources where settings can stand, the one that counts first
	 * @param config the shared files, for services with a profile of their own
	 * @return the settings
	 * @throws AwsConfigurationException if values are not valid, access keys are
	 * incomplete or a profile does not exist; the message names each of them
	 */
	public static AwsSettings resolve(List<SettingSource> sources, SharedConfig config) {
		return new SettingsResolver(sources, config).resolve();
	}

	/**
	 * Resolve the settings of an application.
	 * @param services tells whether a service can have clients; what is wrong with the
	 * settings of one that cannot is odd, and stops nobody
	 */
	@Internal
	public static AwsSettings resolve(List<SettingSource> sources, SharedConfig config, Predicate<ServiceId> services) {
		return new SettingsResolver(sources, config, Set.copyOf(SettingCatalog.getSettings()), services).resolve();
	}

	/**
	 * Resolve what a profile says by itself, without the other places of an application.
	 * @param config the shared files
	 * @param profile the profile
	 * @param settings the settings that matter; whatever else the profile says is left
	 * out, and cannot be wrong
	 * @return the settings, with the access keys of the profile
	 * @throws AwsConfigurationException if values are not valid or access keys are
	 * incomplete; the message names each of them
	 */
	public static AwsSettings ofProfile(SharedConfig config, Profile profile, Set<AwsSetting<?>> settings) {
		return new SettingsResolver(SharedConfigSettingSource.withoutServices(config, profile.getName(), null), config,
				settings, (service) -> true)
			.resolve();
	}

	/**
	 * Return what applies for a setting.
	 * @param setting the setting
	 * @param <T> the type of its value
	 * @return the value with its origin
	 */
	@SuppressWarnings("unchecked")
	public <T> SettingValue<T> get(AwsSetting<T> setting) {
		return (SettingValue<T>) Objects.requireNonNull(this.values.get(setting), "'setting' must be in the catalogue");
	}

	/**
	 * Return the value that applies for a setting.
	 * @param setting the setting
	 * @param <T> the type of its value
	 * @return the value, else the default, else {@code null}
	 */
	public <T> @Nullable T getValue(AwsSetting<T> setting) {
		return get(setting).getValue();
	}

	/**
	 * Return what applies for every setting.
	 * @return the values in the order of the catalogue
	 */
	public Collection<SettingValue<?>> getValues() {
		return Collections.unmodifiableCollection(this.values.values());
	}

	/**
	 * Return the settings of one service: its own, and for whatever it has none of its
	 * own, those of all services. What decides whose credentials its clients have is one
	 * unit: if the service has any of it, none is taken from the settings of all
	 * services, and a profile of its own takes the place of the selected one.
	 * @param service the service
	 * @return the settings of that service
	 */
	public AwsSettings forService(ServiceId service) {
		Assert.notNull(service, "'service' must not be null");
		return this.services.getOrDefault(service, this);
	}

	/**
	 * Return the clients that the application has by a name of its own.
	 * @return the clients, in the order of their names
	 */
	public Collection<NamedClient> getClients() {
		return Collections.unmodifiableCollection(this.clients.values());
	}

	/**
	 * Find a client that the application has by a name of its own.
	 * @param name the name
	 * @return the client, or {@code null} if there is none of that name
	 */
	public @Nullable NamedClient findClient(String name) {
		return this.clients.get(ClientName.of(name));
	}

	/**
	 * Resolve the settings of one more client, as if they stood below a name in a place
	 * that comes before all others but connection details.
	 * @param service the service that it calls
	 * @param values what is said of it
	 * @param place who says so, in words
	 * @return the settings: those of the client, then those of the profile that it names,
	 * then those of its service, then those of all services
	 * @throws AwsConfigurationException if values are not valid, or a profile does not
	 * exist; of what decides whose credentials the client has, that is said when these
	 * are asked for
	 */
	@Internal
	public AwsSettings resolveClient(ServiceId service, Map<AwsSetting<?>, String> values, String place) {
		Function<SettingSource, SettingsResolver> resolvers = this.resolvers;
		if (resolvers == null) {
			throw new IllegalStateException("These are not the settings of an application");
		}
		return resolvers.apply(new SpecifiedClient(values, place)).resolveClient(SpecifiedClient.NAME, service, this);
	}

	AccessKeysResolver.Found findAccessKeys() {
		return this.accessKeys;
	}

	/**
	 * Return the services that have settings of their own.
	 * @return the identifiers
	 */
	public Set<ServiceId> getServices() {
		return this.services.keySet();
	}

	/**
	 * Return the settings of the clients of a service, or of a named client.
	 * @param client which client
	 * @return the settings
	 * @throws IllegalArgumentException if there is no client of that name
	 */
	public AwsSettings forClient(AwsClientId client) {
		if (client.name() == null) {
			return forService(ServiceId.of(client.service()));
		}
		NamedClient named = findClient(client.name());
		if (named == null) {
			throw new IllegalArgumentException("'client' must be the name of a client: " + client);
		}
		return named.settings();
	}

	/**
	 * Return the clients of services and the named clients that have credentials of their
	 * own.
	 * @return the clients
	 */
	public List<AwsClientId> getOwnersOfCredentials() {
		List<AwsClientId> result = new ArrayList<>(0);
		for (Map.Entry<ServiceId, AwsSettings> service : this.services.entrySet()) {
			if (service.getValue().hasOwnCredentials()) {
				result.add(AwsClientId.ofService(service.getKey().toString()));
			}
		}
		for (NamedClient client : this.clients.values()) {
			if (client.settings().hasOwnCredentials()) {
				result.add(client.id());
			}
		}
		return result;
	}

	/**
	 * Return whether these are the settings of clients that have credentials of their
	 * own, in place of those of the application.
	 * @return whether anything of that kind is set for them
	 */
	public boolean hasOwnCredentials() {
		return this.ownCredentials;
	}

	/**
	 * Return the access keys that stand outside of the shared files.
	 * @return the access keys, or {@code null} if there are none
	 */
	public @Nullable AccessKeys getAccessKeys() {
		return this.accessKeys.accessKeys();
	}

	/**
	 * Return the access keys of the selected profile.
	 * @return the access keys, or {@code null} if the profile has none
	 * @throws IncompleteAccessKeysException if the profile has only a part of them
	 */
	public @Nullable AccessKeys getProfileAccessKeys() {
		IncompleteAccessKeysException problem = this.accessKeys.problem();
		if (problem != null) {
			throw problem;
		}
		return this.accessKeys.ofProfile();
	}

	/**
	 * Return whether the profile has only a part of an access key, which is told to those
	 * who use it.
	 */
	@Internal
	public boolean hasIncompleteProfileAccessKeys() {
		return this.accessKeys.problem() != null;
	}

	/**
	 * Return what is odd, though not wrong enough to stop the application.
	 * @return the diagnostics
	 */
	public List<Diagnostic> getDiagnostics() {
		return this.diagnostics;
	}

	/**
	 * Return what is odd about the settings and the shared files, for failures; those of
	 * the application have it, those of one service or client do not.
	 */
	@Internal
	public KnownOddities getKnownOddities() {
		return this.known;
	}

}
