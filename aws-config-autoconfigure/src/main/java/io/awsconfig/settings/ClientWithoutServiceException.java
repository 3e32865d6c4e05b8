package io.awsconfig.settings;

import java.util.List;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;

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

	private static Problem describe(ClientName name, List<SettingSource> sources) {
		Problem problem = Problem
			.of("The client '%s' has settings, but does not say which service it calls.".formatted(name));
		for (SettingSource source : sources) {
			problem.where(source.find(SettingCatalog.CLIENT_SERVICE, name).toArray());
			for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
				problem.where(source.find(setting, name).toArray());
			}
		}
		return problem;
	}

}
