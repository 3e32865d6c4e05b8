package io.awsconfig.precedence;

import java.nio.file.Path;

import io.awsconfig.precedence.ChildProcess.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Boot and AWS each have of their own: prefixes, profiles, placeholders, JSON
 * and second-rank variables.
 */
class SpringSourcesTests {

	@TempDir
	Path directory;

	private ChildProcess child() {
		return new ChildProcess(this.directory);
	}

	@Test
	void environmentPrefixLeavesAwsVariablesAlone() {
		Report report = child().systemProperty(ChildApplication.ENVIRONMENT_PREFIX, "my")
			.variable("AWS_REGION", "eu-west-1")
			.variable("AWS_ENDPOINT_URL_S3", "http://localhost")
			.variable("AWS_SERVICES_SQS_MAX_ATTEMPTS", "4")
			.variable("AWS_ACCESS_KEY_ID", ChildProcess.SECRET_MARK + "-key-1234")
			.variable("AWS_SECRET_ACCESS_KEY", ChildProcess.SECRET_MARK + "-secret")
			.variable("MY_AWS_MAX_ATTEMPTS", "7")
			.application("aws.region: eu-west-2")
			.run()
			.started();
		assertThat(report.written("region")).isEqualTo("ENVIRONMENT_VARIABLES AWS_REGION=eu-west-1");
		assertThat(report.property("region")).isEqualTo("eu-west-1");
		assertThat(report.value("s3/endpoint_url")).isEqualTo("http://localhost");
		assertThat(report.value("sqs/max_attempts")).isEqualTo("4");
		assertThat(report.value("max_attempts")).isEqualTo("7");
		assertThat(report.values()).containsEntry("keys", "****1234 from AWS_ACCESS_KEY_ID");
	}

	@Test
	void secondRankVariableCountsWhereTheFirstIsAbsentOrBlank() {
		Report report = child().variable("AWS_REGION", " ")
			.variable("AWS_DEFAULT_REGION", "eu-west-1")
			.variable("AWS_MAX_ATTEMPTS", "")
			.application("""
					aws:
					  max-attempts: 4
					  retry-mode: ""
					""")
			.config("[default]\nregion = eu-west-2\nretry_mode = adaptive\n")
			.run()
			.started();
		assertThat(report.written("region")).isEqualTo("ENVIRONMENT_VARIABLES AWS_DEFAULT_REGION=eu-west-1");
		assertThat(report.shadowed("region")).containsExactly("CONFIG_FILE region=eu-west-2");
		assertThat(report.values()).containsEntry("@Value", "eu-west-1");
		assertThat(report.written("max_attempts")).isEqualTo("APPLICATION aws.max-attempts=4");
		assertThat(report.value("retry_mode")).isEqualTo("adaptive");
		assertThat(report.warnings())
			.anyMatch((line) -> line.contains("'AWS_REGION' has no value and is treated as not set"))
			.anyMatch((line) -> line.contains("AWS_MAX_ATTEMPTS"))
			.anyMatch((line) -> line.contains("aws.retry-mode"));
	}

	@Test
	void firstRankVariableComesBeforeSecondRankVariable() {
		Report report = child().variable("AWS_REGION", "eu-west-1")
			.variable("AWS_DEFAULT_REGION", "eu-west-2")
			.run()
			.started();
		assertThat(report.written("region")).isEqualTo("ENVIRONMENT_VARIABLES AWS_REGION=eu-west-1");
		assertThat(report.shadowed("region")).containsExactly("ENVIRONMENT_VARIABLES AWS_DEFAULT_REGION=eu-west-2");
	}

	@Test
	void sourcesOfSpringKeepTheirOrder() {
		Report report = child()
			.variable("SPRING_APPLICATION_JSON", "{\"aws\": {\"region\": \"eu-json-1\", \"max-attempts\": 2}}")
			.variable("SPRING_PROFILES_ACTIVE", "prod")
			.variable("AWS_REGION", "eu-west-1")
			.systemProperty("aws.region", "eu-west-2")
			.application("aws.retry-mode: standard\naws.output: text")
			.file("application-prod.yml", "aws.retry-mode: adaptive")
			.run()
			.started();
		assertThat(report.value("region")).isEqualTo("eu-json-1");
		assertThat(report.property("region")).isEqualTo("eu-json-1");
		assertThat(report.written("region")).isEqualTo("COMMAND_LINE aws.region=eu-json-1");
		assertThat(report.origin("region")).contains("SPRING_APPLICATION_JSON");
		assertThat(report.shadowed("region")).containsExactly("SYSTEM_PROPERTIES aws.region=eu-west-2",
				"ENVIRONMENT_VARIABLES AWS_REGION=eu-west-1");
		assertThat(report.value("max_attempts")).isEqualTo("2");
		assertThat(report.written("retry_mode")).isEqualTo("APPLICATION aws.retry-mode=adaptive");
		assertThat(report.origin("retry_mode")).contains("application-prod.yml");
		assertThat(report.shadowed("retry_mode")).containsExactly("APPLICATION aws.retry-mode=standard");
		assertThat(report.value("output")).isEqualTo("text");
	}

	@Test
	void placeholdersAreThoseOfSpringAndLiteralElsewhere() {
		Report report = child().variable("AWS_ROLE_SESSION_NAME", "name")
			.variable("AWS_CA_BUNDLE", "/certs/${USER}.pem")
			.systemProperty("aws.loginCacheDirectory", "/cache/${user.name}")
			.application("""
					location: eu-west-1
					aws:
					  region: ${location}
					  external-id: ${aws.role-session-name}-1
					""")
			.config("[default]\nrole_arn = arn:aws:iam::123456789012:role/reader\n"
					+ "web_identity_token_file = /tokens/${HOME}\n")
			.run()
			.started();
		assertThat(report.value("region")).isEqualTo("eu-west-1");
		assertThat(report.value("external_id")).isEqualTo("name-1");
		assertThat(report.value("ca_bundle")).isEqualTo("/certs/${USER}.pem");
		assertThat(report.property("ca_bundle")).isEqualTo("/certs/${USER}.pem");
		assertThat(report.value("login_cache_directory")).isEqualTo("/cache/${user.name}");
		assertThat(report.property("login_cache_directory")).isEqualTo("/cache/${user.name}");
		assertThat(report.value("web_identity_token_file")).isEqualTo("/tokens/${HOME}");
		assertThat(report.property("web_identity_token_file")).isEqualTo("/tokens/${HOME}");
	}

	@Test
	void listsCanBeYamlSequences() {
		Report report = child().application("""
				aws:
				  sigv4a-signing-region-set: [ eu-west-1, eu-west-2 ]
				  services:
				    s3:
				      auth-scheme-preference:
				      - sigv4a
				      - sigv4
				""").run().started();
		assertThat(report.value("sigv4a_signing_region_set")).isEqualTo("eu-west-1,eu-west-2");
		assertThat(report.value("s3/auth_scheme_preference")).isEqualTo("sigv4a,sigv4");
		assertThat(report.written("auth_scheme_preference")).isNull();
	}

}
