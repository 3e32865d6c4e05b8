package io.awsconfig.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the values that are written somewhere applies, by the order of the
 * sources. All that is wrong is collected before anybody complains.
 */
final class SettingsResolver {

	/**
	 * What decides whose credentials a client has.
	 */
	private static final Set<AwsSetting<?>> IDENTITY = SettingCatalog.getSettings(SettingTrait.IDENTITY);

	private static final ServiceId S3 = ServiceId.of("s3");

	private final ConnectionSources connections;

	private final List<SettingSource> sources;

	private final SharedConfig config;

	private final Set<AwsSetting<?>> settings;

	private final Predicate<ServiceId> services;

	private final SettingReader reader = new SettingReader();

	private final EndpointVariants variants = new EndpointVariants();

	SettingsResolver(List<SettingSource> sources, SharedConfig config) {
		this(sources, config, Set.copyOf(SettingCatalog.getSettings()), (service) -> true);
	}

	/**
	 * Create a resolver.
	 * @param settings those that are not left alone
	 * @param services tells whether a service can have clients
	 */
	SettingsResolver(List<SettingSource> sources, SharedConfig config, Set<AwsSetting<?>> settings,
			Predicate<ServiceId> services) {
		this.connections = new ConnectionSources(sources);
		this.sources = this.connections.getOthers();
		this.config = config;
		this.settings = settings;
		this.services = services;
	}

	/**
	 * Return one that finds settings in one more place, before all others.
	 */
	private SettingsResolver with(SettingSource source) {
		List<SettingSource> all = new ArrayList<>(this.connections.getConnections());
		all.add(source);
		all.addAll(this.sources);
		return new SettingsResolver(all, this.config, this.settings, this.services);
	}

	AwsSettings resolve() {
		try {
			return resolveAll();
		}
		catch (AwsConfigurationException ex) {
			throw ex.knowing(known());
		}
	}

	private KnownOddities known() {
		KnownOddities known = KnownOddities.of(this.config, profileName(), this.reader.getDiagnostics());
		for (SettingSource source : this.sources) {
			known = known.and(source.getUnreadPlaces());
		}
		return known;
	}

	private String profileName() {
		for (WrittenValue written : findAll(this.sources, SettingCatalog.PROFILE, null)) {
			if (!written.text().isEmpty()) {
				return written.text();
			}
		}
		return String.valueOf(SettingCatalog.PROFILE.getDefaultValue());
	}

	/**
	 * Resolve the settings of one more client of an application whose settings are
	 * resolved already.
	 * @param name what its settings have for its name in one of the sources
	 */
	AwsSettings resolveClient(ClientName name, ServiceId service, AwsSettings application) {
		try {
			Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>();
			application.getValues().forEach((value) -> values.put(value.getSetting(), value));
			AwsSettings client = resolveClient(name, service, values, application.findAccessKeys());
			this.reader.failIfInvalid();
			return client;
		}
		catch (AwsConfigurationException ex) {
			throw ex.knowing(application.getKnownOddities());
		}
	}

	private AwsSettings resolveAll() {
		failIfMalformed(this.sources);
		this.sources.forEach(this.reader::addDiagnostics);
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			values.put(setting, readForAll(setting));
		}
		AccessKeysResolver.Found accessKeys = (this.connections.hasCredentials(null)
				? this.connections.resolveAccessKeys(null) : new AccessKeysResolver(this.sources))
			.find();
		displace(values, accessKeys);
		Map<ServiceId, AwsSettings> services = resolveServices(values, accessKeys);
		Map<ClientName, NamedClient> clients = resolveClients(values, accessKeys);
		this.reader.failIfInvalid();
		report(accessKeys);
		report(new LostValues(this.reader, values), services, clients);
		// Last, since what a service says counts before what gives way for all
		this.variants.giveWay(values, null, !services.containsKey(S3));
		this.variants.report(this.reader);
		reportPaths(values, services, clients);
		return new AwsSettings(Collections.unmodifiableMap(values), services, clients, accessKeys, false,
				this.reader.getDiagnostics(), known(), this::with);
	}

	private void report(LostValues lost, Map<ServiceId, AwsSettings> services, Map<ClientName, NamedClient> clients) {
		lost.report();
		services.forEach((id, settings) -> {
			// Of one without clients, nothing applies
			if (this.services.test(id)) {
				lost.report(settings, null, "clients of '" + id + "'");
			}
		});
		for (NamedClient client : clients.values()) {
			lost.report(client.settings(), services.get(client.service()), "the client '" + client.name() + "'");
		}
	}

	/**
	 * Report endpoints that clients of S3 alone have, and that have a path: it is likely
	 * to be a bucket, which has its place in each call.
	 */
	private void reportPaths(Map<AwsSetting<?>, SettingValue<?>> values, Map<ServiceId, AwsSettings> services,
			Map<ClientName, NamedClient> clients) {
		SettingValue<?> ofAll = values.get(SettingCatalog.ENDPOINT_URL);
		List<AwsSettings> ofS3 = new ArrayList<>(1);
		services.forEach((id, settings) -> {
			if (id.equals(S3) && this.services.test(id)) {
				ofS3.add(settings);
			}
		});
		clients.values()
			.stream()
			.filter((client) -> client.service().equals(S3))
			.forEach((client) -> ofS3.add(client.settings()));
		for (AwsSettings settings : ofS3) {
			SettingValue<URI> endpoint = settings.get(SettingCatalog.ENDPOINT_URL);
			WrittenValue written = endpoint.getWritten();
			URI url = endpoint.getValue();
			if (written == null || url == null || written.kind() == SourceKind.CONNECTION
					|| (ofAll != null && written.equals(ofAll.getWritten()))) {
				continue;
			}
			String path = (url.getRawPath() != null) ? url.getRawPath() : "";
			if (!path.isEmpty() && !path.equals("/")) {
				this.reader.addDiagnostic(new Diagnostic(
						"'%s' has the path %s, which comes before the bucket and the key in every request; if it is the name of a bucket, remove it, since each call names its bucket"
							.formatted(written.spelling(), path),
						written.origin()));
			}
		}
	}

	/**
	 * Let settings take the place of others: of each group, one is in force.
	 */
	private static void displace(Map<AwsSetting<?>, SettingValue<?>> values, AccessKeysResolver.Found found) {
		EndpointRules.ignoreIfAsked(values);
		WrittenValue bundle = writtenOf(values, SettingCatalog.HTTP_SSL_BUNDLE);
		SettingValue<?> file = values.get(SettingCatalog.CA_BUNDLE);
		if (bundle != null && file != null && file.isSet()) {
			// Where there are no SSL bundles yet, it is used
			values.put(SettingCatalog.CA_BUNDLE, file.secondTo(new Displacer(SettingCatalog.HTTP_SSL_BUNDLE, bundle)));
		}
		AccessKeys keys = (found.accessKeys() != null) ? found.accessKeys() : found.ofProfile();
		SettingValue<?> token = values.get(SettingCatalog.SESSION_TOKEN);
		if (keys != null && keys.sessionToken() == null && token != null && token.isSet()) {
			// One of another place is for other keys
			values.put(SettingCatalog.SESSION_TOKEN,
					token.hiddenBy(new Displacer(SettingCatalog.ACCESS_KEY_ID, keys.written())));
		}
	}

	private static @Nullable WrittenValue writtenOf(Map<AwsSetting<?>, SettingValue<?>> values, AwsSetting<?> setting) {
		SettingValue<?> value = values.get(setting);
		return (value != null) ? value.getWritten() : null;
	}

	private SettingValue<?> readForAll(AwsSetting<?> setting) {
		List<WrittenValue> found = find(this.sources, setting, null);
		if (IDENTITY.contains(setting) && setting != SettingCatalog.PROFILE && this.connections.hasCredentials(null)) {
			return readBesideConnection(setting, null, found);
		}
		return this.reader.read(setting, concat(this.connections.find(setting, null), found));
	}

	/**
	 * Read a part of what decides whose credentials clients have, where connection
	 * details give them: nothing of it comes from elsewhere.
	 */
	private SettingValue<?> readBesideConnection(AwsSetting<?> setting, @Nullable ServiceId service,
			List<WrittenValue> others) {
		List<WrittenValue> found = this.connections.findInCredentials(setting, service);
		if (!found.isEmpty()) {
			return this.reader.read(setting, concat(found, others));
		}
		List<WrittenValue> key = this.connections.findInCredentials(SettingCatalog.ACCESS_KEY_ID, service);
		return this.reader.hide(setting, others,
				key.isEmpty() ? null : new Displacer(SettingCatalog.ACCESS_KEY_ID, key.get(0)));
	}

	private Map<ServiceId, AwsSettings> resolveServices(Map<AwsSetting<?>, SettingValue<?>> values,
			AccessKeysResolver.Found accessKeys) {
		Set<ServiceId> ids = new TreeSet<>();
		for (SettingSource source : concat(this.connections.getConnections(), this.sources)) {
			ids.addAll(source.getServices());
		}
		Map<ServiceId, AwsSettings> services = new TreeMap<>();
		for (ServiceId id : ids) {
			services.put(id, resolveService(id, values, accessKeys));
		}
		return Collections.unmodifiableMap(services);
	}

	private AwsSettings resolveService(ServiceId id, Map<AwsSetting<?>, SettingValue<?>> globalValues,
			AccessKeysResolver.Found globalAccessKeys) {
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>(globalValues);
		boolean connected = this.connections.hasCredentials(id);
		boolean ownIdentity = connected ? this.connections.hasOwnCredentials(id) : hasOwnCredentials(id);
		// Nobody signs with the credentials of a service without clients
		boolean ownCredentials = ownIdentity && (connected || this.services.test(id));
		List<SettingSource> ownFiles = (ownCredentials && !connected) ? readOwnProfile(id) : List.of();
		List<SettingSource> sources = ownFiles.isEmpty() ? this.sources : inPlaceOfTheFiles(ownFiles);
		SettingReader reader = this.reader.where(() -> this.services.test(id));
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (IDENTITY.contains(setting)) {
				if (ownIdentity && (setting != SettingCatalog.PROFILE || !ownFiles.isEmpty() || !ownCredentials)) {
					values.put(setting, readIdentity(setting, id, id, ownFiles));
				}
			}
			else if (setting.isPerClient()) {
				reportIfOfOthers(setting, id, id);
				List<WrittenValue> connection = this.connections.find(setting, id);
				List<WrittenValue> specific = concat(connection, find(sources, setting, id));
				if (setting == SettingCatalog.ENDPOINT_URL) {
					values.put(setting,
							reader.read(setting, concat(connection, EndpointRules.findEndpoints(sources, id))));
				}
				else if (!specific.isEmpty() || (!ownFiles.isEmpty() && isOfFiles(globalValues.get(setting)))) {
					List<WrittenValue> found = concat(specific, find(sources, setting, null));
					if (!found.isEmpty() || isSet(globalValues.get(setting))) {
						values.put(setting, reader.read(setting, found));
					}
				}
			}
		}
		AccessKeysResolver.Found accessKeys = ownCredentials ? resolveOwnAccessKeys(id, id, ownFiles)
				: globalAccessKeys;
		displace(values, accessKeys);
		if (this.services.test(id)) {
			this.variants.giveWay(values, id, id.equals(S3));
		}
		report(accessKeys);
		return new AwsSettings(Collections.unmodifiableMap(values), Map.of(), Map.of(), accessKeys, ownCredentials,
				List.of(), KnownOddities.NONE);
	}

	private Map<ClientName, NamedClient> resolveClients(Map<AwsSetting<?>, SettingValue<?>> values,
			AccessKeysResolver.Found accessKeys) {
		Map<ClientName, NamedClient> clients = new LinkedHashMap<>();
		for (ClientName name : ClientName.in(this.sources)) {
			SettingValue<String> service = this.reader.read(SettingCatalog.CLIENT_SERVICE,
					findAll(this.sources, SettingCatalog.CLIENT_SERVICE, name));
			WrittenValue declaration = service.getWritten();
			if (declaration == null) {
				throw new ClientWithoutServiceException(name, this.sources);
			}
			if (service.getWrittenValue() != null) {
				ServiceId id = ServiceId.of(service.getWrittenValue());
				clients.put(name,
						new NamedClient(name.toString(), id, declaration, resolveClient(name, id, values, accessKeys)));
			}
		}
		return Collections.unmodifiableMap(clients);
	}

	/**
	 * Resolve the settings of a named client. Its credentials are its own, else those of
	 * its service, never a mixture.
	 */
	private AwsSettings resolveClient(ClientName name, ServiceId id, Map<AwsSetting<?>, SettingValue<?>> globalValues,
			AccessKeysResolver.Found globalAccessKeys) {
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>(globalValues);
		boolean connected = this.connections.hasCredentials(id);
		ClientKey identity = connected ? (this.connections.hasOwnCredentials(id) ? id : null)
				: hasOwnCredentials(name) ? name : hasOwnCredentials(id) ? id : null;
		List<SettingSource> ownFiles = (identity != null && !connected) ? readOwnProfile(identity) : List.of();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (IDENTITY.contains(setting)) {
				if (identity != null && (setting != SettingCatalog.PROFILE || !ownFiles.isEmpty())) {
					values.put(setting, readIdentity(setting, identity, id, ownFiles));
				}
			}
			else if (setting.isPerClient()) {
				reportIfOfOthers(setting, id, name);
				List<WrittenValue> found = concat(this.connections.find(setting, id),
						find(this.sources, setting, name));
				found = concat(found, findInFiles(setting, id, ownFiles));
				values.put(setting, this.reader.read(setting, concat(found, findForService(setting, id))));
			}
		}
		AccessKeysResolver.Found accessKeys = (identity != null) ? resolveOwnAccessKeys(identity, id, ownFiles)
				: globalAccessKeys;
		displace(values, accessKeys);
		if (identity == name) {
			report(accessKeys);
		}
		this.variants.giveWay(values, name, id.equals(S3));
		return new AwsSettings(Collections.unmodifiableMap(values), Map.of(), Map.of(), accessKeys, identity != null,
				List.of(), KnownOddities.NONE);
	}

	/**
	 * Say that a setting has no effect on clients of a service that has no such thing.
	 */
	private void reportIfOfOthers(AwsSetting<?> setting, ServiceId service, ClientKey client) {
		if (!setting.is(SettingTrait.S3) || service.equals(S3)) {
			return;
		}
		for (WrittenValue written : find(this.sources, setting, client)) {
			this.reader.addDiagnostic(new Diagnostic(
					"'%s' has no effect: only clients of S3 have such an option".formatted(written.spelling()),
					written.origin()));
		}
	}

	private List<WrittenValue> findInFiles(AwsSetting<?> setting, ServiceId id, List<SettingSource> files) {
		return (setting == SettingCatalog.ENDPOINT_URL) ? EndpointRules.findEndpoints(files, id)
				: concat(find(files, setting, id), find(files, setting, null));
	}

	private List<WrittenValue> findForService(AwsSetting<?> setting, ServiceId id) {
		return findInFiles(setting, id, this.sources);
	}

	private SettingValue<?> readIdentity(AwsSetting<?> setting, ClientKey client, ServiceId service,
			List<SettingSource> files) {
		List<WrittenValue> found = findIdentity(setting, client, files);
		return this.connections.hasCredentials(service) ? readBesideConnection(setting, service, found)
				: this.reader.read(setting, found);
	}

	private AccessKeysResolver.Found resolveOwnAccessKeys(ClientKey client, ServiceId service,
			List<SettingSource> files) {
		return (this.connections.hasCredentials(service) ? this.connections.resolveAccessKeys(service)
				: new AccessKeysResolver(inPlaceOfTheFiles(files), client))
			.find();
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
		if (this.config.getProfile(wanted.text()) == null) {
			throw new ProfileNotFoundException(wanted, this.config);
		}
		List<SettingSource> files = SharedConfigSettingSource.of(this.config, wanted.text(), null, null);
		failIfMalformed(files);
		files.forEach(this.reader::addDiagnostics);
		return files;
	}

	private void report(AccessKeysResolver.Found accessKeys) {
		accessKeys.implausible().forEach(this.reader::addDiagnostic);
	}

	/**
	 * Fail if something nobody can read stands where settings come from. What it should
	 * have said may be whose credentials to use.
	 */
	private static void failIfMalformed(List<SettingSource> sources) {
		List<Diagnostic> faults = sources.stream().flatMap((source) -> source.getFaults().stream()).distinct().toList();
		if (!faults.isEmpty()) {
			throw new AwsConfigurationException(faults.stream()
				.map((fault) -> Problem.oneOf(fault.message() + ".").where(fault.origin()).toString())
				.collect(Collectors.joining("%n%n".formatted(),
						"The shared AWS files say something that cannot be read, in a section that this application uses:%n%n"
							.formatted(),
						"")),
					"Correct these lines. To remove them may be to use other credentials, if they were to say whose.");
		}
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

	private static <T> List<T> concat(List<T> first, List<T> second) {
		List<T> result = new ArrayList<>(first);
		result.addAll(second);
		return result;
	}

}
