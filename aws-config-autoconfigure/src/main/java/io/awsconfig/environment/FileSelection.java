package io.awsconfig.environment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ClientKey;
import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known before there are settings: which files, profile and sections are
 * asked for, and which clients have a name. What is {@code null}, nobody asks for. With a
 * failure, nobody can tell what is asked for.
 */
record FileSelection(@Nullable WrittenValue configFile, @Nullable WrittenValue credentialsFile,
		@Nullable WrittenValue profile, @Nullable WrittenValue services, @Nullable WrittenValue ssoSession,
		Set<ClientName> clients, @Nullable AwsConfigurationException failure) {

	static FileSelection of(List<? extends SettingSource> sources) {
		Set<ClientName> clients = new LinkedHashSet<>(ClientName.in(sources));
		try {
			return new FileSelection(find(sources, SettingCatalog.CONFIG_FILE),
					find(sources, SettingCatalog.SHARED_CREDENTIALS_FILE), find(sources, SettingCatalog.PROFILE),
					find(sources, SettingCatalog.SERVICES), find(sources, SettingCatalog.SSO_SESSION), clients, null);
		}
		catch (AwsConfigurationException ex) {
			return new FileSelection(null, null, null, null, null, clients, ex);
		}
	}

	private static @Nullable WrittenValue find(List<? extends SettingSource> sources, AwsSetting<?> setting) {
		return find(sources, setting, null);
	}

	/**
	 * Find what comes first and is not empty.
	 */
	static @Nullable WrittenValue find(List<? extends SettingSource> sources, AwsSetting<?> setting,
			@Nullable ClientKey client) {
		for (SettingSource source : sources) {
			for (WrittenValue written : source.find(setting, client)) {
				if (!written.text().isEmpty()) {
					return written;
				}
			}
		}
		return null;
	}

	/**
	 * Return whether the same is asked for. What cannot be told may be told later, when
	 * there are more property sources.
	 */
	boolean isSameAs(FileSelection other) {
		return this.failure == null && other.failure == null
				&& Objects.equals(text(this.configFile), text(other.configFile))
				&& Objects.equals(text(this.credentialsFile), text(other.credentialsFile))
				&& Objects.equals(text(this.profile), text(other.profile))
				&& Objects.equals(text(this.services), text(other.services))
				&& Objects.equals(text(this.ssoSession), text(other.ssoSession)) && this.clients.equals(other.clients);
	}

	static @Nullable String text(@Nullable WrittenValue written) {
		return (written != null) ? written.text() : null;
	}

}
