package io.awsconfig.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.settings.AwsConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report. Holds no secret.
 *
 * @param check what was checked, for example {@code tls}
 * @param subject what of, for example an endpoint, or {@code null} if there is only one
 * @param verdict what came of it
 * @param message what was found, and the cause if it does not work
 * @param facts what the settings have to do with it, by what they are about
 * @param action what to do about it, or {@code null} if nothing need be done
 * @since 0.1.0
 */
public record Finding(String check, @Nullable String subject, Verdict verdict, String message,
		Map<String, String> facts, @Nullable String action) {

	private static final Pattern FACT = Pattern.compile("([A-Z][a-z]+(?: [a-z]+)?): +(.+)");

	/**
	 * Create a finding.
	 */
	public Finding {
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
	}

	/**
	 * Return what is wrong about settings. What stands below the first line of that, is
	 * where.
	 */
	static Finding of(String check, AwsConfigurationException exception) {
		StringBuilder message = new StringBuilder();
		Map<String, String> facts = new LinkedHashMap<>();
		for (String line : exception.getDescription().lines().map(String::strip).toList()) {
			Matcher fact = FACT.matcher(line);
			if (!message.isEmpty() && fact.matches()) {
				facts.merge(fact.group(1), fact.group(2), (one, other) -> one + "; " + other);
			}
			else if (!line.isEmpty()) {
				message.append(message.isEmpty() ? "" : "\n").append(line);
			}
		}
		return new Finding(check, null, Verdict.FAILED, message.toString(), facts, exception.getAction());
	}

}
