package io.awsconfig.settings.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.awsconfig.settings.ClientName;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the types of all settings with values that nobody would write: each one is
 * valid, and means the same when it is written again, or is refused with words that do
 * not repeat it.
 */
class SettingTypesFuzzTests {

	private static final String[] VALUES = { "http://localhost:4566", "https://user:telltale@host:80/p?q#f",
			"localhost:80", "10s", "1500ms", "2.5", "us-east-1", "true", "123", "standard", "a,b,c", "sigv4,sigv4a",
			"123456789012", "*.internal,localhost", "PT1M30S", "/v2/credentials/x", "s3.us-east-1.amazonaws.com",
			"arn:aws:iam::123456789012:role/x", "telltale" };

	/**
	 * One setting of each type.
	 */
	static Stream<AwsSetting<?>> settings() {
		Map<String, AwsSetting<?>> settings = new LinkedHashMap<>();
		SettingCatalog.getSettings()
			.forEach((setting) -> settings.putIfAbsent(
					setting.getType().getClass() + setting.getType().getValidValues() + setting.isSensitive(),
					setting));
		return settings.values().stream();
	}

	@ParameterizedTest
	@MethodSource("settings")
	void valueIsValidOrRefused(AwsSetting<?> setting) {
		Fuzz.run((text) -> check(setting, text.strip()), VALUES);
	}

	@ParameterizedTest
	@MethodSource("settings")
	void longValueTakesLinearTime(AwsSetting<?> setting) {
		Fuzz.runLong((text) -> check(setting, text.strip()), "", "http://");
	}

	@Test
	void nameIsFoundOrNot() {
		Fuzz.run((text) -> {
			SettingCatalog.find(text);
			for (String kind : List.of("service", "client")) {
				try {
					Object name = kind.equals("service") ? ServiceId.of(text) : ClientName.of(text);
					assertThat(name.toString()).isNotEmpty();
				}
				catch (IllegalArgumentException ex) {
					assertThat(text).matches("(?s)[^\\p{IsAlphabetic}\\p{IsDigit}]*");
				}
			}
		}, "s3", "Elastic Beanstalk", "AWS_SERVICES_S3_SECRET_ACCESS_KEY", "AWS_CLIENTS_A_B_ROLE_ARN",
				"aws.endpoint-url", "endpointUrlDynamoDb", "AWS_ENDPOINT_URL_S3");
	}

	private static <T> void check(AwsSetting<T> setting, String text) {
		try {
			T value = setting.getType().read(text);
			String written = setting.getType().write(value);
			assertThat(setting.getType().read(written)).isEqualTo(value);
		}
		catch (IllegalArgumentException ex) {
			Fuzz.assertTellsNothing(ex.getMessage());
			assertThat(String.valueOf(ex.getMessage())).hasSizeLessThan(2_000);
			setting.getType().suggest(text);
		}
		String shown = SettingValue.display(setting, text);
		if (setting.isSensitive()) {
			Fuzz.assertTellsNothing(shown);
		}
	}

}
