package io.awsconfig.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;

/**
 * FIPS and dual-stack choose among AWS's own endpoints. An endpoint URL takes the place
 * of these, and the SDK refuses every request of a client that has both, so the URL wins,
 * as it does in the AWS CLI.
 * <p>
 * Guide: Dual-stack and FIPS endpoints.
 */
final class EndpointVariants {

	private static final List<AwsSetting<Boolean>> VARIANTS = List.of(SettingCatalog.USE_FIPS_ENDPOINT,
			SettingCatalog.USE_DUALSTACK_ENDPOINT);

	private final Map<String, Conflict> conflicts = new LinkedHashMap<>();

	/**
	 * Let the variants give way to the endpoint URL, if there is one.
	 * @param values the values of a client
	 * @param client the service or named client, or {@code null} for all clients that
	 * have no settings of their own
	 */
	void giveWay(Map<AwsSetting<?>, SettingValue<?>> values, @Nullable ClientKey client) {
		SettingValue<?> endpoint = values.get(SettingCatalog.ENDPOINT_URL);
		WrittenValue url = (endpoint != null) ? endpoint.getWritten() : null;
		if (url == null) {
			return;
		}
		for (AwsSetting<Boolean> setting : VARIANTS) {
			SettingValue<?> variant = values.get(setting);
			WrittenValue written = (variant != null) ? variant.getWritten() : null;
			if (variant == null || written == null || !Boolean.TRUE.equals(variant.getWrittenValue())) {
				continue;
			}
			values.put(setting, variant.hiddenBy(new Displacer(SettingCatalog.ENDPOINT_URL, url)));
			this.conflicts
				.computeIfAbsent(written + " " + url, (places) -> new Conflict(written, url, new ArrayList<>(1)))
				.clients()
				.add((client != null) ? client.toString() : "");
		}
	}

	/**
	 * Report what gave way, once for all clients that have it from the same places.
	 */
	void report(SettingReader reader) {
		for (Conflict conflict : this.conflicts.values()) {
			reader.addDiagnostic(new Diagnostic(
					"'%s' has no effect%s: an endpoint URL is called as it is written, and there is one, %s; remove one of the two"
						.formatted(conflict.variant().spelling(), conflict.scope(), conflict.url()),
					conflict.variant().origin()));
		}
	}

	private record Conflict(WrittenValue variant, WrittenValue url, List<String> clients) {

		String scope() {
			return this.clients.contains("") ? ""
					: this.clients.stream().collect(Collectors.joining("', '", " on clients of '", "'"));
		}

	}

}
