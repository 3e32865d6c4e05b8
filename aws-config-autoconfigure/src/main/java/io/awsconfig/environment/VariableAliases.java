package io.awsconfig.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/**
 * AWS's own spellings for those who read the {@code Environment}: beside the system
 * sources and of their rank, under the names of the application's properties. Relaxed
 * binding alone would miss those that are spelled differently ({@code sdk.ua.appId}), and
 * all variables as soon as the application has an environment prefix. Secrets are left
 * out. The settings are read from the system sources themselves.
 */
final class VariableAliases {

	static final String SYSTEM_PROPERTIES_SOURCE = "awsSystemProperties";

	static final String VARIABLES_SOURCE = "awsSystemEnvironment";

	static final String OTHER_VARIABLES_SOURCE = "awsSystemEnvironmentAliases";

	static final Set<String> SOURCES = Set.of(SYSTEM_PROPERTIES_SOURCE, VARIABLES_SOURCE, OTHER_VARIABLES_SOURCE);

	private final Map<String, OriginTrackedValue> primary = new LinkedHashMap<>();

	private final Map<String, OriginTrackedValue> secondary = new LinkedHashMap<>();

	/**
	 * Add the aliases, or put those in their place that there are now.
	 */
	static void addTo(MutablePropertySources propertySources) {
		PropertySource<?> properties = propertySources.get(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		if (properties != null) {
			VariableAliases aliases = new VariableAliases();
			aliases.readSystemProperties(properties);
			put(propertySources, SYSTEM_PROPERTIES_SOURCE, aliases.primary,
					(source) -> propertySources.addBefore(properties.getName(), source));
		}
		PropertySource<?> variables = propertySources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		if (variables instanceof EnumerablePropertySource<?> enumerable) {
			VariableAliases aliases = new VariableAliases();
			aliases.readVariables(enumerable);
			put(propertySources, VARIABLES_SOURCE, aliases.primary,
					(source) -> propertySources.addBefore(variables.getName(), source));
			put(propertySources, OTHER_VARIABLES_SOURCE, aliases.secondary,
					(source) -> propertySources.addAfter(variables.getName(), source));
		}
	}

	private static void put(MutablePropertySources propertySources, String name, Map<String, OriginTrackedValue> values,
			Consumer<PropertySource<?>> add) {
		PropertySource<?> source = new OriginTrackedMapPropertySource(name, Map.copyOf(values), true);
		if (values.isEmpty()) {
			propertySources.remove(name);
		}
		else if (propertySources.contains(name)) {
			propertySources.replace(name, source);
		}
		else {
			add.accept(source);
		}
	}

	private void readSystemProperties(PropertySource<?> properties) {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (setting.isSensitive()) {
				continue;
			}
			for (String name : setting.getSystemProperties()) {
				String text = textOf(properties.getProperty(name));
				if (text != null) {
					this.primary.putIfAbsent(setting.getPropertyName(),
							OriginTrackedValue.of(escape(text), new PropertySourceOrigin(properties, name)));
				}
			}
		}
	}

	private void readVariables(EnumerablePropertySource<?> variables) {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			for (String name : setting.getEnvironmentVariables()) {
				put(setting, setting.getPropertyName(), name, variables);
			}
		}
		for (String name : variables.getPropertyNames()) {
			ClientVariable variable = ClientVariable.parse(name);
			if (variable != null) {
				put(variable.setting(), variable.propertyName(), name, variables);
			}
		}
	}

	private void put(AwsSetting<?> setting, String propertyName, String variable, PropertySource<?> variables) {
		String text = setting.isSensitive() ? null : textOf(variables.getProperty(variable));
		if (text != null) {
			OriginTrackedValue value = OriginTrackedValue.of(escape(text), new SystemEnvironmentOrigin(variable));
			(this.primary.containsKey(propertyName) ? this.secondary : this.primary).putIfAbsent(propertyName, value);
		}
	}

	/**
	 * Keep Spring from taking a dollar sign for a placeholder: to the SDK, it is one.
	 */
	private static String escape(String text) {
		return text.replace("${", "\\${");
	}

	private static @Nullable String textOf(@Nullable Object value) {
		return (value != null && StringUtils.hasText(value.toString())) ? value.toString().strip() : null;
	}

}
