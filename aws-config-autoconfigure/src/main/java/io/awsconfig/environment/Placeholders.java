package io.awsconfig.environment;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.diagnostic.UniformName;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The names that the application's properties refer to: <code>${AWS_S3_REGION}</code> is
 * read by the property that has it as its value, whatever it looks like.
 */
final class Placeholders {

	private static final Pattern NAME = Pattern.compile("\\$\\{([^${}:]{1,200}+)");

	private static final Set<String> SYSTEM_SOURCES = Set.of(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);

	private final Set<String> names = new HashSet<>();

	/**
	 * Read all values that are there at once. Other property sources may have to ask
	 * somebody for each.
	 */
	Placeholders(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof MapPropertySource map && !SYSTEM_SOURCES.contains(source.getName())) {
				for (String name : map.getPropertyNames()) {
					add(String.valueOf(map.getProperty(name)));
				}
			}
		}
	}

	private void add(String value) {
		if (value.contains("${")) {
			Matcher placeholders = NAME.matcher(value);
			while (placeholders.find()) {
				this.names.add(UniformName.of(placeholders.group(1)));
			}
		}
	}

	/**
	 * Return whether a property refers to a name, in any of its spellings.
	 */
	boolean contain(String name) {
		return this.names.contains(UniformName.of(name));
	}

}
