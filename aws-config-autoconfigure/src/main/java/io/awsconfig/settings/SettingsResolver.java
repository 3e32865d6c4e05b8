package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.awsconfig.sharedconfig.Diagnostic;

/**
 * Decides which of the values that are written somewhere applies, by the order of the
 * sources. Collects all that is wrong before it complains.
 */
final class SettingsResolver {

	private final List<SettingSource> sources;

	private final Set<AwsSetting<?>> settings;

	private final Set<InvalidSetting> problems = new LinkedHashSet<>();

	private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

	SettingsResolver(List<SettingSource> sources) {
		this(sources, Set.copyOf(SettingCatalog.getSettings()));
	}

	/**
	 * Create a resolver that leaves all but some settings alone.
	 */
	SettingsResolver(List<SettingSource> sources, Set<AwsSetting<?>> settings) {
		this.sources = List.copyOf(sources);
		this.settings = settings;
	}

	AwsSettings resolve() {
		for (SettingSource source : this.sources) {
			this.diagnostics.addAll(source.getDiagnostics());
		}
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>();
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			values.put(setting, settle(setting, find(setting, null)));
		}
		ignoreEndpointIfAsked(values);
		AccessKeysResolver accessKeys = new AccessKeysResolver(this.sources);
		Map<ServiceId, AwsSettings> services = resolveServices(values, accessKeys);
		if (!this.problems.isEmpty()) {
			throw new InvalidAwsSettingsException(this.problems);
		}
		return new AwsSettings(Collections.unmodifiableMap(values), services, accessKeys.getAccessKeys(),
				accessKeys.getProfileAccessKeys(), List.copyOf(this.diagnostics));
	}

	private Map<ServiceId, AwsSettings> resolveServices(Map<AwsSetting<?>, SettingValue<?>> values,
			AccessKeysResolver accessKeys) {
		Set<ServiceId> ids = new TreeSet<>();
		for (SettingSource source : this.sources) {
			ids.addAll(source.getServices());
		}
		Map<ServiceId, AwsSettings> services = new TreeMap<>();
		for (ServiceId id : ids) {
			services.put(id, new AwsSettings(resolveService(id, values), Map.of(), accessKeys.getAccessKeys(),
					accessKeys.getProfileAccessKeys(), List.of()));
		}
		return Collections.unmodifiableMap(services);
	}

	private Map<AwsSetting<?>, SettingValue<?>> resolveService(ServiceId id,
			Map<AwsSetting<?>, SettingValue<?>> globalValues) {
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>(globalValues);
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			if (!setting.isPerClient()) {
				continue;
			}
			List<WrittenValue> specific = find(setting, id);
			if (!specific.isEmpty() || setting == SettingCatalog.ENDPOINT_URL) {
				values.put(setting, settle(setting, (setting != SettingCatalog.ENDPOINT_URL)
						? concat(specific, find(setting, null)) : findEndpoints(id)));
			}
		}
		ignoreEndpointIfAsked(values);
		return Collections.unmodifiableMap(values);
	}

	private List<WrittenValue> find(AwsSetting<?> setting, @Nullable ServiceId service) {
		if (!this.settings.contains(setting)) {
			return List.of();
		}
		List<WrittenValue> found = new ArrayList<>();
		for (SettingSource source : this.sources) {
			found.addAll(source.find(setting, service));
		}
		return found;
	}

	/**
	 * Find the endpoints for a service: within a place its own ones come first, but a
	 * global one of a higher place comes before its own ones of a lower place.
	 */
	private List<WrittenValue> findEndpoints(ServiceId service) {
		List<WrittenValue> found = new ArrayList<>();
		List<WrittenValue> global = new ArrayList<>();
		SettingSource previous = null;
		for (SettingSource source : this.sources) {
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

	private <T> SettingValue<T> settle(AwsSetting<T> setting, List<WrittenValue> found) {
		List<WrittenValue> written = withoutBlanks(found);
		if (written.isEmpty()) {
			return new SettingValue<>(setting, null, null, List.of());
		}
		reportWithoutEffect(setting, written);
		WrittenValue effective = written.get(0);
		return new SettingValue<>(setting, read(setting, effective), effective, written.subList(1, written.size()));
	}

	private <T> @Nullable T read(AwsSetting<T> setting, WrittenValue written) {
		try {
			return setting.getType().read(written.text());
		}
		catch (IllegalArgumentException ex) {
			this.problems.add(new InvalidSetting(setting, written, String.valueOf(ex.getMessage())));
			return null;
		}
	}

	private List<WrittenValue> withoutBlanks(List<WrittenValue> found) {
		List<WrittenValue> result = new ArrayList<>(found.size());
		for (WrittenValue written : found) {
			if (!written.text().isEmpty()) {
				result.add(written);
				continue;
			}
			this.diagnostics.add(new Diagnostic("'" + written.spelling() + "' has no value and is treated as not set",
					written.origin()));
		}
		return result;
	}

	/**
	 * Report what stands in the application's own configuration and does not apply.
	 */
	private void reportWithoutEffect(AwsSetting<?> setting, List<WrittenValue> written) {
		WrittenValue effective = written.get(0);
		if (effective.kind().compareTo(SourceKind.APPLICATION) < 0) {
			for (WrittenValue shadowed : written) {
				if (shadowed.kind() == SourceKind.APPLICATION && !shadowed.text().equals(effective.text())) {
					this.diagnostics.add(
							new Diagnostic(
									"'%s' has the value %s here, but %s with the value %s applies".formatted(
											shadowed.spelling(), SettingValue.display(setting, shadowed.text()),
											effective, SettingValue.display(setting, effective.text())),
									shadowed.origin()));
				}
			}
		}
		reportWhatTheSdkReadsFirst(setting, written);
		boolean fromSpring = effective.kind() == SourceKind.APPLICATION || effective.kind() == SourceKind.COMMAND_LINE;
		if (fromSpring && setting.getReach() == SettingReach.NOT_YET) {
			this.diagnostics.add(
					new Diagnostic("'" + effective.spelling() + "' is understood, but aws-config does not apply it yet",
							effective.origin()));
		}
	}

	/**
	 * Report a value that the SDK leaves out of account: before the profile that brings
	 * it to the client, the SDK looks at AWS's own variables and JVM properties.
	 */
	private void reportWhatTheSdkReadsFirst(AwsSetting<?> setting, List<WrittenValue> written) {
		WrittenValue effective = written.get(0);
		if (setting.getReach() != SettingReach.CLIENT_PROFILE || isReadByTheSdk(setting, effective)) {
			return;
		}
		for (WrittenValue shadowed : written) {
			if (isReadByTheSdk(setting, shadowed)) {
				if (!shadowed.text().equals(effective.text())) {
					this.diagnostics.add(new Diagnostic(
							"'%s' has the value %s here, but the SDK itself looks at %s first, which has the value %s; set it there"
								.formatted(effective.spelling(), effective.text(), shadowed, shadowed.text()),
							effective.origin()));
				}
				return;
			}
		}
	}

	private static boolean isReadByTheSdk(AwsSetting<?> setting, WrittenValue written) {
		return switch (written.kind()) {
			case SYSTEM_PROPERTIES -> setting.getSystemProperties().contains(written.spelling());
			case ENVIRONMENT_VARIABLES -> setting.getEnvironmentVariables().contains(written.spelling());
			default -> false;
		};
	}

	private void ignoreEndpointIfAsked(Map<AwsSetting<?>, SettingValue<?>> values) {
		SettingValue<?> ignore = values.get(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS);
		SettingValue<?> endpoint = values.get(SettingCatalog.ENDPOINT_URL);
		if (ignore == null || endpoint == null || !Boolean.TRUE.equals(ignore.getValue())) {
			return;
		}
		WrittenValue written = endpoint.getWritten();
		List<WrittenValue> shadowed = (written != null) ? concat(List.of(written), endpoint.getShadowed()) : List.of();
		values.put(SettingCatalog.ENDPOINT_URL, new SettingValue<>(SettingCatalog.ENDPOINT_URL, null, null, shadowed));
	}

	private static List<WrittenValue> concat(List<WrittenValue> first, List<WrittenValue> second) {
		List<WrittenValue> result = new ArrayList<>(first);
		result.addAll(second);
		return result;
	}

}
