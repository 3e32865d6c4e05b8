package io.awsconfig.settings;

import java.util.List;
import java.util.Set;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.NearestName;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.Entry;
import io.awsconfig.sharedconfig.IgnoredSection;
import io.awsconfig.sharedconfig.Profile;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a profile that is not there. To name another one may be to sign with
 * somebody else's credentials, so whose they are is said beside each name.
 */
@Internal
public final class MissingProfile {

	private static final int MAX_LISTED = 20;

	private static final int MAX_LENGTH = 100;

	private MissingProfile() {
	}

	/**
	 * Say what to do.
	 * @param wanted who asks for the profile
	 * @param config the shared files, which do not have it
	 * @return whole sentences
	 */
	public static String advise(WrittenValue wanted, SharedConfig config) {
		String name = wanted.text();
		IgnoredSection ignored = config.findIgnoredProfile(name);
		if (ignored != null) {
			return ignored.advise();
		}
		Set<String> names = config.getProfileNames();
		if (names.isEmpty()) {
			return "Add the profile '%s' to one of the shared files.".formatted(name);
		}
		String nearest = NearestName.find(name, names);
		StringBuilder text = new StringBuilder();
		text.append((nearest != null) ? "Did you mean '%s'? ".formatted(nearest) : "");
		text.append(
				"Set '%s' to the profile whose credentials are meant, or add the profile '%s' to one of the shared files. These are there:%n"
					.formatted(wanted.spelling(), name));
		List<String> listed = NearestName.sort(name, names);
		int width = listed.stream().limit(MAX_LISTED).mapToInt(String::length).max().orElse(0);
		listed.stream()
			.limit(MAX_LISTED)
			.forEach((each) -> text.append("%n    %s%s   %s".formatted(each, " ".repeat(width - each.length()),
					describeCredentials(config.getProfile(each)))));
		if (listed.size() > MAX_LISTED) {
			text.append("%n    and %d others".formatted(listed.size() - MAX_LISTED));
		}
		return text.toString();
	}

	/**
	 * Say whose credentials a client has, without a secret.
	 */
	public static String describeCredentials(AwsSettings settings, SharedConfig config) {
		AccessKeys keys = settings.getAccessKeys();
		WrittenValue role = settings.get(SettingCatalog.ROLE_ARN).getWritten();
		WrittenValue profile = settings.get(SettingCatalog.PROFILE).getWritten();
		if (role != null) {
			return "role " + role.text();
		}
		if (keys != null) {
			return "access key " + keys.abbreviatedAccessKeyId();
		}
		return (profile != null)
				? "profile '%s', %s".formatted(profile.text(), describeCredentials(config.getProfile(profile.text())))
				: "credentials of its own";
	}

	/**
	 * Say whose credentials a profile has, without a secret.
	 */
	static String describeCredentials(@Nullable Profile profile) {
		if (profile == null) {
			return "no credentials";
		}
		String role = text(profile, SettingCatalog.ROLE_ARN);
		String key = text(profile, SettingCatalog.ACCESS_KEY_ID);
		String account = text(profile, SettingCatalog.SSO_ACCOUNT_ID);
		if (role != null) {
			return "role " + role;
		}
		if (account != null) {
			return "role %s of account %s, by IAM Identity Center"
				.formatted(text(profile, SettingCatalog.SSO_ROLE_NAME), account);
		}
		if (text(profile, SettingCatalog.LOGIN_SESSION) != null) {
			return "login session";
		}
		if (key != null) {
			return "access key " + SettingValue.display(SettingCatalog.ACCESS_KEY_ID, key);
		}
		return (text(profile, SettingCatalog.CREDENTIAL_PROCESS) != null) ? "credentials of a program"
				: "no credentials";
	}

	private static @Nullable String text(Profile profile, AwsSetting<?> setting) {
		Entry entry = profile.get(setting.getName());
		String text = (entry != null) ? entry.getLine().strip() : "";
		return text.isEmpty() ? null : (text.length() <= MAX_LENGTH) ? text : text.substring(0, MAX_LENGTH) + "...";
	}

}
