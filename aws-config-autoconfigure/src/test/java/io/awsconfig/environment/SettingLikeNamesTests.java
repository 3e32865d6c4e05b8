package io.awsconfig.environment;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.name.OtherLibrary;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which names of an application are told to be no settings, and which are its own. The
 * names in the files are those that Spring projects have.
 */
class SettingLikeNamesTests {

	private static final List<String> SERVICES = List.of("sns", "ses", "lambda", "kinesis", "secretsmanager", "ssm",
			"cognitoidentityprovider", "rds", "elasticache", "opensearch", "eventbridge", "sfn", "cloudwatchlogs",
			"rekognition", "athena", "cloudfront", "ecs");

	private static final String SECRET = "value-secret";

	@TempDir
	Path directory;

	private final StandardEnvironment environment = new StandardEnvironment();

	private FakeMachine machine;

	private ClassLoader before;

	@BeforeEach
	void setUp() throws IOException {
		this.machine = new FakeMachine(this.directory);
		this.before = Thread.currentThread().getContextClassLoader();
		for (String service : SERVICES) {
			Files.createDirectories(this.directory.resolve("classes/software/amazon/awssdk/services/" + service));
		}
		useClasses();
	}

	private void useClasses() throws MalformedURLException {
		URL classes = this.directory.resolve("classes").toUri().toURL();
		Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] { classes }, this.before));
	}

	@AfterEach
	void tearDown() {
		Thread.currentThread().setContextClassLoader(this.before);
	}

	private List<Diagnostic> diagnose() {
		this.machine.applyTo(this.environment);
		ConfigurationPropertySources.attach(this.environment);
		AwsEnvironment attached = AwsEnvironment.attachTo(this.environment);
		List<Diagnostic> result = new ArrayList<>(attached.getDiagnostics());
		result.addAll(AwsSettings.resolve(attached.getSettingSources()).getDiagnostics());
		assertThat(result.toString()).doesNotContain(SECRET);
		return result;
	}

	private List<String> messages() {
		return diagnose().stream().map(Diagnostic::message).toList();
	}

	private void application(String name, Object value) {
		this.environment.getPropertySources().addLast(new MapPropertySource(name, Map.of(name, value)));
	}

	private void yaml(String text) throws IOException {
		for (PropertySource<?> source : new YamlPropertySourceLoader().load("application.yml",
				new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "application.yml"))) {
			this.environment.getPropertySources().addLast(source);
		}
	}

	static Stream<String> lines(String file) throws IOException {
		return new ClassPathResource("names/" + file).getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#") && !line.isBlank());
	}

	@ParameterizedTest
	@MethodSource("told")
	void nameThatLooksLikeASettingIsTold(String name, String right) throws IOException {
		String key = name.substring(name.indexOf('.') + 1);
		yaml("# comment\n" + name.substring(0, name.indexOf('.')) + ":\n  " + key + ": \"" + SECRET + "\"\n");
		assertThat(diagnose()).singleElement().satisfies((diagnostic) -> {
			assertThat(diagnostic.message()).startsWith("'" + name + "' is ").contains("'" + right + "'");
			assertThat(diagnostic.origin().toString()).endsWith("[application.yml] - 3:" + (key.length() + 5));
		});
	}

	static Stream<Arguments> told() throws IOException {
		return lines("told.csv").map((line) -> line.split(", ")).map((parts) -> Arguments.of(parts[0], parts[1]));
	}

	@ParameterizedTest
	@MethodSource("own")
	void nameOfTheApplicationsOwnIsNot(String name) {
		application(name, "1");
		assertThat(messages()).isEmpty();
	}

	static Stream<String> own() throws IOException {
		return lines("own.txt");
	}

	@ParameterizedTest
	@CsvSource({ "AWS_S3_REGION, AWS_SERVICES_S3_REGION", "AWS_S3_ENDPOINT_URL, AWS_ENDPOINT_URL_S3",
			"AWS_S3_ENDPOINT, AWS_ENDPOINT_URL_S3", "AWS_DYNAMODB_ENDPOINT, AWS_ENDPOINT_URL_DYNAMODB",
			"AWS_DYNAMO_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB", "AWS_SQS_REGION, AWS_SERVICES_SQS_REGION",
			"AWS_SECRETS_MANAGER_REGION, AWS_SERVICES_SECRETSMANAGER_REGION",
			"AWS_SERVICE_S3_REGION, AWS_SERVICES_S3_REGION", "AWS_SERVICES_S3_REGOIN, AWS_SERVICES_S3_REGION",
			"AWS_CLIENT_FOO_SERVICE, AWS_CLIENTS_FOO_SERVICE", "AWS_CLIENTS_FOO_REGOIN, AWS_CLIENTS_FOO_REGION",
			"AWS_ENDPOINT, AWS_ENDPOINT_URL", "AWS_ENDPOINT_OVERRIDE, AWS_ENDPOINT_URL",
			"AWS_REGION_STATIC, AWS_REGION", "AWS_DEFAULT_PROFILE, AWS_PROFILE", "AWS_REIGON, AWS_REGION",
			"AWS_CREDENTIALS_ACCESS_KEY, AWS_ACCESS_KEY_ID", "AWS_SECRETKEY, AWS_SECRET_ACCESS_KEY",
			"AWS_SECRET_KEY, AWS_SECRET_ACCESS_KEY", "AWS_SECURITY_TOKEN, AWS_SESSION_TOKEN",
			"SPRING_CLOUD_AWS_REGION_STATIC, AWS_REGION", "CLOUD_AWS_CREDENTIALS_ACCESSKEY, AWS_ACCESS_KEY_ID",
			"SPRING_CLOUD_AWS_S3_ENDPOINT, AWS_ENDPOINT_URL_S3", "QUARKUS_S3_AWS_REGION, AWS_SERVICES_S3_REGION" })
	void variableThatLooksLikeASettingIsTold(String name, String right) {
		this.machine.variable(name, SECRET);
		assertThat(diagnose()).singleElement().satisfies((diagnostic) -> {
			assertThat(diagnostic.message()).startsWith("'" + name + "' is ").contains("'" + right + "'");
			assertThat(diagnostic.origin()).hasToString("System Environment Property \"" + name + "\"");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION",
			"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
			"AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_EXEC_WRAPPER",
			"AWS_LAMBDA_MAX_CONCURRENCY", "AWS_LAMBDA_METADATA_API", "AWS_LAMBDA_METADATA_TOKEN", "AWS_EXECUTION_ENV",
			"AWS_XRAY_DAEMON_ADDRESS", "AWS_XRAY_CONTEXT_MISSING", "AWS_XRAY_TRACING_NAME", "_AWS_XRAY_DAEMON_ADDRESS",
			"AWS_BUCKET", "AWS_S3_BUCKET", "AWS_BUCKET_NAME", "AWS_S3_BUCKET_NAME", "AWS_STORAGE_BUCKET_NAME",
			"AWS_QUEUE_URL", "AWS_SQS_QUEUE_URL", "AWS_SNS_TOPIC_ARN", "AWS_DEFAULT_OUTPUT", "AWS_PAGER",
			"AWS_CLI_AUTO_PROMPT", "AWS_CLI_FILE_ENCODING", "AWS_SDK_LOAD_CONFIG",
			"AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE", "AWS_NODEJS_CONNECTION_REUSE_ENABLED", "AWS_VAULT",
			"AWS_VAULT_BACKEND", "AWS_SESSION_EXPIRATION", "AWS_CREDENTIAL_EXPIRATION", "AWS_ROLE_TO_ASSUME",
			"AWS_ACCOUNT", "AWS_ACCOUNT_IDS", "AWS_REGIONS", "AWS_REGION_NAME", "AWS_S3_REGION_NAME",
			"AWS_ECR_REGISTRY", "AWS_ECS_CLUSTER", "AWS_BATCH_JOB_ID", "AWS_ROOT", "AWS_ENVIRONMENT",
			"AWS_COGNITO_USER_POOL_ID", "AWS_COGNITO_CLIENT_ID", "AWS_KMS_KEY_ID", "AWS_CDK_VERSION", "AWS_SAM_LOCAL",
			"AWS_STS_SESSION_NAME", "AWS_APPCONFIG_EXTENSION_POLL_INTERVAL_SECONDS", "AWS_EMF_SERVICE_NAME",
			"AWS_EB_PROFILE_NAME", "AWS_NEPTUNE_ENDPOINT", "AWS_RDS_ENDPOINT", "AWS_IOT_ENDPOINT", "AWS_CHATBOT_ROLE",
			"AWS_LWA_PORT", "AWS_SERVICE_NAME", "AWS_SERVICES_LIST", "AWS_CLIENT_ID", "AWS_ACL", "AWS_S3_CUSTOM_DOMAIN",
			"AWS_QUERYSTRING_AUTH", "AWSKEY", "MY_AWS_REGION", "TF_VAR_aws_region", "AWS_CONTAINER_STOP_TIMEOUT",
			"AWS_MWAA_ENV", "AWS_GATEWAY_ENDPOINT" })
	void variableOfOtherToolsIsNot(String name) {
		this.machine.variable(name, "1");
		assertThat(messages()).isEmpty();
	}

	@Test
	void systemPropertiesAreTold() {
		this.machine.systemProperty("aws.s3.region", "eu-west-1")
			.systemProperty("com.amazonaws.sdk.maxAttempts", "3")
			.systemProperty("aws.disableEc2Metadata", "true")
			.systemProperty("aws.sigv4a.signing.region.set", "*");
		assertThat(messages()).containsExactlyInAnyOrder(
				"'aws.s3.region' is not a setting and is ignored; did you mean 'aws.services.s3.region'?",
				"'com.amazonaws.sdk.maxAttempts' is a name of the AWS SDK for Java 1, which is not on the class path, "
						+ "and is ignored; did you mean 'aws.max-attempts'?");
	}

	@Test
	void serviceWithoutModuleIsAnyName() {
		application("aws.backup.region", "eu-west-1");
		assertThat(messages()).isEmpty();
	}

	@Test
	void nameOfAClientIsOneLevelOff() throws IOException {
		yaml("""
				aws:
				  clients.archive.service: s3
				  archive:
				    region: eu-west-3
				    bucket: orders
				  reports:
				    service: sqs
				    endpoint-url: http://localhost:1
				    queue: q
				  orders:
				    service: order-service
				    region: eu-west-3
				""");
		assertThat(messages()).containsExactlyInAnyOrder(
				"'aws.archive.region' is not a setting and is ignored; did you mean 'aws.clients.archive.region'?",
				"'aws.reports.service' is not a setting and is ignored; did you mean 'aws.clients.reports.service'?",
				"'aws.reports.endpoint-url' is not a setting and is ignored; did you mean "
						+ "'aws.clients.reports.endpoint-url'?");
	}

	@Test
	void nameThatAPlaceholderRefersToIsTheApplicationsOwn() throws IOException {
		this.machine.variable("AWS_S3_REGION", "eu-west-1")
			.variable("AWS_ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")
			.variable("AWS_SECRET_KEY", SECRET);
		yaml("""
				aws:
				  access-key-id: ${AWS_ACCESS_KEY}
				  secret-access-key: "${AWS_SECRET_KEY:none}"
				  s3.endpoint: http://localhost:1
				  services.s3:
				    region: ${AWS_S3_REGION}
				    endpoint-url: ${aws.s3.endpoint}
				""");
		assertThat(messages()).isEmpty();
	}

	@Test
	void nameBesideTheRightOneIsNothingOdd() throws IOException {
		application("aws.services.s3.region", "eu-west-1");
		yaml("""
				aws:
				  s3.region: eu-west-1
				  sqs.region: eu-west-1
				cloud.aws.region.static: eu-west-1
				aws.region: eu-west-1
				""");
		assertThat(messages()).containsExactly(
				"'aws.sqs.region' is not a setting and is ignored; did you mean 'aws.services.sqs.region'?");
	}

	@Test
	void pathStyleAccessHasManyNames() throws IOException {
		yaml("aws:\n  s3:\n    path-style-access-enabled: true\n  services.s3.force-path-style: true\n");
		assertThat(messages()).hasSize(2)
			.allMatch((message) -> message.endsWith("; did you mean 'aws.services.s3.path-style'?"));
	}

	@ParameterizedTest
	@EnumSource
	void namesOfALibraryThatIsThereAreItsOwn(OtherLibrary library) throws IOException {
		Path marker = this.directory.resolve("classes").resolve(library.getMarker());
		Files.createDirectories(marker.getParent());
		Files.createFile(marker);
		useClasses();
		for (String name : lines("told.csv").map((line) -> line.split(", ")[0]).toList()) {
			if (name.startsWith(library.getPrefix() + ".")) {
				application(name, "1");
			}
		}
		assertThat(this.environment.getPropertySources().size()).isGreaterThan(2);
		assertThat(messages()).isEmpty();
	}

	@Test
	void fileOfARealProject() throws IOException {
		yaml("""
				spring:
				  application.name: orders
				  cloud.aws:
				    region.static: eu-west-1
				    stack.auto: false
				    s3.bucket: orders
				app.aws.region: eu-west-1
				aws:
				  region: eu-west-1
				  account.id: "012345678901"
				  credentials:
				    access-key: %1$s
				    secret-key: %1$s
				  s3:
				    bucket: orders
				    presign-expiry: 15m
				    endpoint: http://localhost:4566
				    buckets:
				      - name: one
				        region: eu-west-1
				  sqs:
				    orders-queue-url: http://localhost:4566/000000000000/orders
				    wait-time-seconds: 20
				  cognito:
				    user-pool-id: eu-west-1_abc
				    client-secret: %1$s
				  services:
				    sqs:
				      endpoint-url: http://localhost:4566
				""".formatted(SECRET));
		assertThat(diagnose()).extracting(Diagnostic::toString)
			.containsExactlyInAnyOrder(
					"Byte array resource [application.yml] - 12:17: 'aws.credentials.access-key' is not a setting and is "
							+ "ignored; did you mean 'aws.access-key-id'?",
					"Byte array resource [application.yml] - 13:17: 'aws.credentials.secret-key' is not a setting and is "
							+ "ignored; did you mean 'aws.secret-access-key'?",
					"Byte array resource [application.yml] - 17:15: 'aws.s3.endpoint' is not a setting and is ignored; "
							+ "did you mean 'aws.services.s3.endpoint-url'?");
	}

}
