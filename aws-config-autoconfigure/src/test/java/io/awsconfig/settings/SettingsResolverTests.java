package io.awsconfig.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFileType;
import io.awsconfig.sharedconfig.SharedConfigParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SettingsResolver}: which of the places applies to whom. Each row has
 * the places, whose client it is, a setting, what applies and what that shadows.
 */
class SettingsResolverTests {

	/**
	 * A profile that a service or a named client may name; no place of the application
	 * has it.
	 */
	private static final SharedConfig FILES = files("""
			[profile other]
			region = other-region
			role_arn = arn:aws:iam::123456789012:role/other
			source_profile = keys
			aws_account_id = 123456789012
			services = others
			endpoint_url = http://other
			[profile odd]
			regoin = eu-west-1
			[profile keys]
			aws_access_key_id = AKIDFILE
			aws_secret_access_key = file-secret
			[services others]
			s3 =
			  endpoint_url = http://other-s3
			""");

	private static SharedConfig files(String config) {
		SharedConfigParser parser = new SharedConfigParser();
		return new SharedConfig(parser.parse(config, Path.of("/config"), SharedConfigFileType.CONFIG),
				parser.parse("", Path.of("/credentials"), SharedConfigFileType.CREDENTIALS));
	}

	@Test
	void placesCountInTheirOrder() {
		List<String> kinds = Arrays.stream(SourceKind.values()).map(SourceKind::name).toList();
		for (int i = 0; i < kinds.size(); i++) {
			List<String> places = new ArrayList<>();
			kinds.subList(i, kinds.size()).forEach((kind) -> places.add(kind + " region=" + regionOf(kind)));
			SettingValue<?> value = value(String.join(" | ", places), null, "region");
			assertThat(value.getValue()).isEqualTo(regionOf(kinds.get(i)));
			assertThat(value.getShadowed()).extracting(WrittenValue::kind)
				.containsExactly(Arrays.copyOfRange(SourceKind.values(), i + 1, kinds.size()));
		}
	}

	private static String regionOf(String kind) {
		return kind.toLowerCase().replace('_', '-');
	}

	@ParameterizedTest(name = "{0} for {1}: {2}={3} before {4}")
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					APPLICATION s3:region=b                                        ; -   ; region ; -  ; -
					APPLICATION region=a                                           ; s3  ; region ; a  ; -
					APPLICATION region=a s3:region=b                               ; s3  ; region ; b  ; a
					APPLICATION region=a s3:region=b                               ; sqs ; region ; a  ; -
					APPLICATION region=a s3:region=b                               ; -   ; region ; a  ; -
					COMMAND_LINE region=a | APPLICATION s3:region=b                ; s3  ; region ; b  ; a
					COMMAND_LINE s3:region=a | APPLICATION s3:region=b region=c    ; s3  ; region ; a  ; b c
					APPLICATION region=a s3:region=                                ; s3  ; region ; a  ; -
					CONNECTION region=a | COMMAND_LINE s3:region=b region=c        ; s3  ; region ; a  ; b c
					CONNECTION s3:region=a region=b | COMMAND_LINE region=c        ; s3  ; region ; a  ; b c
					CONNECTION s3:region=a | COMMAND_LINE region=c                 ; -   ; region ; c  ; -
					APPLICATION retry_mode=standard s3:retry_mode=adaptive         ; s3  ; retry_mode ; adaptive ; standard
					APPLICATION s3:region=b ec2_metadata_service_endpoint_mode=ipv6; s3  ; ec2_metadata_service_endpoint_mode ; ipv6 ; -
					""")
	void whatIsSaidOfAServiceCountsBeforeWhatIsSaidOfAll(String places, @Nullable String client, String setting,
			@Nullable String applies, @Nullable String shadowed) {
		assertValue(places, client, setting, applies, shadowed);
	}

	@ParameterizedTest(name = "{0} for {1}: {2} before {3}")
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					ENVIRONMENT_VARIABLES endpoint_url=http://a | APPLICATION s3:endpoint_url=http://b     ; s3  ; http://a ; http://b
					APPLICATION endpoint_url=http://a s3:endpoint_url=http://b                             ; s3  ; http://b ; http://a
					CONNECTION s3:endpoint_url=http://c | APPLICATION s3:endpoint_url=http://b             ; s3  ; http://c ; http://b
					CONNECTION endpoint_url=http://c | APPLICATION s3:endpoint_url=http://b                ; s3  ; http://c ; http://b
					APPLICATION endpoint_url=http://a ignore_configured_endpoint_urls=true                 ; -   ; -        ; http://a
					APPLICATION endpoint_url=http://a s3:ignore_configured_endpoint_urls=true              ; s3  ; -        ; http://a
					APPLICATION endpoint_url=http://a s3:ignore_configured_endpoint_urls=true              ; -   ; http://a ; -
					APPLICATION endpoint_url=http://a @x:service=s3 @x:ignore_configured_endpoint_urls=true; @x  ; -        ; http://a
					APPLICATION s3:endpoint_url=http://b @x:service=s3 @x:endpoint_url=http://c            ; @x  ; http://c ; http://b
					COMMAND_LINE endpoint_url=http://a | APPLICATION s3:endpoint_url=http://b @x:service=s3; @x  ; http://a ; http://b
					""")
	void endpointFollowsRulesOfItsOwn(String places, @Nullable String client, @Nullable String applies,
			@Nullable String shadowed) {
		assertValue(places, client, "endpoint_url", applies, shadowed);
	}

	@ParameterizedTest(name = "{0} for {1}: {2}={3}")
	@CsvSource(delimiter = ';', nullValues = "-", textBlock = """
			APPLICATION use_fips_endpoint=true                                               ; -  ; true
			APPLICATION use_fips_endpoint=true endpoint_url=http://a                         ; -  ; -
			APPLICATION use_fips_endpoint=true s3:endpoint_url=http://a                      ; -  ; true
			APPLICATION use_fips_endpoint=true s3:endpoint_url=http://a                      ; s3 ; -
			APPLICATION use_fips_endpoint=true @x:service=s3 @x:endpoint_url=http://a        ; @x ; -
			APPLICATION use_fips_endpoint=true @x:service=s3                                 ; @x ; true
			APPLICATION use_fips_endpoint=true endpoint_url=http://a s3:ignore_configured_endpoint_urls=true ; s3 ; true
			""")
	void endpointVariantGivesWayToAUrlOfTheSameClient(String places, @Nullable String client,
			@Nullable String applies) {
		assertThat(text(value(places, client, "use_fips_endpoint"))).isEqualTo(applies);
	}

	@ParameterizedTest(name = "{0} for {1}: {2}={3} before {4}")
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					APPLICATION @x:service=s3 @x:region=a s3:region=b region=c                 ; @x ; region ; a ; b c
					APPLICATION @x:service=s3 s3:region=b region=c                             ; @x ; region ; b ; c
					APPLICATION @x:service=s3 sqs:region=b region=c                            ; @x ; region ; c ; -
					APPLICATION @x:service=s3 @x:region=a                                      ; s3 ; region ; - ; -
					COMMAND_LINE region=c | APPLICATION @x:service=s3 @x:region=a              ; @x ; region ; a ; c
					CONNECTION s3:region=d | APPLICATION @x:service=s3 @x:region=a             ; @x ; region ; d ; a
					CONNECTION region=d | APPLICATION @x:service=s3 @x:region=a                ; @x ; region ; d ; a
					APPLICATION @x:service=s3 @x:profile=other s3:region=b                     ; @x ; region ; other-region ; b
					APPLICATION @x:service=s3 @x:profile=other @x:region=a                     ; @x ; region ; a ; other-region
					CONNECTION s3:aws_access_key_id=C s3:aws_secret_access_key=S | APPLICATION @x:service=s3 @x:profile=other ; @x ; region ; - ; -
					CONNECTION s3:aws_access_key_id=C s3:aws_secret_access_key=S | APPLICATION @x:service=s3 s3:profile=other ; @x ; region ; - ; -
					APPLICATION @x:service=s3 @x:profile=other s3:endpoint_url=http://b        ; @x ; endpoint_url ; http://other-s3 ; http://other http://b
					""")
	void namedClientHasItsOwnThenItsProfilesThenItsServicesThenAll(String places, String client, String setting,
			@Nullable String applies, @Nullable String shadowed) {
		assertValue(places, client, setting, applies, shadowed);
	}

	@ParameterizedTest(name = "{0} for s3: {1}={2} before {3}")
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					APPLICATION s3:profile=other                                               ; region       ; other-region    ; -
					APPLICATION s3:profile=other s3:region=b                                   ; region       ; b               ; other-region
					APPLICATION s3:profile=other region=a                                      ; region       ; a               ; -
					APPLICATION s3:profile=other | CONFIG_FILE region=a                        ; region       ; other-region    ; -
					APPLICATION s3:profile=other | CONFIG_FILE retry_mode=standard             ; retry_mode   ; -               ; -
					APPLICATION s3:profile=other profile=x                                     ; profile      ; other           ; -
					APPLICATION s3:profile=other | CONFIG_FILE endpoint_url=http://a           ; endpoint_url ; http://other-s3 ; http://other
					APPLICATION s3:profile=other endpoint_url=http://a                         ; endpoint_url ; http://a        ; http://other-s3 http://other
					CONNECTION s3:aws_access_key_id=C s3:aws_secret_access_key=S | APPLICATION s3:profile=other ; region ; - ; -
					""")
	void profileOfAServiceTakesThePlaceOfTheFiles(String places, String setting, @Nullable String applies,
			@Nullable String shadowed) {
		assertValue(places, "s3", setting, applies, shadowed);
	}

	@ParameterizedTest(name = "{0} for {1}: {2}={3}, own: {4}")
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					APPLICATION role_arn=$R1                                            ; s3 ; role_arn       ; $R1  ; false
					APPLICATION role_arn=$R1 s3:role_arn=$R2                            ; s3 ; role_arn       ; $R2  ; true
					APPLICATION role_arn=$R1 s3:role_arn=$R2                            ; sqs; role_arn       ; $R1  ; false
					APPLICATION role_arn=$R1 external_id=abc s3:role_arn=$R2            ; s3 ; external_id    ; -    ; true
					APPLICATION role_arn=$R1 s3:role_arn=                               ; s3 ; role_arn       ; $R1  ; false
					APPLICATION role_arn=$R1 s3:credential_process=p                    ; s3 ; role_arn       ; $R1  ; false
					APPLICATION profile=x s3:role_arn=$R2                               ; s3 ; profile        ; x    ; true
					APPLICATION role_arn=$R1 s3:profile=other                           ; s3 ; role_arn       ; arn:aws:iam::123456789012:role/other ; true
					APPLICATION s3:profile=other s3:role_arn=$R2                        ; s3 ; role_arn       ; $R2  ; true
					APPLICATION s3:profile=other                                        ; s3 ; source_profile ; keys ; true
					APPLICATION @x:service=s3 role_arn=$R1                              ; @x ; role_arn       ; $R1  ; false
					APPLICATION @x:service=s3 s3:role_arn=$R2 role_arn=$R1              ; @x ; role_arn       ; $R2  ; true
					APPLICATION @x:service=s3 @x:role_arn=$R1 s3:role_arn=$R2           ; @x ; role_arn       ; $R1  ; true
					APPLICATION @x:service=s3 @x:role_arn=$R1 s3:role_arn=$R2 s3:external_id=abc ; @x ; external_id ; - ; true
					APPLICATION @x:service=s3 @x:profile=other profile=y                ; @x ; profile        ; other ; true
					APPLICATION @x:service=s3 @x:role_arn=$R1 profile=y                 ; @x ; profile        ; y    ; true
					APPLICATION @x:service=s3 s3:profile=other                          ; @x ; source_profile ; keys ; true
					""")
	void credentialsOfAClientAreItsOwnOrNot(String places, String client, String setting, @Nullable String applies,
			boolean own) {
		AwsSettings settings = settingsOf(client, resolve(roles(places)));
		assertThat(text(settings.get(setting(setting)))).isEqualTo(roles(applies));
		assertThat(settings.hasOwnCredentials()).isEqualTo(own);
	}

	@ParameterizedTest(name = "{0} for {1}: key {2}, role {3}, own: {4}")
	@CsvSource(delimiter = ';', nullValues = "-",
			textBlock = """
					APPLICATION aws_access_key_id=A aws_secret_access_key=S role_arn=$R1                            ; -  ; A ; $R1 ; false
					CONNECTION aws_access_key_id=C aws_secret_access_key=S | APPLICATION role_arn=$R1               ; -  ; C ; -   ; false
					CONNECTION aws_access_key_id=C aws_secret_access_key=S | COMMAND_LINE aws_access_key_id=A aws_secret_access_key=S ; - ; C ; - ; false
					CONNECTION aws_access_key_id=C aws_secret_access_key=S | APPLICATION s3:role_arn=$R1            ; s3 ; C ; -   ; false
					CONNECTION aws_access_key_id=C aws_secret_access_key=S | APPLICATION s3:profile=other           ; s3 ; C ; -   ; false
					CONNECTION s3:aws_access_key_id=C s3:aws_secret_access_key=S | APPLICATION s3:role_arn=$R1      ; s3 ; C ; -   ; true
					CONNECTION s3:aws_access_key_id=C s3:aws_secret_access_key=S | APPLICATION role_arn=$R1         ; -  ; - ; $R1 ; false
					CONNECTION s3:aws_access_key_id=C s3:aws_secret_access_key=S | APPLICATION @x:service=s3 @x:role_arn=$R1  ; @x ; C ; - ; true
					CONNECTION aws_access_key_id=C aws_secret_access_key=S | APPLICATION @x:service=s3 @x:profile=other       ; @x ; C ; - ; false
					CONNECTION sqs:aws_access_key_id=C sqs:aws_secret_access_key=S | APPLICATION @x:service=s3 @x:role_arn=$R1; @x ; - ; $R1 ; true
					APPLICATION aws_access_key_id=A aws_secret_access_key=S s3:aws_access_key_id=B s3:aws_secret_access_key=S         ; s3 ; B ; - ; true
					APPLICATION @x:service=s3 @x:aws_access_key_id=B @x:aws_secret_access_key=S s3:aws_access_key_id=A s3:aws_secret_access_key=S ; @x ; B ; - ; true
					APPLICATION @x:service=s3 s3:aws_access_key_id=A s3:aws_secret_access_key=S                     ; @x ; A ; -   ; true
					APPLICATION aws_access_key_id=A aws_secret_access_key=S s3:role_arn=$R1                         ; s3 ; - ; $R1 ; true
					APPLICATION aws_access_key_id=A aws_secret_access_key=S s3:profile=keys                         ; s3 ; AKIDFILE ; - ; true
					APPLICATION aws_access_key_id=A aws_secret_access_key=S @x:service=s3 @x:profile=keys           ; @x ; AKIDFILE ; - ; true
					""")
	void connectionsCredentialsHideAllOthers(String places, @Nullable String client, @Nullable String key,
			@Nullable String role, boolean own) {
		AwsSettings settings = settingsOf(client, resolve(roles(places)));
		AccessKeys keys = (settings.getAccessKeys() != null) ? settings.getAccessKeys()
				: settings.getProfileAccessKeys();
		assertThat((keys != null) ? keys.accessKeyId() : null).isEqualTo(key);
		assertThat(settings.getValue(SettingCatalog.ROLE_ARN)).isEqualTo(roles(role));
		assertThat(settings.hasOwnCredentials()).isEqualTo(own);
	}

	@Test
	void whatConnectionsCredentialsHideIsShadowed() {
		SettingValue<String> role = resolve(
				roles("CONNECTION aws_access_key_id=C aws_secret_access_key=S | APPLICATION role_arn=$R1"))
			.get(SettingCatalog.ROLE_ARN);
		assertThat(role.isSet()).isFalse();
		assertThat(role.getShadowed()).extracting(WrittenValue::text).containsExactly(roles("$R1"));
	}

	@Test
	void profileIsNoPartOfWhatAConnectionHides() {
		assertValue("CONNECTION aws_access_key_id=C aws_secret_access_key=S | APPLICATION profile=x", null, "profile",
				"x", null);
	}

	@Test
	void servicesAndNamedClientsAreThoseOfAllPlaces() {
		AwsSettings settings = resolve(
				"CONNECTION sqs:region=a | COMMAND_LINE @x:service=s3 | APPLICATION s3:region=b");
		assertThat(settings.getServices()).containsExactlyInAnyOrder(ServiceId.of("s3"), ServiceId.of("sqs"));
		assertThat(settings.getClients()).singleElement().satisfies((client) -> {
			assertThat(client.name()).isEqualTo("x");
			assertThat(client.service()).isEqualTo(ServiceId.of("s3"));
			assertThat(client.declaration().kind()).isEqualTo(SourceKind.COMMAND_LINE);
		});
	}

	@Test
	void namedClientNeedsAService() {
		assertThatExceptionOfType(ClientWithoutServiceException.class)
			.isThrownBy(() -> resolve("APPLICATION @x:region=a"));
	}

	@ParameterizedTest
	@CsvSource({ "APPLICATION s3:profile=absent", "APPLICATION @x:service=s3 @x:profile=absent" })
	void profileOfAClientMustBeThere(String places) {
		assertThatExceptionOfType(ProfileNotFoundException.class).isThrownBy(() -> resolve(places))
			.withMessageContaining("absent");
	}

	@Test
	void allThatIsWrongIsToldAtOnce() {
		assertThatExceptionOfType(InvalidAwsSettingsException.class)
			.isThrownBy(() -> resolve(
					"APPLICATION max_attempts=x s3:max_attempts=y @z:service=s3 @z:max_attempts=w" + " @v:service=---"))
			.withMessageContaining("s3:max_attempts")
			.withMessageContaining("@z:max_attempts")
			.withMessageContaining("APPLICATION max_attempts")
			.withMessageContaining("@v:service");
	}

	@Test
	void whatIsOddAboutThePlacesIsTold() {
		assertThat(resolve("APPLICATION region=a | CONFIG_FILE region=b | CONNECTION region=c").getDiagnostics())
			.extracting(Diagnostic::toString)
			.contains("APPLICATION: odd", "CONFIG_FILE: odd");
		assertThat(resolve("APPLICATION use_fips_endpoint=true s3:endpoint_url=http://a").getDiagnostics())
			.extracting(Diagnostic::message)
			.anySatisfy((message) -> assertThat(message).contains("has no effect on clients of 's3'"));
	}

	@Test
	void whatIsOddAboutTheProfileOfAServiceIsTold() {
		assertThat(resolve("APPLICATION s3:profile=odd").getDiagnostics()).extracting(Diagnostic::message)
			.anySatisfy((message) -> assertThat(message).contains("regoin"));
	}

	@Test
	void othersThanTheSettingsAskedForAreLeftAlone() {
		AwsSettings settings = new SettingsResolver(WrittenPlace.all("CONFIG_FILE region=a max_attempts=wrong"), FILES,
				Set.of(SettingCatalog.REGION), (service) -> true)
			.resolve();
		assertThat(settings.getValue(SettingCatalog.REGION)).isEqualTo("a");
		assertThat(settings.get(SettingCatalog.MAX_ATTEMPTS).isSet()).isFalse();
	}

	private static void assertValue(String places, @Nullable String client, String setting, @Nullable String applies,
			@Nullable String shadowed) {
		SettingValue<?> value = value(places, client, setting);
		assertThat(text(value)).isEqualTo(applies);
		assertThat(value.getShadowed()).extracting(WrittenValue::text)
			.containsExactly((shadowed != null) ? shadowed.split(" ") : new String[0]);
	}

	private static SettingValue<?> value(String places, @Nullable String client, String setting) {
		return settingsOf(client, resolve(places)).get(setting(setting));
	}

	private static AwsSettings settingsOf(@Nullable String client, AwsSettings settings) {
		ClientKey key = WrittenPlace.client(client);
		if (key instanceof ServiceId service) {
			return settings.forService(service);
		}
		return (key != null) ? settings.getClients()
			.stream()
			.filter((named) -> ClientName.of(named.name()).equals(key))
			.map((named) -> settings.forClient(named.id()))
			.findFirst()
			.orElseThrow() : settings;
	}

	private static AwsSetting<?> setting(String name) {
		AwsSetting<?> setting = SettingCatalog.find(name);
		assertThat(setting).as(name).isNotNull();
		return setting;
	}

	private static @Nullable String text(SettingValue<?> value) {
		return (value.getWritten() != null) ? value.getWritten().text() : null;
	}

	private static AwsSettings resolve(String places) {
		return new SettingsResolver(WrittenPlace.all(places), FILES).resolve();
	}

	private static @Nullable String roles(@Nullable String text) {
		return (text != null) ? text.replace("$R", "arn:aws:iam::111111111111:role/r") : null;
	}

}
