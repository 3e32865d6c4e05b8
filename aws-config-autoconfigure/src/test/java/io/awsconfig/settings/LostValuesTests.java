package io.awsconfig.settings;

import java.util.List;
import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.sharedconfig.SharedConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LostValues}: which values that do not apply are told of. The service
 * {@code lambda} has no clients.
 */
class LostValuesTests {

	private static List<String> warnings(String places) {
		return resolve(places).getDiagnostics()
			.stream()
			.map(Diagnostic::message)
			.filter((message) -> !message.equals("odd"))
			.toList();
	}

	private static AwsSettings resolve(String places) {
		return new SettingsResolver(WrittenPlace.all(places), SharedConfig.none(),
				Set.copyOf(SettingCatalog.getSettings()), (service) -> !service.toString().equals("lambda"))
			.resolve();
	}

	@ParameterizedTest
	@ValueSource(strings = { "COMMAND_LINE region=a | APPLICATION region=b",
			"SYSTEM_PROPERTIES region=a | APPLICATION region=b", "APPLICATION region=a | APPLICATION region=b",
			"CONNECTION region=a | COMMAND_LINE region=b", "ENVIRONMENT_VARIABLES region=a | CONFIG_FILE region=b",
			"ENVIRONMENT_VARIABLES region=a | APPLICATION region=a",
			// Fewer clients, a higher place or the same one
			"COMMAND_LINE s3:max_attempts=2 | APPLICATION max_attempts=3",
			"ENVIRONMENT_VARIABLES s3:max_attempts=2 | APPLICATION max_attempts=3",
			"APPLICATION s3:max_attempts=2 max_attempts=3", "APPLICATION s3:region=a | APPLICATION region=b",
			"COMMAND_LINE @x:service=s3 @x:region=a s3:region=b region=c",
			"COMMAND_LINE s3:max_attempts=2 | APPLICATION s3:max_attempts=3 max_attempts=4",
			// Those of the machine may be there for others
			"ENVIRONMENT_VARIABLES region=a | APPLICATION s3:region=b",
			"COMMAND_LINE endpoint_url=http://a | CONFIG_FILE endpoint_url=http://b",
			"APPLICATION http.ssl.bundle=mine | CONFIG_FILE ca_bundle=/ca.pem",
			"APPLICATION http.ssl.bundle=mine ca_bundle=/ca.pem",
			"APPLICATION ignore_configured_endpoint_urls=true endpoint_url=http://a",
			"ENVIRONMENT_VARIABLES ignore_configured_endpoint_urls=true | APPLICATION s3:endpoint_url=http://a",
			// Has no clients, which is told elsewhere
			"COMMAND_LINE max_attempts=5 | APPLICATION lambda:max_attempts=3",
			"ENVIRONMENT_VARIABLES lambda:max_attempts=5 | APPLICATION lambda:max_attempts=3",
			"COMMAND_LINE endpoint_url=http://a | APPLICATION lambda:endpoint_url=http://b",
			"APPLICATION use_fips_endpoint=true lambda:endpoint_url=http://a" })
	void whatAppliesAsItShouldIsNothingToTalkAbout(String places) {
		assertThat(warnings(places)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"',
			textBlock = """
					ENVIRONMENT_VARIABLES region=a | APPLICATION region=b ; \
					'region' has the value b here, but environment variable region with the value a applies
					ENVIRONMENT_VARIABLES s3:region=a | APPLICATION s3:region=b region=c ; \
					's3:region' has the value b here, but environment variable s3:region with the value a applies
					COMMAND_LINE max_attempts=5 | APPLICATION s3:max_attempts=3 ; \
					'max_attempts' has the value 5 here, but s3:max_attempts at APPLICATION s3:max_attempts with the value 3 applies \
					to clients of 's3', since it is set for them
					SYSTEM_PROPERTIES max_attempts=5 | CONFIG_FILE s3:max_attempts=3 ; \
					'max_attempts' has the value 5 here, but s3:max_attempts at CONFIG_FILE s3:max_attempts with the value 3 applies \
					to clients of 's3', since it is set for them
					COMMAND_LINE max_attempts=5 | APPLICATION @x:service=s3 @x:max_attempts=3 ; \
					'max_attempts' has the value 5 here, but @x:max_attempts at APPLICATION @x:max_attempts with the value 3 applies \
					to the client 'x', since it is set for it
					COMMAND_LINE s3:max_attempts=5 max_attempts=4 | APPLICATION @x:service=s3 @x:max_attempts=3 ; \
					's3:max_attempts' has the value 5 here, but @x:max_attempts at APPLICATION @x:max_attempts with the value 3 applies \
					to the client 'x', since it is set for it
					COMMAND_LINE endpoint_url=http://a | APPLICATION s3:endpoint_url=http://b ; \
					's3:endpoint_url' has the value http://b here, but endpoint_url at COMMAND_LINE endpoint_url with the value http://a \
					applies to clients of 's3' as well, since its place counts first
					ENVIRONMENT_VARIABLES endpoint_url=http://a | APPLICATION s3:endpoint_url=http://b ; \
					's3:endpoint_url' has the value http://b here, but environment variable endpoint_url with the value http://a \
					applies to clients of 's3' as well, since its place counts first
					COMMAND_LINE role_arn=arn:aws:iam::123456789012:role/a | APPLICATION s3:role_arn=arn:aws:iam::123456789012:role/b ; \
					'role_arn' has the value arn:aws:iam::123456789012:role/a here, but s3:role_arn at APPLICATION s3:role_arn \
					with the value arn:aws:iam::123456789012:role/b applies to clients of 's3', since it is set for them
					COMMAND_LINE ca_bundle=/ca.pem | APPLICATION http.ssl.bundle=mine ; \
					'ca_bundle' has the value /ca.pem here, but http.ssl.bundle at APPLICATION http.ssl.bundle with the value mine \
					applies: of a CA bundle and an SSL bundle, it is the SSL bundle that counts
					APPLICATION s3:ca_bundle=/ca.pem http.ssl.bundle=mine ; \
					's3:ca_bundle' has the value /ca.pem here, but http.ssl.bundle at APPLICATION http.ssl.bundle with the value mine \
					applies: of a CA bundle and an SSL bundle, it is the SSL bundle that counts
					COMMAND_LINE endpoint_url=http://a | CONFIG_FILE ignore_configured_endpoint_urls=true ; \
					'endpoint_url' has the value http://a here, but ignore_configured_endpoint_urls at \
					CONFIG_FILE ignore_configured_endpoint_urls with the value true switches off all that are configured
					ENVIRONMENT_VARIABLES aws_access_key_id=AKIAIOSFODNN7EXAMPLE aws_secret_access_key=s | \
					APPLICATION aws_access_key_id=AKIDEXAMPLE00000ER99 aws_secret_access_key=t aws_session_token=u ; \
					'aws_access_key_id' has the value ****ER99 here, but environment variable aws_access_key_id with the value ****MPLE applies
					""")
	void whatWasMeantToApplyIsToldOfOnce(String places, String warning) {
		assertThat(warnings(places)).containsExactly(warning);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', nullValues = "-", textBlock = """
			APPLICATION http.ssl.bundle=mine | CONFIG_FILE ca_bundle=/ca.pem ; ca_bundle ; mine
			APPLICATION ignore_configured_endpoint_urls=true endpoint_url=http://a ; endpoint_url ; true
			APPLICATION use_fips_endpoint=true endpoint_url=http://a ; use_fips_endpoint ; http://a
			ENVIRONMENT_VARIABLES aws_access_key_id=AKIAIOSFODNN7EXAMPLE aws_secret_access_key=s | APPLICATION \
			aws_access_key_id=B aws_secret_access_key=t aws_session_token=u ; aws_session_token ; ****MPLE
			CONNECTION aws_access_key_id=AKIAIOSFODNN7EXAMPLE aws_secret_access_key=s | APPLICATION \
			role_arn=arn:aws:iam::123456789012:role/b ; role_arn ; ****MPLE
			APPLICATION ca_bundle=/ca.pem ; ca_bundle ; -
			""")
	void whatTakesThePlaceOfASettingIsKnown(String places, String setting, @Nullable String displacer) {
		AwsSetting<?> found = SettingCatalog.find(setting);
		assertThat(found).isNotNull();
		Displacer actual = resolve(places).get(found).getDisplacer();
		assertThat((actual != null) ? actual.displayValue() : null).isEqualTo(displacer);
	}

}
