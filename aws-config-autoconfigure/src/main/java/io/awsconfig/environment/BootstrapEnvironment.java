package io.awsconfig.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSetting;
import io.awsconfig.settings.SettingCatalog;

/**
 * What the {@code Environment} will be, as far as that is known while configuration data
 * is still being imported: its property sources, and below them what a {@link Binder}
 * knows of the application's files.
 */
final class BootstrapEnvironment {

	/**
	 * The name of the property source with what has been loaded of the application's
	 * files.
	 */
	static final String SOURCE = "awsBootstrap";

	private static final String PREFIX = "aws";

	private static final String ENDPOINT = "endpoint-url-";

	private static final String DEFAULT_PROPERTIES = "defaultProperties";

	private BootstrapEnvironment() {
	}

	static ConfigurableEnvironment of(ConfigurableEnvironment environment, @Nullable Binder binder) {
		StandardEnvironment result = new StandardEnvironment();
		MutablePropertySources sources = result.getPropertySources();
		List.of(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
			.forEach(sources::remove);
		environment.getPropertySources()
			.stream()
			.filter((source) -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
			.forEach(sources::addLast);
		if (binder != null) {
			MapPropertySource loaded = new MapPropertySource(SOURCE, read(binder));
			if (sources.contains(DEFAULT_PROPERTIES)) {
				sources.addBefore(DEFAULT_PROPERTIES, loaded);
			}
			else {
				sources.addLast(loaded);
			}
		}
		ConfigurationPropertySources.attach(result);
		return result;
	}

	private static Map<String, Object> read(Binder binder) {
		Map<String, Object> result = new LinkedHashMap<>();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			String text = read(binder, setting);
			if (text != null) {
				result.put(setting.getPropertyName(), escape(text));
			}
		}
		String services = SettingCatalog.SERVICES.getPropertyName();
		if (!result.containsKey(services)) {
			readAll(binder, services).forEach((name, text) -> result.put(services + "." + name, escape(text)));
		}
		readAll(binder, PREFIX).forEach((name, text) -> {
			if (name.startsWith(ENDPOINT)) {
				result.put(PREFIX + "." + name, escape(text));
			}
		});
		return result;
	}

	private static Map<String, String> readAll(Binder binder, String name) {
		try {
			return binder.bind(name, Bindable.mapOf(String.class, String.class)).orElseGet(Map::of);
		}
		catch (BindException ex) {
			// A scalar, or something of an application's own below the same name
			return Map.of();
		}
	}

	private static @Nullable String read(Binder binder, AwsSetting<?> setting) {
		try {
			return List.class.equals(setting.getType().getValueType())
					? binder.bind(setting.getPropertyName(), Bindable.listOf(String.class))
						.map((elements) -> String.join(",", elements))
						.orElse(null)
					: binder.bind(setting.getPropertyName(), String.class).orElse(null);
		}
		catch (BindException ex) {
			// Without the cause: its message may hold the value
			throw new AwsConfigurationException(
					"The value of '%s' cannot be read while configuration data is being imported."
						.formatted(setting.getPropertyName()),
					"Give it a value that is a single text.");
		}
	}

	/**
	 * The binder has resolved the placeholders; what is left of a dollar sign is one.
	 */
	private static String escape(String text) {
		return text.replace("${", "\\${");
	}

}
