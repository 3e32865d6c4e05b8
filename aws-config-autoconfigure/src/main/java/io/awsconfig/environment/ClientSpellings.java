package io.awsconfig.environment;

import java.util.HashMap;
import java.util.Map;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ClientName;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * How the named clients are spelled in one place. Two whose names differ only in casing
 * and separators would become one.
 */
final class ClientSpellings {

	private final ConfigurationPropertySource source;

	private final Map<ClientName, ConfigurationPropertyName> names = new HashMap<>(2);

	ClientSpellings(ConfigurationPropertySource source) {
		this.source = source;
	}

	/**
	 * Add the property of a client.
	 * @return what is wrong if its name has another spelling already, else {@code null}
	 */
	@Nullable AwsConfigurationException add(ConfigurationPropertyName name) {
		ConfigurationPropertyName first = this.names.putIfAbsent(ClientName.of(spelling(name)), name);
		if (first == null || spelling(first).equals(spelling(name))) {
			return null;
		}
		return new AwsConfigurationException(
				Problem
					.of("The clients '%s' and '%s' have one name, since casing and separators do not count."
						.formatted(spelling(first), spelling(name)))
					.where(originOf(first), originOf(name)),
				"Give one of them another name, or spell it alike if both are the same client.");
	}

	private static String spelling(ConfigurationPropertyName name) {
		return name.getElement(2, Form.ORIGINAL);
	}

	/**
	 * Find the origin of a spelling. To the source itself, all spellings are the same.
	 */
	private Origin originOf(ConfigurationPropertyName name) {
		if (this.source.getUnderlyingSource() instanceof EnumerablePropertySource<?> underlying) {
			for (String candidate : underlying.getPropertyNames()) {
				ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(candidate, '.');
				if (adapted.equals(name) && spelling(adapted).equals(spelling(name))) {
					return PropertySourceOrigin.get(underlying, candidate);
				}
			}
		}
		return PropertySettingSource.originOf(this.source.getConfigurationProperty(name));
	}

}
