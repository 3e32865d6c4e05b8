package io.awsconfig.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Names in the shared files that look like others, and placeholders without a name that
 * is there.
 */
class SharedFileNamesTests {

	@TempDir
	Path home;

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	private AwsSettings settings(Map<String, Object> application) {
		StandardEnvironment environment = this.machine.applyTo(new StandardEnvironment());
		environment.getPropertySources().addLast(new MapPropertySource("application", application));
		ConfigurationPropertySources.attach(environment);
		AwsEnvironment attached = AwsEnvironment.attachTo(environment);
		return AwsSettings.resolve(attached.getSettingSources(), attached.getSharedConfig());
	}

	private List<String> diagnose() {
		return settings(Map.of()).getDiagnostics().stream().map(Diagnostic::toString).toList();
	}

	@Test
	void quotedSectionsAreFoundByTheirNames() {
		this.machine.variable("AWS_PROFILE", "my dev").config("""
				[profile "my dev"]
				sso_session = FOO BAR
				sso_account_id = 123456789012
				sso_role_name = dev
				services = my local

				[sso-session 'FOO BAR']
				sso_start_url = https://x.awsapps.com/start
				sso_region = us-east-1

				[services "my local"]
				s3 =
				  endpoint_url = http://localhost:1
				""");
		AwsSettings settings = settings(Map.of());
		assertThat(settings.getValue(SettingCatalog.SSO_REGION)).isEqualTo("us-east-1");
		assertThat(settings.forService(ServiceId.of("s3")).getValue(SettingCatalog.ENDPOINT_URL))
			.hasToString("http://localhost:1");
		assertThat(settings.getDiagnostics()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "shop-prod, shop_prod", "shop-prod, Shop-Prod", "shop_prod, shop-prod", "shopProd, shop-prod",
			"shop.prod, shop-prod" })
	void profileThatTheOtherFileSpellsOtherwiseIsTold(String used, String other) {
		this.machine.variable("AWS_PROFILE", used)
			.config("[profile %s]\nregion = eu-west-1\n".formatted(used))
			.credentials("# keys\n[%s]\naws_access_key_id = a\naws_secret_access_key = b\n".formatted(other));
		assertThat(diagnose()).containsExactly(("%s/.aws/credentials - 2:1 (profile '%s'): The profile '%s' stands in "
				+ "%1$s/.aws/config alone, and what is here as '%2$s' is another profile; give both the same name if "
				+ "they are meant to be one")
			.formatted(this.home, other, used));
	}

	@Test
	void profileInTheConfigFileThatIsSpelledOtherwiseIsTold() {
		this.machine.variable("AWS_PROFILE", "shop_prod")
			.config("[default]\n[profile shop-prod]\nregion = eu-west-1\n")
			.credentials("[shop_prod]\naws_access_key_id = a\naws_secret_access_key = b\n");
		assertThat(diagnose()).singleElement()
			.asString()
			.startsWith(this.home + "/.aws/config - 2:1 (profile 'shop-prod'): The profile 'shop_prod' stands in ");
	}

	@Test
	void defaultInCapitalsIsAnotherProfile() {
		this.machine.credentials("[Default]\naws_access_key_id = a\naws_secret_access_key = b\n");
		assertThat(diagnose()).singleElement()
			.asString()
			.contains("The profile 'default' does not exist, and what is here as 'Default' is another profile");
	}

	@Test
	void profilesThatAreTwoInBothFilesOrNotInUseAreNothingOdd() {
		this.machine.variable("AWS_PROFILE", "shop-prod")
			.config("[profile shop-prod]\nregion = x\n[profile shop_prod]\nregion = y\n[profile a_b]\n[profile shop]\n")
			.credentials("[shop_prod]\naws_access_key_id = a\naws_secret_access_key = b\n[a-b]\n[shop-prod2]\n");
		assertThat(diagnose()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "endpoint, endpoint_url", "aws_region, region", "default_region, region",
			"access_key_id, aws_access_key_id", "secret_access_key, aws_secret_access_key", "aws_profile_region, ",
			"assume_role_arn, role_arn", "regoin, region" })
	void settingAsOthersCallItIsTold(String key, String right) {
		this.machine.config("[default]\n%s = value-secret\n".formatted(key));
		if (right == null) {
			assertThat(diagnose()).isEmpty();
			return;
		}
		assertThat(diagnose()).containsExactly(
				"%s/.aws/config - 2:%d (profile 'default'): '%s' is not a setting here and is ignored; did you mean '%s'?"
					.formatted(this.home, key.length() + 4, key, right));
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3 =\n  endpoint_url = http://localhost:1", "s3.endpoint_url = http://localhost:1",
			"s3_endpoint_url = http://localhost:1", "endpoint_url_s3 = http://localhost:1" })
	void endpointOfAServiceHasNoPlaceInAProfile(String lines) {
		this.machine.config("[default]\n" + lines + "\n");
		assertThat(diagnose()).singleElement()
			.asString()
			.endsWith(
					"the endpoint of one service stands below its name in a section [services <name>], which the profile "
							+ "names with 'services = <name>'");
	}

	@Test
	void whatAnotherToolReadsInPlaceOfASettingIsOneLine() {
		this.machine.config("[default]\ninclude_profile = base\n[profile base]\nregion = eu-west-1\n[profile other]\n"
				+ "include_profile = base\n");
		assertThat(diagnose())
			.containsExactly(this.home + "/.aws/config - 2:19 (profile 'default'): 'include_profile' is "
					+ "read by aws-vault alone; here, nothing of the profile that it names applies");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mfa_process", "chain_mfa_serial2", "granted_sso_start_url", "granted_sso_region",
			"granted_sso_account_id", "granted_sso_role_name", "granted_color", "common_fate_generated_from",
			"credential_process_timeout", "x_principal_arn", "x_security_token_expires", "x_credential_expiration",
			"aws_mfa_device", "assumed_role", "assumed_role_arn2", "expiration", "aws_expiration", "aws_saml_url",
			"okta_username", "okta_role_name", "okta_aws_app_url", "azure_tenant_id", "azure_app_id_uri",
			"azure_default_role_arn", "azure_default_duration_hours", "cli_pager", "cli_auto_prompt",
			"cli_follow_urlparam", "cli_timestamp_format", "cli_history", "color", "leapp_session",
			"sso_auto_populated", "toolkit_artifact_guid", "account_name", "s3_bucket", "tf_state_bucket", "user_arn",
			"idp_url", "gimme_creds_server", "role_name", "transitive_session_tags", "session_tags", "source_identity",
			"vegas_role_arn", "tcp_keepalive", "use_proxy", "signature_version", "aws_account_alias" })
	void whatOtherToolsKeepThereIsNoAlarm(String key) {
		this.machine.config("[default]\nregion = eu-west-1\n%s = x\n".formatted(key))
			.credentials("[default]\naws_access_key_id = a\naws_secret_access_key = b\n%s = x\n".formatted(key));
		assertThat(diagnose()).isEmpty();
	}

	@Test
	void groupsThatTheCommandLineInterfaceReadsAreNoAlarm() {
		this.machine.config("[default]\ns3 =\n  addressing_style = path\n  max_concurrent_requests = 20\n"
				+ "  use_dualstack_endpoint = true\n  signature_version = s3v4\ndynamodb =\n  x = y\n");
		assertThat(diagnose()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			aws.region             | ${APP_REGION}           | APP_REGION
			aws.region             | ${app.regions.main}     | app.regions.main
			aws.endpoint-url       | http://${HOST_NAME}:1   | HOST_NAME
			aws.profile            | ${team:${TEAM}}         | TEAM
			aws.secret-access-key  | ${VAULT_KEY}            | VAULT_KEY
			aws.services.s3.region | ${S3_REGION}            | S3_REGION
			""")
	void placeholderThatNothingResolvesIsNamed(String property, String value, String missing) {
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> settings(Map.of(property, value)))
			.withMessage("""
					The value of '%s' has a placeholder that nothing resolves.

					    Where:   "%1$s" from property source "application"
					    Missing: %s""".formatted(property, missing));
	}

	@Test
	void placeholderThatIsNearlyThereIsAnsweredWithWhatIs() {
		this.machine.variable("APP_REGION", "eu-west-1");
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> settings(Map.of("aws.region", "${APP_REGOIN}")))
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Define what the placeholder stands for, or give it a default after a colon. There is "
						+ "'APP_REGION': is that meant?"));
	}

	@Test
	void partOfASecretThatLooksLikeAPlaceholderIsNotShown() {
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> settings(Map.of("aws.access-key-id", "a", "aws.secret-access-key", "abc${hidden}def")))
			.withMessageContaining("The value of 'aws.secret-access-key' has a placeholder that nothing resolves.")
			.withMessageNotContaining("hidden");
	}

	@Test
	void sectionOfTheNameThatIsNoProfileIsNamed() {
		this.machine.variable("AWS_PROFILE", "local").config("[services local]\n[sso-session local]\n[default]\n");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> settings(Map.of())).withMessage("""
				The AWS profile 'local' does not exist.

				    Asked for by: environment variable AWS_PROFILE
				    Looked in:    %1$s/.aws/config
				    Looked in:    %1$s/.aws/credentials (does not exist)
				    No profile:   %1$s/.aws/config - 2:1 (sso-session 'local')
				    No profile:   %1$s/.aws/config - 1:1 (services 'local')""".formatted(this.home));
	}

	@Test
	void profileOfTheNameThatIsNoServicesSectionIsNamed() {
		this.machine.config("[default]\nservices = shop\n[profile shop]\n[services other]\n");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> settings(Map.of()))
			.withMessage(
					"""
							The services section 'shop' does not exist in %1$s/.aws/config, but services at %1$s/.aws/config - 2:12 \
							(profile 'default') asks for it.

							    No services: %1$s/.aws/config - 3:1 (profile 'shop')"""
						.formatted(this.home));
	}

	@Test
	void profileOfSeveralWordsWithoutQuotationMarksIsFound() {
		this.machine.variable("AWS_PROFILE", "my dev").config("[profile my dev]\nregion = eu-west-1\n");
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> settings(Map.of()))
			.satisfies((ex) -> assertThat(ex.getAction())
				.contains("Write [profile \"my dev\"] in place of [profile my dev] at "));
	}

}
