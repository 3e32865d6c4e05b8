package io.awsconfig.settings.name;

import java.util.Map;

import io.awsconfig.Internal;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * The names that the access keys have in the AWS SDK for Java 1 and in tools of its time.
 * They are not read, as no AWS SDK of today reads them all; whoever has them is told.
 *
 * @since 0.1.0
 */
@Internal
public final class FormerNames {

	private static final Map<String, AwsSetting<?>> SETTINGS = Map.of("awsaccesskey", SettingCatalog.ACCESS_KEY_ID,
			"awssecretkey", SettingCatalog.SECRET_ACCESS_KEY, "awssecuritytoken", SettingCatalog.SESSION_TOKEN);

	private FormerNames() {
	}

	/**
	 * Return the setting that a name stood for.
	 * @param name the name in any spelling, with its {@code aws}
	 * @return the setting, or {@code null} if it is none of these names
	 */
	public static @Nullable AwsSetting<?> find(String name) {
		return SETTINGS.get(SecretNames.bare(name));
	}

	/**
	 * Say that a name is not read.
	 * @param name the name as somebody wrote it
	 * @param today the name that is read in the same place
	 * @param origin where it stands
	 * @return the diagnostic
	 */
	public static Diagnostic report(String name, String today, Origin origin) {
		return new Diagnostic(
				"'" + name + "' is a name of the AWS SDK for Java 1 and is not read; the name is '" + today + "'",
				origin);
	}

}
