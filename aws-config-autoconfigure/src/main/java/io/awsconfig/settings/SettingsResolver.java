package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.awsconfig.sharedconfig.Diagnostic;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;

/**
 * Decides which of the values that are written somewhere applies, by the order of the
 * sources. Collects all that is wrong before it complains.
 */
final class SettingsResolver {

	/**
	 * What decides whose credentials a client has.
	 */
	private static final Set<AwsSetting<?>> IDENTITY = Set.of(SettingCatalog.PROFILE, SettingCatalog.ACCESS_KEY_ID,
			SettingCatalog.SECRET_ACCESS_KEY, SettingCatalog.SESSION_TOKEN, SettingCatalog.ACCOUNT_ID,
			SettingCatalog.ROLE_ARN, SettingCatalog.ROLE_SESSION_NAME, SettingCatalog.WEB_IDENTITY_TOKEN_FILE,
			SettingCatalog.SOURCE_PROFILE, SettingCatalog.CREDENTIAL_SOURCE, SettingCatalog.DURATION_SECONDS,
			SettingCatalog.EXTERNAL_ID, SettingCatalog.MFA_SERIAL, SettingCatalog.LOGIN_SESSION,
			SettingCatalog.SSO_SESSION, SettingCatalog.SSO_ACCOUNT_ID, SettingCatalog.SSO_REGION,
			SettingCatalog.SSO_ROLE_NAME, SettingCatalog.SSO_START_URL, SettingCatalog.CREDENTIAL_PROCESS);

	private final List<SettingSource> sources;

	private final SharedConfig config;

	private final Set<AwsSetting<?>> settings;

	private final Set<InvalidSetting> problems = new LinkedHashSet<>();

	private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

	SettingsResolver(List<SettingSource> sources, SharedConfig config) {
		this(sources, config, Set.copyOf(SettingCatalog.getSettings()));
	}

	/**
	 * Create a resolver that leaves all but some settings alone.
	 */
	SettingsResolver(List<SettingSource> sources, SharedConfig config, Set<AwsSetting<?>> settings) {
		this.sources = List.copyOf(sources);
		this.config = config;
		this.settings = settings;
	}

	AwsSettings resolve() {
		for (SettingSource source : this.sources) {
			this.diagnostics.addAll(source.getDiagnostics());
		}
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			values.put(setting, settle(setting, find(this.sources, setting, null)));
		}
		ignoreEndpointIfAsked(values);
		AccessKeysResolver accessKeys = new AccessKeysResolver(this.sources);
		Map<ServiceId, AwsSettings> services = resolveServices(values, accessKeys);
		Map<ClientName, NamedClient> clients = resolveClients(values, accessKeys);
		if (!this.problems.isEmpty()) {
			throw new InvalidAwsSettingsException(this.problems);
		}
		return new AwsSettings(Collections.unmodifiableMap(values), services, clients, accessKeys.getAccessKeys(),
				accessKeys.getProfileAccessKeys(), false, List.copyOf(this.diagnostics));
	}

	private Map<ServiceId, AwsSettings> resolveServices(Map<AwsSetting<?>, SettingValue<?>> values,
			AccessKeysResolver accessKeys) {
		Set<ServiceId> ids = new TreeSet<>();
		for (SettingSource source : this.sources) {
			ids.addAll(source.getServices());
		}
		Map<ServiceId, AwsSettings> services = new TreeMap<>();
		for (ServiceId id : ids) {
			services.put(id, resolveService(id, values, accessKeys));
		}
		return Collections.unmodifiableMap(services);
	}

	private AwsSettings resolveService(ServiceId id, Map<AwsSetting<?>, SettingValue<?>> globalValues,
			AccessKeysResolver globalAccessKeys) {
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>(globalValues);
		boolean ownCredentials = hasOwnCredentials(id);
		List<SettingSource> ownFiles = ownCredentials ? readOwnProfile(id) : List.of();
		List<SettingSource> sources = ownFiles.isEmpty() ? this.sources : inPlaceOfTheFiles(ownFiles);
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (IDENTITY.contains(setting)) {
				if (ownCredentials && (setting != SettingCatalog.PROFILE || !ownFiles.isEmpty())) {
					values.put(setting, settle(setting, findIdentity(setting, id, ownFiles)));
				}
			}
			else if (setting.isPerClient()) {
				List<WrittenValue> specific = find(sources, setting, id);
				if (setting == SettingCatalog.ENDPOINT_URL) {
					values.put(setting, settle(setting, findEndpoints(sources, id)));
				}
				else if (!specific.isEmpty() || (!ownFiles.isEmpty() && isOfFiles(globalValues.get(setting)))) {
					List<WrittenValue> found = concat(specific, find(sources, setting, null));
					if (!found.isEmpty() || isSet(globalValues.get(setting))) {
						values.put(setting, settle(setting, found));
					}
				}
			}
		}
		ignoreEndpointIfAsked(values);
		AccessKeysResolver accessKeys = ownCredentials ? new AccessKeysResolver(inPlaceOfTheFiles(ownFiles), id)
				: globalAccessKeys;
		return new AwsSettings(Collections.unmodifiableMap(values), Map.of(), Map.of(), accessKeys.getAccessKeys(),
				accessKeys.getProfileAccessKeys(), ownCredentials, List.of());
	}

	private Map<ClientName, NamedClient> resolveClients(Map<AwsSetting<?>, SettingValue<?>> values,
			AccessKeysResolver accessKeys) {
		Map<ClientName, NamedClient> clients = new LinkedHashMap<>();
		for (ClientName name : ClientName.in(this.sources)) {
			SettingValue<String> service = settle(NamedClient.SERVICE,
					findAll(this.sources, NamedClient.SERVICE, name));
			if (service.getWritten() == null) {
				throw new AwsConfigurationException(
						"The client '%s' has settings, but does not say which service it calls.".formatted(name),
						"Set 'aws.clients.%s.service' to the identifier of a service, such as s3.".formatted(name));
			}
			if (service.getWrittenValue() != null) {
				ServiceId id = ServiceId.of(service.getWrittenValue());
				clients.put(name, new NamedClient(name.toString(), id, resolveClient(name, id, values, accessKeys)));
			}
		}
		return Collections.unmodifiableMap(clients);
	}

	/**
	 * Resolve the settings of a named client. Its credentials are its own, else those of
	 * its service, never a mixture.
	 */
	private AwsSettings resolveClient(ClientName name, ServiceId id, Map<AwsSetting<?>, SettingValue<?>> globalValues,
			AccessKeysResolver globalAccessKeys) {
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>(globalValues);
		ClientKey identity = hasOwnCredentials(name) ? name : hasOwnCredentials(id) ? id : null;
		List<SettingSource> ownFiles = (identity != null) ? readOwnProfile(identity) : List.of();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (IDENTITY.contains(setting)) {
				if (identity != null && (setting != SettingCatalog.PROFILE || !ownFiles.isEmpty())) {
					values.put(setting, settle(setting, findIdentity(setting, identity, ownFiles)));
				}
			}
			else if (setting.isPerClient()) {
				List<WrittenValue> found = find(this.sources, setting, name);
				found = concat(found, findInFiles(setting, id, ownFiles));
				values.put(setting, settle(setting, concat(found, findForService(setting, id))));
			}
		}
		ignoreEndpointIfAsked(values);
		AccessKeysResolver accessKeys = (identity != null)
				? new AccessKeysResolver(inPlaceOfTheFiles(ownFiles), identity) : globalAccessKeys;
		return new AwsSettings(Collections.unmodifiableMap(values), Map.of(), Map.of(), accessKeys.getAccessKeys(),
				accessKeys.getProfileAccessKeys(), identity != null, List.of());
	}

	private List<WrittenValue> findInFiles(AwsSetting<?> setting, ServiceId id, List<SettingSource> files) {
		return (setting == SettingCatalog.ENDPOINT_URL) ? findEndpoints(files, id)
				: concat(find(files, setting, id), find(files, setting, null));
	}

	private List<WrittenValue> findForService(AwsSetting<?> setting, ServiceId id) {
		return findInFiles(setting, id, this.sources);
	}

	private List<WrittenValue> findIdentity(AwsSetting<?> setting, ClientKey client, List<SettingSource> files) {
		return concat(setting.isPerClient() ? find(this.sources, setting, client) : List.of(),
				find(files, setting, null));
	}

	private boolean hasOwnCredentials(ClientKey client) {
		for (AwsSetting<?> setting : IDENTITY) {
			if (setting.isPerClient() && findFirst(setting, client) != null) {
				return true;
			}
		}
		return false;
	}

	private @Nullable WrittenValue findFirst(AwsSetting<?> setting, ClientKey client) {
		for (WrittenValue written : find(this.sources, setting, client)) {
			if (!written.text().isEmpty()) {
				return written;
			}
		}
		return null;
	}

	/**
	 * Read the profile that a service or a named client has of its own.
	 * @return the places in the shared files, none if it has no such profile
	 */
	private List<SettingSource> readOwnProfile(ClientKey client) {
		WrittenValue wanted = findFirst(SettingCatalog.PROFILE, client);
		if (wanted == null) {
			return List.of();
		}
		Profile profile = this.config.getProfile(wanted.text());
		if (profile == null) {
			throw new ProfileNotFoundException(wanted, this.config);
		}
		List<SettingSource> files = SharedConfigSettingSource.of(this.config, profile, null, null);
		files.forEach((source) -> this.diagnostics.addAll(source.getDiagnostics()));
		return files;
	}

	private List<SettingSource> inPlaceOfTheFiles(List<SettingSource> files) {
		List<SettingSource> result = new ArrayList<>(this.sources);
		result.removeIf((source) -> source.getKind().isSharedFile());
		result.addAll(files);
		return result;
	}

	/**
	 * Return whether what applies may be replaced by a profile: nothing is set, or it is
	 * in one of the shared files.
	 */
	private static boolean isOfFiles(@Nullable SettingValue<?> value) {
		WrittenValue written = (value != null) ? value.getWritten() : null;
		return written == null || written.kind().isSharedFile();
	}

	private static boolean isSet(@Nullable SettingValue<?> value) {
		return value != null && value.isSet();
	}

	private List<WrittenValue> find(List<SettingSource> sources, AwsSetting<?> setting, @Nullable ClientKey client) {
		return this.settings.contains(setting) ? findAll(sources, setting, client) : List.of();
	}

	private static List<WrittenValue> findAll(List<SettingSource> sources, AwsSetting<?> setting,
			@Nullable ClientKey client) {
		List<WrittenValue> found = new ArrayList<>();
		for (SettingSource source : sources) {
			found.addAll(source.find(setting, client));
		}
		return found;
	}

	/**
	 * Find the endpoints for a service: within a place its own ones come first, but a
	 * global one of a higher place comes before its own ones of a lower place.
	 */
	private static List<WrittenValue> findEndpoints(List<SettingSource> sources, ServiceId service) {
		List<WrittenValue> found = new ArrayList<>();
		List<WrittenValue> global = new ArrayList<>();
		SettingSource previous = null;
		for (SettingSource source : sources) {
			// The guide ranks the two shared files as one place
			boolean samePlace = previous != null && previous.getKind().isSharedFile()
					&& source.getKind().isSharedFile();
			if (!samePlace) {
				found.addAll(global);
				global.clear();
			}
			found.addAll(source.find(SettingCatalog.ENDPOINT_URL, service));
			global.addAll(source.find(SettingCatalog.ENDPOINT_URL, null));
			previous = source;
		}
		found.addAll(global);
		return found;
	}

	private <T> SettingValue<T> settle(AwsSetting<T> setting, List<WrittenValue> found) {
		List<WrittenValue> written = withoutBlanks(found);
		if (written.isEmpty()) {
			return new SettingValue<>(setting, null, null, List.of());
		}
		reportWithoutEffect(setting, written);
		WrittenValue effective = written.get(0);
		return new SettingValue<>(setting, read(setting, effective), effective, written.subList(1, written.size()));
	}

	private <T> @Nullable T read(AwsSetting<T> setting, WrittenValue written) {
		try {
			return setting.getType().read(written.text());
		}
		catch (IllegalArgumentException ex) {
			this.problems.add(new InvalidSetting(setting, written, String.valueOf(ex.getMessage())));
			return null;
		}
	}

	private List<WrittenValue> withoutBlanks(List<WrittenValue> found) {
		List<WrittenValue> result = new ArrayList<>(found.size());
		for (WrittenValue written : found) {
			if (!written.text().isEmpty()) {
				result.add(written);
				continue;
			}
			this.diagnostics.add(new Diagnostic("'" + written.spelling() + "' has no value and is treated as not set",
					written.origin()));
		}
		return result;
	}

	/**
	 * Report what stands in the application's own configuration and does not apply.
	 */
	private void reportWithoutEffect(AwsSetting<?> setting, List<WrittenValue> written) {
		WrittenValue effective = written.get(0);
		if (effective.kind().compareTo(SourceKind.APPLICATION) < 0) {
			for (WrittenValue shadowed : written) {
				if (shadowed.kind() == SourceKind.APPLICATION && !shadowed.text().equals(effective.text())) {
					this.diagnostics.add(
							new Diagnostic(
									"'%s' has the value %s here, but %s with the value %s applies".formatted(
											shadowed.spelling(), SettingValue.display(setting, shadowed.text()),
											effective, SettingValue.display(setting, effective.text())),
									shadowed.origin()));
				}
			}
		}
		reportWhatTheSdkReadsFirst(setting, written);
	}

	/**
	 * Report a value that the SDK leaves out of account: before the profile that brings
	 * it to the client, the SDK looks at AWS's own variables and JVM properties.
	 */
	private void reportWhatTheSdkReadsFirst(AwsSetting<?> setting, List<WrittenValue> written) {
		WrittenValue effective = written.get(0);
		if (setting.getReach() != SettingReach.CLIENT_PROFILE || isReadByTheSdk(setting, effective)) {
			return;
		}
		for (WrittenValue shadowed : written) {
			if (isReadByTheSdk(setting, shadowed)) {
				if (!shadowed.text().equals(effective.text())) {
					this.diagnostics.add(new Diagnostic(
							"'%s' has the value %s here, but the SDK itself looks at %s first, which has the value %s; set it there"
								.formatted(effective.spelling(), effective.text(), shadowed, shadowed.text()),
							effective.origin()));
				}
				return;
			}
		}
	}

	private static boolean isReadByTheSdk(AwsSetting<?> setting, WrittenValue written) {
		return switch (written.kind()) {
			case SYSTEM_PROPERTIES -> setting.getSystemProperties().contains(written.spelling());
			case ENVIRONMENT_VARIABLES -> setting.getEnvironmentVariables().contains(written.spelling());
			default -> false;
		};
	}

	private void ignoreEndpointIfAsked(Map<AwsSetting<?>, SettingValue<?>> values) {
		SettingValue<?> ignore = values.get(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS);
		SettingValue<?> endpoint = values.get(SettingCatalog.ENDPOINT_URL);
		if (ignore == null || endpoint == null || !Boolean.TRUE.equals(ignore.getValue())) {
			return;
		}
		WrittenValue written = endpoint.getWritten();
		List<WrittenValue> shadowed = (written != null) ? concat(List.of(written), endpoint.getShadowed()) : List.of();
		values.put(SettingCatalog.ENDPOINT_URL, new SettingValue<>(SettingCatalog.ENDPOINT_URL, null, null, shadowed));
	}

	private static List<WrittenValue> concat(List<WrittenValue> first, List<WrittenValue> second) {
		List<WrittenValue> result = new ArrayList<>(first);
		result.addAll(second);
		return result;
	}

}
