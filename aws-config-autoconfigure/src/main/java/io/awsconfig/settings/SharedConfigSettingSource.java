package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.settings.name.AlikeProfiles;
import io.awsconfig.settings.name.FormerNames;
import io.awsconfig.settings.name.UsualNames;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.IgnoredSection;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.Section;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says in one of the two shared files, together with the sections that it
 * refers to.
 * <p>
 * Guide: Using shared config and credentials files.
 *
 * @since 0.1.0
 */
@Internal
public final class SharedConfigSettingSource implements SettingSource {

	private static final Set<AwsSetting<?>> IN_SSO_SESSION = SettingCatalog.getSettings(SettingTrait.SSO_SESSION);

	private static final Set<String> KEYS = new HashSet<>();

	private static final Set<String> SERVICE_KEYS = new HashSet<>();

	private static final Set<String> NESTED_KEYS = Set.copyOf(SettingCatalog.API_VERSIONS.getFileKeys());

	private static final List<String> ENDPOINT_KEYS = SettingCatalog.ENDPOINT_URL.getFileKeys();

	private static final String IN_SERVICES_SECTION = "the endpoint of one service stands below its name in a section [services <name>], which the profile names with 'services = <name>'";

	/**
	 * What other tools read in a profile, and what is gone if nobody else does.
	 */
	private static final Map<String, String> OF_OTHER_TOOLS = Map.of("include_profile", "aws-vault", "parent_profile",
			"aws-vault");

	private static final Set<String> CREDENTIALS_KEYS = new HashSet<>();

	static {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			KEYS.addAll(setting.getFileKeys());
			if (setting.is(SettingTrait.IDENTITY)) {
				CREDENTIALS_KEYS.addAll(setting.getFileKeys());
			}
			if (setting.isInServicesSections()) {
				SERVICE_KEYS.addAll(setting.getFileKeys());
			}
		}
	}

	private final SourceKind kind;

	private final @Nullable Section profile;

	private final @Nullable Section ssoSession;

	private final Map<ServiceId, Map<String, Entry>> services;

	private final List<Diagnostic> diagnostics = new ArrayList<>();

	private final List<Diagnostic> faults;

	private final Map<String, String> mistaken = new HashMap<>(0);

	private SharedConfigSettingSource(SourceKind kind, @Nullable Section profile, @Nullable Section ssoSession,
			@Nullable Section services, List<Diagnostic> faults) {
		this.kind = kind;
		this.profile = profile;
		this.ssoSession = ssoSession;
		this.faults = new ArrayList<>(faults);
		this.services = (services != null) ? readServices(services) : Map.of();
		if (profile != null) {
			for (Entry entry : profile.getEntries()) {
				checkName(entry, KEYS);
				checkLines(entry);
			}
		}
		if (ssoSession != null) {
			ssoSession.getEntries().forEach(this::checkLines);
		}
	}

	/**
	 * Return the sources that a profile amounts to: the credentials file, then the config
	 * file.
	 * @param config the shared files
	 * @param profile the name of the profile, which need not exist
	 * @param services the services section to use in place of the profile's, or
	 * {@code null}
	 * @param ssoSession the sso-session section to use in place of the profile's, or
	 * {@code null}
	 * @return the sources
	 * @throws AwsConfigurationException if there is no such services section
	 */
	public static List<SettingSource> of(SharedConfig config, String profile, @Nullable WrittenValue services,
			@Nullable WrittenValue ssoSession) {
		return of(config, profile, services, ssoSession, true);
	}

	/**
	 * Return the sources of what a profile says itself or in its sso-session section.
	 * @param config the shared files
	 * @param profile the name of the profile, which need not exist
	 * @param ssoSession the sso-session section to use in place of the profile's, or
	 * {@code null}
	 * @return the sources
	 */
	public static List<SettingSource> withoutServices(SharedConfig config, String profile,
			@Nullable WrittenValue ssoSession) {
		return of(config, profile, null, ssoSession, false);
	}

	private static List<SettingSource> of(SharedConfig config, String name, @Nullable WrittenValue services,
			@Nullable WrittenValue ssoSession, boolean withServices) {
		Profile profile = config.getProfile(name);
		Section inCredentials = (profile != null) ? profile.getCredentialsSection() : null;
		Section inConfig = (profile != null) ? profile.getConfigSection() : null;
		SettingSource credentials = new SharedConfigSettingSource(SourceKind.CREDENTIALS_FILE, inCredentials, null,
				null, List.of());
		List<SettingSource> profileSources = List.of(credentials,
				new SharedConfigSettingSource(SourceKind.CONFIG_FILE, inConfig, null, null, List.of()));
		WrittenValue sessionName = (ssoSession != null) ? ssoSession : find(profileSources, SettingCatalog.SSO_SESSION);
		WrittenValue servicesName = !withServices ? null
				: (services != null) ? services : find(profileSources, SettingCatalog.SERVICES);
		List<Diagnostic> faults = new ArrayList<>(config.getProfileFaults(name));
		if (sessionName != null) {
			faults.addAll(config.getSsoSessionFaults(sessionName.text()));
		}
		if (servicesName != null) {
			faults.addAll(config.getServicesFaults(servicesName.text()));
		}
		SharedConfigSettingSource ofConfig = new SharedConfigSettingSource(SourceKind.CONFIG_FILE, inConfig,
				(sessionName != null) ? config.getSsoSession(sessionName.text()) : null,
				(servicesName != null) ? findServices(config, servicesName, faults) : null, faults);
		ofConfig.diagnostics.addAll(AlikeProfiles.find(config, name));
		return List.of(credentials, ofConfig);
	}

	private static @Nullable WrittenValue find(List<SettingSource> sources, AwsSetting<?> setting) {
		for (SettingSource source : sources) {
			for (WrittenValue written : source.find(setting, null)) {
				if (!written.text().isEmpty()) {
					return written;
				}
			}
		}
		return null;
	}

	private static @Nullable Section findServices(SharedConfig config, WrittenValue name, List<Diagnostic> faults) {
		Section section = config.getServices(name.text());
		// What is wrong may be its header
		if (section == null && faults.isEmpty()) {
			IgnoredSection ignored = config.findIgnoredServices(name.text());
			Collection<String> names = config.getConfigFile().getServices().keySet();
			Problem problem = Problem.of("The services section '%s' does not exist in %s, but %s asks for it."
				.formatted(name.text(), config.getConfigFile().getPath(), name));
			config.findSections(name.text()).forEach((other) -> problem.line("No services", other));
			throw new AwsConfigurationException(problem,
					(ignored != null) ? ignored.advise()
							: names.isEmpty() ? "Add a section [services %s] to that file.".formatted(name.text())
									: "Name one of the sections there are: %s."
										.formatted(String.join(", ", NearestName.sort(name.text(), names))))
				.lacking(List.of(name.text()));
		}
		return section;
	}

	private Map<ServiceId, Map<String, Entry>> readServices(Section section) {
		Map<ServiceId, Map<String, Entry>> result = new LinkedHashMap<>();
		for (Entry service : section.getEntries()) {
			if (!ServiceId.isValid(service.getName())) {
				continue;
			}
			if (service.getNested().isEmpty() && !service.getLine().isEmpty()) {
				this.diagnostics.add(new Diagnostic(
						"Expected indented settings of the service '%s' below its name; the value is ignored"
							.formatted(service.getName()),
						service.getOrigin()));
			}
			Map<String, Entry> settings = result.computeIfAbsent(ServiceId.of(service.getName()),
					(id) -> new LinkedHashMap<>());
			for (Entry entry : service.getNested().values()) {
				if (SERVICE_KEYS.contains(entry.getName())) {
					settings.put(entry.getName(), entry);
				}
				else {
					this.diagnostics.add(unknown(entry, SERVICE_KEYS));
				}
			}
		}
		return result;
	}

	/**
	 * Hold it against a setting of one line if there are more: nobody can tell whether
	 * they are meant for it.
	 */
	private void checkLines(Entry entry) {
		boolean known = KEYS.contains(entry.getName()) && !NESTED_KEYS.contains(entry.getName());
		for (Entry nested : entry.getNested().values()) {
			if (!known && ENDPOINT_KEYS.contains(nested.getName())) {
				this.diagnostics.add(new Diagnostic("'%s' below '%s' is not a setting of a profile and is ignored; %s"
					.formatted(nested.getName(), entry.getName(), IN_SERVICES_SECTION), nested.getOrigin()));
			}
			// Names such as 'region' mean something else within a group
			if (known || CREDENTIALS_KEYS.contains(nested.getName())) {
				this.faults
					.add(new Diagnostic("This line looks like a setting; remove its indentation", nested.getOrigin()));
			}
		}
		if (known && this.faults.isEmpty() && !entry.getLine().equals(entry.getValue())) {
			this.faults.add(new Diagnostic(
					"The value of %s has one line; the indented lines below it are no part of it. Write the value on one line, or remove what is indented"
						.formatted(entry.describe()),
					entry.getOrigin()));
		}
	}

	private void checkName(Entry entry, Set<String> known) {
		String name = entry.getName();
		if (known.contains(name)) {
			return;
		}
		AwsSetting<?> former = FormerNames.find(name);
		if (former != null) {
			this.mistaken.putIfAbsent(former.getName(), name);
			// Tools that write for both write both
			if (this.profile != null && this.profile.get(former.getName()) == null) {
				this.diagnostics.add(FormerNames.report(name, former.getName(), entry.getOrigin()));
			}
			return;
		}
		String nearest = NearestName.find(name, known);
		if (nearest != null) {
			this.mistaken.putIfAbsent(nearest, name);
			this.diagnostics.add(unknown(entry, known));
			return;
		}
		checkNameOfOthers(entry);
	}

	/**
	 * Tell of what other libraries and tools call a setting, or have in place of one.
	 */
	private void checkNameOfOthers(Entry entry) {
		String name = entry.getName();
		String tool = OF_OTHER_TOOLS.get(name);
		AwsSetting<?> setting = UsualNames.findWithoutSlip(List.of(name.replace('_', '-')));
		if (tool != null) {
			this.diagnostics
				.add(new Diagnostic("'%s' is read by %s alone; here, nothing of the profile that it names applies"
					.formatted(name, tool), entry.getOrigin()));
		}
		else if (setting != null && !setting.getFileKeys().isEmpty()) {
			String today = setting.getFileKeys().get(0);
			this.mistaken.putIfAbsent(setting.getName(), name);
			if (this.profile == null || this.profile.get(today) == null) {
				this.diagnostics.add(new Diagnostic(
						"'%s' is not a setting here and is ignored; did you mean '%s'?".formatted(name, today),
						entry.getOrigin()));
			}
		}
		else if (ENDPOINT_KEYS.stream()
			.anyMatch((key) -> name.startsWith(key + "_") || name.matches(".+[._-]" + key))) {
			this.diagnostics.add(
					new Diagnostic("'%s' is not a setting here and is ignored; %s".formatted(name, IN_SERVICES_SECTION),
							entry.getOrigin()));
		}
	}

	private static Diagnostic unknown(Entry entry, Set<String> known) {
		String nearest = NearestName.find(entry.getName(), known);
		String suggestion = (nearest != null) ? "; did you mean '" + nearest + "'?" : "";
		String name = entry.describe().equals("setting") ? "What stands here" : "'" + entry.getName() + "'";
		return new Diagnostic(name + " is not a setting here and is ignored" + suggestion, entry.getOrigin());
	}

	@Override
	public SourceKind getKind() {
		return this.kind;
	}

	@Override
	public List<WrittenValue> find(AwsSetting<?> setting, @Nullable ClientKey client) {
		List<WrittenValue> found = new ArrayList<>(1);
		for (String key : setting.getFileKeys()) {
			Entry entry = find(setting, client, key);
			if (entry != null) {
				found.add(new WrittenValue(textOf(entry), key, this.kind, entry.getOrigin()));
			}
		}
		return found;
	}

	private @Nullable Entry find(AwsSetting<?> setting, @Nullable ClientKey client, String key) {
		if (client != null) {
			return (client instanceof ServiceId service) ? this.services.getOrDefault(service, Map.of()).get(key)
					: null;
		}
		Entry entry = null;
		if (this.ssoSession != null && IN_SSO_SESSION.contains(setting)) {
			entry = this.ssoSession.get(key);
		}
		return (entry == null && this.profile != null) ? this.profile.get(key) : entry;
	}

	private static String textOf(Entry entry) {
		if (!NESTED_KEYS.contains(entry.getName()) || entry.getNested().isEmpty()) {
			return entry.getLine().strip();
		}
		return entry.getNested()
			.values()
			.stream()
			.filter((nested) -> !KEYS.contains(nested.getName()))
			.map((nested) -> nested.getName() + " = " + nested.getLine())
			.collect(Collectors.joining(", "));
	}

	@Override
	public Set<ServiceId> getServices() {
		return new LinkedHashSet<>(this.services.keySet());
	}

	@Override
	public List<Diagnostic> getDiagnostics() {
		return List.copyOf(this.diagnostics);
	}

	@Override
	public List<Diagnostic> getFaults() {
		return List.copyOf(this.faults);
	}

	@Override
	public @Nullable String findMistaken(AwsSetting<?> setting) {
		return this.mistaken.get(setting.getName());
	}

}
