package io.awsconfig.settings;

import java.util.List;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFile;

/**
 * The profile that was asked for is in neither of the shared files.
 *
 * @since 0.1.0
 */
public class ProfileNotFoundException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_NAMES = 20;

	/**
	 * Create an exception.
	 * @param wanted the name of the profile, with the place that asks for it
	 * @param config the shared files, which do not have it
	 */
	public ProfileNotFoundException(WrittenValue wanted, SharedConfig config) {
		super(describe(wanted, config), advise(wanted, config));
	}

	private static String describe(WrittenValue wanted, SharedConfig config) {
		StringBuilder text = new StringBuilder("The AWS profile '%s' does not exist.%n%n    Asked for by: %s"
			.formatted(wanted.text(), wanted.place()));
		for (SharedConfigFile file : List.of(config.getConfigFile(), config.getCredentialsFile())) {
			text.append("%n    Looked in:    %s%s".formatted(file.getPath(), switch (file.getStatus()) {
				case READ -> "";
				case ABSENT -> " (does not exist)";
				case REFUSED -> " (could not be read)";
			}));
		}
		config.getDiagnostics()
			.forEach((diagnostic) -> text
				.append("%n    Note:         %s (%s)".formatted(diagnostic.message(), diagnostic.origin())));
		return text.toString();
	}

	private static String advise(WrittenValue wanted, SharedConfig config) {
		List<String> names = NearestName.sort(wanted.text(), config.getProfileNames());
		if (names.isEmpty()) {
			return "Add the profile to one of these files, or remove '%s'.".formatted(wanted.spelling());
		}
		String nearest = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
		String others = (names.size() > MAX_NAMES) ? " and %d others".formatted(names.size() - MAX_NAMES) : "";
		return "Set '%s' to one of the profiles there are: %s%s.".formatted(wanted.spelling(), nearest, others);
	}

}
