package io.awsconfig.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the table in {@code docs/reload.md} current, and writes it if the system property
 * {@code reload.docs.write} is {@code true}. {@link ReloadRowTests} test each row.
 */
class ReloadDocumentTests {

	private static final Path FILE = Path.of("../docs/reload.md");

	private static final String MARK = "says how to write it anew -->\n\n";

	private static final String COMMAND = "./mvnw test -pl aws-config-autoconfigure -Dtest=ReloadDocumentTests "
			+ "-Dreload.docs.write=true";

	@BeforeAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("reload.docs.write")) {
			String text = Files.readString(FILE);
			Files.writeString(FILE, text.substring(0, text.indexOf(MARK) + MARK.length()) + table());
		}
	}

	@Test
	void tableIsCurrent() throws IOException {
		assertThat(Files.readString(FILE)).as("%s is not current; write it anew with%n    %s", FILE, COMMAND)
			.endsWith(MARK + table());
	}

	private static String table() {
		StringBuilder table = new StringBuilder("| setting | application property | effect | |\n|---|---|---|---|\n");
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			table.append("| `")
				.append(setting.getName())
				.append("` | `")
				.append(setting.getPropertyName())
				.append("` | ")
				.append(setting.getEffect().getDescription())
				.append(" | ")
				.append(remark(setting))
				.append(" |\n");
		}
		return table.append("| `service` of a named client | `aws.clients.<name>.service` | restart | |\n").toString();
	}

	private static String remark(AwsSetting<?> setting) {
		return switch (setting.getName()) {
			case "profile", "config_file", "shared_credentials_file" -> "credentials from there: at once";
			case "role_arn", "web_identity_token_file" -> "a client that has none of its own yet: next client";
			case "api_call_timeout", "api_call_attempt_timeout" ->
				"one that is taken away, or that of an S3 client on the AWS CRT: next client";
			case "max_attempts" -> "methods of the application that are retried: restart";
			case "sso_session" -> "`SdkTokenProvider`: restart";
			case "ec2_metadata_disabled" -> "never takes the role of the instance in place of other credentials";
			default -> "";
		};
	}

}
