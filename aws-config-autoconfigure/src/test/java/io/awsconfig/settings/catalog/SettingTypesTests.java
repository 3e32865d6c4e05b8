package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link SettingTypes} and for the types that {@link SettingCatalog} makes of
 * them.
 */
class SettingTypesTests {

	static List<AwsSetting<?>> settings() {
		return SettingCatalog.getSettings();
	}

	@Test
	void textIsWhatIsWritten() {
		SettingType<String> type = SettingTypes.text("anything");
		assertThat(type.read("any Thing = 1")).isEqualTo("any Thing = 1");
		assertThat(type.write("any Thing = 1")).isEqualTo("any Thing = 1");
		assertThat(type.getValueType()).isEqualTo(String.class);
		assertThat(type.getValidValues()).isEqualTo("anything");
		assertThat(type.getChoices()).isEmpty();
	}

	@Test
	void textWithPatternMustMatchAsWhole() {
		SettingType<String> type = SettingTypes.text("letters", "[a-z]+", "has others than letters");
		assertThat(type.read("abc")).isEqualTo("abc");
		assertRejected(type, "abc1", "has others than letters");
		assertRejected(type, "", "has others than letters");
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "TRUE, true", "True, true", "false, false", "FALSE, false" })
	void booleanInAnyCasing(String text, boolean value) {
		assertThat(SettingTypes.bool().read(text)).isEqualTo(value);
		assertThat(SettingTypes.bool().write(value)).isEqualTo(String.valueOf(value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "yes", "no", "on", "1", "0", "truee", "t" })
	void booleanIsNothingElse(String text) {
		assertRejected(SettingTypes.bool(), text, "is neither true nor false");
	}

	@ParameterizedTest
	@CsvSource({ "3, 3", "10, 10", "007, 7", "+4, 4" })
	void integerInRange(String text, int value) {
		assertThat(SettingTypes.integer(3, 10).read(text)).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "2, is less than 3", "-3, is less than 3", "-99999999999999999999, is less than 3",
			"11, is more than 10", "2147483648, is more than 10", "4294967299, is more than 10",
			"99999999999999999999, is more than 10" })
	void integerOutOfRange(String text, String reason) {
		assertRejected(SettingTypes.integer(3, 10), text, reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "three", "3.0", "3,5", "0x5", "1e1", "5 s", "5s", "1_0" })
	void integerIsWholeNumber(String text) {
		assertRejected(SettingTypes.integer(3, 10), text, "is not a whole number");
	}

	@Test
	void integerSaysItsRange() {
		assertThat(SettingTypes.integer(3, 10).getValidValues()).isEqualTo("a whole number, from 3 to 10");
		assertThat(SettingTypes.integer(1, Integer.MAX_VALUE).getValidValues()).isEqualTo("a whole number, at least 1");
	}

	@ParameterizedTest
	@CsvSource({ "1, 1000, 1", "10, 10000, 10", "1.5, 1500, 1.5", "2.000, 2000, 2", "1s, 1000, 1", "1000ms, 1000, 1",
			"1500ms, 1500, 1.5", "2m, 120000, 120", "PT1M30S, 90000, 90", "100, 100000, 100" })
	void secondsWithOrWithoutUnit(String text, long millis, String written) {
		Duration value = SettingTypes.seconds(1).read(text);
		assertThat(value).isEqualTo(Duration.ofMillis(millis));
		assertThat(SettingTypes.seconds(1).write(value)).isEqualTo(written);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0.999", "999ms", "-1", "-5s", "PT0S", "0s" })
	void secondsBelowTheLeast(String text) {
		assertRejected(SettingTypes.seconds(1), text, "is less than 1 s");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "one", "1 second", "1,5", "1x", "P", "0.0001", "99999999999999999999",
			"99999999999999999999d", "9223372036854775807d" })
	void secondsAreDuration(String text) {
		assertRejected(SettingTypes.seconds(1), text, "is not a duration");
	}

	@ParameterizedTest
	@CsvSource({ "in-region, in-region", "IN_REGION, in-region", "inRegion, in-region",
			"WHEN_SUPPORTED, WHEN_SUPPORTED", "when-supported, WHEN_SUPPORTED", "WhenSupported, WHEN_SUPPORTED" })
	void choiceIsReadInAnySpellingOfItsWords(String text, String value) {
		assertThat(
				SettingTypes.choice(SettingTypes.value("in-region"), SettingTypes.value("WHEN_SUPPORTED")).read(text))
			.isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "region", "in region", "in-regions", "in-region,auto", "*" })
	void choiceIsNothingElse(String text) {
		assertRejected(SettingTypes.choice(SettingTypes.value("in-region"), SettingTypes.value("auto")), text,
				"is none of the valid values");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sigv4a,sigv4", "sigv4a, sigv4", "sigv4a \t,\t sigv4", "SIGV4A,SigV4" })
	void choicesKeepTheirOrderAndLoseTheirBlanks(String text) {
		SettingType<List<String>> type = SettingTypes.choices(SettingTypes.value("sigv4"),
				SettingTypes.value("sigv4a"));
		assertThat(type.read(text)).containsExactly("sigv4a", "sigv4");
		assertThat(type.write(type.read(text))).isEqualTo("sigv4a,sigv4");
		assertThat(type.getChoices()).containsExactly("sigv4", "sigv4a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "sigv4,sigv5 | has an element that is none of the valid values",
			"sigv4 sigv4a | has an element that is none of the valid values", "sigv4,,sigv4a | has an empty element",
			"sigv4, | has an empty element", ",sigv4 | has an empty element", ", | has an empty element" })
	void choicesHaveValidElementsOnly(String text, String reason) {
		assertRejected(SettingTypes.choices(SettingTypes.value("sigv4"), SettingTypes.value("sigv4a")), text, reason);
	}

	@Test
	void listOfNothingIsRejected() {
		assertRejected(SettingTypes.list("a list"), "", "has an empty element");
		assertRejected(SettingTypes.list("a list"), " ", "has an empty element");
	}

	@Test
	void listTakesAnyElements() {
		assertThat(SettingTypes.list("a list").read("sso:account:access, other")).containsExactly("sso:account:access",
				"other");
	}

	@ParameterizedTest
	@ValueSource(strings = { "us-east-1", "aws-global", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "x", "local" })
	void region(String text) {
		assertThat(SettingTypes.region().read(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "us_east_1", "us-east-1.", "-us-east-1", "us-east-1-", "us east 1", "us-east-1/",
			"us-east-1,us-west-2", "@us-east-1", "münchen-1",
			"a234567890123456789012345678901234567890123456789012345678901234" })
	void regionIsLabelOfHost(String text) {
		assertRejected(SettingTypes.region(), text, "is not a Region code (letters, digits and hyphens)");
	}

	@Test
	void regionsOrAll() {
		assertThat(SettingTypes.regions().read("us-east-1, eu-west-1")).containsExactly("us-east-1", "eu-west-1");
		assertThat(SettingTypes.regions().read("*")).containsExactly("*");
		assertRejected(SettingTypes.regions(), "us-east-1,us_west_2", "has an element that is no Region code");
		assertRejected(SettingTypes.regions(), "us-*", "has an element that is no Region code");
		assertRejected(SettingTypes.regions(), "us-east-1,", "has an empty element");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost", "http://localhost:4566", "https://localhost:4566/",
			"HTTPS://play.min.io", "https://s3.example.com/path/to/it", "http://127.0.0.1:8000",
			"http://[fd00:ec2::254]", "http://[::1]:8080", "http://h:65535" })
	void endpoint(String text) {
		assertThat(SettingTypes.endpoint().read(text)).isEqualTo(URI.create(text));
		assertThat(SettingTypes.url().read(text)).isEqualTo(URI.create(text));
		assertThat(SettingTypes.url().write(URI.create(text))).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true,
			value = { "localhost | has no scheme (http:// or https://)", "/path | has no scheme (http:// or https://)",
					"//localhost | has no scheme (http:// or https://)", "'' | has no scheme (http:// or https://)",
					"127.0.0.1:8000 | has no scheme (http:// or https://)",
					"localhost:4566 | has no scheme (http:// or https://)",
					"my_service:4566/path | has no scheme (http:// or https://)",
					"s3.example.com | has no scheme (http:// or https://)",
					"localhost:port | has a scheme other than http and https",
					"ftp://localhost | has a scheme other than http and https",
					"file:///etc/passwd | has a scheme other than http and https", "http:///path | has no host",
					"http://:8080 | has no host", "http:localhost | has no host", "http:/localhost | has no host",
					"http:// | is not a URL (Expected authority)",
					"http://local host | is not a URL (Illegal character in authority)",
					"http://localhost/a b | is not a URL (Illegal character in path)",
					"http://localhost/{x} | is not a URL (Illegal character in path)",
					"http://localhost/%zz | is not a URL (Malformed escape pair)",
					"http://[fd00::1 | is not a URL (Expected closing bracket for IPv6 address)",
					"http://my_service:4566 | has a host or port that is not valid",
					"http://localhost:port | has a host or port that is not valid",
					"http://localhost:99999999999 | has a host or port that is not valid",
					"http://localhost:65536 | has a port above 65535",
					"http://user:hunter2@localhost | has a user name or password in it",
					"http://user@my_service | has a user name or password in it" })
	void urlThatIsNone(String text, String reason) {
		assertRejected(SettingTypes.url(), text, reason);
		assertRejected(SettingTypes.endpoint(), text, reason);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, http://localhost", "localhost:4566, http://localhost:4566",
			"127.0.0.1:8000/path, http://127.0.0.1:8000/path", "10.0.0.1, http://10.0.0.1",
			"[::1]:8080, http://[::1]:8080", "//localstack:4566, http://localstack:4566",
			"s3.example.com, https://s3.example.com", "s3.example.com/path, https://s3.example.com/path",
			"s3.example.com:443, https://s3.example.com:443", "minio.example.com:9000, http://minio.example.com:9000",
			"http:localhost, http://localhost", "https:/play.min.io, https://play.min.io",
			"http://:8080, http://localhost:8080", "https://:8443/path, https://localhost:8443/path" })
	void urlWithoutSchemeOrHostIsCompleted(String text, String suggestion) {
		assertThat(SettingTypes.endpoint().suggest(text)).isEqualTo(suggestion);
		assertThat(SettingTypes.url().suggest(text)).isEqualTo(suggestion);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/path", "//", "http:", "http://", "http:///path", "ftp://localhost",
			"user:hunter2@localhost", "//user:hunter2@localhost", "http:user:hunter2@localhost", "my_service:4566",
			"not a url", "http://local host", "localhost:99999", "http:8080@x" })
	void urlThatMayBeAnythingIsNotCompleted(String text) {
		assertThat(SettingTypes.endpoint().suggest(text)).isNull();
		assertThat(SettingTypes.url().suggest(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost?a=1", "http://localhost/?", "http://localhost/#f", "http://localhost#" })
	void endpointHasNeitherQueryNorFragment(String text) {
		assertRejected(SettingTypes.endpoint(), text, "has a query or a fragment");
		assertThat(SettingTypes.url().read(text)).isEqualTo(URI.create(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "_", "`", "|", "~" })
	void appIdWithSpecialCharacter(String character) {
		String id = "My" + character + "App1";
		assertThat(SettingCatalog.SDK_UA_APP_ID.getType().read(id)).isEqualTo(id);
		assertThat(SettingCatalog.SDK_UA_APP_ID.getType().read(character)).isEqualTo(character);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "my app", "my/app", "my\\app", "my(app)", "my,app", "my:app", "my;app", "my=app",
			"my@app", "my\"app", "my[app]", "my{app}", "my?app", "mý", "my\napp" })
	void appIdWithOtherCharacter(String id) {
		assertRejected(SettingCatalog.SDK_UA_APP_ID.getType(), id,
				"is longer than 50 characters or has others than the valid ones");
	}

	@Test
	void appIdOfAtMost50Characters() {
		SettingType<String> type = SettingCatalog.SDK_UA_APP_ID.getType();
		assertThat(type.read("a".repeat(50))).hasSize(50);
		assertRejected(type, "a".repeat(51), "is longer than 50 characters or has others than the valid ones");
	}

	@ParameterizedTest
	@ValueSource(strings = { "arn:aws:iam::123456789012:role/name", "arn:aws:iam::123456789012:role/path/to/name",
			"arn:aws-us-gov:iam::123456789012:role/name", "arn:aws-cn:iam::123456789012:role/a+=,.@-_b" })
	void roleArn(String arn) {
		assertThat(SettingCatalog.ROLE_ARN.getType().read(arn)).isEqualTo(arn);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "name", "role/name", "arn:aws:iam::123456789012:user/name",
			"arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:role", "arn:aws:iam::12345678901:role/name",
			"arn:aws:iam::1234567890123:role/name", "arn:aws:iam:us-east-1:123456789012:role/name",
			"arn:aws:sts::123456789012:assumed-role/name/session", "arn:aws:s3:::bucket",
			"arn:aws:iam::account-id:role/name", "arn:aws:iam::123456789012:role/na me",
			"aws:iam::123456789012:role/n" })
	void roleArnThatIsNone(String arn) {
		assertRejected(SettingCatalog.ROLE_ARN.getType(), arn, "is not the ARN of a role");
	}

	@ParameterizedTest
	@ValueSource(strings = { "111122223333", "000000000000" })
	void accountId(String id) {
		assertThat(SettingCatalog.ACCOUNT_ID.getType().read(id)).isEqualTo(id);
		assertThat(SettingCatalog.SSO_ACCOUNT_ID.getType().read(id)).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "11112222333", "1111222233334", "1111-2222-3333", "11112222333a", "1.11122223E11",
			"١١١١٢٢٢٢٣٣٣٣" })
	void accountIdThatIsNone(String id) {
		assertRejected(SettingCatalog.ACCOUNT_ID.getType(), id, "is not 12 digits");
		assertRejected(SettingCatalog.SSO_ACCOUNT_ID.getType(), id, "is not 12 digits");
	}

	@Test
	void nameOfRoleSessionHas2To64Characters() {
		assertLengths(SettingCatalog.ROLE_SESSION_NAME.getType(), 2, 64);
		assertThat(SettingCatalog.ROLE_SESSION_NAME.getType().read("a_b+c=d,e.f@g-h1")).isNotNull();
		assertUnfit(SettingCatalog.ROLE_SESSION_NAME.getType(), "my session", "a/b", "a:b", "ä-b");
	}

	@Test
	void externalIdHas2To1224Characters() {
		assertLengths(SettingCatalog.EXTERNAL_ID.getType(), 2, 1224);
		assertThat(SettingCatalog.EXTERNAL_ID.getType().read("a_b+c=d,e.f@g:h/i-1")).isNotNull();
		assertUnfit(SettingCatalog.EXTERNAL_ID.getType(), "my id", "a#b", "a\\b");
	}

	@Test
	void mfaSerialHas9To256Characters() {
		assertLengths(SettingCatalog.MFA_SERIAL.getType(), 9, 256);
		assertThat(SettingCatalog.MFA_SERIAL.getType().read("GAHT12345678")).isNotNull();
		assertThat(SettingCatalog.MFA_SERIAL.getType().read("arn:aws:iam::123456789012:mfa/MyMFADevice")).isNotNull();
		assertUnfit(SettingCatalog.MFA_SERIAL.getType(), "GAHT 12345678", "GAHT12345#78");
	}

	private static void assertLengths(SettingType<String> type, int minimum, int maximum) {
		assertThat(type.read("a".repeat(minimum))).hasSize(minimum);
		assertThat(type.read("a".repeat(maximum))).hasSize(maximum);
		assertUnfit(type, "", "a".repeat(minimum - 1), "a".repeat(maximum + 1));
	}

	private static void assertUnfit(SettingType<String> type, String... texts) {
		assertThat(texts)
			.allSatisfy((text) -> assertRejected(type, text, "has characters or a length that STS does not allow"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/get-credentials", "/get-credentials?a=1", "/v2/credentials/1-2-3" })
	void pathOfContainerCredentials(String path) {
		assertThat(SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI.getType().read(path)).isEqualTo(path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "get-credentials", "http://169.254.170.2/get-credentials", "?a=1", "@evil.example/x" })
	void pathOfContainerCredentialsThatIsNone(String path) {
		assertRejected(SettingCatalog.CONTAINER_CREDENTIALS_RELATIVE_URI.getType(), path, "does not start with /");
	}

	/**
	 * What is wrong may be a secret that was put into the wrong place.
	 */
	@ParameterizedTest
	@MethodSource("refusals")
	void messageNeverRepeatsTheValue(AwsSetting<?> setting, String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> setting.getType().read(text))
			.satisfies((ex) -> assertThat(ex.getMessage()).isNotBlank().doesNotContain("hunter2", "987654321", text));
	}

	/**
	 * All but those that take any text.
	 */
	static List<Arguments> refusals() {
		List<Arguments> refusals = new ArrayList<>();
		for (AwsSetting<?> setting : settings()) {
			for (String text : List.of("hunter2,\u00a0\\ {}", "http://u:hunter2@ho st", "arn:hunter2", "-987654321")) {
				if (catchThrowable(() -> setting.getType().read(text)) != null) {
					refusals.add(Arguments.of(setting, text));
				}
			}
		}
		return refusals;
	}

	static List<AwsSetting<?>> settingsWithChoices() {
		return settings().stream().filter((setting) -> !setting.getType().getChoices().isEmpty()).toList();
	}

	@ParameterizedTest
	@MethodSource("settingsWithChoices")
	void choiceIsReadAsItIsShown(AwsSetting<?> setting) {
		for (String choice : setting.getType().getChoices()) {
			assertThat(written(setting, choice)).isEqualTo(choice);
		}
	}

	private static <T> String written(AwsSetting<T> setting, String text) {
		return setting.getType().write(setting.getType().read(text));
	}

	private static void assertRejected(SettingType<?> type, String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> type.read(text)).withMessage(reason);
	}

}
