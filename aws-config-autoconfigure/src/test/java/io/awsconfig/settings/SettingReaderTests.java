package io.awsconfig.settings;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.testsupport.CpuTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.origin.SystemEnvironmentOrigin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SettingReader}.
 */
class SettingReaderTests {

	@ParameterizedTest
	@MethodSource
	void longTextsTakeNoTime(AwsSetting<?> setting) {
		List<String> parts = List.of("9", "9.", "a.", "1e", "-", ",", "a,", "[", "a-", "http://", "http://9.", "\u0000",
				" ", "\"");
		CpuTime.assertAtMost(Duration.ofSeconds(3), () -> {
			for (String part : parts) {
				String text = part.repeat(15_000 / part.length());
				readAsUsersDo(setting, text);
				readAsUsersDo(setting, text + "!");
				readAsUsersDo(setting, "a" + text + "!");
				// Short enough to pass each limit, and too long for what is cubic
				readAsUsersDo(setting, part.repeat(8000 / part.length()) + ":80");
			}
		});
	}

	/**
	 * One setting of each type.
	 */
	static Collection<AwsSetting<?>> longTextsTakeNoTime() {
		Map<String, AwsSetting<?>> settings = new LinkedHashMap<>();
		SettingCatalog.getSettings().forEach((setting) -> settings.put(setting.getType().getValidValues(), setting));
		settings.put("a service", SettingCatalog.CLIENT_SERVICE);
		return settings.values();
	}

	private static <T> void readAsUsersDo(AwsSetting<T> setting, String text) {
		SettingReader reader = new SettingReader();
		reader.read(setting,
				List.of(new WrittenValue(text, "a-setting", SourceKind.APPLICATION, new SystemEnvironmentOrigin("X"))));
		setting.tolerate(text, true);
		setting.tolerate(text, false);
		try {
			reader.failIfInvalid();
		}
		catch (InvalidAwsSettingsException ex) {
			assertThat(ex.getMessage()).hasSizeLessThan(2000);
		}
	}

}
