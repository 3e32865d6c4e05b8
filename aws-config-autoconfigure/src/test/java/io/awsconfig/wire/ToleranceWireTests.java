package io.awsconfig.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.actuate.AwsEndpoint.WarningDescriptor;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import io.awsconfig.wire.Place.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Values that are not valid by the guide, in the machine's shared config file: what
 * clients send that the SDK builds by itself, and clients of ours.
 */
@ExtendWith(OutputCaptureExtension.class)
class ToleranceWireTests extends WireTest {

	private static final String POWERTOOLS = "PT/PARAMETERS/2.9.0 PTENV/AWS_Lambda_java17";

	private static final Pattern APPLICATION = Pattern.compile(" (app/.*?)( m/\\S*)?$");

	private static final String OUTPOST = "arn:aws:s3-outposts:eu-central-1:111122223333:outpost/op-1/accesspoint/photos";

	private static final String METADATA = """
			{"Code": "Success", "AccessKeyId": "AKIDROLE", "SecretAccessKey": "base-secret", "Token": "base-token",
			"Expiration": "2099-01-01T00:00:00Z"}""";

	private static final String KEYS = "aws_access_key_id = AKIDOFMACHINE\naws_secret_access_key = base-secret\n";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			kms      | sdk_ua_app_id = PT/PARAMETERS/2.9.0 PTENV/AWS_Lambda_java17
			kms      | sdk_ua_app_id = a-name-of-more-than-fifty-characters-that-somebody-sets
			outpost  | auth_scheme_preference = sigv5, sigv4
			outpost  | auth_scheme_preference = sigv4,,sigv4a
			outpost  | sigv4a_signing_region_set = us-*
			express  | s3_disable_express_session_auth = yes
			dynamodb | aws_endpoint_discovery_enabled = yes
			kms      | endpoint_url = https://kms.test/path?a=b
			kms      | endpoint_url = https://kms.test/path#top
			kms      | endpoint_url = https://jane:hush@kms.test/path
			dynamodb | aws_account_id = 1111-2222-3333
			kms      | aws_account_id = my account
			kms      | output = off
			kms      | parameter_validation = maybe
			kms      | sso_registration_scopes = a,,b
			""")
	void clientsSendWhatThoseOfTheSdkSend(String call, String line) {
		server().answering(ToleranceWireTests::answer);
		withSdk("[default]\nregion = eu-central-1\n" + KEYS + line + "\n", Map.of(), () -> call(call));
		List<String> bySdk = sent();
		server().requests().clear();
		WireApplication application = application().withoutKeys().without("aws.region");
		("region = eu-central-1\n" + KEYS + line).lines()
			.map((entry) -> entry.split(" = ", 2))
			.forEach((entry) -> application.set(new Place(Kind.CONFIG_FILE, entry[0]), "", entry[1]));
		switch (call) {
			case "kms" -> application.use(KmsClient.class, KmsClient::listKeys);
			case "dynamodb" -> application.use(DynamoDbClient.class, DynamoDbClient::listTables);
			default -> application.use(S3Client.class, (client) -> head(client, call));
		}
		assertThat(sent()).isNotEmpty().isEqualTo(bySdk);
	}

	private static Answer answer(Request request) {
		boolean form = String.valueOf(request.header("Content-Type")).contains("form-urlencoded");
		return form ? Answer.of("""
				<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>
				<SecretAccessKey>base-secret</SecretAccessKey><SessionToken>base-token</SessionToken>
				<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""")
				: Answer.of(200);
	}

	private static void call(String call) {
		switch (call) {
			case "kms" -> {
				try (KmsClient client = KmsClient.builder().httpClient(aws().http()).build()) {
					client.listKeys();
				}
			}
			case "dynamodb" -> {
				try (DynamoDbClient client = DynamoDbClient.builder().httpClient(aws().http()).build()) {
					client.listTables();
				}
			}
			default -> {
				try (S3Client client = S3Client.builder().httpClient(aws().http()).build()) {
					head(client, call);
				}
			}
		}
	}

	private static void head(S3Client client, String call) {
		String bucket = call.equals("outpost") ? OUTPOST : "photos--euc1-az1--x-s3";
		client.headObject((request) -> request.bucket(bucket).key("cat"));
	}

	/**
	 * Return what was sent, without what no two requests have in common.
	 */
	private static List<String> sent() {
		return server().requests()
			.stream()
			.map((request) -> String.join("\n", request.method() + " " + request.host() + request.uri(),
					application(request), request.authorization().replaceAll("/20\\d{6}/|Signature=.*", ""),
					"Regions: " + request.header("X-Amz-Region-Set")))
			.toList();
	}

	/**
	 * Return the application's name as the SDK writes it, up to what it writes behind.
	 */
	private static String application(Request request) {
		Matcher application = APPLICATION.matcher(String.valueOf(request.header("User-Agent")));
		return application.find() ? application.group(1) : "none";
	}

	@Test
	void roleGoesToStsAsItIs() {
		String role = "role_arn = role/reader\nrole_session_name = Jane Doe\nexternal_id = a b#c\nsource_profile = base\n";
		String base = "[profile base]\n" + KEYS;
		List<Request> requests = new ArrayList<>();
		try (LocalServer sts = new LocalServer()) {
			sts.answering(ToleranceWireTests::answer);
			withSdk("[default]\nregion = eu-central-1\n" + role + base, Map.of("aws.endpointUrlSts", sts.url()), () -> {
				try (ProfileCredentialsProvider provider = ProfileCredentialsProvider.create()) {
					provider.resolveCredentials();
				}
			});
			requests.add(sts.onlyRequest());
		}
		server().answering(ToleranceWireTests::answer);
		WireApplication application = application().withoutKeys().sections(base);
		role.lines()
			.map((entry) -> entry.split(" = ", 2))
			.forEach((entry) -> application.set(new Place(Kind.CONFIG_FILE, entry[0]), "", entry[1]));
		application.use(KmsClient.class, KmsClient::listKeys);
		requests.add(server().requests().get(0));
		assertThat(requests).extracting((request) -> new String(request.body(), StandardCharsets.UTF_8))
			.allSatisfy((form) -> assertThat(form.split("&")).contains("RoleArn=role%2Freader",
					"RoleSessionName=Jane+Doe", "ExternalId=a+b%23c"));
		assertThat(lastRequest().authorization()).contains("Credential=AKIDROLE/");
	}

	/**
	 * If the SDK comes to take one of these, so can we.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			kms        | region = eu_west_1
			kms        | endpoint_url = localhost:4566
			kms        | endpoint_url = ftp://localhost
			kms        | endpoint_url = http://my_host:4566
			kms        | endpoint_url = http://localhost:65536
			kms        | ignore_configured_endpoint_urls = yes
			kms        | use_fips_endpoint = yes
			kms        | use_dualstack_endpoint = yes
			dynamodb   | account_id_endpoint_mode = often
			kms        | retry_mode = often
			kms        | defaults_mode = fast
			outpost    | request_checksum_calculation = never
			outpost    | response_checksum_validation = never
			cloudwatch | disable_request_compression = yes
			cloudwatch | request_min_compression_size_bytes = -1
			cloudwatch | request_min_compression_size_bytes = many
			imds       | ec2_metadata_v1_disabled = yes
			imds       | ec2_metadata_service_endpoint_mode = IPv5
			imds       | metadata_service_timeout = soon
			imds       | metadata_service_timeout = -1
			role       | credential_source = Env
			""")
	void sdkRefusesTheOthers(String call, String line) {
		String region = line.startsWith("region") ? "" : "region = eu-central-1\n";
		String keys = call.equals("role") ? "role_arn = arn:aws:iam::123456789012:role/reader\n" : KEYS;
		try (LocalServer server = new LocalServer()) {
			// Instance metadata of version 1, and no role that anybody may assume
			server.answering((request) -> request.method().equals("GET") ? Answer.of(METADATA) : Answer.of(404));
			Map<String, String> properties = call.equals("imds") ? Map.of("aws.ec2MetadataServiceEndpoint",
					line.contains("mode") ? "" : server.url(), "aws.disableEc2Metadata", "false")
					: Map.of("aws.endpointUrlSts", server.url());
			assertThatException()
				.isThrownBy(() -> withSdk("[default]\n" + region + keys + line + "\n", properties, () -> refuse(call)));
			assertThat(server.requests()).noneMatch((request) -> request.method().equals("GET"));
		}
	}

	private static void refuse(String call) {
		switch (call) {
			case "cloudwatch" -> {
				try (CloudWatchClient client = CloudWatchClient.builder().httpClient(aws().http()).build()) {
					client.putMetricData((request) -> request.namespace("shop"));
				}
			}
			case "imds" -> {
				try (InstanceProfileCredentialsProvider provider = InstanceProfileCredentialsProvider.create()) {
					provider.resolveCredentials();
				}
			}
			case "role" -> {
				try (ProfileCredentialsProvider provider = ProfileCredentialsProvider.create()) {
					provider.resolveCredentials();
				}
			}
			default -> call(call);
		}
	}

	/**
	 * Let the SDK find settings as it does by itself.
	 */
	private void withSdk(String config, Map<String, String> properties, Runnable action) {
		Map<String, String> all = new LinkedHashMap<>(properties);
		all.put("aws.configFile", write(config).toString());
		all.put("aws.sharedCredentialsFile", this.home.resolve("none").toString());
		all.entrySet().removeIf((property) -> property.getValue().isEmpty());
		all.forEach(System::setProperty);
		try {
			action.run();
		}
		finally {
			all.keySet().forEach(System::clearProperty);
		}
	}

	private Path write(String config) {
		try {
			return Files.writeString(this.home.resolve("config-of-the-sdk"), config);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "sdk.ua.appId", "aws.sdk-ua-app-id", "aws.services.kms.sdk-ua-app-id",
			"aws.clients.one.sdk-ua-app-id", "AWS_SDK_UA_APP_ID", "AWS_SERVICES_KMS_SDK_UA_APP_ID",
			"AWS_CLIENTS_ONE_SDK_UA_APP_ID", "sdk_ua_app_id", "services section" })
	@Proves("sdk_ua_app_id")
	void nameThatOthersGaveIsInTheUserAgentAsItIs(String name, CapturedOutput output) {
		WireApplication application = application();
		switch (name.substring(0, 3)) {
			case "sdk", "aws" -> {
				if (name.indexOf('.') != -1) {
					application.machine().systemProperty(name, POWERTOOLS);
				}
				else {
					application.set(new Place(Kind.CONFIG_FILE, name), "kms", POWERTOOLS);
				}
			}
			case "AWS" -> application.machine().variable(name, POWERTOOLS);
			default -> application.set(new Place(Kind.SERVICES_SECTION, "sdk_ua_app_id"), "kms", POWERTOOLS);
		}
		boolean named = name.toLowerCase(Locale.ROOT).contains("clients");
		if (named) {
			application.set(new Place(Kind.CLIENT, "region"), "kms", "eu-central-1");
		}
		application.use(KmsClient.class, KmsClient::listKeys);
		application.use(KmsAsyncClient.class, (client) -> client.listKeys().join());
		assertThat(server().requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(application(request)).isEqualTo("app/" + POWERTOOLS));
		List<WarningDescriptor> warnings = new ArrayList<>();
		application.inspect((endpoint) -> warnings.addAll(endpoint.aws().warnings()));
		String spelling = name.equals("services section") ? "sdk_ua_app_id" : name;
		assertThat(warnings).filteredOn((warning) -> warning.message().startsWith("The value of"))
			.singleElement()
			.satisfies((warning) -> {
				assertThat(warning.message())
					.startsWith("The value of '" + spelling + "' is longer than 50 characters or")
					.doesNotContain(POWERTOOLS);
				assertThat(output.toString().lines().filter((line) -> line.contains("WARN") && line.contains(spelling)))
					.allSatisfy((line) -> assertThat(line).contains(warning.message() + " ["))
					.hasSize(3);
			});
	}

}
