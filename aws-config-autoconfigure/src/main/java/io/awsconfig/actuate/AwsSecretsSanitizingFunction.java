package io.awsconfig.actuate;

import java.util.Set;
import java.util.regex.Pattern;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.UniformName;
import io.awsconfig.settings.ShownUrl;
import io.awsconfig.settings.name.SecretNames;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secrets among the AWS settings from every endpoint of the actuator, since the
 * variables and properties that hold them are in Spring's {@code Environment}: under
 * their names, under names that are nearly theirs, within variables and properties that
 * hold others, and within URLs.
 *
 * @since 0.1.0
 */
@Internal
public final class AwsSecretsSanitizingFunction implements SanitizingFunction {

	/**
	 * How the names of variables and properties end that hold others.
	 */
	private static final Pattern CONTAINER = Pattern
		.compile("(?:json|command|commandline|cmdline|cmd|options|opts|args|arguments)$");

	private static final Pattern USER_OF_URL = Pattern.compile("://[^\\s@]{1,4096}+@");

	private static final Set<String> ADDRESSES = Set.of("endpoint", "url", "uri");

	@Override
	public SanitizableData apply(SanitizableData data) {
		// The aws endpoint itself has no property source: what it shows is shortened
		// already
		if (data.getPropertySource() == null) {
			return data;
		}
		if (SecretNames.isSecret(data.getKey())) {
			return data.withSanitizedValue();
		}
		String text = (data.getValue() != null) ? data.getValue().toString() : "";
		String name = UniformName.of(data.getKey());
		if (CONTAINER.matcher(name).find() ? SecretNames.holdsSecret(text) : SecretNames.assignsSecret(text)) {
			return data.withSanitizedValue();
		}
		if (name.contains("aws") && ADDRESSES.stream().anyMatch(name::contains)) {
			String shown = ShownUrl.of(text);
			return shown.equals(text) ? data : data.withValue(shown);
		}
		return USER_OF_URL.matcher(text).find() ? data.withSanitizedValue() : data;
	}

}
