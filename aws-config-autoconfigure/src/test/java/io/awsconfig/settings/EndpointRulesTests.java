package io.awsconfig.settings;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndpointRules}.
 */
class EndpointRulesTests {

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = ';',
			textBlock = """
					APPLICATION                                                                                            ;
					APPLICATION s3:endpoint_url=own                                                                        ; own
					APPLICATION endpoint_url=all                                                                           ; all
					APPLICATION endpoint_url=all s3:endpoint_url=own                                                       ; own all
					APPLICATION endpoint_url=all sqs:endpoint_url=other @s3:endpoint_url=named                             ; all
					ENVIRONMENT_VARIABLES endpoint_url=all  | APPLICATION s3:endpoint_url=own                              ; all own
					ENVIRONMENT_VARIABLES s3:endpoint_url=1 endpoint_url=2 | APPLICATION s3:endpoint_url=3 endpoint_url=4  ; 1 2 3 4
					APPLICATION endpoint_url=all            | CREDENTIALS_FILE s3:endpoint_url=own                         ; all own
					APPLICATION endpoint_url=all            | CONFIG_FILE s3:endpoint_url=own                              ; all own
					CREDENTIALS_FILE endpoint_url=all       | CONFIG_FILE s3:endpoint_url=own                              ; own all
					CREDENTIALS_FILE s3:endpoint_url=1 endpoint_url=3 | CONFIG_FILE s3:endpoint_url=2 endpoint_url=4       ; 1 2 3 4
					""")
	void globalEndpointOfAHigherPlaceComesBeforeAServicesOwnOfALowerOne(String places, @Nullable String found) {
		assertThat(EndpointRules.findEndpoints(WrittenPlace.all(places), ServiceId.of("s3")))
			.extracting(WrittenValue::text)
			.containsExactly((found != null) ? found.split(" ") : new String[0]);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = ';', textBlock = """
			APPLICATION endpoint_url=http://a                                                         ; http://a
			APPLICATION endpoint_url=http://a ignore_configured_endpoint_urls=false                   ; http://a
			APPLICATION endpoint_url=http://a ignore_configured_endpoint_urls=true                    ;
			CONFIG_FILE endpoint_url=http://a ignore_configured_endpoint_urls=true                    ;
			CONNECTION endpoint_url=http://a | CONFIG_FILE ignore_configured_endpoint_urls=true       ; http://a
			APPLICATION ignore_configured_endpoint_urls=true                                          ;
			""")
	void configuredEndpointIsIgnoredIfThatIsAskedFor(String places, @Nullable URI endpoint) {
		Map<AwsSetting<?>, SettingValue<?>> values = read(places);
		EndpointRules.ignoreIfAsked(values);
		SettingValue<?> value = values.get(SettingCatalog.ENDPOINT_URL);
		assertThat(value).isNotNull();
		assertThat(value.getValue()).isEqualTo(endpoint);
		assertThat(value.isSet()).isEqualTo(endpoint != null);
	}

	@Test
	void ignoredEndpointIsShadowed() {
		Map<AwsSetting<?>, SettingValue<?>> values = read("APPLICATION endpoint_url=http://a"
				+ " ignore_configured_endpoint_urls=true | CONFIG_FILE endpoint_url=http://b");
		EndpointRules.ignoreIfAsked(values);
		assertThat(values.get(SettingCatalog.ENDPOINT_URL).getShadowed()).extracting(WrittenValue::text)
			.containsExactly("http://a", "http://b");
	}

	@Test
	void whereNeitherIsKnownNothingIsIgnored() {
		Map<AwsSetting<?>, SettingValue<?>> values = read(
				"APPLICATION endpoint_url=http://a ignore_configured_endpoint_urls=true");
		values.remove(SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS);
		EndpointRules.ignoreIfAsked(values);
		assertThat(values.get(SettingCatalog.ENDPOINT_URL).isSet()).isTrue();
		values = read("APPLICATION ignore_configured_endpoint_urls=true");
		values.remove(SettingCatalog.ENDPOINT_URL);
		EndpointRules.ignoreIfAsked(values);
		assertThat(values).doesNotContainKey(SettingCatalog.ENDPOINT_URL);
	}

	private static Map<AwsSetting<?>, SettingValue<?>> read(String places) {
		Map<AwsSetting<?>, SettingValue<?>> values = new LinkedHashMap<>();
		for (AwsSetting<?> setting : List.of(SettingCatalog.ENDPOINT_URL,
				SettingCatalog.IGNORE_CONFIGURED_ENDPOINT_URLS)) {
			List<WrittenValue> found = WrittenPlace.all(places)
				.stream()
				.flatMap((place) -> place.find(setting, null).stream())
				.toList();
			values.put(setting, new SettingReader().read(setting, found));
		}
		return values;
	}

}
