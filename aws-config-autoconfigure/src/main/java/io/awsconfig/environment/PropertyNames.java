package io.awsconfig.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;

import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingCatalog;
import io.awsconfig.sharedconfig.Diagnostic;
import io.awsconfig.sharedconfig.NearestName;

/**
 * The names below {@code aws} that property sources have: which of them belong to a
 * service, and which look like a slip.
 */
final class PropertyNames {

	private static final ConfigurationPropertyName AWS_SERVICES = PropertySettingSource.AWS.append("services");

	private static final String SERVICES = "services";

	private static final String ENDPOINT_URL = "endpointurl";

	private static final Map<String, AwsSetting<?>> SETTINGS = new HashMap<>();

	private static final Set<String> PROPERTIES = new HashSet<>();

	private static final Set<String> SERVICE_PROPERTIES = new HashSet<>();

	private static final Set<String> SYSTEM_PROPERTIES = new HashSet<>();

	private static final Set<String> VARIABLES = new HashSet<>();

	static {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			String property = setting.getShortPropertyName();
			SETTINGS.put(uniform(property), setting);
			PROPERTIES.add(property);
			if (setting.isPerClient()) {
				SERVICE_PROPERTIES.add(property);
			}
			setting.getSystemProperties().forEach((name) -> SYSTEM_PROPERTIES.add(uniform(name)));
			VARIABLES.addAll(setting.getEnvironmentVariables());
		}
	}

	private final Map<ServiceId, Map<AwsSetting<?>, List<ConfigurationPropertyName>>> services = new LinkedHashMap<>();

	private final List<Diagnostic> diagnostics = new ArrayList<>();

	void add(ConfigurationPropertyName name, Supplier<Origin> origin) {
		if (!PropertySettingSource.AWS.isAncestorOf(name)) {
			return;
		}
		String first = name.getElement(1, Form.UNIFORM);
		if (first.equals(SERVICES) && name.getNumberOfElements() > 2) {
			addServiceProperty(name, origin);
		}
		else if (first.startsWith(ENDPOINT_URL) && first.length() > ENDPOINT_URL.length()
				&& name.getNumberOfElements() == 2) {
			add(ServiceId.of(first.substring(ENDPOINT_URL.length())), SettingCatalog.ENDPOINT_URL, name);
		}
		else if (name.getNumberOfElements() == 2 && !SETTINGS.containsKey(first)
				&& !SYSTEM_PROPERTIES.contains("aws" + first)) {
			report(name, origin);
		}
	}

	private void addServiceProperty(ConfigurationPropertyName name, Supplier<Origin> origin) {
		String id = name.getElement(2, Form.UNIFORM);
		AwsSetting<?> setting = (name.getNumberOfElements() > 3) ? SETTINGS.get(name.getElement(3, Form.UNIFORM))
				: null;
		if (!id.isEmpty() && setting != null && setting.isPerClient()) {
			ConfigurationPropertyName scalar = name.chop(4);
			add(ServiceId.of(id), setting, scalar);
			return;
		}
		String prefix = name.chop(3) + ".";
		String last = (name.getNumberOfElements() > 3) ? name.getElement(3, Form.DASHED) : "";
		String nearest = NearestName.find(last, SERVICE_PROPERTIES);
		String suggestion = (nearest != null) ? "; did you mean '" + prefix + nearest + "'?" : "";
		String reason = (setting != null) ? "' cannot differ between services and is ignored"
				: "' is not a setting of a service and is ignored";
		this.diagnostics.add(new Diagnostic("'" + name + reason + suggestion, origin.get()));
	}

	private void add(ServiceId service, AwsSetting<?> setting, ConfigurationPropertyName name) {
		List<ConfigurationPropertyName> names = this.services.computeIfAbsent(service, (id) -> new LinkedHashMap<>())
			.computeIfAbsent(setting, (key) -> new ArrayList<>(1));
		if (!names.contains(name)) {
			// Of the two ways to write a service's endpoint, the regular one counts first
			names.add(AWS_SERVICES.isAncestorOf(name) ? 0 : names.size(), name);
		}
	}

	/**
	 * Report environment variables whose names are nearly those of settings.
	 */
	void addVariables(String[] names) {
		for (String name : names) {
			if (name.startsWith("AWS_") && !VARIABLES.contains(name)) {
				String nearest = NearestName.find(name, VARIABLES);
				if (nearest != null) {
					this.diagnostics.add(new Diagnostic(
							"'" + name + "' is not a setting and is ignored; did you mean '" + nearest + "'?",
							new SystemEnvironmentOrigin(name)));
				}
			}
		}
	}

	private void report(ConfigurationPropertyName name, Supplier<Origin> origin) {
		String nearest = NearestName.find(name.getElement(1, Form.DASHED), PROPERTIES);
		if (nearest != null) {
			this.diagnostics.add(new Diagnostic(
					"'" + name + "' is not a setting and is ignored; did you mean 'aws." + nearest + "'?",
					origin.get()));
		}
	}

	List<ConfigurationPropertyName> find(AwsSetting<?> setting, ServiceId service) {
		return this.services.getOrDefault(service, Map.of()).getOrDefault(setting, List.of());
	}

	Set<ServiceId> getServices() {
		return this.services.keySet();
	}

	List<Diagnostic> getDiagnostics() {
		return List.copyOf(this.diagnostics);
	}

	private static String uniform(String name) {
		StringBuilder result = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			if (Character.isLetterOrDigit(name.charAt(i))) {
				result.append(Character.toLowerCase(name.charAt(i)));
			}
		}
		return result.toString();
	}

}
