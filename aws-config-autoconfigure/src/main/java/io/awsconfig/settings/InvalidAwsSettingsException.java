package io.awsconfig.settings;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings have values that are not valid.
 *
 * @since 0.1.0
 */
public class InvalidAwsSettingsException extends AwsConfigurationException {

	private static final long serialVersionUID = 1L;

	private final transient List<InvalidSetting> problems;

	InvalidAwsSettingsException(Collection<InvalidSetting> problems) {
		super(describe(problems), advise(problems));
		this.problems = List.copyOf(problems);
	}

	private static String describe(Collection<InvalidSetting> problems) {
		return problems.stream()
			.map(InvalidSetting::describe)
			.collect(Collectors.joining(System.lineSeparator() + System.lineSeparator()));
	}

	private static String advise(Collection<InvalidSetting> problems) {
		return problems.stream()
			.map(InvalidSetting::advise)
			.distinct()
			.collect(Collectors.joining(System.lineSeparator()));
	}

	/**
	 * Return the values that are not valid.
	 * @return one entry for each value
	 */
	public List<InvalidSetting> getProblems() {
		return this.problems;
	}

}
