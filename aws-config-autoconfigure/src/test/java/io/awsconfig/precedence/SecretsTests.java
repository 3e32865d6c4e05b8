package io.awsconfig.precedence;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that log all they can and answer each of their endpoints by JMX, with
 * secrets in every place and spelling. {@link ChildProcess} looks for them in all that
 * was printed.
 */
class SecretsTests {

	private static final String SECRET = ChildProcess.SECRET_MARK;

	@TempDir
	Path directory;

	private ChildProcess child() {
		ChildProcess child = new ChildProcess(this.directory, TalkativeApplication.class)
			.variable("AWS_EC2_METADATA_DISABLED", "true")
			.variable("AWS_REGION", "eu-west-1");
		for (String argument : new String[] { "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.endpoint.aws.show-values=always", "logging.level.root=TRACE", "debug=true" }) {
			child.argument(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
		}
		return child;
	}

	@Test
	void secretsInEveryPlaceAndSpellingAreNotShown() {
		String output = child().variable("AWS_ACCESS_KEY_ID", "AKIA" + SECRET + "0000")
			.variable("AWS_SECRET_ACCESS_KEY", SECRET)
			.variable("AWS_SECRET_KEY", SECRET)
			.variable("AWS_SECURITY_TOKEN", SECRET)
			.variable("AWS_SECRET_ACESS_KEY", SECRET)
			.variable("AWS_SESION_TOKEN", SECRET)
			.variable("AWS_SERVICES_S3_SECRET_ACCESS_KEY", SECRET)
			.variable("AWS_SERVICES_S3_ACCESS_KEY_ID", "AKIA" + SECRET + "0000")
			.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:1/" + SECRET + "?x=" + SECRET)
			.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/" + SECRET)
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", SECRET)
			.variable("AWS_ENDPOINT_URL", "http://localhost:1")
			.variable("SPRING_APPLICATION_JSON",
					"{\"aws\":{\"clients\":{\"x\":{\"service\":\"s3\",\"access-key-id\":\"AKIA%1$s0000\",\"secret-access-key\":\"%1$s\"}}}}"
						.formatted(SECRET))
			.systemProperty("aws.secretKey", SECRET)
			.argument("aws.secret-acces-key", SECRET)
			.argument("aws.services.s3.sercet-access-key", SECRET)
			.config("""
					[default]
					endpoint_url = http://user:%1$s@localhost:1/x?key=%1$s
					credential_process = /bin/false %1$s
					aws_secret_acces_key = %1$s
					aws_security_token = %1$s
					[profile other]
					output = json
					  aws_secret_access_key = %1$s
					%1$s
					""".formatted(SECRET))
			.application("aws.services.sqs.endpoint-url: http://localhost:2\n")
			.run()
			.started()
			.output();
		assertThat(output).contains("type=Endpoint,name=Env environment", "type=Endpoint,name=Aws aws ",
				"'AWS_SECURITY_TOKEN' is a name of the AWS SDK for Java 1", "TRACE ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "region = eu-west-1\n", "role_session_name = job\n", "sso_role_name = Dev\n",
			"output = json\n", "aws_access_key_id = AKIA\n", "s3 =\n", "region =\n" })
	void indentedSecretStopsTheApplicationUnseen(String above) {
		String failure = child()
			.config("[default]\n" + above
					+ "\taws_access_key_id = %1$s\n  aws_secret_access_key = %1$s\n".formatted(SECRET))
			.run()
			.output();
		assertThat(failure).contains("APPLICATION FAILED TO START",
				"This line looks like a setting; remove its indentation",
				this.directory.resolve(".aws/config") + " - 3:", this.directory.resolve(".aws/config") + " - 4:");
	}

	@Test
	void refusedEndpointIsShownWithoutItsQueryAndUser() {
		String output = child().argument("aws.endpoint-url", "http://user:" + SECRET + "@localhost:1/x?key=" + SECRET)
			.run()
			.output();
		assertThat(output).contains("APPLICATION FAILED TO START", "http://******@localhost:1/x?******");
	}

}
