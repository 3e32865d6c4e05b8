package io.awsconfig.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * What code says of a client while the application runs.
 *
 * @param values the values of its settings
 * @param place who says so
 */
record SpecifiedClient(Map<AwsSetting<?>, String> values, String place) implements SettingSource {

	/**
	 * The name that these settings stand below. Nobody calls a client so.
	 */
	static final ClientName NAME = ClientName.of("0 specified 0");

	@Override
	public SourceKind getKind() {
		return SourceKind.APPLICATION;
	}

	@Override
	public List<WrittenValue> find(AwsSetting<?> setting, @Nullable ClientKey client) {
		String value = (client != null && client.equals(NAME)) ? this.values.get(setting) : null;
		return (value == null) ? List.of() : List.of(new WrittenValue(value.strip(), setting.getShortPropertyName(),
				SourceKind.APPLICATION, new Place(this.place)));
	}

	@Override
	public Set<ServiceId> getServices() {
		return Set.of();
	}

	@Override
	public List<Diagnostic> getDiagnostics() {
		return List.of();
	}

	/**
	 * A place in words.
	 */
	private record Place(String text) implements Origin {

		@Override
		public String toString() {
			return this.text;
		}

	}

}
