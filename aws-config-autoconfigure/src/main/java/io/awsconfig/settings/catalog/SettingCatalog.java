package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.awsconfig.Internal;
import org.jspecify.annotations.Nullable;

import static io.awsconfig.settings.catalog.SettingTypes.value;

/**
 * Every setting of the AWS SDKs and Tools Reference Guide, each once; and what the guide
 * leaves to code, under the SDK's own words.
 *
 * @since 0.1.0
 */
public final class SettingCatalog {

	private static final List<AwsSetting<?>> ALL = new ArrayList<>();

	private static final String ACCESS_KEYS = "AWS access keys";

	private static final String ACCOUNT_ENDPOINTS = "Account-based endpoints";

	private static final String ASSUME_ROLE = "Assume role credential provider";

	private static final String AUTH_SCHEME = "Authentication scheme";

	private static final String CHECKSUMS = "Data Integrity Protections for Amazon S3";

	private static final String CLIENTS = "Clients made at run time (beyond the guide)";

	private static final String COMPRESSION = "Request compression";

	private static final String CONTAINER = "Container credential provider";

	private static final String DUAL_STACK_AND_FIPS = "Dual-stack and FIPS endpoints";

	private static final String ENDPOINTS = "Service-specific endpoints";

	private static final String FILE_LOCATIONS = "Finding and changing the location of the shared config and credentials files of AWS SDKs and tools";

	private static final String FILES = "Using shared config and credentials files to globally configure AWS SDKs and tools";

	private static final String GENERAL = "General configuration settings";

	private static final String HTTP = "HTTP clients (beyond the guide)";

	private static final String DOCTOR_SECTION = "Doctor (beyond the guide)";

	private static final String IDENTITY_CENTER = "IAM Identity Center credential provider";

	private static final String IMDS = "IMDS credential provider";

	private static final String INSTANCE_METADATA = "Amazon EC2 instance metadata";

	private static final String LOGIN = "Login credentials provider";

	private static final String S3 = "Options of S3 (beyond the guide)";

	private static final String TIMEOUTS = "Timeouts of calls (beyond the guide)";

	private static final String RETRY = "Retry behavior";

	// The files and the profile

	public static final AwsSetting<String> PROFILE = setting("profile", SettingTypes.text("the name of a profile"),
			"Profile of the shared config and credentials files whose settings apply.")
		.is(SettingTrait.IDENTITY)
		.notInFiles()
		.defaultsTo("default")
		.perClient()
		.section(FILES)
		.reaches(SettingReach.STARTER);

	public static final AwsSetting<String> CONFIG_FILE = setting("config_file", SettingTypes.text("a path"),
			"Path of the shared config file.")
		.notInFiles()
		.defaultsTo("~/.aws/config")
		.section(FILE_LOCATIONS)
		.reaches(SettingReach.STARTER);

	public static final AwsSetting<String> SHARED_CREDENTIALS_FILE = setting("shared_credentials_file",
			SettingTypes.text("a path"), "Path of the shared credentials file.")
		.notInFiles()
		.defaultsTo("~/.aws/credentials")
		.section(FILE_LOCATIONS)
		.reaches(SettingReach.STARTER);

	public static final AwsSetting<String> SERVICES = setting("services",
			SettingTypes.text("the name of a services section"),
			"Settings for the clients of single services, by the identifier of the service. What is not set "
					+ "there is taken from the general settings. As plain text, the name of the services section of "
					+ "the shared config file that applies.")
		.section(FILES)
		.reaches(SettingReach.STARTER);

	// Region and endpoints

	public static final AwsSetting<String> REGION = setting("region", SettingTypes.region(),
			"Region that clients work in, such as us-east-1.")
		.is(SettingTrait.CRT_FOR_S3, SettingTrait.SOURCE_OF_ROLE)
		.orVariable("AWS_DEFAULT_REGION")
		.perClient()
		.section("AWS Region")
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<URI> ENDPOINT_URL = setting("endpoint_url", SettingTypes.endpoint(),
			"Endpoint that requests are sent to instead of the one that belongs to the service and the Region.")
		.is(SettingTrait.CRT_FOR_S3)
		.perClient()
		.tolerates(Tolerated.ENDPOINT)
		.section(ENDPOINTS)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> IGNORE_CONFIGURED_ENDPOINT_URLS = setting("ignore_configured_endpoint_urls",
			SettingTypes.bool(),
			"Whether to leave configured endpoints out of account, so that only those that are set in code "
					+ "remain.")
		.defaultsTo(false)
		.perClient()
		.section(ENDPOINTS)
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<Boolean> USE_FIPS_ENDPOINT = setting("use_fips_endpoint", SettingTypes.bool(),
			"Whether to send requests to FIPS endpoints.")
		.defaultsTo(false)
		.perClient()
		.section(DUAL_STACK_AND_FIPS)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> USE_DUALSTACK_ENDPOINT = setting("use_dualstack_endpoint",
			SettingTypes.bool(), "Whether to send requests to endpoints that can be reached by IPv4 and IPv6.")
		.defaultsTo(false)
		.perClient()
		.section(DUAL_STACK_AND_FIPS)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> ENDPOINT_DISCOVERY_ENABLED = setting("endpoint_discovery_enabled",
			SettingTypes.bool(), "Whether to ask services for their endpoints where that is optional.")
		.is(SettingTrait.CRT_FOR_S3)
		.variable("AWS_ENABLE_ENDPOINT_DISCOVERY")
		.orFileKey("aws_endpoint_discovery_enabled")
		.defaultRemark("true for services that require it, else false")
		.perClient()
		.tolerates(Tolerated.ELSE_FALSE)
		.section("Endpoint discovery")
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<String> ACCOUNT_ID_ENDPOINT_MODE = setting("account_id_endpoint_mode",
			SettingTypes.choice(value("preferred", "Use the account id when it is known."),
					value("disabled", "Never use the account id."),
					value("required", "Fail when the account id is not known.")),
			"Use of the account id in endpoints: preferred, disabled or required.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo("preferred")
		.perClient()
		.section(ACCOUNT_ENDPOINTS)
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<Boolean> DISABLE_HOST_PREFIX_INJECTION = setting("disable_host_prefix_injection",
			SettingTypes.bool(),
			"Whether to send requests to the endpoint as it is, without the prefix that some operations put "
					+ "before its host.")
		.defaultsTo(false)
		.perClient()
		.section("Host prefix injection")
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<String> STS_REGIONAL_ENDPOINTS = setting("sts_regional_endpoints",
			SettingTypes.choice(value("legacy", "Global endpoint."),
					value("regional", "Endpoint of the configured Region.")),
			"STS endpoint to call, the one of the configured Region or the global one: regional or legacy.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo("regional")
		.section("AWS STS Regional endpoints")
		.reaches(SettingReach.CLIENT_BUILDER);

	// Access keys

	public static final AwsSetting<String> ACCESS_KEY_ID = setting("aws_access_key_id",
			SettingTypes.text("an access key id"),
			"Id of the access key. Requires the secret access key in the same place.")
		.is(SettingTrait.IDENTITY)
		.sensitive()
		.perClient()
		.section(ACCESS_KEYS)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> SECRET_ACCESS_KEY = setting("aws_secret_access_key",
			SettingTypes.text("a secret access key"), "Secret access key. Better kept outside of the application.")
		.is(SettingTrait.IDENTITY)
		.sensitive()
		.perClient()
		.section(ACCESS_KEYS)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> SESSION_TOKEN = setting("aws_session_token",
			SettingTypes.text("a session token"),
			"Session token of temporary access keys. Better kept outside of the application.")
		.is(SettingTrait.IDENTITY)
		.sensitive()
		.perClient()
		.section(ACCESS_KEYS)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> ACCOUNT_ID = setting("aws_account_id",
			SettingTypes.text("an account id of 12 digits", "\\d{12}", "is not 12 digits"),
			"Account that the access keys belong to.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.tolerates(Tolerated.TEXT)
		.accepts(Tolerated.TEXT)
		.section(ACCOUNT_ENDPOINTS)
		.reaches(SettingReach.CREDENTIALS);

	// Roles

	public static final AwsSetting<String> ROLE_ARN = setting("role_arn",
			SettingTypes.text("the ARN of a role, such as arn:aws:iam::123456789012:role/name",
					"arn:[a-z0-9-]+:iam::\\d{12}:role/[\\x21-\\x7E]+", "is not the ARN of a role"),
			"ARN of the role to assume.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.tolerates(Tolerated.TEXT)
		.accepts(Tolerated.ARN)
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> ROLE_SESSION_NAME = setting("role_session_name",
			SettingTypes.text("2 to 64 letters, digits and _+=,.@-", "[\\w+=,.@-]{2,64}",
					"has characters or a length that STS does not allow"),
			"Name for the session of the assumed role, as CloudTrail shows it.")
		.is(SettingTrait.IDENTITY, SettingTrait.ROLE, SettingTrait.SOURCE_OF_ROLE)
		.defaultRemark("generated")
		.perClient()
		.tolerates(Tolerated.TEXT)
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> WEB_IDENTITY_TOKEN_FILE = setting("web_identity_token_file",
			SettingTypes.text("a path"), "Path of the file with the web identity token to assume the role with.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> SOURCE_PROFILE = setting("source_profile",
			SettingTypes.text("the name of a profile"), "Profile with the credentials that may assume the role.")
		.is(SettingTrait.IDENTITY, SettingTrait.ROLE, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> CREDENTIAL_SOURCE = setting("credential_source",
			SettingTypes.choice(value("Environment", "Environment variables."),
					value("Ec2InstanceMetadata", "Instance profile of the EC2 instance."),
					value("EcsContainer", "Role of the ECS task or EKS pod.")),
			"Where the credentials that may assume the role come from: Environment, Ec2InstanceMetadata or "
					+ "EcsContainer.")
		.is(SettingTrait.IDENTITY, SettingTrait.ROLE, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<Integer> DURATION_SECONDS = setting("duration_seconds",
			SettingTypes.integer(900, 43200), "How many seconds the session of the assumed role lasts.")
		.is(SettingTrait.IDENTITY, SettingTrait.ROLE, SettingTrait.SOURCE_OF_ROLE)
		.defaultsTo(3600)
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> EXTERNAL_ID = setting("external_id",
			SettingTypes.text("2 to 1224 letters, digits and _+=,.@:/-", "[\\w+=,.@:/-]{2,1224}",
					"has characters or a length that STS does not allow"),
			"Identifier that the trust policy of the role asks of third parties.")
		.is(SettingTrait.IDENTITY, SettingTrait.ROLE, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.tolerates(Tolerated.TEXT)
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> MFA_SERIAL = setting("mfa_serial",
			SettingTypes.text("a serial number or the ARN of an MFA device", "[\\w+=/:,.@-]{9,256}",
					"has characters or a length that STS does not allow"),
			"Serial number or ARN of the multi-factor authentication device that the role asks for.")
		.is(SettingTrait.IDENTITY, SettingTrait.ROLE, SettingTrait.SOURCE_OF_ROLE)
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	// Sign-in sessions

	public static final AwsSetting<String> LOGIN_SESSION = setting("login_session",
			SettingTypes.text("the ARN of a signed-in identity"),
			"ARN of the identity that signed in with the login command of the AWS CLI.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.section(LOGIN)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> LOGIN_CACHE_DIRECTORY = setting("login_cache_directory",
			SettingTypes.text("a path"), "Directory in which the login command of the AWS CLI leaves its credentials.")
		.notInFiles()
		.defaultsTo("~/.aws/login/cache")
		.section(LOGIN)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> SSO_SESSION = setting("sso_session",
			SettingTypes.text("the name of an sso-session section"),
			"Section of the shared config file with the IAM Identity Center session.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> SSO_ACCOUNT_ID = setting("sso_account_id",
			SettingTypes.text("an account id of 12 digits", "\\d{12}", "is not 12 digits"),
			"Account to get IAM Identity Center credentials for.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.tolerates(Tolerated.TEXT)
		.accepts(Tolerated.TEXT)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> SSO_REGION = setting("sso_region", SettingTypes.region(),
			"Region that hosts IAM Identity Center.")
		.is(SettingTrait.IDENTITY, SettingTrait.SSO_SESSION, SettingTrait.SOURCE_OF_ROLE)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<List<String>> SSO_REGISTRATION_SCOPES = setting("sso_registration_scopes",
			SettingTypes.list("a comma-separated list of scopes", value("sso:account:access")),
			"Comma-separated list of scopes that the sign-in with IAM Identity Center asks for.")
		.is(SettingTrait.SSO_SESSION)
		.defaultRemark("sso:account:access")
		.tolerates(Tolerated.LIST)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.NO_EFFECT);

	public static final AwsSetting<String> SSO_ROLE_NAME = setting("sso_role_name",
			SettingTypes.text("the name of a permission set"),
			"Permission set to get IAM Identity Center credentials for.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<URI> SSO_START_URL = setting("sso_start_url", SettingTypes.url(),
			"Address of the IAM Identity Center access portal.")
		.is(SettingTrait.IDENTITY, SettingTrait.SSO_SESSION, SettingTrait.SOURCE_OF_ROLE)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	// Processes and containers

	public static final AwsSetting<String> CREDENTIAL_PROCESS = setting("credential_process",
			SettingTypes.text("a command line"), "Command line of a program that prints credentials.")
		.is(SettingTrait.IDENTITY, SettingTrait.SOURCE_OF_ROLE)
		.sensitive()
		.section("Process credential provider")
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> CONTAINER_CREDENTIALS_RELATIVE_URI = setting(
			"container_credentials_relative_uri",
			SettingTypes.text("a path that starts with /", "/\\S*", "does not start with /"),
			"Path of the credentials at the container service's own address.")
		.systemProperty("aws.containerCredentialsPath")
		.notInFiles()
		.sensitive()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<URI> CONTAINER_CREDENTIALS_FULL_URI = setting("container_credentials_full_uri",
			SettingTypes.url(), "Address of the credentials of a container.")
		.notInFiles()
		.sensitive()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> CONTAINER_AUTHORIZATION_TOKEN = setting("container_authorization_token",
			SettingTypes.text("a token"),
			"Token that the address of the container credentials asks for. Better kept outside of the "
					+ "application.")
		.notInFiles()
		.sensitive()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> CONTAINER_AUTHORIZATION_TOKEN_FILE = setting(
			"container_authorization_token_file", SettingTypes.text("an absolute path"),
			"Absolute path of the file with the token that the address of the container credentials asks for.")
		.notInFiles()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	// Instance metadata

	public static final AwsSetting<Boolean> EC2_METADATA_DISABLED = setting("ec2_metadata_disabled",
			SettingTypes.bool(), "Whether to leave the EC2 instance metadata service alone.")
		.systemProperty("aws.disableEc2Metadata")
		.notInFiles()
		.defaultsTo(false)
		.section(IMDS)
		.reaches(SettingReach.STARTER);

	public static final AwsSetting<Boolean> EC2_METADATA_V1_DISABLED = setting("ec2_metadata_v1_disabled",
			SettingTypes.bool(),
			"Whether to refuse version 1 of the EC2 instance metadata service when version 2 fails.")
		.systemProperty("aws.disableEc2MetadataV1")
		.defaultsTo(false)
		.section(IMDS)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<URI> EC2_METADATA_SERVICE_ENDPOINT = setting("ec2_metadata_service_endpoint",
			SettingTypes.url(), "Address of the EC2 instance metadata service.")
		.defaultRemark("http://169.254.169.254, or http://[fd00:ec2::254] in mode IPv6")
		.section(IMDS)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<String> EC2_METADATA_SERVICE_ENDPOINT_MODE = setting(
			"ec2_metadata_service_endpoint_mode", SettingTypes.choice(value("IPv4"), value("IPv6")),
			"Protocol to reach the EC2 instance metadata service by: IPv4 or IPv6.")
		.defaultsTo("IPv4")
		.section(IMDS)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<Integer> METADATA_SERVICE_NUM_ATTEMPTS = setting("metadata_service_num_attempts",
			SettingTypes.integer(1, Integer.MAX_VALUE),
			"Maximum number of attempts to get an answer from the EC2 instance metadata service.")
		.defaultsTo(1)
		.section(INSTANCE_METADATA)
		.reaches(SettingReach.CREDENTIALS);

	public static final AwsSetting<Duration> METADATA_SERVICE_TIMEOUT = setting("metadata_service_timeout",
			SettingTypes.seconds(1),
			"How long to wait for the EC2 instance metadata service. Seconds, if no unit is given.")
		.systemProperty("aws.ec2MetadataServiceTimeout")
		.defaultsTo(Duration.ofSeconds(1))
		.tolerates(Tolerated.FRACTION_OF_SECOND)
		.section(INSTANCE_METADATA)
		.reaches(SettingReach.CREDENTIALS);

	// Retry

	public static final AwsSetting<String> RETRY_MODE = setting("retry_mode",
			SettingTypes.choice(value("standard", "Retry with backoff and a quota."),
					value("adaptive", "As standard, and send less while the service throttles."),
					value("legacy", "Retry by the SDK's older rules.")),
			"Strategy for retries of failed requests: standard, adaptive or legacy.")
		.defaultRemark("standard; without new_retries_2026, what the SDK has for the defaults mode")
		.perClient()
		.section(RETRY)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Integer> MAX_ATTEMPTS = setting("max_attempts",
			SettingTypes.integer(1, Integer.MAX_VALUE),
			"Maximum number of attempts for a request, including the first one.")
		.defaultRemark("3, DynamoDB and DynamoDB Streams 4; without new_retries_2026 and in mode legacy, the SDK's")
		.perClient()
		.section(RETRY)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> NEW_RETRIES_2026 = setting("new_retries_2026", SettingTypes.bool(),
			"Whether to retry by the rules of 2026 rather than by the older ones.")
		.notInFiles()
		.defaultsTo(true)
		.perClient()
		.section(RETRY)
		.reaches(SettingReach.CLIENT_BUILDER);

	// What requests look like

	public static final AwsSetting<String> DEFAULTS_MODE = setting("defaults_mode",
			SettingTypes.choice(value("legacy", "The SDK's older defaults."),
					value("standard", "For most applications."),
					value("in-region", "For applications in the Region of the services that they call."),
					value("cross-region",
							"For applications in a Region other than that of the services that they call."),
					value("mobile", "For mobile applications."),
					value("auto", "Chosen by what the SDK finds out about the machine.")),
			"Preset for timeouts, retries and the like: legacy, standard, in-region, cross-region, mobile or "
					+ "auto.")
		.defaultsTo("legacy")
		.perClient()
		.section("Smart configuration defaults")
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<String> SDK_UA_APP_ID = setting("sdk_ua_app_id",
			SettingTypes.text("at most 50 letters, digits and !#$%&'*+-.^_`|~", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,50}",
					"is longer than 50 characters or has others than the valid ones"),
			"Name of the application, to be recognized by in the user agent of its requests.")
		.systemProperty("sdk.ua.appId")
		.perClient()
		.tolerates(Tolerated.TEXT)
		.section("Application ID")
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<List<String>> AUTH_SCHEME_PREFERENCE = setting("auth_scheme_preference",
			SettingTypes.choices(value("sigv4", "Signature for one Region."),
					value("sigv4a", "Signature for several Regions."), value("httpBearerAuth", "Bearer token.")),
			"Comma-separated list of authentication schemes, the preferred one first: sigv4, sigv4a or "
					+ "httpBearerAuth.")
		.perClient()
		.tolerates(Tolerated.LIST)
		.section(AUTH_SCHEME)
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<List<String>> SIGV4A_SIGNING_REGION_SET = setting("sigv4a_signing_region_set",
			SettingTypes.regions(), "Comma-separated list of Regions that SigV4a signatures are valid in.")
		.systemProperty("aws.sigv4a.signing.region.set")
		.defaultRemark("determined by the request")
		.perClient()
		.tolerates(Tolerated.LIST)
		.section(AUTH_SCHEME)
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<String> REQUEST_CHECKSUM_CALCULATION = setting("request_checksum_calculation",
			SettingTypes.choice(value("WHEN_SUPPORTED", "Whenever the operation has checksums."),
					value("WHEN_REQUIRED", "Only when the operation demands it.")),
			"When to add a checksum to requests: WHEN_SUPPORTED or WHEN_REQUIRED.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo("WHEN_SUPPORTED")
		.perClient()
		.section(CHECKSUMS)
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<String> RESPONSE_CHECKSUM_VALIDATION = setting("response_checksum_validation",
			SettingTypes.choice(value("WHEN_SUPPORTED", "Whenever the operation has checksums."),
					value("WHEN_REQUIRED", "Only when the request asks for it.")),
			"When to validate the checksum of responses: WHEN_SUPPORTED or WHEN_REQUIRED.")
		.is(SettingTrait.CRT_FOR_S3)
		// The guide's list of variables has this name, its page the regular one
		.orVariable("AWS_REQUEST_CHECKSUM_VALIDATION")
		.defaultsTo("WHEN_SUPPORTED")
		.perClient()
		.section(CHECKSUMS)
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<Boolean> DISABLE_REQUEST_COMPRESSION = setting("disable_request_compression",
			SettingTypes.bool(), "Whether to send the bodies of requests uncompressed.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo(false)
		.perClient()
		.section(COMPRESSION)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Integer> REQUEST_MIN_COMPRESSION_SIZE_BYTES = setting(
			"request_min_compression_size_bytes", SettingTypes.integer(0, 10485760),
			"Size in bytes from which on the bodies of requests are compressed.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo(10240)
		.perClient()
		.section(COMPRESSION)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> S3_USE_ARN_REGION = setting("s3_use_arn_region", SettingTypes.bool(),
			"Whether to send a request to the Region in an access point's ARN rather than to the client's.")
		.defaultsTo(false)
		.perClient()
		.section("Amazon S3 access points")
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<Boolean> S3_DISABLE_MULTIREGION_ACCESS_POINTS = setting(
			"s3_disable_multiregion_access_points", SettingTypes.bool(),
			"Whether to refuse requests to S3 Multi-Region Access Points.")
		.systemProperty("aws.s3DisableMultiRegionAccessPoints")
		.defaultsTo(false)
		.perClient()
		.section("Amazon S3 Multi-Region Access Points")
		.reaches(SettingReach.CLIENT_PROFILE);

	public static final AwsSetting<Boolean> S3_DISABLE_EXPRESS_SESSION_AUTH = setting("s3_disable_express_session_auth",
			SettingTypes.bool(),
			"Whether to sign requests to S3 Express One Zone one by one rather than with session credentials.")
		.is(SettingTrait.CRT_FOR_S3)
		.systemProperty("aws.disableS3ExpressAuth")
		.defaultsTo(false)
		.perClient()
		.tolerates(Tolerated.ELSE_TRUE)
		.section("S3 Express One Zone session authentication")
		.reaches(SettingReach.CLIENT_PROFILE);

	// General

	public static final AwsSetting<String> CA_BUNDLE = setting("ca_bundle", SettingTypes.text("the path of a PEM file"),
			"Path of a PEM file with the certificates to trust.")
		.perClient()
		.section(GENERAL)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<String> API_VERSIONS = setting("api_versions",
			SettingTypes.text("nested settings, one API version for each service"),
			"API versions of services. Without effect in Java, whose clients have one version each.")
		.defaultRemark("the latest")
		.section(GENERAL)
		.reaches(SettingReach.NO_EFFECT);

	public static final AwsSetting<String> OUTPUT = setting("output",
			SettingTypes.choice(value("json"), value("yaml"), value("yaml-stream"), value("text"), value("table")),
			"Format in which command line tools print. Without effect in Java.")
		.defaultsTo("json")
		.tolerates(Tolerated.TEXT)
		.section(GENERAL)
		.reaches(SettingReach.NO_EFFECT);

	public static final AwsSetting<Boolean> PARAMETER_VALIDATION = setting("parameter_validation", SettingTypes.bool(),
			"Whether command line tools check parameters before they send a request. Without effect in Java.")
		.defaultsTo(true)
		.tolerates(Tolerated.ELSE_FALSE)
		.section(GENERAL)
		.reaches(SettingReach.NO_EFFECT);

	// What the guide leaves to code

	public static final AwsSetting<Duration> API_CALL_TIMEOUT = setting("api_call_timeout", SettingTypes.duration(),
			"How long a call may take, with all its retries.")
		.notInFiles()
		.perClient()
		.section(TIMEOUTS)
		.is(SettingTrait.LIVE)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Duration> API_CALL_ATTEMPT_TIMEOUT = setting("api_call_attempt_timeout",
			SettingTypes.duration(), "How long each attempt of a call may take.")
		.notInFiles()
		.perClient()
		.section(TIMEOUTS)
		.is(SettingTrait.LIVE)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> PATH_STYLE = ofS3("path_style",
			"Whether S3 clients write the bucket into the path of the URL rather than before its host.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultRemark("false; true where the host of the endpoint can have no name before it: localhost, an IP "
				+ "address, a single word or host.docker.internal")
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> ACCELERATE = ofS3("accelerate",
			"Whether S3 clients send their requests to the endpoints of S3 Transfer Acceleration.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo(false)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> CHUNKED_ENCODING = ofS3("chunked_encoding",
			"Whether S3 clients send objects in the chunks of aws-chunked, which some servers do not understand.")
		.defaultsTo(true)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> CROSS_REGION_ACCESS = ofS3("cross_region_access",
			"Whether S3 clients call buckets of other Regions where these are.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultsTo(false)
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<Boolean> MULTIPART = ofS3("multipart",
			"Whether async S3 clients transfer large objects in several requests at once.")
		.is(SettingTrait.CRT_FOR_S3)
		.defaultRemark("false; true for the transfer manager and on the AWS CRT")
		.reaches(SettingReach.CLIENT_BUILDER);

	public static final AwsSetting<String> HTTP_SYNC = http("http.sync",
			SettingTypes.choiceOrClass("SdkHttpService", value("apache5", "Apache HttpClient 5, of apache5-client."),
					value("apache", "Apache HttpClient 4, of apache-client."),
					value("url-connection", "The JDK's HttpURLConnection, of url-connection-client."),
					value("crt", "AWS Common Runtime, of aws-crt-client.")),
			"HTTP client of sync clients, where several are on the class path: apache5, apache, "
					+ "url-connection, crt or the name of a class that is an SdkHttpService.")
		.is(SettingTrait.CRT_FOR_S3)
		.orSystemProperty("software.amazon.awssdk.http.service.impl")
		.orVariable("SYNC_HTTP_SERVICE_IMPL")
		.defaultRemark("the one on the class path; of several, the one that the SDK chooses")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<String> HTTP_ASYNC = http("http.async",
			SettingTypes.choiceOrClass("SdkAsyncHttpService", value("netty", "Netty, of netty-nio-client."),
					value("crt", "AWS Common Runtime, of aws-crt-client.")),
			"HTTP client of async clients, where several are on the class path: netty, crt or the name of a "
					+ "class that is an SdkAsyncHttpService.")
		.orSystemProperty("software.amazon.awssdk.http.async.service.impl")
		.orVariable("ASYNC_HTTP_SERVICE_IMPL")
		.defaultRemark("the one on the class path; of several, the one that the SDK chooses")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_CONNECTION_TIMEOUT = http("http.connection_timeout",
			SettingTypes.duration(), "How long to wait for a connection to be made.")
		.defaultRemark("that of defaults_mode, else 2s")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_READ_TIMEOUT = http("http.read_timeout", SettingTypes.duration(),
			"How long to wait for data on a connection.")
		.defaultRemark("30s; for some services the SDK has others")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_WRITE_TIMEOUT = http("http.write_timeout", SettingTypes.duration(),
			"How long to wait for data to be sent on a connection.")
		.defaultRemark("30s, async clients")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_CONNECTION_ACQUIRE_TIMEOUT = http("http.connection_acquire_timeout",
			SettingTypes.duration(), "How long to wait for a connection of the pool to become free.")
		.defaultRemark("10s")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_CONNECTION_MAX_IDLE_TIMEOUT = http("http.connection_max_idle_timeout",
			SettingTypes.duration(), "How long a connection that nobody uses is kept.")
		.defaultRemark("60s, netty 5s")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_CONNECTION_TIME_TO_LIVE = http("http.connection_time_to_live",
			SettingTypes.duration(), "How long a connection is used at most.")
		.defaultRemark("unlimited")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Duration> HTTP_TLS_NEGOTIATION_TIMEOUT = http("http.tls_negotiation_timeout",
			SettingTypes.duration(), "How long to wait for a TLS handshake.")
		.defaultRemark("that of defaults_mode, else 5s")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Integer> HTTP_MAX_CONNECTIONS = http("http.max_connections",
			SettingTypes.integer(1, Integer.MAX_VALUE), "How many connections there are at most.")
		.defaultRemark("50")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<Boolean> HTTP_TCP_KEEPALIVE = http("http.tcp_keepalive", SettingTypes.bool(),
			"Whether the operating system probes connections that nobody uses.")
		.defaultsTo(false)
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<String> HTTP_PROTOCOL = http("http.protocol",
			SettingTypes.choice(value("http1.1", "HTTP 1.1."), value("http2", "HTTP 2.")),
			"Version of HTTP that async clients speak: http1.1 or http2.")
		.defaultRemark("http1.1; for some services the SDK has http2")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<URI> HTTP_PROXY_ENDPOINT = http("http.proxy.endpoint", SettingTypes.proxy(),
			"Address of the proxy, such as http://proxy.example.com:3128.")
		.defaultRemark("that of the JVM system properties and environment variables that the HTTP client reads")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<String> HTTP_PROXY_USERNAME = http("http.proxy.username",
			SettingTypes.text("a user name"), "User name for the proxy.")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<String> HTTP_PROXY_PASSWORD = http("http.proxy.password",
			SettingTypes.text("a password"), "Password for the proxy. Better kept outside of the application.")
		.sensitive()
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<List<String>> HTTP_PROXY_NON_PROXY_HOSTS = http("http.proxy.non_proxy_hosts",
			SettingTypes.hosts(), "Hosts that are reached without the proxy.")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<String> HTTP_SSL_BUNDLE = http("http.ssl.bundle",
			SettingTypes.text("the name of an SSL bundle of Spring Boot"),
			"Name of the SSL bundle with the certificates to trust and to show, in place of the CA bundle.")
		.reaches(SettingReach.HTTP_CLIENT);

	public static final AwsSetting<String> DOCTOR = setting("doctor",
			SettingTypes.choice(value("never", "Only when it is asked for on the aws endpoint."),
					value("on-failure", "After a start that failed on account of AWS."),
					value("always", "In the background after every start, and after one that failed."),
					value("only", "In place of the application, which then exits.")),
			"When to try out at start whether the application can work with AWS: never, on-failure, always or only.")
		.notInFiles()
		.defaultsTo("never")
		.section(DOCTOR_SECTION)
		.is(SettingTrait.AT_START)
		.reaches(SettingReach.STARTER);

	public static final AwsSetting<Duration> DOCTOR_TIME_LIMIT = setting("doctor_time_limit", SettingTypes.duration(),
			"How long it may take in all to try out whether the application can work with AWS.")
		.notInFiles()
		.defaultsTo(Duration.ofSeconds(10))
		.section(DOCTOR_SECTION)
		.is(SettingTrait.LIVE)
		.reaches(SettingReach.STARTER);

	public static final AwsSetting<Integer> CLIENT_FACTORY_SIZE = setting("client_factory_size",
			SettingTypes.integer(1, Integer.MAX_VALUE),
			"How many clients made at run time are kept for whoever asks for the same again.")
		.notInFiles()
		.defaultsTo(1000)
		.section(CLIENTS)
		.is(SettingTrait.LIVE)
		.reaches(SettingReach.STARTER);

	/**
	 * What names the service of a client, beside its settings; not one of them.
	 */
	public static final AwsSetting<String> CLIENT_SERVICE = AwsSetting
		.of("service", SettingTypes.text("the identifier of a service", ".*[A-Za-z0-9].*", "has no letter or digit"),
				"Identifier of the service that the client calls, such as s3.", (setting) -> {
				})
		.notInFiles()
		.perClient()
		.section("Named clients")
		.reaches(SettingReach.STARTER);

	private SettingCatalog() {
	}

	private static <T> AwsSetting.Builder<T> setting(String name, SettingType<T> type, String description) {
		return AwsSetting.of(name, type, description, ALL::add);
	}

	private static <T> AwsSetting.Builder<T> http(String name, SettingType<T> type, String description) {
		return setting(name, type, description).notInFiles().perClient().section(HTTP);
	}

	private static AwsSetting.Builder<Boolean> ofS3(String name, String description) {
		return setting(name, SettingTypes.bool(), description).is(SettingTrait.S3).notInFiles().perClient().section(S3);
	}

	/**
	 * Return all settings.
	 * @return every constant of this class but {@link #CLIENT_SERVICE}, in its order
	 */
	public static List<AwsSetting<?>> getSettings() {
		return Collections.unmodifiableList(ALL);
	}

	/**
	 * Return the settings of a kind.
	 * @param trait what they have in common
	 * @return the settings, in the order of this class
	 */
	public static Set<AwsSetting<?>> getSettings(SettingTrait trait) {
		Set<AwsSetting<?>> settings = new LinkedHashSet<>();
		for (AwsSetting<?> setting : ALL) {
			if (setting.is(trait)) {
				settings.add(setting);
			}
		}
		return Collections.unmodifiableSet(settings);
	}

	/**
	 * Return the names that settings have in any of the sources.
	 */
	@Internal
	public static Set<String> getNames() {
		Set<String> names = new LinkedHashSet<>();
		ALL.forEach((setting) -> setting.addNames(names));
		return names;
	}

	/**
	 * Find a setting by any of its names.
	 * @param name a name that one of the sources has for it, in any casing
	 * @return the setting, or {@code null} if there is none of that name
	 */
	public static @Nullable AwsSetting<?> find(String name) {
		return ALL.stream().filter((setting) -> setting.hasName(name)).findFirst().orElse(null);
	}

}
