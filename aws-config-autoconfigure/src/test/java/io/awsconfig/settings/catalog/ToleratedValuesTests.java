package io.awsconfig.settings.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.InvalidAwsSettingsException;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Which values that are not valid stop an application, and which do not, if they come
 * from elsewhere: the whole catalogue. {@code ToleranceWireTests} asks the SDK itself.
 */
class ToleratedValuesTests {

	/**
	 * What the SDK takes: the setting, a value that is not valid, what becomes of it.
	 */
	private static final List<Row> TAKEN = rows(
			"""
					sdk_ua_app_id                   | PT/PARAMETERS/2.9.0 PTENV/NA             | PT/PARAMETERS/2.9.0 PTENV/NA
					sdk_ua_app_id                   | a-name-of-more-than-fifty-characters-that-somebody-sets | a-name-of-more-than-fifty-characters-that-somebody-sets
					role_arn                        | role/reader                              | role/reader
					role_session_name               | Jane Doe                                 | Jane Doe
					external_id                     | a b#c                                    | a b#c
					auth_scheme_preference          | sigv5, SigV4                             | sigv5,SigV4
					auth_scheme_preference          | sigv4,,sigv4a                            | sigv4,,sigv4a
					sigv4a_signing_region_set       | us-*, eu-*                               | us-*,eu-*
					s3_disable_express_session_auth | yes                                      | true
					endpoint_discovery_enabled      | 1                                        | false
					endpoint_url                    | http://127.0.0.1:1/path?a=b              | http://127.0.0.1:1/path?******
					endpoint_url                    | http://127.0.0.1:1/#top                  | http://127.0.0.1:1/#******
					endpoint_url                    | http://jane:hunter2@127.0.0.1:1          | http://******@127.0.0.1:1
					metadata_service_timeout        | 0.5                                      | 0.5
					metadata_service_timeout        | 1ms                                      | 0.001
					output                          | off                                      | off
					parameter_validation            | maybe                                    | false
					sso_registration_scopes         | a,,b                                     | a,,b
					""");

	/**
	 * What stops nobody, wherever it stands: no AWS tool looks at it.
	 */
	private static final List<Row> TAKEN_EVERYWHERE = rows("""
			aws_account_id | 1111-2222-3333                   | 1111-2222-3333
			aws_account_id | 42                               | 42
			sso_account_id | 1111-2222-3333                   | 1111-2222-3333
			role_arn       | arn:aws:iam::42:role/reader      | arn:aws:iam::42:role/reader
			role_arn       | arn:aws:iam::prod:role/reader    | arn:aws:iam::prod:role/reader
			""");

	/**
	 * What the SDK refuses, wherever it has a use for it.
	 */
	private static final List<Row> REFUSED = rows("""
			region                             | eu_west_1
			sso_region                         | eu_west_1
			endpoint_url                       | localhost:4566
			endpoint_url                       | ftp://localhost
			endpoint_url                       | http://my_host:4566
			endpoint_url                       | http://jane:hunter2@my_host
			endpoint_url                       | http://localhost:65536
			ignore_configured_endpoint_urls    | yes
			use_fips_endpoint                  | yes
			use_dualstack_endpoint             | yes
			account_id_endpoint_mode           | often
			credential_source                  | Env
			sso_start_url                      | portal.example.com
			container_credentials_relative_uri | credentials
			container_credentials_full_uri     | localhost/credentials
			ec2_metadata_disabled              | yes
			ec2_metadata_v1_disabled           | yes
			ec2_metadata_service_endpoint      | localhost:1
			ec2_metadata_service_endpoint_mode | IPv5
			metadata_service_timeout           | soon
			metadata_service_timeout           | -1
			retry_mode                         | often
			max_attempts                       | 0
			max_attempts                       | many
			new_retries_2026                   | yes
			defaults_mode                      | fast
			request_checksum_calculation       | never
			response_checksum_validation       | never
			disable_request_compression        | yes
			request_min_compression_size_bytes | -1
			http.sync                          | okhttp
			http.async                         | okhttp
			""");

	/**
	 * What the SDK passes over, and what means something to us alone.
	 */
	private static final List<Row> OURS = rows("""
			disable_host_prefix_injection        | yes
			sts_regional_endpoints               | somewhere
			duration_seconds                     | 1
			mfa_serial                           | x
			metadata_service_num_attempts        | 0
			s3_use_arn_region                    | yes
			s3_disable_multiregion_access_points | yes
			ec2_metadata_service_endpoint        | http://jane:hunter2@localhost
			metadata_service_timeout             | 0
			sdk_ua_app_id                        | a<bell>b
			sdk_ua_app_id                        | a<right to left>b
			aws_account_id                       | 1<line separator>2
			""");

	/**
	 * What the guide leaves to code, and so means something to us alone.
	 */
	private static final List<Row> BEYOND_THE_GUIDE = settings().stream()
		.filter((setting) -> setting.getSection().endsWith(" (beyond the guide)"))
		.flatMap((setting) -> Stream.of("soon", "a b")
			.filter((text) -> rejects(setting, text))
			.limit(1)
			.map((text) -> new Row(setting, text, "")))
		.toList();

	private static final List<SourceKind> OF_OTHERS = List.of(SourceKind.SYSTEM_PROPERTIES,
			SourceKind.ENVIRONMENT_VARIABLES, SourceKind.CREDENTIALS_FILE, SourceKind.CONFIG_FILE);

	private static final List<SourceKind> OF_APPLICATION = List.of(SourceKind.COMMAND_LINE, SourceKind.APPLICATION);

	@TempDir
	Path home;

	static List<Row> taken() {
		return TAKEN;
	}

	static List<Row> takenEverywhere() {
		return TAKEN_EVERYWHERE;
	}

	static List<Row> refused() {
		return Stream.of(REFUSED, OURS, BEYOND_THE_GUIDE).flatMap(List::stream).toList();
	}

	static List<AwsSetting<?>> settings() {
		return SettingCatalog.getSettings();
	}

	@ParameterizedTest
	@MethodSource("taken")
	void whatTheSdkTakesIsPassedOnWithAWarning(Row row) {
		assertPassedOn(row, OF_OTHERS);
	}

	@ParameterizedTest
	@MethodSource("takenEverywhere")
	void whatNoToolLooksAtIsPassedOnEverywhere(Row row) {
		assertPassedOn(row, OF_OTHERS);
		assertPassedOn(row, OF_APPLICATION);
	}

	private void assertPassedOn(Row row, List<SourceKind> kinds) {
		for (SourceKind kind : kinds) {
			for (Written written : row.places(kind)) {
				AwsSettings settings = resolve(written);
				AwsSettings found = row.setting().isPerClient() && written.isOfClient() ? written.settingsOf(settings)
						: settings;
				SettingValue<?> value = found.get(row.setting());
				assertThat(value.getDisplayValue()).as(written.name()).isEqualTo(row.becomes());
				assertThat(value.getWritten()).as(written.name())
					.isEqualTo(new WrittenValue(row.text(), written.spelling(), kind, value.getWritten().origin()));
				assertThat(settings.getDiagnostics()).as(written.name())
					.filteredOn((diagnostic) -> diagnostic.message().contains("passed on"))
					.singleElement()
					.satisfies((diagnostic) -> assertWarning(diagnostic, row, value.getWritten()));
			}
		}
	}

	private static void assertWarning(Diagnostic diagnostic, Row row, WrittenValue written) {
		assertThat(diagnostic.message()).startsWith("The value of '" + written.spelling() + "' ")
			.endsWith("; it is passed on, since the AWS SDK takes it all the same; valid: "
					+ row.setting().getType().getValidValues())
			.doesNotContain(row.text(), "hunter2");
		assertThat(diagnostic.origin()).isEqualTo(written.origin());
	}

	@ParameterizedTest
	@MethodSource("taken")
	void inTheApplicationItIsAnError(Row row) {
		OF_APPLICATION.forEach((kind) -> row.places(kind).forEach((written) -> assertInvalid(row, written)));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void whatTheSdkDoesNotTakeIsAnErrorEverywhere(Row row) {
		Stream.concat(OF_OTHERS.stream(), OF_APPLICATION.stream())
			.forEach((kind) -> row.places(kind).forEach((written) -> assertInvalid(row, written)));
	}

	/**
	 * What goes into credentials is an error for those who use it, and odd for all
	 * others.
	 */
	private void assertInvalid(Row row, Written written) {
		InvalidAwsSettingsException thrown = catchThrowableOfType(InvalidAwsSettingsException.class, () -> {
			AwsSettings settings = resolve(written);
			assertThat(settings.getDiagnostics()).as(written.name())
				.extracting(Diagnostic::message)
				.filteredOn((message) -> message.contains("which stops nobody as long as nothing uses it"))
				.singleElement()
				.asString()
				.startsWith("The value of '" + written.spelling() + "' ");
			assertThat(row.setting().getReach()).isEqualTo(SettingReach.CREDENTIALS);
			((row.setting().isPerClient() && written.isOfClient()) ? written.settingsOf(settings) : settings)
				.getValue(row.setting());
		});
		assertThat(thrown).as(written.name()).isNotNull();
		assertThat(thrown.getProblems()).singleElement()
			.satisfies((problem) -> assertThat(problem.setting()).isSameAs(row.setting()))
			.satisfies((problem) -> assertThat(problem.written().spelling()).isEqualTo(written.spelling()));
		assertThat(thrown.getMessage()).doesNotContain("hunter2");
	}

	@Test
	void everySettingWithValuesThatAreNotValidIsHere() {
		Set<AwsSetting<?>> strict = settings().stream()
			.filter((setting) -> Stream.of("\u0007, ,x y", "http://a b").anyMatch((text) -> rejects(setting, text)))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		assertThat(Stream.of(TAKEN, TAKEN_EVERYWHERE, REFUSED, OURS, BEYOND_THE_GUIDE)
			.flatMap(List::stream)
			.map(Row::setting)
			.distinct()).containsExactlyInAnyOrderElementsOf(strict);
		assertThat(Stream.of(TAKEN, TAKEN_EVERYWHERE).flatMap(List::stream).map(Row::setting).distinct())
			.containsExactlyInAnyOrderElementsOf(settings().stream().filter(AwsSetting::isTolerated).toList());
		assertThat(Stream.of(TAKEN, TAKEN_EVERYWHERE, REFUSED, OURS, BEYOND_THE_GUIDE).flatMap(List::stream))
			.allSatisfy((row) -> assertThat(rejects(row.setting(), row.text())).as(row.toString()).isTrue());
	}

	private static boolean rejects(AwsSetting<?> setting, String text) {
		return catchThrowableOfType(IllegalArgumentException.class, () -> setting.getType().read(text)) != null;
	}

	@Test
	void whatIsShadowedIsNotWarnedOf() {
		FakeMachine machine = new FakeMachine(this.home).variable("AWS_SDK_UA_APP_ID", "shop")
			.config("[default]\nsdk_ua_app_id = my app\n");
		assertThat(resolve(machine, Map.of(), Map.of()).getDiagnostics()).isEmpty();
	}

	@Test
	void whatServicesAndClientsHaveInCommonIsWarnedOfOnce() {
		FakeMachine machine = new FakeMachine(this.home).systemProperty("sdk.ua.appId", "my app");
		AwsSettings settings = resolve(machine, Map.of(), Map.of("aws.clients.one.service", "sqs",
				"aws.clients.two.service", "kms", "aws.services.sqs.region", "eu-west-1"));
		assertThat(settings.getDiagnostics()).extracting(Diagnostic::message)
			.containsExactly(
					"The value of 'sdk.ua.appId' is longer than 50 characters or has others than the valid ones; "
							+ "it is passed on, since the AWS SDK takes it all the same; valid: "
							+ "at most 50 letters, digits and !#$%&'*+-.^_`|~");
		assertThat(settings.getClients()).hasSize(2)
			.allSatisfy((client) -> assertThat(client.settings().getValue(SettingCatalog.SDK_UA_APP_ID))
				.isEqualTo("my app"));
	}

	private AwsSettings resolve(Written written) {
		FakeMachine machine = new FakeMachine(this.home).config("").credentials("");
		if (written.row().setting() == SettingCatalog.EC2_METADATA_DISABLED) {
			machine.withoutVariable("AWS_EC2_METADATA_DISABLED");
		}
		Map<String, Object> value = Map.of(written.name(), written.row().text());
		switch (written.kind()) {
			case SYSTEM_PROPERTIES -> machine.systemProperty(written.name(), written.row().text());
			case ENVIRONMENT_VARIABLES -> machine.variable(written.name(), written.row().text());
			case CREDENTIALS_FILE -> machine.credentials(written.inFile());
			case CONFIG_FILE -> machine.config(written.inFile());
			case COMMAND_LINE -> {
				return resolve(machine, value, Map.of("aws.clients.one.service", "kms"));
			}
			case APPLICATION, CONNECTION -> {
				return resolve(machine, Map.of(),
						Stream.of(value, Map.of("aws.clients.one.service", "kms"))
							.flatMap((map) -> map.entrySet().stream())
							.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
			}
		}
		return resolve(machine, Map.of(), Map.of("aws.clients.one.service", "kms"));
	}

	private static AwsSettings resolve(FakeMachine machine, Map<String, Object> commandLine,
			Map<String, Object> application) {
		return AwsSetup.on(machine.arguments(commandLine).properties(application)).settings();
	}

	private static List<Row> rows(String table) {
		return table.lines().map((line) -> line.split("\\s*\\|\\s*", -1)).map(Row::of).toList();
	}

	/**
	 * A value that is not valid.
	 */
	record Row(AwsSetting<?> setting, String text, String becomes) {

		static Row of(String[] cells) {
			String text = cells[1].strip()
				.replace("<bell>", "\u0007")
				.replace("<right to left>", "\u202e")
				.replace("<line separator>", "\u2028");
			return new Row(SettingCatalog.find(cells[0].strip()), text, cells[cells.length - 1].strip());
		}

		/**
		 * Return the ways to write it in a place: for all, and where that can be, for a
		 * service and for a client.
		 */
		List<Written> places(SourceKind kind) {
			List<Written> places = new ArrayList<>();
			List<String> names = switch (kind) {
				case SYSTEM_PROPERTIES -> this.setting.getSystemProperties();
				case ENVIRONMENT_VARIABLES -> this.setting.getEnvironmentVariables();
				case CREDENTIALS_FILE, CONFIG_FILE -> this.setting.getFileKeys();
				default -> List.of(this.setting.getPropertyName());
			};
			names.forEach((name) -> places.add(new Written(this, kind, name, "")));
			if (this.setting.isPerClient()) {
				for (String client : List.of("services.kms", "clients.one")) {
					switch (kind) {
						case ENVIRONMENT_VARIABLES -> places.add(new Written(this, kind,
								("AWS_" + client + "." + this.setting.getShortPropertyName()).replaceAll("[.-]", "_")
									.toUpperCase(Locale.ROOT),
								client));
						case CREDENTIALS_FILE, CONFIG_FILE -> {
							if (kind == SourceKind.CONFIG_FILE && client.startsWith("services")
									&& this.setting.isInServicesSections()) {
								places.add(new Written(this, kind, this.setting.getFileKeys().get(0), client));
							}
						}
						default -> places.add(new Written(this, kind,
								"aws." + client + "." + this.setting.getShortPropertyName(), client));
					}
				}
			}
			return places;
		}

	}

	/**
	 * A value that is not valid, in a place.
	 */
	record Written(Row row, SourceKind kind, String name, String client) {

		boolean isOfClient() {
			return !this.client.isEmpty();
		}

		AwsSettings settingsOf(AwsSettings settings) {
			return this.client.startsWith("services") ? settings.forService(ServiceId.of("kms"))
					: settings.getClients().iterator().next().settings();
		}

		String spelling() {
			return this.name;
		}

		String inFile() {
			return isOfClient() ? "[default]\nservices = some\n[services some]\nkms =\n  " + this.name + " = "
					+ this.row.text() + "\n" : "[default]\n" + this.name + " = " + this.row.text() + "\n";
		}

	}

}
