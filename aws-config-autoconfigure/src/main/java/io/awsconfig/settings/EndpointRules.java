package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;

/**
 * What is special about endpoints: a service's own one is not always the one that counts,
 * and all that are configured can be switched off.
 * <p>
 * Guide: Service-specific endpoints.
 */
final class EndpointRules {

	private EndpointRules() {
	}

	/**
	 * Find the endpoints for a service: within a place its own ones come first, but a
	 * global one of a higher place comes before its own ones of a lower place.
	 */
	static List<WrittenValue> findEndpoints(List<SettingSource> sources, ServiceId service) {
		List<WrittenValue> found = new ArrayList<>();
		List<WrittenValue> global = new ArrayList<>();
		SettingSource previous = null;
		for (SettingSource source : sources) {
			// The guide ranks the two shared files as one place
			boolean samePlace = previous != null && previous.getKind().isSharedFile()
					&& source.getKind().isSharedFile();
			if (!samePlace) {
				found.addAll(global);
				global.clear();
			}
			found.addAll(source.find(SettingCatalog.ENDPOINT_URL, service));
			global.addAll(source.find(SettingCatalog.ENDPOINT_URL, null));
			previous = source;
		}
		found.addAll(global);
		return found;
	}

	/**
	 * Leave out the endpoint, if the values say that configured ones are to be ignored.
	 */
	static void ignoreIfAsked(Map<AwsSetting<?>, SettingValue<?>> values) {
		SettingValue<?> ignore = values.get(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS);
		SettingValue<?> endpoint = values.get(SettingCatalog.ENDPOINT_URL);
		if (ignore == null || endpoint == null || !Boolean.TRUE.equals(ignore.getWrittenValue())) {
			return;
		}
		WrittenValue switchedOff = ignore.getWritten();
		if (switchedOff == null) {
			return;
		}
		WrittenValue written = endpoint.getWritten();
		if (written != null && written.kind() == SourceKind.CONNECTION) {
			// Not configured, but as good as code
			return;
		}
		values.put(SettingCatalog.ENDPOINT_URL,
				endpoint.hiddenBy(new Displacer(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS, switchedOff)));
	}

}
