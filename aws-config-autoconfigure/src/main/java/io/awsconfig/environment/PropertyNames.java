package io.awsconfig.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.UniformName;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ClientKey;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.name.FormerNames;
import io.awsconfig.settings.name.UsualNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.util.StringUtils;

/**
 * The names below {@code aws} that property sources have: which of them belong to a
 * service, and which look like a slip.
 */
final class PropertyNames {

	private static final ConfigurationPropertyName AWS_SERVICES = PropertySettingSource.AWS.append("services");

	private static final String SERVICES = "services";

	private static final String CLIENTS = "clients";

	private static final String VARIABLE_PREFIX = "AWS_";

	private static final String ENDPOINT_URL = "endpointurl";

	/**
	 * Every setting by its name in the form that has no separators.
	 */
	private static final Map<String, AwsSetting<?>> SETTINGS = new HashMap<>();

	/**
	 * The first words of the settings that stand in groups.
	 */
	private static final Set<String> GROUPS = new HashSet<>();

	private static final Set<String> SERVICE_PROPERTIES = new HashSet<>();

	private static final Set<String> SYSTEM_PROPERTIES = new HashSet<>();

	private static final Set<String> VARIABLES = new HashSet<>();

	static {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			String property = setting.getShortPropertyName();
			SETTINGS.put(UniformName.of(property), setting);
			int dot = property.indexOf('.');
			if (dot != -1) {
				GROUPS.add(property.substring(0, dot));
			}
			if (setting.isPerClient()) {
				SERVICE_PROPERTIES.add(property);
			}
			for (String name : setting.getSystemProperties()) {
				SYSTEM_PROPERTIES.add(UniformName.of(name));
			}
			VARIABLES.addAll(setting.getEnvironmentVariables());
		}
	}

	private final Map<ClientKey, Map<AwsSetting<?>, List<ConfigurationPropertyName>>> specific = new LinkedHashMap<>();

	private final Set<AwsSetting<?>> present = new HashSet<>();

	private @Nullable ClientSpellings spellings;

	private @Nullable AwsConfigurationException failure;

	private boolean unknown;

	private final Map<ClientKey, Map<AwsSetting<?>, List<String>>> variables = new LinkedHashMap<>();

	private final List<Diagnostic> diagnostics = new ArrayList<>();

	/**
	 * What may be odd, once all names are known, and so are the properties that refer to
	 * them.
	 */
	private final List<UnreadName> unread = new ArrayList<>(0);

	/**
	 * Names that may be those of clients, since something there names a service.
	 */
	private final Set<String> clients = new HashSet<>(0);

	private final List<Unknown> unknownNames = new ArrayList<>(0);

	private final boolean systemProperties;

	/**
	 * Names that are meant for a setting of all clients and are not read.
	 */
	private final Map<AwsSetting<?>, String> mistaken = new HashMap<>(0);

	PropertyNames(boolean systemProperties) {
		this.systemProperties = systemProperties;
	}

	/**
	 * Read the names that a source has; of one that cannot tell them, anything is
	 * expected.
	 */
	void addAll(ConfigurationPropertySource source) {
		if (!(source instanceof IterableConfigurationPropertySource iterable)) {
			this.unknown = true;
			return;
		}
		this.spellings = null;
		for (ConfigurationPropertyName name : iterable) {
			if (PropertySettingSource.AWS.isAncestorOf(name)) {
				add(name, source);
			}
		}
	}

	private void add(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		String first = name.getElement(1, Form.UNIFORM);
		AwsSetting<?> setting = match(name, 1);
		if (setting != null) {
			this.present.add(setting);
		}
		boolean ofService = first.equals(SERVICES) && name.getNumberOfElements() > 2;
		if (ofService || first.equals(CLIENTS)) {
			addSpecific(name, ofService, source);
		}
		else if (first.startsWith(ENDPOINT_URL) && first.length() > ENDPOINT_URL.length()
				&& name.getNumberOfElements() == 2) {
			add(ServiceId.of(first.substring(ENDPOINT_URL.length())), SettingCatalog.ENDPOINT_URL, name);
		}
		else if (setting == null
				&& !(this.systemProperties && SYSTEM_PROPERTIES.contains(UniformName.of(name.toString())))) {
			addUnknown(name, source);
		}
	}

	/**
	 * Find the setting that the rest of a name spells, whether it is one word or has a
	 * group before it.
	 */
	private static @Nullable AwsSetting<?> match(ConfigurationPropertyName name, int start) {
		StringBuilder key = new StringBuilder();
		for (int i = start; i < name.getNumberOfElements(); i++) {
			AwsSetting<?> setting = SETTINGS.get(key.append(name.getElement(i, Form.UNIFORM)).toString());
			if (setting != null && elements(setting) == i - start + 1 && hasOnlyIndexes(name, i + 1)) {
				return setting;
			}
		}
		return null;
	}

	/**
	 * A setting may be a list; it has nothing else below it.
	 */
	private static boolean hasOnlyIndexes(ConfigurationPropertyName name, int start) {
		for (int i = start; i < name.getNumberOfElements(); i++) {
			if (!name.isNumericIndex(i)) {
				return false;
			}
		}
		return true;
	}

	private static int elements(AwsSetting<?> setting) {
		return StringUtils.countOccurrencesOf(setting.getShortPropertyName(), ".") + 1;
	}

	private void addSpecific(ConfigurationPropertyName name, boolean ofService, ConfigurationPropertySource source) {
		String key = (name.getNumberOfElements() > 2) ? name.getElement(2, Form.UNIFORM) : "";
		AwsSetting<?> setting = find(name, ofService);
		boolean named = ServiceId.isValid(key);
		if (named && setting != null && setting.isPerClient()) {
			if (!ofService) {
				addSpelling(name, source);
			}
			ConfigurationPropertyName scalar = name.chop(3 + elements(setting));
			add(ofService ? ServiceId.of(key) : ClientName.of(name.getElement(2, Form.ORIGINAL)), setting, scalar);
			return;
		}
		String suggestion = named ? suggest(name, ofService) : "";
		String reason = (named && setting != null) ? "' cannot differ between " + (ofService ? "services" : "clients")
				: "' is not a setting of a " + (ofService ? "service" : "client");
		this.diagnostics
			.add(new Diagnostic("'" + name + reason + " and is ignored" + suggestion, originOf(source, name)));
	}

	private static String suggest(ConfigurationPropertyName name, boolean ofService) {
		List<String> words = words(name, 3);
		if (words.isEmpty()) {
			return "";
		}
		String nearest = NearestName.find(String.join(".", words), SERVICE_PROPERTIES);
		if (nearest == null && !ofService) {
			nearest = NearestName.find(String.join(".", words), List.of("service"));
		}
		AwsSetting<?> setting = (nearest == null) ? UsualNames.find(words) : null;
		nearest = (setting != null && setting.isPerClient()) ? setting.getShortPropertyName() : nearest;
		return (nearest != null) ? "; did you mean '" + name.chop(3) + "." + nearest + "'?" : "";
	}

	private void addSpelling(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ClientSpellings spellings = this.spellings;
		if (spellings == null) {
			spellings = new ClientSpellings(source);
			this.spellings = spellings;
		}
		AwsConfigurationException failure = spellings.add(name);
		this.failure = (this.failure != null) ? this.failure : failure;
	}

	/**
	 * Return the words of a name from an element on; none if one is the index of a list.
	 */
	private static List<String> words(ConfigurationPropertyName name, int start) {
		List<String> words = new ArrayList<>();
		for (int i = start; i < name.getNumberOfElements(); i++) {
			if (name.isNumericIndex(i)) {
				return List.of();
			}
			words.add(name.getElement(i, Form.DASHED));
		}
		return words;
	}

	private static @Nullable AwsSetting<?> find(ConfigurationPropertyName name, boolean ofService) {
		boolean service = !ofService && name.getNumberOfElements() > 3
				&& name.getElement(3, Form.UNIFORM).equals(SettingCatalog.CLIENT_SERVICE.getName());
		return service ? SettingCatalog.CLIENT_SERVICE : match(name, 3);
	}

	private void add(ClientKey client, AwsSetting<?> setting, ConfigurationPropertyName name) {
		List<ConfigurationPropertyName> names = this.specific.computeIfAbsent(client, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(setting, (key) -> new ArrayList<>(1));
		if (!names.contains(name)) {
			// Of the two ways to write a service's endpoint, the regular one counts first
			names.add(AWS_SERVICES.isAncestorOf(name) ? 0 : names.size(), name);
		}
	}

	private static Origin originOf(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		return PropertySettingSource.originOf(source.getConfigurationProperty(name));
	}

	/**
	 * Read the names of environment variables: keep those of a service or a named client,
	 * and report those that are nearly the names of settings. Since an underscore may be
	 * a dot or a dash, and an application may have a prefix, more settings may be
	 * expected than there are.
	 */
	void addVariables(String[] names) {
		for (String name : names) {
			String uniform = UniformName.of(name);
			for (int at = uniform.indexOf("aws"); at != -1; at = uniform.indexOf("aws", at + 1)) {
				expect(uniform.substring(at + "aws".length()));
			}
			ClientVariable variable = ClientVariable.parse(name);
			if (variable != null) {
				List<String> found = this.variables.computeIfAbsent(variable.client(), (key) -> new LinkedHashMap<>())
					.computeIfAbsent(variable.setting(), (key) -> new ArrayList<>(1));
				// Of the two ways to write a service's endpoint, the regular one counts
				// first
				found.add(variable.propertyName().startsWith("aws.services.") ? 0 : found.size(), name);
			}
			else if (name.startsWith(VARIABLE_PREFIX) && !VARIABLES.contains(name) && !isElement(name)) {
				addUnknown(name);
			}
		}
	}

	private void addUnknown(String variable) {
		Origin origin = new SystemEnvironmentOrigin(variable);
		AwsSetting<?> former = FormerNames.find(variable);
		if (former != null) {
			this.mistaken.putIfAbsent(former, variable);
			String today = former.getEnvironmentVariables().get(0);
			this.unread
				.add(new UnreadName(variable, former.getPropertyName(), FormerNames.report(variable, today, origin)));
			return;
		}
		if (!UsualNames.isOfOtherTool(variable)) {
			String nearest = NearestName.find(variable, VARIABLES);
			if (nearest != null && UsualNames.isExtended(variable, nearest)) {
				nearest = null;
			}
			if (nearest != null) {
				addMistaken(nearest, variable);
			}
			List<String> words = List
				.of(variable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).split("_+"));
			this.unknownNames.add(new Unknown(variable, words, origin, nearest));
		}
	}

	private void addMistaken(String nearest, String name) {
		AwsSetting<?> setting = SETTINGS.get(UniformName.of(nearest.substring("aws.".length())));
		if (setting != null) {
			this.mistaken.putIfAbsent(setting, name);
		}
	}

	/**
	 * Return whether a variable is a numbered element of a list.
	 */
	private static boolean isElement(String variable) {
		String list = withoutNumber(variable);
		return list.length() < variable.length() && list.endsWith("_")
				&& VARIABLES.contains(list.substring(0, list.length() - 1));
	}

	private void expect(String variable) {
		AwsSetting<?> setting = SETTINGS.get(variable);
		// The elements of a list are numbered
		setting = (setting != null) ? setting : SETTINGS.get(withoutNumber(variable));
		if (setting != null) {
			this.present.add(setting);
		}
	}

	private static String withoutNumber(String variable) {
		int end = variable.length();
		while (end > 0 && Character.isDigit(variable.charAt(end - 1))) {
			end--;
		}
		return variable.substring(0, end);
	}

	private void addUnknown(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		AwsSetting<?> former = (name.getNumberOfElements() == 2) ? FormerNames.find(name.toString()) : null;
		if (former != null) {
			String spelling = PropertySettingSource.spellingOf(source, name);
			this.mistaken.putIfAbsent(former, spelling);
			this.unread.add(new UnreadName(spelling, former.getPropertyName(),
					FormerNames.report(spelling, former.getPropertyName(), originOf(source, name))));
			return;
		}
		List<String> words = words(name, 1);
		if (words.isEmpty()) {
			return;
		}
		if (words.size() == 2 && words.get(1).equals(SettingCatalog.CLIENT_SERVICE.getName())
				&& MeantName.isService(textOf(source, name)) && !MeantName.isService(words.get(0))) {
			this.clients.add(words.get(0));
		}
		AwsSetting<?> setting = (words.size() == 1) ? UsualNames.find(words) : null;
		if (setting != null) {
			this.mistaken.putIfAbsent(setting, name.toString());
		}
		this.unknownNames.add(new Unknown(name, words, source));
	}

	private static String textOf(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		return (property != null) ? String.valueOf(property.getValue()) : "";
	}

	/**
	 * Tell of the names that nobody reads and that look like a setting.
	 */
	private void findUnread() {
		getClients().forEach((client) -> this.clients.add(client.toString()));
		for (Unknown name : this.unknownNames) {
			MeantName meant = MeantName.find(name.words(), this.clients::contains);
			String advice = (meant != null) ? meant.advise(name.variable()) : name.advise();
			if (advice != null) {
				String spelling = name.spelling();
				this.unread.add(new UnreadName(spelling, (meant != null) ? meant.asProperty() : null, new Diagnostic(
						"'" + spelling + "' is not a setting and is ignored; " + advice, name.origin())));
			}
		}
		this.unknownNames.clear();
	}

	private static @Nullable String findInGroup(List<String> words) {
		if (!GROUPS.contains(words.get(0))) {
			return null;
		}
		String prefix = String.join(".", words) + ".";
		return SETTINGS.values()
			.stream()
			.map(AwsSetting::getShortPropertyName)
			.filter((property) -> property.startsWith(prefix))
			.sorted()
			.findFirst()
			.map((property) -> "aws." + property)
			.orElse(null);
	}

	/**
	 * Return whether there may be a setting that is not one of a service.
	 */
	boolean mayHave(AwsSetting<?> setting) {
		return this.unknown || this.present.contains(setting);
	}

	List<ConfigurationPropertyName> find(AwsSetting<?> setting, ClientKey client) {
		return this.specific.getOrDefault(client, Map.of()).getOrDefault(setting, List.of());
	}

	/**
	 * Return the variables that hold a setting of a service or a named client.
	 */
	List<String> findVariables(AwsSetting<?> setting, ClientKey client) {
		return this.variables.getOrDefault(client, Map.of()).getOrDefault(setting, List.of());
	}

	Set<ServiceId> getServices() {
		return getKeys(ServiceId.class);
	}

	Set<ClientName> getClients() {
		return getKeys(ClientName.class);
	}

	private <K extends ClientKey> Set<K> getKeys(Class<K> type) {
		Set<K> result = new LinkedHashSet<>();
		addKeys(this.variables.keySet(), type, result);
		addKeys(this.specific.keySet(), type, result);
		return result;
	}

	private static <K extends ClientKey> void addKeys(Set<ClientKey> keys, Class<K> type, Set<K> result) {
		for (ClientKey key : keys) {
			if (type.isInstance(key)) {
				result.add(type.cast(key));
			}
		}
	}

	/**
	 * Return what is wrong with the names, or {@code null}.
	 */
	@Nullable AwsConfigurationException getFailure() {
		return this.failure;
	}

	@Nullable String findMistaken(AwsSetting<?> setting) {
		return this.mistaken.get(setting);
	}

	/**
	 * Return what is odd about the names.
	 * @param referred tells whether a placeholder has a name
	 * @param present tells whether there is a property in places of this kind
	 */
	List<Diagnostic> getDiagnostics(Predicate<String> referred, Predicate<String> present) {
		findUnread();
		List<Diagnostic> result = new ArrayList<>(this.diagnostics);
		for (UnreadName name : this.unread) {
			if (name.isOdd(referred, present)) {
				result.add(name.diagnostic());
			}
		}
		return List.copyOf(result);
	}

	/**
	 * A name that nobody reads.
	 */
	private record Unknown(String name, boolean variable, List<String> words, @Nullable Origin where,
			@Nullable ConfigurationPropertySource source, @Nullable ConfigurationPropertyName property,
			@Nullable String nearest) {

		Unknown(String variable, List<String> words, Origin origin, @Nullable String nearest) {
			this(variable, true, words, origin, null, null, nearest);
		}

		Unknown(ConfigurationPropertyName name, List<String> words, ConfigurationPropertySource source) {
			this(name.toString(), false, words, null, source, name, findInGroup(words));
		}

		@Nullable String advise() {
			return (this.nearest != null) ? "did you mean '" + this.nearest + "'?" : null;
		}

		/**
		 * Return the name as somebody wrote it. Only now, since looking for it is dear.
		 */
		String spelling() {
			return (this.source != null && this.property != null)
					? PropertySettingSource.spellingOf(this.source, this.property) : this.name;
		}

		Origin origin() {
			if (this.where != null || this.source == null || this.property == null) {
				return Objects.requireNonNull(this.where);
			}
			return originOf(this.source, this.property);
		}

	}

}
