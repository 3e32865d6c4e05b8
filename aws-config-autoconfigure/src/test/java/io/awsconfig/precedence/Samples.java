package io.awsconfig.precedence;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SourceKind;

import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Valid values, such that the ones in neighbouring sources differ.
 */
final class Samples {

	private Samples() {
	}

	static String of(AwsSetting<?> setting, SourceKind kind) {
		int number = Everything.WRITTEN.indexOf(kind);
		String name = setting.getName();
		if (name.equals("ignore_configured_endpoint_urls")) {
			// The other value would hide all endpoints (and YAML makes 'false' of both)
			return (number % 2 == 0) ? "FALSE" : "false";
		}
		if (name.equals("use_fips_endpoint") || name.equals("use_dualstack_endpoint") || name.equals("accelerate")) {
			// The other value would give way to the endpoint
			return (number % 2 == 0) ? "FALSE" : "false";
		}
		List<String> choices = setting.getType().getChoices();
		if (name.equals("doctor")) {
			// The others send requests, or do not start the application
			return (number % 2 == 0) ? "never" : "on-failure";
		}
		if (!choices.isEmpty()) {
			return choices.get(number % choices.size());
		}
		Class<?> type = setting.getType().getValueType();
		if (type == Integer.class) {
			return String.valueOf(1000 + number);
		}
		if (type == Duration.class) {
			return (10 + number) + (name.equals("metadata_service_timeout") ? "" : "ms");
		}
		if (type == URI.class) {
			String path = name.equals("http.proxy.endpoint") ? "" : "/" + name;
			return "http://localhost:" + (9000 + number) + path;
		}
		if (type == List.class) {
			return "one-%d,two-%d".formatted(number, number);
		}
		return ofText(setting, number);
	}

	private static String ofText(AwsSetting<?> setting, int number) {
		String name = setting.getName();
		if (name.equals("container_credentials_relative_uri")) {
			return "/" + ChildProcess.SECRET_MARK + "-" + number;
		}
		if (setting.isSensitive()) {
			return ChildProcess.SECRET_MARK + "-" + name + "-000" + number;
		}
		return switch (name) {
			case "region", "sso_region" -> "eu-test-" + number;
			case "aws_account_id", "sso_account_id" -> "10000000000" + number;
			case "role_arn" -> "arn:aws:iam::123456789012:role/role-" + number;
			case "login_session" -> "arn:aws:iam::123456789012:user/user-" + number;
			case "mfa_serial" -> "arn:aws:iam::123456789012:mfa/device-" + number;
			case "config_file", "shared_credentials_file", "web_identity_token_file", "login_cache_directory",
					"container_authorization_token_file", "ca_bundle" ->
				"files/" + name + "-" + number;
			case "http.sync", "http.async" -> "com.example.Http" + number;
			default -> {
				String sample = name.replace('_', '-') + "-" + number;
				assertThatNoException().as("A sample for the setting '%s' is missing here", name)
					.isThrownBy(() -> setting.getType().read(sample));
				yield sample;
			}
		};
	}

}
