package io.awsconfig.settings.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.awsconfig.testsupport.Guide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Holds {@link SettingCatalog} against the AWS SDKs and Tools Reference Guide. The names
 * that the guide lists are in {@code src/test/resources/guide}; where the guide itself is
 * at hand (system property {@code spec.dir}), these are held against it as well.
 */
class SettingCatalogTests {

	private static final Pattern LIST = Pattern.compile("## (.*) list");

	private static final Pattern ROW = Pattern.compile("(.+)\\t<a href=\"#\">(.*)</a>");

	/**
	 * What the guide's pages have and its lists have not.
	 */
	private static final Set<AwsSetting<?>> BESIDE_THE_LISTS = Set.of(SettingCatalog.SERVICES,
			SettingCatalog.SSO_SESSION, SettingCatalog.LOGIN_SESSION, SettingCatalog.LOGIN_CACHE_DIRECTORY,
			SettingCatalog.NEW_RETRIES_2026);

	static List<AwsSetting<?>> settings() {
		return SettingCatalog.getSettings();
	}

	@TestFactory
	List<DynamicTest> everyNameOfTheGuideMeansOneSetting() {
		List<DynamicTest> tests = new ArrayList<>();
		for (GuideList list : GuideList.values()) {
			for (String name : list.names()) {
				tests.add(DynamicTest.dynamicTest(name + " in " + list,
						() -> assertThat(list.find(name)).as(name).hasSize(1)));
			}
		}
		return tests;
	}

	@Test
	void everySettingIsInTheListsOrKnownToStandBesideThem() {
		Set<AwsSetting<?>> listed = new LinkedHashSet<>(BESIDE_THE_LISTS);
		for (GuideList list : GuideList.values()) {
			list.names().forEach((name) -> listed.addAll(list.find(name)));
		}
		assertThat(listed).containsExactlyInAnyOrderElementsOf(
				settings().stream().filter((setting) -> !isBeyondTheGuide(setting)).toList());
	}

	private static boolean isBeyondTheGuide(AwsSetting<?> setting) {
		return setting.getSection().endsWith(" (beyond the guide)");
	}

	@ParameterizedTest
	@EnumSource
	void listIsThatOfTheGuide(GuideList list) {
		assertThat(list.names()).containsExactlyElementsOf(guide(list).keySet());
	}

	@ParameterizedTest
	@EnumSource
	void sectionIsThatOfTheGuide(GuideList list) {
		guide(list).forEach((name, section) -> assertThat(list.find(name)).extracting(AwsSetting::getSection)
			.as(name)
			.containsOnly(section));
	}

	@Test
	void sectionsAreTitlesInTheGuide() {
		String guide = String.join("\n", Guide.lines());
		assertThat(lines("sections")).allMatch((title) -> guide.contains("# " + title + "\n")
				|| guide.contains("[" + title + "](#)") || guide.contains(">" + title + "</a>"));
	}

	@Test
	void sectionsOfTheSettingsAreAllTheSections() {
		assertThat(settings().stream()
			.filter((setting) -> !isBeyondTheGuide(setting))
			.map(AwsSetting::getSection)
			.collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(lines("sections"));
	}

	@Test
	void noTwoSettingsShareName() {
		assertThat(settings().stream().map(AwsSetting::getName)).doesNotHaveDuplicates();
		assertUnique((setting) -> List.of(setting.getPropertyName()));
		assertUnique(AwsSetting::getSystemProperties);
		assertUnique(AwsSetting::getEnvironmentVariables);
		assertUnique(AwsSetting::getFileKeys);
	}

	/**
	 * Relaxed binding takes names that differ by casing and separators for one.
	 */
	private void assertUnique(Function<AwsSetting<?>, List<String>> names) {
		Map<String, AwsSetting<?>> seen = new LinkedHashMap<>();
		for (AwsSetting<?> setting : settings()) {
			assertThat(names.apply(setting)).doesNotHaveDuplicates();
			for (String name : names.apply(setting)) {
				AwsSetting<?> other = seen.put(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""), setting);
				assertThat(other).as(name).isIn(null, setting);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("settings")
	void settingIsComplete(AwsSetting<?> setting) {
		assertThat(setting.getName()).matches("([a-z]+\\.){0,2}[a-z][a-z0-9]*(_[a-z0-9]+)*");
		assertThat(setting.getSection()).isNotBlank();
		assertThat(setting.getType().getValidValues()).isNotBlank();
		assertThat(setting.getReach().getDescription()).isNotBlank();
		assertThat(setting.getEnvironmentVariables()).isNotEmpty()
			.allMatch((name) -> name.matches("AWS_[A-Z0-9_]+|A?SYNC_HTTP_SERVICE_IMPL"));
		assertThat(setting.getSystemProperties()).isNotEmpty()
			.allMatch((name) -> name.matches("(aws|sdk|software\\.amazon\\.awssdk)(\\.[a-zA-Z0-9]+)+"));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void propertyNameIsInKebabCase(AwsSetting<?> setting) {
		assertThat(setting.getPropertyName()).isEqualTo("aws." + setting.getShortPropertyName());
		assertThat(setting.getShortPropertyName()).matches("([a-z]+\\.){0,2}[a-z][a-z0-9]*(-[a-z0-9]+)*");
		assertThat(ConfigurationPropertyName.isValid(setting.getPropertyName())).isTrue();
	}

	@ParameterizedTest
	@MethodSource("settings")
	void settingIsFoundByEachOfItsNames(AwsSetting<?> setting) {
		assertThat(SettingCatalog.find(setting.getName())).isSameAs(setting);
		assertThat(SettingCatalog.find(setting.getPropertyName())).isSameAs(setting);
		assertThat(setting.getSystemProperties()).allMatch((name) -> SettingCatalog.find(name) == setting);
		assertThat(setting.getEnvironmentVariables()).allMatch((name) -> SettingCatalog.find(name) == setting);
		assertThat(setting.getFileKeys()).allMatch((name) -> SettingCatalog.find(name) == setting);
	}

	@Test
	void unknownNameIsFoundNowhere() {
		assertThat(SettingCatalog.find("max_attempt")).isNull();
		assertThat(SettingCatalog.find("")).isNull();
	}

	@Test
	void everyConstantIsAmongTheSettings() throws IllegalAccessException {
		List<Object> constants = new ArrayList<>();
		for (Field field : SettingCatalog.class.getFields()) {
			constants.add(field.get(null));
		}
		assertThat(constants).startsWith(settings().toArray())
			.endsWith(SettingCatalog.CLIENT_SERVICE)
			.hasSize(settings().size() + 1);
	}

	@ParameterizedTest
	@CsvSource({ "sdk_ua_app_id, sdk.ua.appId", "ec2_metadata_v1_disabled, aws.disableEc2MetadataV1",
			"ec2_metadata_disabled, aws.disableEc2Metadata",
			"s3_disable_express_session_auth, aws.disableS3ExpressAuth",
			"s3_disable_multiregion_access_points, aws.s3DisableMultiRegionAccessPoints",
			"sigv4a_signing_region_set, aws.sigv4a.signing.region.set",
			"metadata_service_timeout, aws.ec2MetadataServiceTimeout",
			"container_credentials_relative_uri, aws.containerCredentialsPath",
			"container_credentials_full_uri, aws.containerCredentialsFullUri",
			"container_authorization_token, aws.containerAuthorizationToken",
			"container_authorization_token_file, aws.containerAuthorizationTokenFile",
			"login_cache_directory, aws.loginCacheDirectory", "new_retries_2026, aws.newRetries2026",
			"endpoint_discovery_enabled, AWS_ENABLE_ENDPOINT_DISCOVERY",
			"endpoint_discovery_enabled, AWS_ENDPOINT_DISCOVERY_ENABLED",
			"endpoint_discovery_enabled, aws_endpoint_discovery_enabled", "region, AWS_DEFAULT_REGION",
			"response_checksum_validation, AWS_REQUEST_CHECKSUM_VALIDATION",
			"response_checksum_validation, AWS_RESPONSE_CHECKSUM_VALIDATION", "aws_account_id, AWS_ACCOUNT_ID",
			"aws_access_key_id, aws.access-key-id" })
	void nameThatFollowsNoRuleIsKnown(String setting, String name) {
		assertThat(SettingCatalog.find(name)).extracting(AwsSetting::getName).isEqualTo(setting);
	}

	@Test
	void spellingOfAwsComesFirst() {
		assertThat(SettingCatalog.REGION.getEnvironmentVariables()).containsExactly("AWS_REGION", "AWS_DEFAULT_REGION");
		assertThat(SettingCatalog.SDK_UA_APP_ID.getSystemProperties()).first().isEqualTo("sdk.ua.appId");
		assertThat(SettingCatalog.ENDPOINT_DISCOVERY_ENABLED.getEnvironmentVariables())
			.containsExactly("AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED");
		assertThat(SettingCatalog.RESPONSE_CHECKSUM_VALIDATION.getEnvironmentVariables()).first()
			.isEqualTo("AWS_RESPONSE_CHECKSUM_VALIDATION");
	}

	/**
	 * As the guide's pages say, one by one, but for the opt-in to the retries that are to
	 * become the default.
	 */
	@Test
	void defaultsAreThoseOfTheGuide() {
		Map<String, String> defaults = settings().stream()
			.filter((setting) -> setting.getDefaultValue() != null && !isBeyondTheGuide(setting))
			.collect(Collectors.toMap(AwsSetting::getName, SettingCatalogTests::defaultOf));
		assertThat(defaults).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("profile", "default"),
				Map.entry("config_file", "~/.aws/config"), Map.entry("shared_credentials_file", "~/.aws/credentials"),
				Map.entry("ignore_configured_endpoint_urls", "false"), Map.entry("use_fips_endpoint", "false"),
				Map.entry("use_dualstack_endpoint", "false"), Map.entry("account_id_endpoint_mode", "preferred"),
				Map.entry("disable_host_prefix_injection", "false"), Map.entry("sts_regional_endpoints", "regional"),
				Map.entry("duration_seconds", "3600"), Map.entry("login_cache_directory", "~/.aws/login/cache"),
				Map.entry("ec2_metadata_disabled", "false"), Map.entry("ec2_metadata_v1_disabled", "false"),
				Map.entry("ec2_metadata_service_endpoint_mode", "IPv4"),
				Map.entry("metadata_service_num_attempts", "1"), Map.entry("metadata_service_timeout", "1"),
				Map.entry("defaults_mode", "legacy"), Map.entry("request_checksum_calculation", "WHEN_SUPPORTED"),
				Map.entry("response_checksum_validation", "WHEN_SUPPORTED"),
				Map.entry("disable_request_compression", "false"),
				Map.entry("request_min_compression_size_bytes", "10240"), Map.entry("s3_use_arn_region", "false"),
				Map.entry("s3_disable_multiregion_access_points", "false"),
				Map.entry("s3_disable_express_session_auth", "false"), Map.entry("output", "json"),
				Map.entry("parameter_validation", "true"), Map.entry("new_retries_2026", "true")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			retry_mode                         | standard, adaptive, legacy
			defaults_mode                      | legacy, standard, in-region, cross-region, mobile, auto
			account_id_endpoint_mode           | preferred, disabled, required
			auth_scheme_preference             | sigv4, sigv4a, httpBearerAuth
			credential_source                  | Environment, Ec2InstanceMetadata, EcsContainer
			ec2_metadata_service_endpoint_mode | IPv4, IPv6
			request_checksum_calculation       | WHEN_SUPPORTED, WHEN_REQUIRED
			response_checksum_validation       | WHEN_SUPPORTED, WHEN_REQUIRED
			sts_regional_endpoints             | legacy, regional
			output                             | json, yaml, yaml-stream, text, table
			""")
	void closedSetIsThatOfTheGuide(String name, String values) {
		assertThat(String.join(", ", setting(name).getType().getChoices())).isEqualTo(values);
	}

	@ParameterizedTest
	@CsvSource({ "max_attempts, 1, 2147483647", "metadata_service_num_attempts, 1, 2147483647",
			"duration_seconds, 900, 43200", "request_min_compression_size_bytes, 0, 10485760" })
	void rangeIsThatOfTheGuide(String name, int minimum, int maximum) {
		SettingType<?> type = setting(name).getType();
		assertThat(type.read(String.valueOf(minimum))).isEqualTo(minimum);
		assertThat(type.read(String.valueOf(maximum))).isEqualTo(maximum);
		assertRejected(type, String.valueOf(minimum - 1L), "is less than " + minimum);
		assertRejected(type, String.valueOf(maximum + 1L), "is more than " + maximum);
	}

	@ParameterizedTest
	@MethodSource("settings")
	void defaultIsValid(AwsSetting<?> setting) {
		assertThat(setting.getDefaultValue()).isEqualTo(readDefault(setting));
	}

	@Test
	void secretsAreSensitive() {
		assertThat(settings().stream().filter(AwsSetting::isSensitive)).containsExactlyInAnyOrder(
				SettingCatalog.ACCESS_KEY_ID, SettingCatalog.SECRET_ACCESS_KEY, SettingCatalog.SESSION_TOKEN,
				SettingCatalog.CREDENTIAL_PROCESS, SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI,
				SettingCatalog.CONTAINER_CREDENTIALS_FULL_URI, SettingCatalog.CONTAINER_AUTHORIZATION_TOKEN,
				SettingCatalog.HTTP_PROXY_PASSWORD);
	}

	@Test
	void settingThatChoosesFilesCannotStandInThem() {
		assertThat(SettingCatalog.PROFILE.getFileKeys()).isEmpty();
		assertThat(SettingCatalog.CONFIG_FILE.getFileKeys()).isEmpty();
		assertThat(SettingCatalog.SHARED_CREDENTIALS_FILE.getFileKeys()).isEmpty();
	}

	private static void assertRejected(SettingType<?> type, String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> type.read(text)).withMessage(reason);
	}

	private static AwsSetting<?> setting(String name) {
		return settings().stream().filter((setting) -> setting.getName().equals(name)).findFirst().orElseThrow();
	}

	private static <T> String defaultOf(AwsSetting<T> setting) {
		T value = setting.getDefaultValue();
		assertThat(value).isNotNull();
		return setting.getType().write(value);
	}

	private static <T> @Nullable Object readDefault(AwsSetting<T> setting) {
		return (setting.getDefaultValue() != null) ? setting.getType().read(defaultOf(setting)) : null;
	}

	private static List<String> lines(String resource) {
		try {
			return new ClassPathResource("guide/" + resource + ".txt").getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what the guide's list has: names, and the titles of their pages. Both the
	 * markup of the names and the blanks that line breaks left in them are dropped.
	 */
	private static Map<String, String> guide(GuideList list) {
		Map<String, String> result = new LinkedHashMap<>();
		boolean inside = false;
		for (String line : Guide.lines()) {
			if (line.startsWith("## ")) {
				Matcher heading = LIST.matcher(line);
				inside = heading.matches() && heading.group(1).equals(list.title);
			}
			Matcher row = ROW.matcher(line);
			if (inside && row.matches()) {
				String name = row.group(1).replaceAll("</?code>| ", "").replace("&lt;", "<").replace("&gt;", ">");
				result.put(name, row.group(2));
			}
		}
		assertThat(result).as(list.title).isNotEmpty();
		return result;
	}

	/**
	 * The lists of the guide, one for each source.
	 */
	enum GuideList {

		CONFIG_FILE("Config file settings", AwsSetting::getFileKeys),

		CREDENTIALS_FILE("Credentials file settings", AwsSetting::getFileKeys),

		ENVIRONMENT_VARIABLES("Environment variables", AwsSetting::getEnvironmentVariables),

		SYSTEM_PROPERTIES("JVM system properties", AwsSetting::getSystemProperties);

		private final String title;

		private final Function<AwsSetting<?>, List<String>> namesOfSetting;

		GuideList(String title, Function<AwsSetting<?>, List<String>> namesOfSetting) {
			this.title = title;
			this.namesOfSetting = namesOfSetting;
		}

		List<String> names() {
			return lines(name().toLowerCase(Locale.ROOT).replace('_', '-'));
		}

		/**
		 * Find the settings of a name. The endpoint of one service is the general setting
		 * with the service behind its name.
		 */
		List<AwsSetting<?>> find(String name) {
			String bare = name.replaceFirst("_<SERVICE>$|<ServiceName>$", "");
			return settings().stream()
				.filter((setting) -> this.namesOfSetting.apply(setting).contains(bare))
				.<AwsSetting<?>>map((setting) -> setting)
				.toList();
		}

	}

}
