package io.awsconfig.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ClientKey;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.UnreadPlaces;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.function.SingletonSupplier;

/**
 * A place among Spring's property sources. The system sources know AWS's own names, which
 * are looked up as they are; whatever else a place has is found by relaxed binding.
 */
final class PropertySettingSource implements SettingSource {

	static final ConfigurationPropertyName AWS = ConfigurationPropertyName.of("aws");

	private static final Set<String> SYSTEM_PROPERTIES = Set.of(VariableAliases.SYSTEM_PROPERTIES_SOURCE,
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	private static final Set<String> VARIABLES = Set.of(VariableAliases.VARIABLES_SOURCE,
			StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, VariableAliases.OTHER_VARIABLES_SOURCE);

	private static final Set<String> SHARED_FILES = Set.of(AwsEnvironment.CREDENTIALS_FILE_SOURCE,
			AwsEnvironment.CONFIG_FILE_SOURCE);

	private final SourceKind kind;

	private final ConfigurableEnvironment placeholders;

	private final List<ConfigurationPropertySource> sources = new ArrayList<>();

	private final UnreadPlaces unread;

	private @Nullable PropertyNames names;

	/**
	 * All places, this one among them.
	 */
	private List<PropertySettingSource> all = List.of();

	private PropertySettingSource(SourceKind kind, ConfigurableEnvironment placeholders, UnreadPlaces unread) {
		this.kind = kind;
		this.placeholders = placeholders;
		this.unread = unread;
	}

	/**
	 * Return the places that Spring's property sources amount to, without the shared
	 * files.
	 */
	static List<PropertySettingSource> of(ConfigurableEnvironment environment) {
		return of(environment, UnreadPlaces.NONE);
	}

	/**
	 * Return the places that Spring's property sources amount to, without the shared
	 * files.
	 * @param unread where the application has settings that are no property sources
	 */
	static List<PropertySettingSource> of(ConfigurableEnvironment environment, UnreadPlaces unread) {
		Map<Object, PropertySettingSource> result = new LinkedHashMap<>();
		boolean aboveSystem = true;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			String name = (source.getUnderlyingSource() instanceof PropertySource<?> underlying) ? underlying.getName()
					: "";
			if (SHARED_FILES.contains(name)) {
				continue;
			}
			boolean properties = SYSTEM_PROPERTIES.contains(name);
			boolean variables = VARIABLES.contains(name);
			aboveSystem = aboveSystem && !properties && !variables;
			if (!properties && !variables && source.containsDescendantOf(AWS) == ConfigurationPropertyState.ABSENT) {
				continue;
			}
			SourceKind kind = properties ? SourceKind.SYSTEM_PROPERTIES : variables ? SourceKind.ENVIRONMENT_VARIABLES
					: aboveSystem ? SourceKind.COMMAND_LINE : SourceKind.APPLICATION;
			Object place = (properties || variables) ? kind : source;
			PropertySettingSource settings = result.get(place);
			if (settings == null) {
				settings = new PropertySettingSource(kind, environment, unread);
				result.put(place, settings);
			}
			// For other readers alone, but a source added since may stand behind them
			if (!VariableAliases.SOURCES.contains(name)) {
				settings.sources.add(source);
			}
		}
		List<PropertySettingSource> all = List.copyOf(result.values());
		for (PropertySettingSource settings : all) {
			settings.all = all;
		}
		return all;
	}

	private PropertyNames getNames() {
		PropertyNames names = this.names;
		if (names == null) {
			names = readNames();
			this.names = names;
		}
		return names;
	}

	private PropertyNames readNames() {
		PropertyNames names = new PropertyNames(this.kind == SourceKind.SYSTEM_PROPERTIES);
		for (ConfigurationPropertySource source : this.sources) {
			if (source.getUnderlyingSource() instanceof PropertySource<?> underlying && isVariables(underlying)) {
				// An underscore may be a dot or a dash: only AWS's own names can tell
				if (underlying instanceof EnumerablePropertySource<?> enumerable) {
					names.addVariables(enumerable.getPropertyNames());
				}
			}
			else {
				names.addAll(source);
			}
		}
		return names;
	}

	private static boolean isVariables(PropertySource<?> source) {
		return source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
	}

	static Origin originOf(@Nullable ConfigurationProperty property) {
		Origin origin = (property != null) ? property.getOrigin() : null;
		if (origin instanceof PropertySourceOrigin inSource) {
			if (inSource.getOrigin() != null) {
				origin = inSource.getOrigin();
			}
			else if (isVariables(inSource.getPropertySource())) {
				origin = new SystemEnvironmentOrigin(inSource.getPropertyName());
			}
		}
		return (origin != null) ? origin : new UnknownOrigin();
	}

	@Override
	public SourceKind getKind() {
		return this.kind;
	}

	@Override
	public List<WrittenValue> find(AwsSetting<?> setting, @Nullable ClientKey client) {
		Map<String, WrittenValue> found = new LinkedHashMap<>();
		if (isSystemSource()) {
			findByOwnNames(setting, client, found);
		}
		for (ConfigurationPropertyName name : namesOf(setting, client)) {
			for (ConfigurationPropertySource source : this.sources) {
				WrittenValue written = find(setting, source, name);
				if (written != null) {
					// What relaxed binding finds once more counts once
					found.putIfAbsent(written.spelling(), written);
				}
			}
		}
		return List.copyOf(found.values());
	}

	private void findByOwnNames(AwsSetting<?> setting, @Nullable ClientKey client, Map<String, WrittenValue> found) {
		boolean variables = this.kind == SourceKind.ENVIRONMENT_VARIABLES;
		List<String> names = (client != null) ? getNames().findVariables(setting, client)
				: variables ? setting.getEnvironmentVariables() : setting.getSystemProperties();
		for (ConfigurationPropertySource source : this.sources) {
			if (source.getUnderlyingSource() instanceof PropertySource<?> underlying) {
				for (String name : names) {
					Object value = underlying.getProperty(name);
					if (value != null) {
						found.put(name, new WrittenValue(BlankSwitch.uncover(value).strip(), name, this.kind, variables
								? new SystemEnvironmentOrigin(name) : new PropertySourceOrigin(underlying, name)));
					}
				}
			}
		}
	}

	private List<ConfigurationPropertyName> namesOf(AwsSetting<?> setting, @Nullable ClientKey client) {
		if (client != null) {
			return getNames().find(setting, client);
		}
		return getNames().mayHave(setting) ? List.of(ConfigurationPropertyName.of(setting.getPropertyName()))
				: List.of();
	}

	private @Nullable WrittenValue find(AwsSetting<?> setting, ConfigurationPropertySource source,
			ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (property != null) {
			return new WrittenValue(textOf(property), spellingOf(source, property), this.kind, originOf(property));
		}
		return List.class.equals(setting.getType().getValueType()) ? findElements(source, name) : null;
	}

	private @Nullable WrittenValue findElements(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty first = source.getConfigurationProperty(name.append("[0]"));
		if (first == null) {
			return null;
		}
		List<String> elements = new ArrayList<>();
		ConfigurationProperty element = first;
		while (element != null) {
			elements.add(textOf(element));
			element = source.getConfigurationProperty(name.append("[" + elements.size() + "]"));
		}
		return new WrittenValue(String.join(",", elements), name.toString(), this.kind, originOf(first));
	}

	private String textOf(ConfigurationProperty property) {
		String text = String.valueOf(property.getValue()).strip();
		// As in the SDK, a dollar sign in a system source is one
		if (isSystemSource() || !text.contains("${")) {
			return text;
		}
		try {
			return this.placeholders.resolveRequiredPlaceholders(text).strip();
		}
		catch (IllegalArgumentException ex) {
			throw UnresolvedPlaceholder.in(property, text, ex, this.placeholders);
		}
	}

	private boolean isSystemSource() {
		return this.kind == SourceKind.SYSTEM_PROPERTIES || this.kind == SourceKind.ENVIRONMENT_VARIABLES;
	}

	private String spellingOf(ConfigurationPropertySource source, ConfigurationProperty property) {
		Origin origin = originOf(property);
		String spelling = (origin instanceof SystemEnvironmentOrigin variable) ? variable.getProperty()
				: (origin instanceof PropertySourceOrigin inSource) ? inSource.getPropertyName() : null;
		// A property in the variable SPRING_APPLICATION_JSON has a name of its own
		if (spelling != null
				&& (isSystemSource() || ConfigurationPropertyName.adapt(spelling, '.').equals(property.getName()))) {
			return spelling;
		}
		String name = property.getName().toString();
		if (!(source.getUnderlyingSource() instanceof EnumerablePropertySource<?> underlying)
				|| underlying.containsProperty(name)) {
			return name;
		}
		return spellingOf(source, property.getName());
	}

	/**
	 * Return a name as somebody wrote it.
	 */
	static String spellingOf(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> underlying) {
			boolean variables = isVariables(underlying);
			for (String candidate : underlying.getPropertyNames()) {
				String spelling = variables ? candidate.toLowerCase(Locale.ROOT) : candidate;
				if (ConfigurationPropertyName.adapt(spelling, variables ? '_' : '.').equals(name)) {
					return candidate;
				}
			}
		}
		return name.toString();
	}

	@Override
	public Set<ServiceId> getServices() {
		return getNames().getServices();
	}

	@Override
	public Set<ClientName> getClients() {
		return getNames().getClients();
	}

	/**
	 * Return what is wrong with the names of the settings here, or {@code null}.
	 */
	@Nullable AwsConfigurationException getFailure() {
		return getNames().getFailure();
	}

	@Override
	public @Nullable String findMistaken(AwsSetting<?> setting) {
		return getNames().findMistaken(setting);
	}

	@Override
	public UnreadPlaces getUnreadPlaces() {
		return this.unread;
	}

	@Override
	public List<Diagnostic> getDiagnostics() {
		Supplier<Placeholders> placeholders = SingletonSupplier.of(() -> new Placeholders(this.placeholders));
		return getNames().getDiagnostics((name) -> placeholders.get().contain(name), this::isPresent);
	}

	/**
	 * Return whether there is a property in places of this kind.
	 */
	private boolean isPresent(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		for (PropertySettingSource place : this.all) {
			if (place.kind == this.kind) {
				for (ConfigurationPropertySource source : place.sources) {
					if (source.getConfigurationProperty(name) != null) {
						return true;
					}
				}
			}
		}
		return false;
	}

	/**
	 * Of a property source that does not say where its properties stand.
	 */
	private record UnknownOrigin() implements Origin {

		@Override
		public String toString() {
			return "an unknown place";
		}

	}

}
