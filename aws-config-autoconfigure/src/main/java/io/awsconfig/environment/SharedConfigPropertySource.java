package io.awsconfig.environment;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.ShownUrl;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.StringUtils;

/**
 * The selected profile of a shared file as properties of the application. Secrets are
 * left out.
 */
final class SharedConfigPropertySource extends EnumerablePropertySource<AwsEnvironment>
		implements OriginLookup<String>, PropertySourceInfo {

	private final Map<String, WrittenValue> values = new LinkedHashMap<>();

	SharedConfigPropertySource(String name, AwsEnvironment environment, boolean credentialsFile) {
		super(name, environment);
		SourceKind kind = credentialsFile ? SourceKind.CREDENTIALS_FILE : SourceKind.CONFIG_FILE;
		for (SettingSource source : environment.getSharedSources()) {
			if (source.getKind() == kind) {
				add(source);
			}
		}
	}

	private void add(SettingSource source) {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (setting.isSensitive()) {
				continue;
			}
			add(setting, setting.getPropertyName(), source.find(setting, null));
			if (setting.isPerClient()) {
				for (ServiceId service : source.getServices()) {
					add(setting, SettingCatalog.SERVICES.getPropertyName() + "." + service + "."
							+ setting.getShortPropertyName(), source.find(setting, service));
				}
			}
		}
	}

	private void add(AwsSetting<?> setting, String propertyName, List<WrittenValue> found) {
		if (!found.isEmpty() && !found.get(0).text().isEmpty()) {
			WrittenValue written = found.get(0);
			boolean url = URI.class.equals(setting.getType().getValueType());
			this.values.put(propertyName, url ? new WrittenValue(ShownUrl.withoutUser(written.text()),
					written.spelling(), written.kind(), written.origin()) : written);
		}
	}

	@Override
	public String[] getPropertyNames() {
		return StringUtils.toStringArray(this.values.keySet());
	}

	@Override
	public boolean containsProperty(String name) {
		return this.values.containsKey(name);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		WrittenValue written = this.values.get(name);
		// To the other users of these files, a dollar sign is one
		return (written != null) ? written.text().replace("${", "\\${") : null;
	}

	@Override
	public @Nullable Origin getOrigin(String name) {
		WrittenValue written = this.values.get(name);
		return (written != null) ? written.origin() : null;
	}

	@Override
	public boolean isImmutable() {
		return true;
	}

}
