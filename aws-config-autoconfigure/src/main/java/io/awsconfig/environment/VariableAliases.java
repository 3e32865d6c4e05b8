package io.awsconfig.environment;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.ClientKey;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.NamedClient;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingCatalog;
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
 * AWS's own spellings, beside the system sources and of their rank, under the names of
 * the application's properties. Relaxed binding alone would miss those that are spelled
 * differently ({@code sdk.ua.appId}), and all variables as soon as the application has an
 * environment prefix. Secrets are left out.
 */
final class VariableAliases {

	static final String SYSTEM_PROPERTIES_SOURCE = "awsSystemProperties";

	static final String VARIABLES_SOURCE = "awsSystemEnvironment";

	static final String OTHER_VARIABLES_SOURCE = "awsSystemEnvironmentAliases";

	private static final Set<String> SOURCES = Set.of(SYSTEM_PROPERTIES_SOURCE, VARIABLES_SOURCE,
			OTHER_VARIABLES_SOURCE);

	private static final String SERVICE_PREFIX = "AWS_SERVICES_";

	private static final String CLIENT_PREFIX = "AWS_CLIENTS_";

	private static final String CLIENTS = "aws.clients";

	private static final String ENDPOINT_PREFIX = "AWS_ENDPOINT_URL_";

	private final Map<String, OriginTrackedValue> primary = new LinkedHashMap<>();

	private final Map<String, OriginTrackedValue> secondary = new LinkedHashMap<>();

	static void addTo(MutablePropertySources propertySources) {
		PropertySource<?> properties = propertySources.get(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		if (properties != null) {
			VariableAliases aliases = new VariableAliases();
			aliases.readSystemProperties(properties);
			if (!aliases.primary.isEmpty()) {
				propertySources.addBefore(properties.getName(), asSource(SYSTEM_PROPERTIES_SOURCE, aliases.primary));
			}
		}
		PropertySource<?> variables = propertySources.get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		if (variables instanceof EnumerablePropertySource<?> enumerable) {
			VariableAliases aliases = new VariableAliases();
			aliases.readVariables(enumerable);
			if (!aliases.primary.isEmpty()) {
				propertySources.addBefore(variables.getName(), asSource(VARIABLES_SOURCE, aliases.primary));
			}
			if (!aliases.secondary.isEmpty()) {
				propertySources.addAfter(variables.getName(), asSource(OTHER_VARIABLES_SOURCE, aliases.secondary));
			}
		}
	}

	private static PropertySource<?> asSource(String name, Map<String, OriginTrackedValue> values) {
		return new OriginTrackedMapPropertySource(name, Map.copyOf(values), true);
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
			if (setting.isSensitive()) {
				continue;
			}
			for (String name : setting.getEnvironmentVariables()) {
				String text = textOf(variables.getProperty(name));
				if (text != null) {
					put(setting.getPropertyName(), name, text);
				}
			}
		}
		for (String name : variables.getPropertyNames()) {
			String propertyName = specificProperty(name);
			Object value = (propertyName != null) ? variables.getProperty(name) : null;
			if (propertyName != null && value != null) {
				// A blank one as well: nothing else knows what it is the name of
				put(propertyName, name, value.toString().strip());
			}
		}
	}

	private void put(String propertyName, String variable, String text) {
		OriginTrackedValue value = OriginTrackedValue.of(escape(text), new SystemEnvironmentOrigin(variable));
		(this.primary.containsKey(propertyName) ? this.secondary : this.primary).putIfAbsent(propertyName, value);
	}

	/**
	 * Return the property that the variable of a service or a named client means, unless
	 * it is a secret.
	 */
	private static @Nullable String specificProperty(String variable) {
		String name = variable.toUpperCase(Locale.ROOT);
		if (name.startsWith(ENDPOINT_PREFIX) && name.length() > ENDPOINT_PREFIX.length()) {
			return SettingCatalog.ENDPOINT_URL.getPropertyName() + "-"
					+ dashed(name.substring(ENDPOINT_PREFIX.length()));
		}
		Specific parsed = parse(name);
		return (parsed != null && !parsed.setting().isSensitive()) ? parsed.propertyName() : null;
	}

	/**
	 * Return what the variable of a service or a named client means. Since identifiers
	 * may have underscores as well, the longest setting that fits is taken.
	 */
	static @Nullable Specific parse(String variable) {
		boolean ofService = variable.regionMatches(true, 0, SERVICE_PREFIX, 0, SERVICE_PREFIX.length());
		if (!ofService && !variable.regionMatches(true, 0, CLIENT_PREFIX, 0, CLIENT_PREFIX.length())) {
			return null;
		}
		String rest = dashed(variable.substring((ofService ? SERVICE_PREFIX : CLIENT_PREFIX).length()));
		AwsSetting<?> setting = (!ofService && rest.endsWith("-service")) ? NamedClient.SERVICE : null;
		int length = (setting != null) ? setting.getShortPropertyName().length() : 0;
		for (AwsSetting<?> candidate : SettingCatalog.getSettings()) {
			String property = candidate.getShortPropertyName();
			if (candidate.isPerClient() && property.length() > length
					&& rest.endsWith("-" + property.replace('.', '-'))) {
				setting = candidate;
				length = property.length();
			}
		}
		String client = rest.substring(0, Math.max(rest.length() - length - 1, 0));
		return (setting != null && !client.isEmpty()) ? new Specific(client, ofService, setting) : null;
	}

	private static String dashed(String name) {
		return StringUtils.trimLeadingCharacter(name.toLowerCase(Locale.ROOT).replace('_', '-'), '-');
	}

	static boolean isAliasSource(PropertySource<?> source) {
		return SOURCES.contains(source.getName());
	}

	/**
	 * Keep Spring from taking a dollar sign for a placeholder: to the SDK, it is one.
	 */
	private static String escape(String text) {
		return text.replace("${", "\\${");
	}

	static String unescape(String text) {
		return text.replace("\\${", "${");
	}

	private static @Nullable String textOf(@Nullable Object value) {
		return (value != null && StringUtils.hasText(value.toString())) ? value.toString().strip() : null;
	}

	/**
	 * What a variable of one service or of one named client means.
	 *
	 * @param client the identifier of the service, or the name of the client
	 * @param ofService which of both
	 * @param setting the setting
	 */
	record Specific(String client, boolean ofService, AwsSetting<?> setting) {

		ClientKey key() {
			return this.ofService ? ServiceId.of(this.client) : ClientName.of(this.client);
		}

		String propertyName() {
			return (this.ofService ? SettingCatalog.SERVICES.getPropertyName() : CLIENTS) + "." + this.client + "."
					+ this.setting.getShortPropertyName();
		}

	}

}
