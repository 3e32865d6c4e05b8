package io.awsconfig.client;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SettingReach;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The in-memory profile of a client: the settings that the SDK itself reads from a
 * profile, and for which it has no method on every builder.
 */
final class ClientProfile {

	static final String NAME = "aws-config";

	private ClientProfile() {
	}

	static ProfileFile of(AwsSettings settings) {
		StringBuilder text = new StringBuilder("[profile ").append(NAME).append("]\n");
		settings.getValues().forEach((value) -> append(text, value));
		if (!"legacy".equals(settings.getValue(SettingCatalog.DEFAULTS_MODE))) {
			// A default of every other mode, which the SDK has and does not obey
			text.append(ProfileProperty.S3_US_EAST_1_REGIONAL_ENDPOINT).append(" = regional\n");
		}
		if (settings.get(SettingCatalog.ENDPOINT_URL).isBlankInSystemSource()) {
			// The client has its endpoint from us; the SDK would take a blank for a URL
			text.append(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS).append(" = true\n");
		}
		return ProfileFile.builder()
			.content(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))
			.type(ProfileFile.Type.CONFIGURATION)
			.build();
	}

	private static <T> void append(StringBuilder text, SettingValue<T> value) {
		T written = value.getWrittenValue();
		if (value.getSetting().getReach() == SettingReach.CLIENT_PROFILE && written != null) {
			// Under every key that it has: the SDK reads one of them
			value.getSetting()
				.getFileKeys()
				.forEach((key) -> text.append(key)
					.append(" = ")
					.append(value.getSetting().getType().write(written))
					.append('\n'));
		}
	}

}
