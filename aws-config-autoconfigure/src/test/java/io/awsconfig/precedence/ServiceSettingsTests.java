package io.awsconfig.precedence;

import java.nio.file.Path;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.settings.catalog.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The settings of one service, under each of their names, and the guide's order of
 * endpoints.
 */
class ServiceSettingsTests {

	private static final String SERVICES_SECTION = """
			[default]
			services = local
			endpoint_url = http://profile
			[services local]
			s3 =
			  endpoint_url = http://section
			  max_attempts = 5
			""";

	@TempDir
	Path directory;

	private ChildProcess child() {
		return new ChildProcess(this.directory);
	}

	@Test
	void eachNameMeansTheSameSetting() {
		Report report = child().variable("AWS_ENDPOINT_URL_S3", "http://s3")
			.variable("AWS_ENDPOINT_URL_ELASTIC_BEANSTALK", "http://beanstalk")
			.variable("AWS_SERVICES_SQS_ENDPOINT_URL", "http://sqs")
			.variable("AWS_SERVICES_API_GATEWAY_MAX_ATTEMPTS", "4")
			.systemProperty("aws.endpointUrlDynamoDB", "http://dynamodb")
			.systemProperty("aws.services.lambda.endpoint-url", "http://lambda")
			.argument("aws.services.sns.endpoint-url", "http://sns")
			.argument("aws.endpoint-url-kms", "http://kms")
			.application("""
					aws:
					  endpoint-url-ecs: http://ecs
					  endpointUrlEks: http://eks
					  services:
					    sts:
					      endpoint-url: http://sts
					      region: eu-west-1
					    elastic_transcoder: { endpointUrl: http://transcoder }
					""")
			.config("""
					[default]
					services = local
					[services local]
					cognito_identity =
					  endpoint_url = http://cognito
					""")
			.run()
			.started();
		assertThat(report.written("s3/endpoint_url")).isEqualTo("ENVIRONMENT_VARIABLES AWS_ENDPOINT_URL_S3=http://s3");
		assertThat(report.written("elasticbeanstalk/endpoint_url"))
			.isEqualTo("ENVIRONMENT_VARIABLES AWS_ENDPOINT_URL_ELASTIC_BEANSTALK=http://beanstalk");
		assertThat(report.written("sqs/endpoint_url"))
			.isEqualTo("ENVIRONMENT_VARIABLES AWS_SERVICES_SQS_ENDPOINT_URL=http://sqs");
		assertThat(report.written("apigateway/max_attempts"))
			.isEqualTo("ENVIRONMENT_VARIABLES AWS_SERVICES_API_GATEWAY_MAX_ATTEMPTS=4");
		assertThat(report.written("dynamodb/endpoint_url"))
			.isEqualTo("SYSTEM_PROPERTIES aws.endpointUrlDynamoDB=http://dynamodb");
		assertThat(report.written("lambda/endpoint_url"))
			.isEqualTo("SYSTEM_PROPERTIES aws.services.lambda.endpoint-url=http://lambda");
		assertThat(report.written("sns/endpoint_url"))
			.isEqualTo("COMMAND_LINE aws.services.sns.endpoint-url=http://sns");
		assertThat(report.written("kms/endpoint_url")).isEqualTo("COMMAND_LINE aws.endpoint-url-kms=http://kms");
		assertThat(report.written("ecs/endpoint_url")).isEqualTo("APPLICATION aws.endpoint-url-ecs=http://ecs");
		assertThat(report.written("eks/endpoint_url")).isEqualTo("APPLICATION aws.endpointUrlEks=http://eks");
		assertThat(report.written("sts/endpoint_url"))
			.isEqualTo("APPLICATION aws.services.sts.endpoint-url=http://sts");
		assertThat(report.written("sts/region")).isEqualTo("APPLICATION aws.services.sts.region=eu-west-1");
		assertThat(report.value("elastictranscoder/endpoint_url")).isEqualTo("http://transcoder");
		assertThat(report.written("cognitoidentity/endpoint_url")).isEqualTo("CONFIG_FILE endpoint_url=http://cognito");
		assertThat(report.value("endpoint_url")).isNull();
		assertThat(report.value("region")).isNull();
		assertThat(report.warnings()).extracting((line) -> line.replaceAll(" \\[.*", ""))
			.containsExactlyInAnyOrder(noModule("aws.services.sns.endpoint-url", "sns"),
					noModule("aws.endpoint-url-ecs", "ecs"), noModule("aws.endpointUrlEks", "eks"),
					noModule("aws.services.elastic_transcoder.endpointUrl", "elastictranscoder"));
	}

	private static String noModule(String property, String service) {
		return "WARN '%s' has no effect: no module of the AWS SDK for the service '%s' is on the class path"
			.formatted(property, service);
	}

	@Test
	void namesOfOneServiceInAllSourcesShadowOneAnother() {
		Report report = child().argument("aws.services.s3.endpoint-url", "http://0")
			.systemProperty("aws.endpointUrlS3", "http://1")
			.variable("AWS_ENDPOINT_URL_S3", "http://2")
			.application("aws.services.s3.endpoint-url: http://3")
			.config(SERVICES_SECTION)
			.run()
			.started();
		assertThat(report.written("s3/endpoint_url")).isEqualTo("COMMAND_LINE aws.services.s3.endpoint-url=http://0");
		assertThat(report.shadowed("s3/endpoint_url")).containsExactly("SYSTEM_PROPERTIES aws.endpointUrlS3=http://1",
				"ENVIRONMENT_VARIABLES AWS_ENDPOINT_URL_S3=http://2",
				"APPLICATION aws.services.s3.endpoint-url=http://3", "CONFIG_FILE endpoint_url=http://section",
				"CONFIG_FILE endpoint_url=http://profile");
		assertThat(report.written("s3/max_attempts")).isEqualTo("CONFIG_FILE max_attempts=5");
		assertThat(report.value("endpoint_url")).isEqualTo("http://profile");
		assertThat(report.warnings()).as("as whoever started it wanted").isEmpty();
	}

	@Test
	void endpointsAreRankedBySourceThenByService() {
		Report report = child().variable("AWS_ENDPOINT_URL", "http://variable")
			.variable("AWS_ENDPOINT_URL_S3", "http://s3-variable")
			.config(SERVICES_SECTION + "sqs =\n  endpoint_url = http://sqs-section\n")
			.run()
			.started();
		assertThat(report.value("s3/endpoint_url")).isEqualTo("http://s3-variable");
		assertThat(report.shadowed("s3/endpoint_url")).containsExactly(
				"ENVIRONMENT_VARIABLES AWS_ENDPOINT_URL=http://variable", "CONFIG_FILE endpoint_url=http://section",
				"CONFIG_FILE endpoint_url=http://profile");
		assertThat(report.value("sqs/endpoint_url")).isEqualTo("http://variable");
		assertThat(report.value("endpoint_url")).isEqualTo("http://variable");
	}

	@Test
	void globalEndpointOfCredentialsFileComesAfterServicesSectionOfConfigFile() {
		Report report = child().credentials("[default]\nendpoint_url = http://credentials\n")
			.config(SERVICES_SECTION)
			.run()
			.started();
		assertThat(report.value("s3/endpoint_url")).isEqualTo("http://section");
		assertThat(report.shadowed("s3/endpoint_url")).containsExactly(
				"CREDENTIALS_FILE endpoint_url=http://credentials", "CONFIG_FILE endpoint_url=http://profile");
		assertThat(report.value("endpoint_url")).isEqualTo("http://credentials");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECTION")
	void configuredEndpointsAreIgnoredIfAnySourceSaysSo(SourceKind kind) {
		ChildProcess child = child().argument("aws.endpoint-url", "http://0")
			.systemProperty("aws.endpointUrlS3", "http://1")
			.variable("AWS_ENDPOINT_URL_S3", "http://2");
		switch (kind) {
			case COMMAND_LINE -> child.argument("aws.ignore-configured-endpoint-urls", "true");
			case SYSTEM_PROPERTIES -> child.systemProperty("aws.ignoreConfiguredEndpointUrls", "true");
			case ENVIRONMENT_VARIABLES -> child.variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
			case APPLICATION -> child.application("aws.ignore-configured-endpoint-urls: true");
			case CREDENTIALS_FILE -> child.credentials("[default]\nignore_configured_endpoint_urls = true\n");
			case CONFIG_FILE -> child.config("[default]\nignore_configured_endpoint_urls = true\n");
		}
		Report report = child.run().started();
		assertThat(report.value("ignore_configured_endpoint_urls")).isEqualTo("true");
		assertThat(report.value("endpoint_url")).isNull();
		assertThat(report.value("s3/endpoint_url")).isNull();
	}

}
