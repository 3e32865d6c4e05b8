package io.awsconfig.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.name.SecretNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Says which placeholder of a property nothing resolves.
 */
final class UnresolvedPlaceholder {

	/**
	 * What cannot be anything else than a name, so that no part of a secret is shown.
	 */
	private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\[\\]-]{0,199}");

	private UnresolvedPlaceholder() {
	}

	static AwsConfigurationException in(ConfigurationProperty property, String text, IllegalArgumentException ex,
			ConfigurableEnvironment environment) {
		String name = (ex instanceof PlaceholderResolutionException unresolved) ? unresolved.getPlaceholder() : null;
		boolean shown = name != null && NAME.matcher(name).matches()
				&& (!SecretNames.isSecret(property.getName().toString()) || text.equals("${" + name + "}"));
		Problem problem = Problem
			.of("The value of '%s' has a placeholder that nothing resolves.".formatted(property.getName()))
			.where(PropertySettingSource.originOf(property));
		String nearest = null;
		if (shown && name != null) {
			problem.line("Missing", name);
			nearest = findNearest(name, environment);
		}
		return new AwsConfigurationException(problem,
				"Define what the placeholder stands for, or give it a default after a colon."
						+ ((nearest != null) ? " There is '%s': is that meant?".formatted(nearest) : ""));
	}

	private static @Nullable String findNearest(String name, ConfigurableEnvironment environment) {
		List<String> names = new ArrayList<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String candidate : enumerable.getPropertyNames()) {
					if (!candidate.equals(name)) {
						names.add(candidate);
					}
				}
			}
		}
		return NearestName.find(name, names);
	}

}
