package io.awsconfig.environment;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.ServiceNames;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingTrait;
import io.awsconfig.settings.name.UsualNames;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What a name that nobody reads is likely to be meant for. The rule: after what names a
 * service, a client or nothing at all, all the rest must be the name of one setting, in
 * any spelling, with a slip, or as others call it. Whatever has a word more is something
 * of the application's own: {@code aws.s3.region} is meant for a setting,
 * {@code aws.s3.bucket} and {@code aws.s3.buckets.orders.region} are not.
 *
 * @param group the group that it belongs into, {@code services} or {@code clients}, or
 * {@code null} if it is one of all clients
 * @param name the name of the service or client
 * @param setting the setting
 */
record MeantName(@Nullable String group, String name, AwsSetting<?> setting) {

	static final String SERVICES = "services";

	static final String CLIENTS = "clients";

	private static final String S3 = "s3";

	private static final int LONGEST_SERVICE = 3;

	/**
	 * Find what a name is meant for.
	 * @param words the words behind {@code aws}, lower case, with dashes
	 * @param clients tells whether a word is the name of a client
	 * @return what it is likely to be meant for, or {@code null}
	 */
	static @Nullable MeantName find(List<String> words, Predicate<String> clients) {
		if (words.isEmpty() || words.get(0).isEmpty()) {
			return null;
		}
		AwsSetting<?> setting = UsualNames.findWithoutSlip(words);
		if (setting != null) {
			return ofAll(setting);
		}
		MeantName meant = findInGroup(words);
		meant = (meant != null) ? meant : findOfService(UsualNames.withoutFillers(words));
		meant = (meant == null && words.size() == 1) ? findFlat(words.get(0)) : meant;
		setting = (meant == null) ? UsualNames.find(words) : null;
		if (setting != null) {
			return ofAll(setting);
		}
		return (meant == null && words.size() > 1 && clients.test(words.get(0)))
				? ofClient(words.get(0), words.subList(1, words.size())) : meant;
	}

	/**
	 * What only S3 has a use for, stands best where it is said of S3.
	 */
	private static MeantName ofAll(AwsSetting<?> setting) {
		return (setting.is(SettingTrait.S3) && isService(S3)) ? new MeantName(SERVICES, S3, setting)
				: new MeantName(null, "", setting);
	}

	/**
	 * Find what stands below the name of a group that is nearly right.
	 */
	private static @Nullable MeantName findInGroup(List<String> words) {
		if (words.size() < 3) {
			return null;
		}
		List<String> rest = words.subList(2, words.size());
		if (isNearly(words.get(0), SERVICES)) {
			AwsSetting<?> setting = UsualNames.find(rest);
			return (setting != null && setting.isPerClient())
					? new MeantName(SERVICES, nameOfService(words.get(1)), setting) : null;
		}
		if (!isNearly(words.get(0), CLIENTS)) {
			return null;
		}
		String service = namesService(rest) ? null : findService(words.get(1));
		return (service != null) ? findOfService(List.of(service, String.join("-", rest)))
				: ofClient(words.get(1), rest);
	}

	private static boolean isNearly(String word, String group) {
		return NearestName.distance(word, group) <= 1;
	}

	private static String nameOfService(String word) {
		String known = findService(word);
		return (known != null) ? known : word;
	}

	private static @Nullable MeantName ofClient(String name, List<String> rest) {
		if (namesService(rest)) {
			return new MeantName(CLIENTS, name, SettingCatalog.CLIENT_SERVICE);
		}
		AwsSetting<?> setting = UsualNames.find(rest);
		return (setting != null && setting.isPerClient()) ? new MeantName(CLIENTS, name, setting) : null;
	}

	private static boolean namesService(List<String> rest) {
		return rest.size() == 1 && rest.get(0).equals(SettingCatalog.CLIENT_SERVICE.getName());
	}

	private static @Nullable MeantName findOfService(List<String> words) {
		StringBuilder name = new StringBuilder();
		for (int i = 0; i < Math.min(words.size() - 1, LONGEST_SERVICE); i++) {
			name.append(words.get(i));
			List<String> rest = words.subList(i + 1, words.size());
			AwsSetting<?> setting = UsualNames.find(rest);
			// Only now, since looking for a service is dear
			String service = (setting != null) ? findService(name.toString()) : null;
			if (setting != null && service != null) {
				return ofService(service, setting);
			}
		}
		return null;
	}

	private static @Nullable MeantName ofService(String service, AwsSetting<?> setting) {
		if (UsualNames.isOfServiceItself(setting, service) || (setting.is(SettingTrait.S3) && !service.equals(S3))) {
			return null;
		}
		// Who assumes a role calls STS for everybody
		boolean role = service.equals("sts") && (setting.is(SettingTrait.ROLE) || setting == SettingCatalog.ROLE_ARN
				|| setting == SettingCatalog.WEB_IDENTITY_TOKEN_FILE);
		if (role) {
			return new MeantName(null, "", setting);
		}
		return setting.isPerClient() ? new MeantName(SERVICES, service, setting) : null;
	}

	/**
	 * Find what a single word such as {@code s3-region} is meant for.
	 */
	private static @Nullable MeantName findFlat(String word) {
		String flat = word.replace("-", "");
		int length = UsualNames.lengthOfEnding(flat);
		return (length > 0)
				? findOfService(
						List.of(flat.substring(0, flat.length() - length), flat.substring(flat.length() - length)))
				: null;
	}

	private static @Nullable String findService(String name) {
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		return (classLoader != null && ServiceId.isValid(name)) ? ServiceNames.find(name, classLoader) : null;
	}

	static boolean isService(String name) {
		return findService(name) != null;
	}

	/**
	 * Return the name as a property of the application.
	 */
	String asProperty() {
		String prefix = (this.group != null) ? "aws." + this.group + "." + this.name + "." : "aws.";
		return prefix + this.setting.getShortPropertyName();
	}

	/**
	 * Return the name as an environment variable.
	 */
	String asVariable() {
		if (this.group == null) {
			return this.setting.getEnvironmentVariables().get(0);
		}
		if (this.group.equals(SERVICES) && this.setting == SettingCatalog.ENDPOINT_URL) {
			return this.setting.getEnvironmentVariables().get(0) + "_" + upper(this.name);
		}
		return upper(asProperty());
	}

	private static String upper(String name) {
		return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
	}

	/**
	 * Say which name is read in place of another.
	 */
	String advise(boolean variable) {
		return "did you mean '" + (variable ? asVariable() : asProperty()) + "'?";
	}

}
