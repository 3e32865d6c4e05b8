package io.awsconfig.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import io.awsconfig.testsupport.SignInKeys;
import io.awsconfig.wire.Place.Kind;
import software.amazon.awssdk.services.kms.KmsClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What IAM Identity Center is asked by whom the user has signed in, and whose keys
 * requests are signed with then.
 */
class SignInWireTests extends WireTest {

	private static final String IDENTITY = "arn:aws:iam::123456789012:user/jane";

	private static final String START = "https://company.awsapps.com/start";

	private static final Instant END = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

	@EveryPlace
	@Proves(value = "login_session", effect = "Requests are signed with the credentials that `aws login` left.")
	void requestIsSignedByWhoHasSignedIn(Place place) throws Exception {
		login(".aws/login/cache", "ASIALOGIN");
		WireApplication application = application(place, "kms", IDENTITY);
		if (place.isSet()) {
			application.withoutKeys();
		}
		application.use(KmsClient.class, KmsClient::listKeys);
		assertThat(CredentialsWireTests.signedBy(lastRequest()))
			.isEqualTo(place.isSet() ? "ASIALOGIN" : "AKIDAPPLICATION");
		assertThat(lastRequest().header("X-Amz-Security-Token")).isEqualTo(place.isSet() ? "source-token" : null);
	}

	@EveryPlace
	@Proves(value = "login_cache_directory", effect = "The credentials that `aws login` left are looked for there.")
	void credentialsOfTheDirectoryAreUsed(Place place) throws Exception {
		login(".aws/login/cache", "ASIALOGIN");
		login("elsewhere", "ASIAELSEWHERE");
		application(place, "kms", this.home.resolve("elsewhere")).withoutKeys()
			.with("aws.login-session", IDENTITY)
			.use(KmsClient.class, KmsClient::listKeys);
		assertThat(CredentialsWireTests.signedBy(lastRequest()))
			.isEqualTo(place.isSet() ? "ASIAELSEWHERE" : "ASIALOGIN");
	}

	private void login(String directory, String key) throws Exception {
		write(directory, digest("SHA-256", IDENTITY),
				"""
						{"accessToken": {"accessKeyId": "%s", "secretAccessKey": "source-secret", "sessionToken": "source-token",
						"accountId": "123456789012", "expiresAt": "%s"}, "tokenType": "aws_sigv4",
						"clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "secret-refresh",
						"idToken": "secret-id", "dpopKey": "%s"}"""
					.formatted(key, END, SignInKeys.pem(SignInKeys.generate()).replace("\n", "\\n")));
	}

	private void write(String directory, String name, String content) throws IOException {
		Files.writeString(Files.createDirectories(this.home.resolve(directory)).resolve(name + ".json"), content);
	}

	private static String digest(String algorithm, String text) throws GeneralSecurityException {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	// IAM Identity Center

	@EveryPlace
	@Proves(value = "sso_account_id", effect = "IAM Identity Center is asked for credentials of that account.")
	void credentialsOfTheAccountAreAskedFor(Place place) throws Exception {
		Request request = signIn(place, SettingCatalog.SSO_ACCOUNT_ID, "210987654321");
		assertThat(request.uri().getQuery())
			.contains("account_id=" + (place.isSet() ? "210987654321" : "123456789012"));
	}

	@EveryPlace
	@Proves(value = "sso_role_name", effect = "IAM Identity Center is asked for credentials of that permission set.")
	void credentialsOfThePermissionSetAreAskedFor(Place place) throws Exception {
		Request request = signIn(place, SettingCatalog.SSO_ROLE_NAME, "Admin");
		assertThat(request.uri().getQuery()).contains("role_name=" + (place.isSet() ? "Admin" : "Reader"));
	}

	@EveryPlace
	@Proves(value = "sso_region", effect = "IAM Identity Center is called in that Region.")
	void portalOfTheRegionIsCalled(Place place) throws Exception {
		Request request = signIn(place, SettingCatalog.SSO_REGION, "us-west-2");
		assertThat(request.host())
			.isEqualTo("portal.sso." + (place.isSet() ? "us-west-2" : "eu-west-1") + ".amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "sso_start_url", effect = "IAM Identity Center is shown the token of the sign-in at that address.")
	void tokenOfTheAddressIsShown(Place place) throws Exception {
		String other = "https://other.awsapps.com/start";
		token(other, "other-token");
		Request request = signIn(place, SettingCatalog.SSO_START_URL, other);
		assertThat(request.header("x-amz-sso_bearer_token")).isEqualTo(place.isSet() ? "other-token" : "start-token");
	}

	@EveryPlace
	@Proves(value = "sso_session", effect = "IAM Identity Center is shown the token of that session, in its Region.")
	void tokenOfTheSessionIsShown(Place place) throws Exception {
		token("company", "session-token");
		Request request = signIn(place, SettingCatalog.SSO_SESSION, "company");
		assertThat(request.header("x-amz-sso_bearer_token")).isEqualTo(place.isSet() ? "session-token" : "start-token");
		assertThat(request.host()).isEqualTo("portal.sso.eu-west-1.amazonaws.com");
	}

	@EveryPlace
	@Proves(value = "sso_registration_scopes",
			effect = "None: requests are the same to the byte. Who signs the user in needs it, as the AWS CLI does.")
	void scopesChangeNothing(Place place) throws Exception {
		Request without = signIn(new Place(Kind.NONE, ""), SettingCatalog.SSO_REGISTRATION_SCOPES, "");
		server().requests().clear();
		Request with = signIn(place, SettingCatalog.SSO_REGISTRATION_SCOPES, "one,two");
		assertThat(RequestWireTests.withoutTime(with)).isEqualTo(RequestWireTests.withoutTime(without));
		application(place, "kms", "one,two").inspect((endpoint) -> {
			SettingDescriptor descriptor = (SettingDescriptor) Objects
				.requireNonNull(endpoint.entry("settings", "sso_registration_scopes"));
			assertThat(descriptor.spelling()).isEqualTo(place.isSet() ? place.name() : null);
			assertThat(descriptor.reach()).isEqualTo("no effect in the SDK for Java");
		});
	}

	private void token(String of, String token) throws Exception {
		write(".aws/sso/cache", digest("SHA-1", of),
				"{\"accessToken\": \"%s\", \"expiresAt\": \"%s\"}".formatted(token, END));
	}

	/**
	 * Let an application get credentials of IAM Identity Center, with one setting in a
	 * place and the others in the config file.
	 * @return what IAM Identity Center was asked
	 */
	private Request signIn(Place place, AwsSetting<?> setting, String value) throws Exception {
		token(START, "start-token");
		server().answering((request) -> request.host().startsWith("portal.sso.") ? Answer.of("""
				{"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "role-secret",
				"sessionToken": "role-token", "expiration": %d}}""".formatted(END.toEpochMilli())) : Answer.of("{}"));
		WireApplication application = application(place, "kms", value).withoutKeys().sections("""
				[sso-session company]
				sso_region = eu-west-1
				sso_start_url = https://company.awsapps.com/start
				""");
		Map<AwsSetting<?>, String> settings = new LinkedHashMap<>();
		settings.put(SettingCatalog.SSO_ACCOUNT_ID, "123456789012");
		settings.put(SettingCatalog.SSO_ROLE_NAME, "Reader");
		settings.put(SettingCatalog.SSO_REGION, "eu-west-1");
		settings.put(SettingCatalog.SSO_START_URL, START);
		if (place.isSet()) {
			settings.remove(setting);
		}
		settings.forEach(
				(other, text) -> application.set(new Place(Kind.CONFIG_FILE, other.getFileKeys().get(0)), "kms", text));
		application.use(KmsClient.class, KmsClient::listKeys);
		assertThat(server().requests()).hasSize(2);
		assertThat(CredentialsWireTests.signedBy(lastRequest())).isEqualTo("ASIASSO");
		return server().requests().get(0);
	}

}
