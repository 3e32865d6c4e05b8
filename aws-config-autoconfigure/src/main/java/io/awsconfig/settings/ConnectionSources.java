package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.List;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * What connection details say. They come before all other places, those that are more
 * special included: what is set for a service or a named client says something about AWS,
 * and not about what takes its place. Of several, the one of a service comes before the
 * one of all services.
 */
final class ConnectionSources {

	private final List<SettingSource> connections = new ArrayList<>(0);

	private final List<SettingSource> others = new ArrayList<>();

	ConnectionSources(List<SettingSource> sources) {
		for (SettingSource source : sources) {
			((source.getKind() == SourceKind.CONNECTION) ? this.connections : this.others).add(source);
		}
	}

	List<SettingSource> getConnections() {
		return this.connections;
	}

	List<SettingSource> getOthers() {
		return this.others;
	}

	/**
	 * Find what applies to the clients of a service, or to all with {@code null}.
	 */
	List<WrittenValue> find(AwsSetting<?> setting, @Nullable ServiceId service) {
		List<WrittenValue> found = new ArrayList<>(0);
		if (service != null) {
			for (SettingSource connection : this.connections) {
				found.addAll(connection.find(setting, service));
			}
		}
		for (SettingSource connection : this.connections) {
			found.addAll(connection.find(setting, null));
		}
		return found;
	}

	/**
	 * Find a part of the credentials of a service. All parts are of the same connection.
	 */
	List<WrittenValue> findInCredentials(AwsSetting<?> setting, @Nullable ServiceId service) {
		boolean own = service != null && hasOwnCredentials(service);
		SettingSource source = findCredentials(own ? service : null);
		return (source != null) ? source.find(setting, own ? service : null) : List.of();
	}

	boolean hasCredentials(@Nullable ServiceId service) {
		return findCredentials(null) != null || (service != null && hasOwnCredentials(service));
	}

	boolean hasOwnCredentials(ServiceId service) {
		return findCredentials(service) != null;
	}

	AccessKeysResolver resolveAccessKeys(@Nullable ServiceId service) {
		SettingSource source = findCredentials(service);
		return new AccessKeysResolver((source != null) ? List.of(source) : List.of(), service);
	}

	private @Nullable SettingSource findCredentials(@Nullable ServiceId service) {
		for (SettingSource connection : this.connections) {
			if (!connection.find(SettingCatalog.ACCESS_KEY_ID, service).isEmpty()) {
				return connection;
			}
		}
		return null;
	}

}
