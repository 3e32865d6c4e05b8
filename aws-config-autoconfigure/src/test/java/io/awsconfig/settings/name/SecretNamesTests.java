package io.awsconfig.settings.name;

import java.time.Duration;

import io.awsconfig.settings.catalog.AwsSetting;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.CpuTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SecretNames}.
 */
class SecretNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "AWS_SECRET_KEY", "aws.secretKey", "AWS_ACCESS_KEY", "aws.accessKey", "AWS_SECURITY_TOKEN",
			"aws_security_token", "AWS_SECRET_ACESS_KEY", "AWS_SCERET_ACCES_KEY", "AWS_SECERT_KEY", "AWS_SESION_TOKEN",
			"AWS_SESSION_TOKN", "aws.secret-acces-key", "aws.services.s3.secret-acces-key",
			"aws.services.s3.sercetAccesKey", "AWS_SERVICES_S3_SECRET_KEY", "aws.clients.a.sesion-tokn",
			"MYAPP_AWS_SECRET", "AWS_PASSWORD", "cloud.aws.credentials.secret-key",
			"spring.cloud.aws.credentials.secretKey", "S3_SECRET_ACCESS_KEY", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
			"aws.container-credentials-relative-uri", "aws.containerCredentialsPath",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "AWS_CREDENTIAL_PROCESS" })
	void secretsAndSlipsAreFound(String name) {
		assertThat(SecretNames.isSecret(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_REGION",
			"aws.services.secretsmanager.region", "AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_SHARED_CREDENTIALS_FILE",
			"server.port", "spring.security.oauth2.client.token", "AWS_EXECUTION_ENV", "" })
	void othersAreNot(String name) {
		assertThat(SecretNames.isSecret(name)).isFalse();
	}

	@Test
	void catalogueDecidesAboutItsOwnNames() {
		for (AwsSetting<?> setting : SettingCatalog.getSettings()) {
			String name = setting.getPropertyName();
			assertThat(SecretNames.isSecret(name)).as(name).isEqualTo(setting.isSensitive());
			assertThat(setting.getSystemProperties())
				.allMatch((each) -> SecretNames.isSecret(each) == setting.isSensitive() || !each.startsWith("aws"));
			assertThat(setting.getEnvironmentVariables())
				.allMatch((each) -> SecretNames.isSecret(each) == setting.isSensitive());
			if (setting.isPerClient()) {
				String ofService = "aws.services.s3." + setting.getShortPropertyName();
				assertThat(SecretNames.isSecret(ofService)).as(ofService).isEqualTo(setting.isSensitive());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"aws\":{\"secret-access-key\":\"x\"}}", "{\"aws.secretKey\" : \"x\"}",
			"com.example.App --aws.secret-access-key=x", "-Daws.sessionToken=x -Xmx1g", "App --password x",
			"{\"aws\":{\"sercet-acces-key\":\"x\"}}", "key AKIAIOSFODNN7EXAMPLE" })
	void textsWithSecretsAreFound(String text) {
		assertThat(SecretNames.holdsSecret(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.App --server.port=8080 --aws.region=eu-west-1", "-Xmx1g -XX:+UseZGC",
			"{\"aws\":{\"region\":\"x\",\"web-identity-token-file\":\"/x\"}}", "" })
	void textsWithoutSecretsAreNot(String text) {
		assertThat(SecretNames.holdsSecret(text)).isFalse();
		assertThat(SecretNames.assignsSecret(text)).isFalse();
	}

	@Test
	void anyTextThatAssignsASecretOfAwsIsFound() {
		assertThat(SecretNames.assignsSecret("x AWS_SECRET_ACCESS_KEY=y")).isTrue();
		assertThat(SecretNames.assignsSecret("the secret: of a good tea")).isFalse();
	}

	@Test
	void longTextsCostLittle() {
		CpuTime.assertAtMost(Duration.ofSeconds(20), () -> {
			for (String piece : new String[] { "a", "-", "aws", "a.", "\u0001", "secret", "aws_secret ", "sessiontok=",
					"'\"" }) {
				String text = piece.repeat(1024 * 1024 / piece.length());
				assertThatNoException().isThrownBy(() -> {
					SecretNames.isSecret(text);
					SecretNames.holdsSecret(text);
					SecretNames.assignsSecret(text);
					SecretNames.holdsSecret(text.substring(0, 64 * 1024));
				});
			}
		});
	}

}
