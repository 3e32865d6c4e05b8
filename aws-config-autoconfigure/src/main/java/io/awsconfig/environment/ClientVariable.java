package io.awsconfig.environment;

import java.util.Locale;

import io.awsconfig.settings.ClientKey;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the environment variable of one service or of one named client means.
 *
 * @param client whose it is
 * @param setting the setting
 * @param propertyName the application's property that means the same
 */
record ClientVariable(ClientKey client, AwsSetting<?> setting, String propertyName) {

	private static final String SERVICE_PREFIX = "AWS_SERVICES_";

	private static final String CLIENT_PREFIX = "AWS_CLIENTS_";

	private static final String ENDPOINT_PREFIX = "AWS_ENDPOINT_URL_";

	/**
	 * Read the name of a variable. Since identifiers may have underscores as well, the
	 * longest setting that fits is taken.
	 * @param variable the name
	 * @return what it means, or {@code null} if it is not the variable of a service or a
	 * client
	 */
	static @Nullable ClientVariable parse(String variable) {
		String name = variable.toUpperCase(Locale.ROOT);
		if (name.startsWith(ENDPOINT_PREFIX)) {
			return ofEndpoint(dashed(name.substring(ENDPOINT_PREFIX.length())));
		}
		if (name.startsWith(SERVICE_PREFIX)) {
			return parse(dashed(name.substring(SERVICE_PREFIX.length())), true);
		}
		return name.startsWith(CLIENT_PREFIX) ? parse(dashed(name.substring(CLIENT_PREFIX.length())), false) : null;
	}

	private static @Nullable ClientVariable ofEndpoint(String service) {
		return ServiceId.isValid(service) ? new ClientVariable(ServiceId.of(service), SettingCatalog.ENDPOINT_URL,
				SettingCatalog.ENDPOINT_URL.getPropertyName() + "-" + service) : null;
	}

	private static @Nullable ClientVariable parse(String name, boolean ofService) {
		AwsSetting<?> setting = (!ofService && name.endsWith("-service")) ? SettingCatalog.CLIENT_SERVICE : null;
		int length = (setting != null) ? setting.getShortPropertyName().length() : 0;
		for (AwsSetting<?> candidate : SettingCatalog.getSettings()) {
			String property = candidate.getShortPropertyName();
			if (candidate.isPerClient() && property.length() > length
					&& name.endsWith("-" + property.replace('.', '-'))) {
				setting = candidate;
				length = property.length();
			}
		}
		String client = name.substring(0, Math.max(name.length() - length - 1, 0));
		if (setting == null || !ServiceId.isValid(client)) {
			return null;
		}
		return new ClientVariable(ofService ? ServiceId.of(client) : ClientName.of(client), setting,
				(ofService ? "aws.services." : "aws.clients.") + client + "." + setting.getShortPropertyName());
	}

	private static String dashed(String name) {
		return StringUtils.trimLeadingCharacter(name.toLowerCase(Locale.ROOT).replace('_', '-'), '-');
	}

}
