package io.awsconfig.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import io.awsconfig.settings.SettingCatalog;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secrets among the AWS settings from every endpoint of the actuator, since the
 * variables and properties that hold them are in Spring's {@code Environment}.
 *
 * @since 0.1.0
 */
@Internal
public final class AwsSecretsSanitizingFunction implements SanitizingFunction {

	private static final List<String> CLIENTS = List.of(bare(SettingCatalog.SERVICES.getPropertyName()),
			bare("aws.clients"));

	private static final Set<String> SECRETS_OF_CLIENTS = SettingCatalog.getSettings()
		.stream()
		.filter((setting) -> setting.isSensitive() && setting.isPerClient())
		.map((setting) -> bare(setting.getShortPropertyName()))
		.collect(Collectors.toUnmodifiableSet());

	private static final Set<String> SECRETS = SettingCatalog.getSettings()
		.stream()
		.filter((setting) -> setting.isSensitive())
		.flatMap((setting) -> Stream
			.of(Stream.of(setting.getPropertyName()), setting.getSystemProperties().stream(),
					setting.getEnvironmentVariables().stream())
			.flatMap((names) -> names))
		.map(AwsSecretsSanitizingFunction::bare)
		.collect(Collectors.toUnmodifiableSet());

	@Override
	public SanitizableData apply(SanitizableData data) {
		// The aws endpoint itself has no property source: what it shows is shortened
		// already
		return (data.getPropertySource() != null && isSecret(bare(data.getKey()))) ? data.withSanitizedValue() : data;
	}

	private static boolean isSecret(String name) {
		return SECRETS.contains(name) || (CLIENTS.stream().anyMatch(name::startsWith)
				&& SECRETS_OF_CLIENTS.stream().anyMatch(name::endsWith));
	}

	private static String bare(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

}
