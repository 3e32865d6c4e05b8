package io.awsconfig.settings;

import java.util.List;
import java.util.Set;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.Problem;
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
		config.getDiagnostics()
			.forEach((diagnostic) -> problem.line("Note",
					"%s (%s)".formatted(diagnostic.message(), diagnostic.origin())));
		return problem;
	}

	private static String advise(WrittenValue wanted, SharedConfig config) {
		Set<String> names = config.getProfileNames();
		if (names.isEmpty()) {
			return "Add the profile to one of these files, or remove '%s'.".formatted(wanted.spelling());
		}
		return "Set '%s' to one of the profiles there are: %s.".formatted(wanted.spelling(),
				NearestName.list(wanted.text(), names));
	}

}
