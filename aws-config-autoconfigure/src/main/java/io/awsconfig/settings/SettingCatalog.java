package io.awsconfig.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Every setting of the AWS SDKs and Tools Reference Guide, each once; and what the guide
 * leaves to code, under the SDK's own words.
 *
 * @since 0.1.0
 */
public final class SettingCatalog {

	private static final String ACCESS_KEYS = "AWS access keys";

	private static final String ACCOUNT_ENDPOINTS = "Account-based endpoints";

	private static final String ASSUME_ROLE = "Assume role credential provider";

	private static final String AUTH_SCHEME = "Authentication scheme";

	private static final String CHECKSUMS = "Data Integrity Protections for Amazon S3";

	private static final String COMPRESSION = "Request compression";

	private static final String CONTAINER = "Container credential provider";

	private static final String DUAL_STACK_AND_FIPS = "Dual-stack and FIPS endpoints";

	private static final String ENDPOINTS = "Service-specific endpoints";

	private static final String FILE_LOCATIONS = "Finding and changing the location of the shared config and credentials files of AWS SDKs and tools";

	private static final String FILES = "Using shared config and credentials files to globally configure AWS SDKs and tools";

	private static final String GENERAL = "General configuration settings";

	private static final String HTTP = "HTTP clients (beyond the guide)";

	private static final String IDENTITY_CENTER = "IAM Identity Center credential provider";

	private static final String IMDS = "IMDS credential provider";

	private static final String INSTANCE_METADATA = "Amazon EC2 instance metadata";

	private static final String LOGIN = "Login credentials provider";

	private static final String TIMEOUTS = "Timeouts of calls (beyond the guide)";

	private static final String RETRY = "Retry behavior";

	// The files and the profile

	/** The profile of the shared files whose settings apply. */
	public static final AwsSetting<String> PROFILE = AwsSetting
		.of("profile", SettingTypes.text("the name of a profile"))
		.notInFiles()
		.defaultsTo("default")
		.perClient()
		.section(FILES)
		.reaches(SettingReach.STARTER);

	/** Where the shared config file is. */
	public static final AwsSetting<String> CONFIG_FILE = AwsSetting.of("config_file", SettingTypes.text("a path"))
		.notInFiles()
		.defaultsTo("~/.aws/config")
		.section(FILE_LOCATIONS)
		.reaches(SettingReach.STARTER);

	/** Where the shared credentials file is. */
	public static final AwsSetting<String> SHARED_CREDENTIALS_FILE = AwsSetting
		.of("shared_credentials_file", SettingTypes.text("a path"))
		.notInFiles()
		.defaultsTo("~/.aws/credentials")
		.section(FILE_LOCATIONS)
		.reaches(SettingReach.STARTER);

	/** The services section that belongs to a profile. */
	public static final AwsSetting<String> SERVICES = AwsSetting
		.of("services", SettingTypes.text("the name of a services section"))
		.section(FILES)
		.reaches(SettingReach.STARTER);

	// Region and endpoints

	/** The Region that clients work in. */
	public static final AwsSetting<String> REGION = AwsSetting.of("region", SettingTypes.region())
		.orVariable("AWS_DEFAULT_REGION")
		.perClient()
		.section("AWS Region")
		.reaches(SettingReach.CLIENT_BUILDER);

	/** The endpoint of all services, or of one. */
	public static final AwsSetting<URI> ENDPOINT_URL = AwsSetting.of("endpoint_url", SettingTypes.endpoint())
		.perClient()
		.tolerates(Tolerated::endpoint)
		.section(ENDPOINTS)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** Whether configured endpoints are left out of account. */
	public static final AwsSetting<Boolean> IGNORE_CONFIGURED_ENDPOINT_URLS = AwsSetting
		.of("ignore_configured_endpoint_urls", SettingTypes.bool())
		.defaultsTo(false)
		.perClient()
		.section(ENDPOINTS)
		.reaches(SettingReach.CLIENT_PROFILE);

	/** Whether requests go to FIPS endpoints. */
	public static final AwsSetting<Boolean> USE_FIPS_ENDPOINT = AwsSetting.of("use_fips_endpoint", SettingTypes.bool())
		.defaultsTo(false)
		.perClient()
		.section(DUAL_STACK_AND_FIPS)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** Whether requests go to dual-stack endpoints. */
	public static final AwsSetting<Boolean> USE_DUALSTACK_ENDPOINT = AwsSetting
		.of("use_dualstack_endpoint", SettingTypes.bool())
		.defaultsTo(false)
		.perClient()
		.section(DUAL_STACK_AND_FIPS)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** Whether endpoints of optional discovery are discovered. */
	public static final AwsSetting<Boolean> ENDPOINT_DISCOVERY_ENABLED = AwsSetting
		.of("endpoint_discovery_enabled", SettingTypes.bool())
		.variable("AWS_ENABLE_ENDPOINT_DISCOVERY")
		.orFileKey("aws_endpoint_discovery_enabled")
		.defaultRemark("true for services that require it, else false")
		.perClient()
		.tolerates(Tolerated::elseFalse)
		.section("Endpoint discovery")
		.reaches(SettingReach.CLIENT_PROFILE);

	/** Whether endpoints hold the account's id. */
	public static final AwsSetting<String> ACCOUNT_ID_ENDPOINT_MODE = AwsSetting
		.of("account_id_endpoint_mode", SettingTypes.choice("preferred", "disabled", "required"))
		.defaultsTo("preferred")
		.perClient()
		.section(ACCOUNT_ENDPOINTS)
		.reaches(SettingReach.CLIENT_PROFILE);

	/** Whether host names stay free of prefixes. */
	public static final AwsSetting<Boolean> DISABLE_HOST_PREFIX_INJECTION = AwsSetting
		.of("disable_host_prefix_injection", SettingTypes.bool())
		.defaultsTo(false)
		.perClient()
		.section("Host prefix injection")
		.reaches(SettingReach.CLIENT_BUILDER);

	/** Whether STS is called in the Region or at its global endpoint. */
	public static final AwsSetting<String> STS_REGIONAL_ENDPOINTS = AwsSetting
		.of("sts_regional_endpoints", SettingTypes.choice("legacy", "regional"))
		.defaultsTo("regional")
		.section("AWS STS Regional endpoints")
		.reaches(SettingReach.CLIENT_BUILDER);

	// Access keys

	/** The access key id. */
	public static final AwsSetting<String> ACCESS_KEY_ID = AwsSetting
		.of("aws_access_key_id", SettingTypes.text("an access key id"))
		.sensitive()
		.perClient()
		.section(ACCESS_KEYS)
		.reaches(SettingReach.CREDENTIALS);

	/** The secret access key. */
	public static final AwsSetting<String> SECRET_ACCESS_KEY = AwsSetting
		.of("aws_secret_access_key", SettingTypes.text("a secret access key"))
		.sensitive()
		.perClient()
		.section(ACCESS_KEYS)
		.reaches(SettingReach.CREDENTIALS);

	/** The session token of temporary access keys. */
	public static final AwsSetting<String> SESSION_TOKEN = AwsSetting
		.of("aws_session_token", SettingTypes.text("a session token"))
		.sensitive()
		.perClient()
		.section(ACCESS_KEYS)
		.reaches(SettingReach.CREDENTIALS);

	/** The account that the access keys belong to. */
	public static final AwsSetting<String> ACCOUNT_ID = AwsSetting
		.of("aws_account_id", SettingTypes.text("an account id of 12 digits", "\\d{12}", "is not 12 digits"))
		.perClient()
		.tolerates(Tolerated::text)
		.section(ACCOUNT_ENDPOINTS)
		.reaches(SettingReach.CREDENTIALS);

	// Roles

	/** The role to assume. */
	public static final AwsSetting<String> ROLE_ARN = AwsSetting
		.of("role_arn",
				SettingTypes.text("the ARN of a role, such as arn:aws:iam::123456789012:role/name",
						"arn:[a-z0-9-]+:iam::\\d{12}:role/[\\x21-\\x7E]+", "is not the ARN of a role"))
		.perClient()
		.tolerates(Tolerated::text)
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** The name of the role's session. */
	public static final AwsSetting<String> ROLE_SESSION_NAME = AwsSetting
		.of("role_session_name",
				SettingTypes.text("2 to 64 letters, digits and _+=,.@-", "[\\w+=,.@-]{2,64}",
						"has characters or a length that STS does not allow"))
		.defaultRemark("generated")
		.perClient()
		.tolerates(Tolerated::text)
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** The file with the token of a web identity. */
	public static final AwsSetting<String> WEB_IDENTITY_TOKEN_FILE = AwsSetting
		.of("web_identity_token_file", SettingTypes.text("a path"))
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** The profile with the credentials that may assume the role. */
	public static final AwsSetting<String> SOURCE_PROFILE = AwsSetting
		.of("source_profile", SettingTypes.text("the name of a profile"))
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** Where the credentials that may assume the role come from. */
	public static final AwsSetting<String> CREDENTIAL_SOURCE = AwsSetting
		.of("credential_source", SettingTypes.choice("Environment", "Ec2InstanceMetadata", "EcsContainer"))
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** How many seconds the role's session lasts. */
	public static final AwsSetting<Integer> DURATION_SECONDS = AwsSetting
		.of("duration_seconds", SettingTypes.integer(900, 43200))
		.defaultsTo(3600)
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** The identifier that the role's account asks of third parties. */
	public static final AwsSetting<String> EXTERNAL_ID = AwsSetting
		.of("external_id",
				SettingTypes.text("2 to 1224 letters, digits and _+=,.@:/-", "[\\w+=,.@:/-]{2,1224}",
						"has characters or a length that STS does not allow"))
		.perClient()
		.tolerates(Tolerated::text)
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	/** The device of the multi-factor authentication. */
	public static final AwsSetting<String> MFA_SERIAL = AwsSetting
		.of("mfa_serial",
				SettingTypes.text("a serial number or the ARN of an MFA device", "[\\w+=/:,.@-]{9,256}",
						"has characters or a length that STS does not allow"))
		.perClient()
		.section(ASSUME_ROLE)
		.reaches(SettingReach.CREDENTIALS);

	// Sign-in sessions

	/** The session of {@code aws login}. */
	public static final AwsSetting<String> LOGIN_SESSION = AwsSetting
		.of("login_session", SettingTypes.text("the ARN of a signed-in identity"))
		.section(LOGIN)
		.reaches(SettingReach.CREDENTIALS);

	/** Where {@code aws login} leaves its credentials. */
	public static final AwsSetting<String> LOGIN_CACHE_DIRECTORY = AwsSetting
		.of("login_cache_directory", SettingTypes.text("a path"))
		.notInFiles()
		.defaultsTo("~/.aws/login/cache")
		.section(LOGIN)
		.reaches(SettingReach.CREDENTIALS);

	/** The sso-session section that belongs to a profile. */
	public static final AwsSetting<String> SSO_SESSION = AwsSetting
		.of("sso_session", SettingTypes.text("the name of an sso-session section"))
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	/** The account to sign in to. */
	public static final AwsSetting<String> SSO_ACCOUNT_ID = AwsSetting
		.of("sso_account_id", SettingTypes.text("an account id of 12 digits", "\\d{12}", "is not 12 digits"))
		.tolerates(Tolerated::text)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	/** The Region of IAM Identity Center. */
	public static final AwsSetting<String> SSO_REGION = AwsSetting.of("sso_region", SettingTypes.region())
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	/** The scopes that {@code aws sso login} asks for. */
	public static final AwsSetting<List<String>> SSO_REGISTRATION_SCOPES = AwsSetting
		.of("sso_registration_scopes", SettingTypes.list("a comma-separated list of scopes"))
		.defaultRemark("sso:account:access")
		.tolerates(Tolerated::list)
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.NO_EFFECT);

	/** The permission set to sign in with. */
	public static final AwsSetting<String> SSO_ROLE_NAME = AwsSetting
		.of("sso_role_name", SettingTypes.text("the name of a permission set"))
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	/** The address of the access portal. */
	public static final AwsSetting<URI> SSO_START_URL = AwsSetting.of("sso_start_url", SettingTypes.url())
		.section(IDENTITY_CENTER)
		.reaches(SettingReach.CREDENTIALS);

	// Processes and containers

	/** The program that prints credentials; its arguments may be secrets. */
	public static final AwsSetting<String> CREDENTIAL_PROCESS = AwsSetting
		.of("credential_process", SettingTypes.text("a command line"))
		.sensitive()
		.section("Process credential provider")
		.reaches(SettingReach.CREDENTIALS);

	/** The path of the container's credentials. */
	public static final AwsSetting<String> CONTAINER_CREDENTIALS_RELATIVE_URI = AwsSetting
		.of("container_credentials_relative_uri",
				SettingTypes.text("a path that starts with /", "/\\S*", "does not start with /"))
		.systemProperty("aws.containerCredentialsPath")
		.notInFiles()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	/** The address of the container's credentials. */
	public static final AwsSetting<URI> CONTAINER_CREDENTIALS_FULL_URI = AwsSetting
		.of("container_credentials_full_uri", SettingTypes.url())
		.notInFiles()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	/** The token that the container's credentials ask for. */
	public static final AwsSetting<String> CONTAINER_AUTHORIZATION_TOKEN = AwsSetting
		.of("container_authorization_token", SettingTypes.text("a token"))
		.notInFiles()
		.sensitive()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	/** The file with that token. */
	public static final AwsSetting<String> CONTAINER_AUTHORIZATION_TOKEN_FILE = AwsSetting
		.of("container_authorization_token_file", SettingTypes.text("an absolute path"))
		.notInFiles()
		.section(CONTAINER)
		.reaches(SettingReach.CREDENTIALS);

	// Instance metadata

	/** Whether the instance metadata service is left alone. */
	public static final AwsSetting<Boolean> EC2_METADATA_DISABLED = AwsSetting
		.of("ec2_metadata_disabled", SettingTypes.bool())
		.systemProperty("aws.disableEc2Metadata")
		.notInFiles()
		.defaultsTo(false)
		.section(IMDS)
		.reaches(SettingReach.STARTER);

	/** Whether version 1 of the instance metadata service is left alone. */
	public static final AwsSetting<Boolean> EC2_METADATA_V1_DISABLED = AwsSetting
		.of("ec2_metadata_v1_disabled", SettingTypes.bool())
		.systemProperty("aws.disableEc2MetadataV1")
		.defaultsTo(false)
		.section(IMDS)
		.reaches(SettingReach.CREDENTIALS);

	/** The address of the instance metadata service. */
	public static final AwsSetting<URI> EC2_METADATA_SERVICE_ENDPOINT = AwsSetting
		.of("ec2_metadata_service_endpoint", SettingTypes.url())
		.defaultRemark("http://169.254.169.254, or http://[fd00:ec2::254] in mode IPv6")
		.section(IMDS)
		.reaches(SettingReach.CREDENTIALS);

	/** Whether the instance metadata service is reached by IPv4 or IPv6. */
	public static final AwsSetting<String> EC2_METADATA_SERVICE_ENDPOINT_MODE = AwsSetting
		.of("ec2_metadata_service_endpoint_mode", SettingTypes.choice("IPv4", "IPv6"))
		.defaultsTo("IPv4")
		.section(IMDS)
		.reaches(SettingReach.CREDENTIALS);

	/** How often the instance metadata service is tried. */
	public static final AwsSetting<Integer> METADATA_SERVICE_NUM_ATTEMPTS = AwsSetting
		.of("metadata_service_num_attempts", SettingTypes.integer(1, Integer.MAX_VALUE))
		.defaultsTo(1)
		.section(INSTANCE_METADATA)
		.reaches(SettingReach.CREDENTIALS);

	/** How long the instance metadata service is waited for. */
	public static final AwsSetting<Duration> METADATA_SERVICE_TIMEOUT = AwsSetting
		.of("metadata_service_timeout", SettingTypes.seconds(1))
		.systemProperty("aws.ec2MetadataServiceTimeout")
		.defaultsTo(Duration.ofSeconds(1))
		.tolerates(Tolerated::fractionOfSecond)
		.section(INSTANCE_METADATA)
		.reaches(SettingReach.CREDENTIALS);

	// Retry

	/** How failed requests are retried. */
	public static final AwsSetting<String> RETRY_MODE = AwsSetting
		.of("retry_mode", SettingTypes.choice("standard", "adaptive", "legacy"))
		.defaultRemark("standard; without new_retries_2026, what the SDK has for the defaults mode")
		.perClient()
		.section(RETRY)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** How many attempts a request has, the first one included. */
	public static final AwsSetting<Integer> MAX_ATTEMPTS = AwsSetting
		.of("max_attempts", SettingTypes.integer(1, Integer.MAX_VALUE))
		.defaultRemark("3, DynamoDB and DynamoDB Streams 4; without new_retries_2026 and in mode legacy, the SDK's")
		.perClient()
		.section(RETRY)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** Whether the retry rules of 2026 apply. */
	public static final AwsSetting<Boolean> NEW_RETRIES_2026 = AwsSetting.of("new_retries_2026", SettingTypes.bool())
		.notInFiles()
		.defaultsTo(true)
		.perClient()
		.section(RETRY)
		.reaches(SettingReach.CLIENT_BUILDER);

	// What requests look like

	/** The SDK's set of defaults. */
	public static final AwsSetting<String> DEFAULTS_MODE = AwsSetting
		.of("defaults_mode", SettingTypes.choice("legacy", "standard", "in-region", "cross-region", "mobile", "auto"))
		.defaultsTo("legacy")
		.perClient()
		.section("Smart configuration defaults")
		.reaches(SettingReach.CLIENT_BUILDER);

	/** The name of the application in the user agent. */
	public static final AwsSetting<String> SDK_UA_APP_ID = AwsSetting
		.of("sdk_ua_app_id",
				SettingTypes.text("at most 50 letters, digits and !#$%&'*+-.^_`|~", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,50}",
						"is longer than 50 characters or has others than the valid ones"))
		.systemProperty("sdk.ua.appId")
		.perClient()
		.tolerates(Tolerated::text)
		.section("Application ID")
		.reaches(SettingReach.CLIENT_BUILDER);

	/** The preferred authentication schemes. */
	public static final AwsSetting<List<String>> AUTH_SCHEME_PREFERENCE = AwsSetting
		.of("auth_scheme_preference", SettingTypes.choices("sigv4", "sigv4a", "httpBearerAuth"))
		.perClient()
		.tolerates(Tolerated::list)
		.section(AUTH_SCHEME)
		.reaches(SettingReach.CLIENT_PROFILE);

	/** The Regions that a SigV4a signature is valid in. */
	public static final AwsSetting<List<String>> SIGV4A_SIGNING_REGION_SET = AwsSetting
		.of("sigv4a_signing_region_set", SettingTypes.regions())
		.systemProperty("aws.sigv4a.signing.region.set")
		.defaultRemark("determined by the request")
		.perClient()
		.tolerates(Tolerated::list)
		.section(AUTH_SCHEME)
		.reaches(SettingReach.CLIENT_PROFILE);

	/** When requests get a checksum. */
	public static final AwsSetting<String> REQUEST_CHECKSUM_CALCULATION = AwsSetting
		.of("request_checksum_calculation", SettingTypes.choice("WHEN_SUPPORTED", "WHEN_REQUIRED"))
		.defaultsTo("WHEN_SUPPORTED")
		.perClient()
		.section(CHECKSUMS)
		.reaches(SettingReach.CLIENT_PROFILE);

	/** When the checksums of responses are validated. */
	public static final AwsSetting<String> RESPONSE_CHECKSUM_VALIDATION = AwsSetting
		.of("response_checksum_validation", SettingTypes.choice("WHEN_SUPPORTED", "WHEN_REQUIRED"))
		// The guide's list of variables has this name, its page the regular one
		.orVariable("AWS_REQUEST_CHECKSUM_VALIDATION")
		.defaultsTo("WHEN_SUPPORTED")
		.perClient()
		.section(CHECKSUMS)
		.reaches(SettingReach.CLIENT_PROFILE);

	/** Whether request bodies stay uncompressed. */
	public static final AwsSetting<Boolean> DISABLE_REQUEST_COMPRESSION = AwsSetting
		.of("disable_request_compression", SettingTypes.bool())
		.defaultsTo(false)
		.perClient()
		.section(COMPRESSION)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** From how many bytes on request bodies are compressed. */
	public static final AwsSetting<Integer> REQUEST_MIN_COMPRESSION_SIZE_BYTES = AwsSetting
		.of("request_min_compression_size_bytes", SettingTypes.integer(0, 10485760))
		.defaultsTo(10240)
		.perClient()
		.section(COMPRESSION)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** Whether the Region of an access point's ARN is used. */
	public static final AwsSetting<Boolean> S3_USE_ARN_REGION = AwsSetting.of("s3_use_arn_region", SettingTypes.bool())
		.defaultsTo(false)
		.perClient()
		.section("Amazon S3 access points")
		.reaches(SettingReach.CLIENT_PROFILE);

	/** Whether Multi-Region Access Points are off. */
	public static final AwsSetting<Boolean> S3_DISABLE_MULTIREGION_ACCESS_POINTS = AwsSetting
		.of("s3_disable_multiregion_access_points", SettingTypes.bool())
		.systemProperty("aws.s3DisableMultiRegionAccessPoints")
		.defaultsTo(false)
		.perClient()
		.section("Amazon S3 Multi-Region Access Points")
		.reaches(SettingReach.CLIENT_PROFILE);

	/** Whether sessions of S3 Express One Zone are off. */
	public static final AwsSetting<Boolean> S3_DISABLE_EXPRESS_SESSION_AUTH = AwsSetting
		.of("s3_disable_express_session_auth", SettingTypes.bool())
		.systemProperty("aws.disableS3ExpressAuth")
		.defaultsTo(false)
		.perClient()
		.tolerates(Tolerated::elseTrue)
		.section("S3 Express One Zone session authentication")
		.reaches(SettingReach.CLIENT_PROFILE);

	// General

	/** The certificates to trust. */
	public static final AwsSetting<String> CA_BUNDLE = AwsSetting
		.of("ca_bundle", SettingTypes.text("the path of a PEM file"))
		.perClient()
		.section(GENERAL)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** The versions of services' APIs. */
	public static final AwsSetting<String> API_VERSIONS = AwsSetting
		.of("api_versions", SettingTypes.text("nested settings, one API version for each service"))
		.defaultRemark("the latest")
		.section(GENERAL)
		.reaches(SettingReach.NO_EFFECT);

	/** The format in which command line tools print. */
	public static final AwsSetting<String> OUTPUT = AwsSetting
		.of("output", SettingTypes.choice("json", "yaml", "yaml-stream", "text", "table"))
		.defaultsTo("json")
		.tolerates(Tolerated::text)
		.section(GENERAL)
		.reaches(SettingReach.NO_EFFECT);

	/** Whether command line tools check parameters. */
	public static final AwsSetting<Boolean> PARAMETER_VALIDATION = AwsSetting
		.of("parameter_validation", SettingTypes.bool())
		.defaultsTo(true)
		.tolerates(Tolerated::elseFalse)
		.section(GENERAL)
		.reaches(SettingReach.NO_EFFECT);

	// What the guide leaves to code

	/** How long a call may take, with its retries. */
	public static final AwsSetting<Duration> API_CALL_TIMEOUT = AwsSetting
		.of("api_call_timeout", SettingTypes.duration())
		.notInFiles()
		.perClient()
		.section(TIMEOUTS)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** How long each attempt of a call may take. */
	public static final AwsSetting<Duration> API_CALL_ATTEMPT_TIMEOUT = AwsSetting
		.of("api_call_attempt_timeout", SettingTypes.duration())
		.notInFiles()
		.perClient()
		.section(TIMEOUTS)
		.reaches(SettingReach.CLIENT_BUILDER);

	/** The HTTP client of sync clients. */
	public static final AwsSetting<String> HTTP_SYNC = AwsSetting
		.of("http.sync", SettingTypes.choiceOrClass("SdkHttpService", "apache5", "apache", "url-connection", "crt"))
		.orSystemProperty("software.amazon.awssdk.http.service.impl")
		.orVariable("SYNC_HTTP_SERVICE_IMPL")
		.notInFiles()
		.defaultRemark("the one on the class path; of several, the one that the SDK chooses")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The HTTP client of async clients. */
	public static final AwsSetting<String> HTTP_ASYNC = AwsSetting
		.of("http.async", SettingTypes.choiceOrClass("SdkAsyncHttpService", "netty", "crt"))
		.orSystemProperty("software.amazon.awssdk.http.async.service.impl")
		.orVariable("ASYNC_HTTP_SERVICE_IMPL")
		.notInFiles()
		.defaultRemark("the one on the class path; of several, the one that the SDK chooses")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long to wait for a connection to be made. */
	public static final AwsSetting<Duration> HTTP_CONNECTION_TIMEOUT = AwsSetting
		.of("http.connection_timeout", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("that of defaults_mode, else 2s")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long to wait for data. */
	public static final AwsSetting<Duration> HTTP_READ_TIMEOUT = AwsSetting
		.of("http.read_timeout", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("30s; for some services the SDK has others")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long to wait for data to be sent. */
	public static final AwsSetting<Duration> HTTP_WRITE_TIMEOUT = AwsSetting
		.of("http.write_timeout", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("30s, async clients")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long to wait for a connection of the pool. */
	public static final AwsSetting<Duration> HTTP_CONNECTION_ACQUIRE_TIMEOUT = AwsSetting
		.of("http.connection_acquire_timeout", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("10s")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long an unused connection is kept. */
	public static final AwsSetting<Duration> HTTP_CONNECTION_MAX_IDLE_TIMEOUT = AwsSetting
		.of("http.connection_max_idle_timeout", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("60s, netty 5s")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long a connection is used at most. */
	public static final AwsSetting<Duration> HTTP_CONNECTION_TIME_TO_LIVE = AwsSetting
		.of("http.connection_time_to_live", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("unlimited")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How long to wait for a TLS handshake. */
	public static final AwsSetting<Duration> HTTP_TLS_NEGOTIATION_TIMEOUT = AwsSetting
		.of("http.tls_negotiation_timeout", SettingTypes.duration())
		.notInFiles()
		.defaultRemark("that of defaults_mode, else 5s")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** How many connections there are at most. */
	public static final AwsSetting<Integer> HTTP_MAX_CONNECTIONS = AwsSetting
		.of("http.max_connections", SettingTypes.integer(1, Integer.MAX_VALUE))
		.notInFiles()
		.defaultRemark("50")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** Whether the system probes idle connections. */
	public static final AwsSetting<Boolean> HTTP_TCP_KEEPALIVE = AwsSetting
		.of("http.tcp_keepalive", SettingTypes.bool())
		.notInFiles()
		.defaultsTo(false)
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The version of HTTP that async clients speak. */
	public static final AwsSetting<String> HTTP_PROTOCOL = AwsSetting
		.of("http.protocol", SettingTypes.choice("http1.1", "http2"))
		.notInFiles()
		.defaultRemark("http1.1; for some services the SDK has http2")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The proxy. */
	public static final AwsSetting<URI> HTTP_PROXY_ENDPOINT = AwsSetting.of("http.proxy.endpoint", SettingTypes.proxy())
		.notInFiles()
		.defaultRemark("that of the JVM system properties and environment variables that the HTTP client reads")
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The user name for the proxy. */
	public static final AwsSetting<String> HTTP_PROXY_USERNAME = AwsSetting
		.of("http.proxy.username", SettingTypes.text("a user name"))
		.notInFiles()
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The password for the proxy. */
	public static final AwsSetting<String> HTTP_PROXY_PASSWORD = AwsSetting
		.of("http.proxy.password", SettingTypes.text("a password"))
		.notInFiles()
		.sensitive()
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The hosts that are reached without the proxy. */
	public static final AwsSetting<List<String>> HTTP_PROXY_NON_PROXY_HOSTS = AwsSetting
		.of("http.proxy.non_proxy_hosts", SettingTypes.hosts())
		.notInFiles()
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	/** The SSL bundle with the certificates to trust and to show. */
	public static final AwsSetting<String> HTTP_SSL_BUNDLE = AwsSetting
		.of("http.ssl.bundle", SettingTypes.text("the name of an SSL bundle of Spring Boot"))
		.notInFiles()
		.perClient()
		.section(HTTP)
		.reaches(SettingReach.HTTP_CLIENT);

	private static final List<AwsSetting<?>> ALL = List.of(PROFILE, CONFIG_FILE, SHARED_CREDENTIALS_FILE, SERVICES,
			REGION, ENDPOINT_URL, IGNORE_CONFIGURED_ENDPOINT_URLS, USE_FIPS_ENDPOINT, USE_DUALSTACK_ENDPOINT,
			ENDPOINT_DISCOVERY_ENABLED, ACCOUNT_ID_ENDPOINT_MODE, DISABLE_HOST_PREFIX_INJECTION, STS_REGIONAL_ENDPOINTS,
			ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, ACCOUNT_ID, ROLE_ARN, ROLE_SESSION_NAME,
			WEB_IDENTITY_TOKEN_FILE, SOURCE_PROFILE, CREDENTIAL_SOURCE, DURATION_SECONDS, EXTERNAL_ID, MFA_SERIAL,
			LOGIN_SESSION, LOGIN_CACHE_DIRECTORY, SSO_SESSION, SSO_ACCOUNT_ID, SSO_REGION, SSO_REGISTRATION_SCOPES,
			SSO_ROLE_NAME, SSO_START_URL, CREDENTIAL_PROCESS, CONTAINER_CREDENTIALS_RELATIVE_URI,
			CONTAINER_CREDENTIALS_FULL_URI, CONTAINER_AUTHORIZATION_TOKEN, CONTAINER_AUTHORIZATION_TOKEN_FILE,
			EC2_METADATA_DISABLED, EC2_METADATA_V1_DISABLED, EC2_METADATA_SERVICE_ENDPOINT,
			EC2_METADATA_SERVICE_ENDPOINT_MODE, METADATA_SERVICE_NUM_ATTEMPTS, METADATA_SERVICE_TIMEOUT, RETRY_MODE,
			MAX_ATTEMPTS, NEW_RETRIES_2026, DEFAULTS_MODE, SDK_UA_APP_ID, AUTH_SCHEME_PREFERENCE,
			SIGV4A_SIGNING_REGION_SET, REQUEST_CHECKSUM_CALCULATION, RESPONSE_CHECKSUM_VALIDATION,
			DISABLE_REQUEST_COMPRESSION, REQUEST_MIN_COMPRESSION_SIZE_BYTES, S3_USE_ARN_REGION,
			S3_DISABLE_MULTIREGION_ACCESS_POINTS, S3_DISABLE_EXPRESS_SESSION_AUTH, CA_BUNDLE, API_VERSIONS, OUTPUT,
			PARAMETER_VALIDATION, API_CALL_TIMEOUT, API_CALL_ATTEMPT_TIMEOUT, HTTP_SYNC, HTTP_ASYNC,
			HTTP_CONNECTION_TIMEOUT, HTTP_READ_TIMEOUT, HTTP_WRITE_TIMEOUT, HTTP_CONNECTION_ACQUIRE_TIMEOUT,
			HTTP_CONNECTION_MAX_IDLE_TIMEOUT, HTTP_CONNECTION_TIME_TO_LIVE, HTTP_TLS_NEGOTIATION_TIMEOUT,
			HTTP_MAX_CONNECTIONS, HTTP_TCP_KEEPALIVE, HTTP_PROTOCOL, HTTP_PROXY_ENDPOINT, HTTP_PROXY_USERNAME,
			HTTP_PROXY_PASSWORD, HTTP_PROXY_NON_PROXY_HOSTS, HTTP_SSL_BUNDLE);

	private SettingCatalog() {
	}

	/**
	 * Return all settings.
	 * @return every constant of this class, in its order
	 */
	public static List<AwsSetting<?>> getSettings() {
		return ALL;
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
