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

	private static final String URL_AS_WRITTEN = "an endpoint URL is called as it is written, and there is one, %s";

	private static final String NO_FIPS = "S3 Transfer Acceleration has no FIPS endpoints, and %s asks for one";

	private static final String NO_PATH = "S3 Transfer Acceleration has the bucket before its host, and %s asks for the path";

	private final Map<String, Conflict> conflicts = new LinkedHashMap<>();

	/**
	 * Let the variants give way to the endpoint URL, if there is one. Acceleration is one
	 * of S3, and gives way to what else was asked for.
	 * @param values the values of a client
	 * @param client the service or named client, or {@code null} for all clients that
	 * have no settings of their own
	 * @param ofS3 whether clients of S3 have these values
	 */
	void giveWay(Map<AwsSetting<?>, SettingValue<?>> values, @Nullable ClientKey client, boolean ofS3) {
		giveWayToEndpoint(values, client, ofS3);
		if (ofS3) {
			giveWay(values, SettingCatalog.USE_FIPS_ENDPOINT, client, NO_FIPS);
			giveWay(values, SettingCatalog.PATH_STYLE, client, NO_PATH);
		}
	}

	/**
	 * Let acceleration give way to what its endpoints cannot do, and the SDK refuses.
	 */
	private void giveWay(Map<AwsSetting<?>, SettingValue<?>> values, AwsSetting<Boolean> setting,
			@Nullable ClientKey client, String reason) {
		SettingValue<?> stronger = values.get(setting);
		WrittenValue written = (stronger != null) ? stronger.getWritten() : null;
		if (stronger != null && written != null && Boolean.TRUE.equals(stronger.getWrittenValue())) {
			giveWay(values, SettingCatalog.ACCELERATE, new Displacer(setting, written), client, reason);
		}
	}

	private void giveWayToEndpoint(Map<AwsSetting<?>, SettingValue<?>> values, @Nullable ClientKey client,
			boolean ofS3) {
		SettingValue<?> endpoint = values.get(SettingCatalog.ENDPOINT_URL);
		WrittenValue url = (endpoint != null) ? endpoint.getWritten() : null;
		if (url == null) {
			return;
		}
		Displacer endpointUrl = new Displacer(SettingCatalog.ENDPOINT_URL, url);
		VARIANTS.forEach((variant) -> giveWay(values, variant, endpointUrl, client, URL_AS_WRITTEN));
		if (ofS3) {
			giveWay(values, SettingCatalog.ACCELERATE, endpointUrl, client, URL_AS_WRITTEN);
		}
	}

	private void giveWay(Map<AwsSetting<?>, SettingValue<?>> values, AwsSetting<Boolean> setting, Displacer stronger,
			@Nullable ClientKey client, String reason) {
		SettingValue<?> variant = values.get(setting);
		WrittenValue written = (variant != null) ? variant.getWritten() : null;
		if (variant == null || written == null || !Boolean.TRUE.equals(variant.getWrittenValue())) {
			return;
		}
		values.put(setting, variant.hiddenBy(stronger));
		this.conflicts
			.computeIfAbsent(written + " " + stronger.written(),
					(places) -> new Conflict(written, reason.formatted(stronger.written()), new ArrayList<>(1)))
			.clients()
			.add((client != null) ? client.toString() : "");
	}

	/**
	 * Report what gave way, once for all clients that have it from the same places.
	 */
	void report(SettingReader reader) {
		for (Conflict conflict : this.conflicts.values()) {
			reader.addDiagnostic(new Diagnostic("'%s' has no effect%s: %s; remove one of the two".formatted(
					conflict.variant().spelling(), conflict.scope(), conflict.reason()), conflict.variant().origin()));
		}
	}

	private record Conflict(WrittenValue variant, String reason, List<String> clients) {

		String scope() {
			return this.clients.contains("") ? ""
					: this.clients.stream().collect(Collectors.joining("', '", " on clients of '", "'"));
		}

	}

}
