package io.awsconfig.settings;

import java.util.List;

import io.awsconfig.diagnostic.Problem;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;

/**
 * The profile that was asked for is in neither of the shared files.
 *
 * @since 0.1.0
 */
public class ProfileNotFoundException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param wanted the name of the profile, with the place that asks for it
	 * @param config the shared files, which do not have it
	 */
	public ProfileNotFoundException(WrittenValue wanted, SharedConfig config) {
		super(describe(wanted, config), advise(wanted, config));
		lacking(List.of(wanted.text()));
		knowing(KnownOddities.of(config, "", List.of()));
	}

	private static String advise(WrittenValue wanted, SharedConfig config) {
		String advice = MissingProfile.advise(wanted, config);
		return config.getProfileNames().isEmpty() && config.findIgnoredProfile(wanted.text()) == null ? advice
				+ " Without '%s', credentials come from elsewhere, if there are any.".formatted(wanted.spelling())
				: advice;
	}

	private static Problem describe(WrittenValue wanted, SharedConfig config) {
		Problem problem = Problem.of("The AWS profile '%s' does not exist.".formatted(wanted.text()))
			.line("Asked for by", wanted.place());
		for (SharedConfigFile file : List.of(config.getConfigFile(), config.getCredentialsFile())) {
			problem.line("Looked in", file.getPath() + switch (file.getStatus()) {
				case READ -> "";
				case ABSENT -> " (does not exist)";
				case REFUSED -> " (could not be read)";
			});
		}
		config.findSections(wanted.text()).forEach((section) -> problem.line("No profile", section));
		return problem;
	}

}
