package io.awsconfig.wire;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import io.awsconfig.wire.Place.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose keys requests are signed with, and what STS and programs are asked to get them.
 */
class CredentialsWireTests extends WireTest {

	private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

	private static final Place ROLE_OF_APPLICATION = new Place(Kind.APPLICATION, "aws.role-arn");

	@EveryPlace
	@Proves(value = "aws_access_key_id", effect = "The signature of requests names the key.")
	@Proves(value = "aws_secret_access_key", effect = "The signature of requests is made with it.")
	void requestIsSignedWithTheKeys(Place place) {
		WireApplication application = applicationWithKeysUnlessSet(place).set(place, "kms", "AKIDPLACE")
			.set(place, SettingCatalog.SECRET_ACCESS_KEY, "kms", "place-secret");
		call(application);
		assertThat(signedBy(lastRequest())).isEqualTo(place.isSet() ? "AKIDPLACE" : "AKIDAPPLICATION");
		assertThat(lastRequest().header("X-Amz-Security-Token")).isNull();
		assertThat(lastRequest().authorization())
			.isEqualTo(Signature.of(lastRequest(), place.isSet() ? "place-secret" : "application-secret", null))
			.isNotEqualTo(Signature.of(lastRequest(), "other-secret", null));
	}

	@EveryPlace
	@Proves(value = "aws_session_token",
			effect = "Requests have it in `X-Amz-Security-Token`, and it is signed as well.")
	void requestHasTheSessionToken(Place place) {
		WireApplication application = applicationWithKeysUnlessSet(place).set(place, "kms", "role-token")
			.set(place, SettingCatalog.ACCESS_KEY_ID, "kms", "ASIAPLACE")
			.set(place, SettingCatalog.SECRET_ACCESS_KEY, "kms", "place-secret");
		call(application);
		assertThat(lastRequest().header("X-Amz-Security-Token")).isEqualTo(place.isSet() ? "role-token" : null);
		if (place.isSet()) {
			assertThat(lastRequest().authorization())
				.isEqualTo(Signature.of(lastRequest(), "place-secret", "role-token"))
				.contains("x-amz-security-token");
		}
	}

	/**
	 * Return an application that has its own keys only where the setting is not.
	 */
	private WireApplication applicationWithKeysUnlessSet(Place place) {
		return place.isSet() ? application().withoutKeys() : application();
	}

	private static void call(WireApplication application) {
		application.use(KmsClient.class, KmsClient::listKeys);
	}

	static String signedBy(Request request) {
		return request.authorization().replaceFirst("^AWS4-HMAC-SHA256 Credential=", "").split("/")[0];
	}

	// Roles

	@EveryPlace(except = { Kind.SYSTEM_PROPERTY, Kind.VARIABLE })
	@Proves(value = "role_arn", effect = "STS is asked for the role, and its answer signs the requests.")
	@Proves(value = "source_profile", effect = "The request to STS is signed with the keys of that profile.")
	void roleIsAssumedWithTheKeysOfTheSourceProfile(Place place) {
		server().answering(CredentialsWireTests::answerOfSts);
		WireApplication application = applicationWithKeysUnlessSet(place).set(place, "kms", ROLE)
			.set(place, SettingCatalog.SOURCE_PROFILE, "kms", "base")
			.sections("[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\n");
		call(application);
		assertThat(server().requests()).hasSize(place.isSet() ? 2 : 1);
		assertThat(signedBy(lastRequest())).isEqualTo(place.isSet() ? "ASIAROLE" : "AKIDAPPLICATION");
		if (place.isSet()) {
			assertThat(lastRequest().authorization())
				.isEqualTo(Signature.of(lastRequest(), "role-secret", "role-token"));
			Request assume = server().requests().get(0);
			assertThat(assume.host()).isEqualTo("sts.eu-central-1.amazonaws.com");
			assertThat(assume.authorization()).isEqualTo(Signature.of(assume, "base-secret", null))
				.contains("Credential=AKIDBASE/");
			assertThat(form(assume)).containsEntry("Action", "AssumeRole").containsEntry("RoleArn", ROLE);
		}
	}

	@EveryPlace
	@Proves(value = "role_session_name", effect = "STS is asked for a session of that name.")
	void roleSessionHasTheName(Place place) {
		assertThat(parameterOfSts(place, SettingCatalog.ROLE_SESSION_NAME, "orders", "RoleSessionName")).isNotNull()
			.satisfies((name) -> assertThat(name.equals("orders")).isEqualTo(place.isSet()));
	}

	@EveryPlace
	@Proves(value = "external_id", effect = "The request to STS has the `ExternalId`.")
	void roleIsAskedForWithTheExternalId(Place place) {
		assertThat(parameterOfSts(place, SettingCatalog.EXTERNAL_ID, "7f3a", "ExternalId"))
			.isEqualTo(place.isSet() ? "7f3a" : null);
	}

	@EveryPlace
	@Proves(value = "duration_seconds",
			effect = "STS is asked for a session that lasts as long; its own default is the same as this one.")
	void roleSessionLastsAsLong(Place place) {
		assertThat(parameterOfSts(place, SettingCatalog.DURATION_SECONDS, "1800", "DurationSeconds"))
			.isEqualTo(place.isSet() ? "1800" : null);
	}

	@EveryPlace
	@Proves(value = "mfa_serial", effect = "The request to STS has the `SerialNumber` and a `TokenCode`.")
	void roleIsAskedForWithTheDevice(Place place) {
		String device = "arn:aws:iam::123456789012:mfa/jane";
		assertThat(parameterOfSts(place, SettingCatalog.MFA_SERIAL, device, "SerialNumber"))
			.isEqualTo(place.isSet() ? device : null);
		assertThat(form(server().requests().get(0)).get("TokenCode")).isEqualTo(place.isSet() ? "123456" : null);
	}

	/**
	 * Let an application assume a role and return what STS was asked.
	 */
	private @Nullable String parameterOfSts(Place place, AwsSetting<?> setting, String value, String parameter) {
		server().answering(CredentialsWireTests::answerOfSts);
		Place role = switch (place.kind()) {
			// Alone in these, the role would be one of a web identity
			case NONE, SYSTEM_PROPERTY, VARIABLE -> ROLE_OF_APPLICATION;
			default -> place.with(SettingCatalog.ROLE_ARN);
		};
		application(place, "kms", value).withoutKeys()
			.set(role, "kms", ROLE)
			.set(role, SettingCatalog.SOURCE_PROFILE, "kms", "base")
			.sections("[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base-secret\n")
			.use(KmsClient.class, KmsClient::listKeys);
		assertThat(signedBy(lastRequest())).as("%s with %s", role, setting).isEqualTo("ASIAROLE");
		return form(server().requests().get(0)).get(parameter);
	}

	@EveryPlace(except = { Kind.NONE, Kind.SYSTEM_PROPERTY, Kind.VARIABLE })
	@Proves(value = "credential_source",
			effect = "The request to STS is signed with the keys from there, as with those of the container.")
	void roleIsAssumedWithTheKeysOfTheCredentialSource(Place place) {
		server().answering(CredentialsWireTests::answerOfSts);
		try (LocalServer container = new LocalServer()) {
			container.answering(Answer.of("""
					{"AccessKeyId": "AKIDCONTAINER", "SecretAccessKey": "source-secret", "Token": "source-token",
					"Expiration": "2126-11-21T12:00:00Z"}"""));
			application(place, "kms", "EcsContainer").withoutKeys()
				.set(place, SettingCatalog.ROLE_ARN, "kms", ROLE)
				.with("aws.container-credentials-full-uri", container.url())
				.use(KmsClient.class, KmsClient::listKeys);
			assertThat(container.requests()).hasSize(1);
		}
		assertThat(signedBy(server().requests().get(0))).isEqualTo("AKIDCONTAINER");
		assertThat(signedBy(lastRequest())).isEqualTo("ASIAROLE");
	}

	@EveryPlace
	@Proves(value = "web_identity_token_file",
			effect = "STS is asked for the role with the token in the file, and its answer signs the requests.")
	@Proves("role_arn")
	void tokenOfTheFileIsExchanged(Place place) throws IOException {
		server().answering(CredentialsWireTests::answerOfSts);
		Path token = Files.writeString(this.home.resolve("token"), "web-identity");
		call(applicationWithKeysUnlessSet(place).set(place, "kms", token)
			.set(place, SettingCatalog.ROLE_ARN, "kms", ROLE));
		assertThat(signedBy(lastRequest())).isEqualTo(place.isSet() ? "ASIAROLE" : "AKIDAPPLICATION");
		assertThat(server().requests()).hasSize(place.isSet() ? 2 : 1);
		if (place.isSet()) {
			Request exchange = server().requests().get(0);
			assertThat(exchange.header("Authorization")).isNull();
			assertThat(form(exchange)).containsEntry("Action", "AssumeRoleWithWebIdentity")
				.containsEntry("RoleArn", ROLE)
				.containsEntry("WebIdentityToken", "web-identity");
		}
	}

	private static Answer answerOfSts(Request request) {
		if (!request.host().startsWith("sts.")) {
			return Answer.of(200);
		}
		return Answer.of("""
				<%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
				<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/reader/name</Arn>
				<AssumedRoleId>ARO123EXAMPLE123:name</AssumedRoleId></AssumedRoleUser>
				<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>
				<SessionToken>role-token</SessionToken><Expiration>2126-11-21T12:00:00Z</Expiration></Credentials>
				</%1$sResult></%1$sResponse>""".formatted(form(request).get("Action")));
	}

	private static Map<String, String> form(Request request) {
		return Arrays.stream(new String(request.body(), StandardCharsets.UTF_8).split("&"))
			.map((pair) -> URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1]));
	}

	// Programs

	@EveryPlace
	@Proves(value = "credential_process", effect = "Requests are signed with what the program prints.")
	void requestIsSignedWithWhatTheProgramPrints(Place place) throws IOException {
		Path program = Files.writeString(this.home.resolve("program"), """
				#!/bin/sh
				echo '{"Version": 1, "AccessKeyId": "AKIDPROCESS", "SecretAccessKey": "source-secret"}'
				""");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
		call(applicationWithKeysUnlessSet(place).set(place, "kms", program));
		assertThat(signedBy(lastRequest())).isEqualTo(place.isSet() ? "AKIDPROCESS" : "AKIDAPPLICATION");
		assertThat(lastRequest().authorization())
			.isEqualTo(Signature.of(lastRequest(), place.isSet() ? "source-secret" : "application-secret", null));
	}

}
