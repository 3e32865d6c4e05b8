package io.awsconfig.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What the {@code Environment} will be, as far as that is known while configuration data
 * is still being imported: its property sources, and below them what a {@link Binder}
 * knows of the application's files. What the binder has from different places stays
 * apart, so that credentials are not put together from them.
 */
final class BootstrapEnvironment {

	private static final String PREFIX = "aws";

	private static final String DEFAULT_PROPERTIES = "defaultProperties";

	private final ConfigurableEnvironment environment;

	private final Map<Object, Map<String, Object>> values = new LinkedHashMap<>();

	private BootstrapEnvironment(ConfigurableEnvironment environment) {
		this.environment = environment;
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
			BootstrapEnvironment loaded = new BootstrapEnvironment(environment);
			loaded.read(binder);
			loaded.addTo(sources);
		}
		ConfigurationPropertySources.attach(result);
		return result;
	}

	private void read(Binder binder) {
		// First: of what belongs to it, only what stands beside it counts
		read(binder, SettingCatalog.ACCESS_KEY_ID);
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (setting != SettingCatalog.ACCESS_KEY_ID) {
				read(binder, setting);
			}
		}
		readAll(binder, SettingCatalog.SERVICES.getPropertyName(), Integer.MAX_VALUE);
		// Endpoints of services, and names that look like a slip
		readAll(binder, PREFIX, 2);
	}

	private void read(Binder binder, AwsSetting<?> setting) {
		Bindable<?> target = List.class.equals(setting.getType().getValueType()) ? Bindable.listOf(String.class)
				: Bindable.of(String.class);
		try {
			binder.bind(setting.getPropertyName(), target, new Recorder(Integer.MAX_VALUE));
		}
		catch (BindException ex) {
			// Without the cause: its message may hold the value
			throw new AwsConfigurationException(
					"The value of '%s' cannot be read while configuration data is being imported."
						.formatted(setting.getPropertyName()),
					"Give it a value that is a single text.");
		}
	}

	private void readAll(Binder binder, String name, int maxElements) {
		try {
			binder.bind(name, Bindable.mapOf(String.class, String.class), new Recorder(maxElements));
		}
		catch (BindException ex) {
			// A single text, which is a setting, or something of the application's own
		}
	}

	private void add(ConfigurationProperty property, String text) {
		ConfigurationPropertySource source = property.getSource();
		Object underlying = (source != null) ? source.getUnderlyingSource() : null;
		if (underlying instanceof PropertySource<?> known
				&& this.environment.getPropertySources().contains(known.getName())) {
			return;
		}
		// The binder has resolved the placeholders; what is left of a dollar sign is one
		this.values.computeIfAbsent((underlying != null) ? underlying : this, (key) -> new LinkedHashMap<>())
			.putIfAbsent(property.getName().toString(),
					OriginTrackedValue.of(text.replace("${", "\\${"), property.getOrigin()));
	}

	private void addTo(MutablePropertySources sources) {
		int index = 0;
		for (Map.Entry<Object, Map<String, Object>> entry : this.values.entrySet()) {
			String place = (entry.getKey() instanceof PropertySource<?> source) ? source.getName() : "unknown";
			PropertySource<?> loaded = new OriginTrackedMapPropertySource(
					"awsBootstrap%d (%s)".formatted(index++, place), entry.getValue(), true);
			if (sources.contains(DEFAULT_PROPERTIES)) {
				sources.addBefore(DEFAULT_PROPERTIES, loaded);
			}
			else {
				sources.addLast(loaded);
			}
		}
	}

	private final class Recorder implements BindHandler {

		private final int maxElements;

		Recorder(int maxElements) {
			this.maxElements = maxElements;
		}

		@Override
		public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			ConfigurationProperty property = context.getConfigurationProperty();
			if (property != null && property.getName().equals(name) && name.getNumberOfElements() <= this.maxElements) {
				if (result instanceof String text) {
					add(property, text);
				}
				else if (result instanceof List<?> elements) {
					add(property, String.join(",", elements.stream().map(String::valueOf).toList()));
				}
			}
			return result;
		}

	}

}
