package io.awsconfig.settings.name;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.diagnostic.UniformName;
import io.awsconfig.settings.catalog.SettingCatalog;

/**
 * Tells by its name whether a variable or property holds a secret of AWS: those of the
 * settings, those of other tools and earlier SDKs, and those that are meant for one of
 * them and have slips. Rather one too many than one too few.
 *
 * @since 0.1.0
 */
@Internal
public final class SecretNames {

	private static final List<String> SECRETS = List.of("secretaccesskey", "accesskeyid", "sessiontoken", "secretkey",
			"securitytoken");

	private static final Set<String> WORDS = Set.of("secret", "password", "passphrase", "accesskey",
			"credentialprocess", "authorization", "privatekey", "credentialsfulluri", "credentialsrelativeuri",
			"credentialspath");

	private static final String TOKEN = "token";

	private static final Set<String> HARMLESS_ENDINGS = Set.of("file", "directory", "ttl", "timeout");

	private static final Set<String> HARMLESS = SettingCatalog.getSettings()
		.stream()
		.filter((setting) -> !setting.isSensitive())
		.flatMap((setting) -> Stream
			.of(Stream.of(setting.getPropertyName()), setting.getSystemProperties().stream(),
					setting.getEnvironmentVariables().stream())
			.flatMap((names) -> names))
		.map(SecretNames::bare)
		.collect(Collectors.toUnmodifiableSet());

	private static final int SLIPS = 3;

	private static final int MAX_NAME = 256;

	// As long as any command line that a person wrote
	private static final int MAX_TEXT = 64 * 1024;

	/**
	 * A name with a value behind it, in JSON, on a command line or among JVM options.
	 */
	private static final Pattern ASSIGNMENT = Pattern.compile("([\\w.-]{5,256}+)[\"'\\]]{0,3}+\\s{0,9}+[=:]");

	private static final Pattern OPTION = Pattern.compile("-([\\w.-]{5,256}+)[\"']?\\s");

	private static final Pattern ACCESS_KEY_ID = Pattern
		.compile("(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{12,124}+(?![A-Za-z0-9])");

	private SecretNames() {
	}

	/**
	 * Return whether a variable or property holds a secret.
	 * @param name the name in any spelling
	 * @return whether it does
	 */
	public static boolean isSecret(String name) {
		String bare = bare(name);
		boolean ofAws = bare.contains("aws") || bare.contains("secretaccesskey") || bare.contains("accesskeyid");
		return ofAws && isSecretPart(bare);
	}

	private static boolean isSecretPart(String bare) {
		if (HARMLESS.contains(bare) || HARMLESS_ENDINGS.stream().anyMatch(bare::endsWith)) {
			return false;
		}
		String name = bare.replace("secretsmanager", "");
		return name.contains(TOKEN) || WORDS.stream().anyMatch(name::contains) || isNearSecret(name);
	}

	private static boolean isNearSecret(String bare) {
		for (String secret : SECRETS) {
			// Where the name begins cannot be told: a service may stand before it
			for (int length = secret.length() - 2; length <= secret.length() + 1; length++) {
				if (length <= bare.length()
						&& NearestName.distance(bare.substring(bare.length() - length), secret) <= slips(secret)) {
					return true;
				}
			}
		}
		return false;
	}

	private static int slips(String secret) {
		return Math.min(SLIPS, secret.length() / 4);
	}

	/**
	 * Return whether a text that may hold anything, such as a command line, holds a
	 * secret.
	 * @param text the text
	 * @return whether it is likely to
	 */
	public static boolean holdsSecret(String text) {
		if (text.length() > MAX_TEXT) {
			return true;
		}
		for (Pattern pattern : List.of(ASSIGNMENT, OPTION)) {
			Matcher names = pattern.matcher(text);
			while (names.find()) {
				if (isSecretPart(bare(names.group(1)))) {
					return true;
				}
			}
		}
		return holdsAccessKeyId(text);
	}

	/**
	 * Return whether a text names a secret of AWS with a value behind it.
	 * @param text the text
	 * @return whether it does
	 */
	public static boolean assignsSecret(String text) {
		String start = (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT);
		Matcher assignments = ASSIGNMENT.matcher(start);
		while (assignments.find()) {
			if (isSecret(assignments.group(1))) {
				return true;
			}
		}
		return holdsAccessKeyId(start);
	}

	private static boolean holdsAccessKeyId(String text) {
		return ACCESS_KEY_ID.matcher(text).find();
	}

	static String bare(String name) {
		String end = (name.length() <= MAX_NAME) ? name : name.substring(name.length() - MAX_NAME);
		return UniformName.of(end);
	}

}
