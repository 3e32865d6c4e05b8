package io.awsconfig.settings;

import java.util.List;

/**
 * A named client has settings, and none of them says which service it calls.
 *
 * @since 0.1.0
 */
public class ClientWithoutServiceException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	ClientWithoutServiceException(ClientName name, List<SettingSource> sources) {
		super(describe(name, sources),
				"Set 'aws.clients.%s.service' to the identifier of a service, such as s3.".formatted(name));
	}

	private static String describe(ClientName name, List<SettingSource> sources) {
		StringBuilder text = new StringBuilder(
				"The client '%s' has settings, but does not say which service it calls.%n".formatted(name));
		for (SettingSource source : sources) {
			append(text, source.find(NamedClient.SERVICE, name));
			for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
				append(text, source.find(setting, name));
			}
		}
		return text.toString();
	}

	private static void append(StringBuilder text, List<WrittenValue> found) {
		for (WrittenValue written : found) {
			text.append("%n    Where: %s".formatted(written));
		}
	}

}
