package io.awsconfig.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties that may differ from client to client, so that they can stand below
 * {@code aws} and below {@code aws.services.<id>}. Nothing is ever bound to this class
 * (see {@link AwsProperties}). What has a closed set of values names them in its text,
 * since hints do not reach below a map.
 */
class AwsClientProperties {

	/**
	 * Region that clients work in, such as us-east-1.
	 */
	private @Nullable String region;

	/**
	 * Endpoint that requests are sent to instead of the one that belongs to the service
	 * and the Region.
	 */
	private @Nullable URI endpointUrl;

	/**
	 * Whether to leave configured endpoints out of account, so that only those that are
	 * set in code remain.
	 */
	private @Nullable Boolean ignoreConfiguredEndpointUrls;

	/**
	 * Whether to send requests to FIPS endpoints.
	 */
	private @Nullable Boolean useFipsEndpoint;

	/**
	 * Whether to send requests to endpoints that can be reached by IPv4 and IPv6.
	 */
	private @Nullable Boolean useDualstackEndpoint;

	/**
	 * Whether to ask services for their endpoints where that is optional.
	 */
	private @Nullable Boolean endpointDiscoveryEnabled;

	/**
	 * Use of the account id in endpoints: preferred, disabled or required.
	 */
	private @Nullable String accountIdEndpointMode;

	/**
	 * Whether to send requests to the endpoint as it is, without the prefix that some
	 * operations put before its host.
	 */
	private @Nullable Boolean disableHostPrefixInjection;

	/**
	 * Strategy for retries of failed requests: standard, adaptive or legacy.
	 */
	private @Nullable String retryMode;

	/**
	 * Maximum number of attempts for a request, including the first one.
	 */
	private @Nullable Integer maxAttempts;

	/**
	 * Whether to retry by the rules of 2026 rather than by the older ones.
	 */
	@Name("new-retries-2026")
	private @Nullable Boolean newRetries2026;

	/**
	 * Preset for timeouts, retries and the like: legacy, standard, in-region,
	 * cross-region, mobile or auto.
	 */
	private @Nullable String defaultsMode;

	/**
	 * Name of the application, to be recognized by in the user agent of its requests.
	 */
	private @Nullable String sdkUaAppId;

	/**
	 * Comma-separated list of authentication schemes, the preferred one first: sigv4,
	 * sigv4a or httpBearerAuth.
	 */
	private @Nullable List<String> authSchemePreference;

	/**
	 * Comma-separated list of Regions that SigV4a signatures are valid in.
	 */
	private @Nullable List<String> sigv4aSigningRegionSet;

	/**
	 * When to add a checksum to requests: WHEN_SUPPORTED or WHEN_REQUIRED.
	 */
	private @Nullable String requestChecksumCalculation;

	/**
	 * When to validate the checksum of responses: WHEN_SUPPORTED or WHEN_REQUIRED.
	 */
	private @Nullable String responseChecksumValidation;

	/**
	 * Whether to send the bodies of requests uncompressed.
	 */
	private @Nullable Boolean disableRequestCompression;

	/**
	 * Size in bytes from which on the bodies of requests are compressed.
	 */
	private @Nullable Integer requestMinCompressionSizeBytes;

	/**
	 * Whether to send a request to the Region in an access point's ARN rather than to the
	 * client's.
	 */
	private @Nullable Boolean s3UseArnRegion;

	/**
	 * Whether to refuse requests to S3 Multi-Region Access Points.
	 */
	private @Nullable Boolean s3DisableMultiregionAccessPoints;

	/**
	 * Whether to sign requests to S3 Express One Zone one by one rather than with session
	 * credentials.
	 */
	private @Nullable Boolean s3DisableExpressSessionAuth;

	/**
	 * Path of a PEM file with the certificates to trust.
	 */
	private @Nullable String caBundle;

	/**
	 * Profile of the shared config and credentials files whose settings apply.
	 */
	private @Nullable String profile;

	/**
	 * Id of the access key. Requires the secret access key in the same place.
	 */
	private @Nullable String accessKeyId;

	/**
	 * Secret access key. Better kept outside of the application.
	 */
	private @Nullable String secretAccessKey;

	/**
	 * Session token of temporary access keys. Better kept outside of the application.
	 */
	private @Nullable String sessionToken;

	/**
	 * Account that the access keys belong to.
	 */
	private @Nullable String accountId;

	/**
	 * ARN of the role to assume.
	 */
	private @Nullable String roleArn;

	/**
	 * Name for the session of the assumed role, as CloudTrail shows it.
	 */
	private @Nullable String roleSessionName;

	/**
	 * Path of the file with the web identity token to assume the role with.
	 */
	private @Nullable String webIdentityTokenFile;

	/**
	 * Profile with the credentials that may assume the role.
	 */
	private @Nullable String sourceProfile;

	/**
	 * Where the credentials that may assume the role come from: Environment,
	 * Ec2InstanceMetadata or EcsContainer.
	 */
	private @Nullable String credentialSource;

	/**
	 * How many seconds the session of the assumed role lasts.
	 */
	private @Nullable Integer durationSeconds;

	/**
	 * Identifier that the trust policy of the role asks of third parties.
	 */
	private @Nullable String externalId;

	/**
	 * Serial number or ARN of the multi-factor authentication device that the role asks
	 * for.
	 */
	private @Nullable String mfaSerial;

	/**
	 * How long a call may take, with all its retries.
	 */
	private @Nullable Duration apiCallTimeout;

	/**
	 * How long each attempt of a call may take.
	 */
	private @Nullable Duration apiCallAttemptTimeout;

	@NestedConfigurationProperty
	private final AwsHttpProperties http = new AwsHttpProperties();

	public @Nullable String getRegion() {
		return this.region;
	}

	public void setRegion(@Nullable String region) {
		this.region = region;
	}

	public @Nullable URI getEndpointUrl() {
		return this.endpointUrl;
	}

	public void setEndpointUrl(@Nullable URI endpointUrl) {
		this.endpointUrl = endpointUrl;
	}

	public @Nullable Boolean getIgnoreConfiguredEndpointUrls() {
		return this.ignoreConfiguredEndpointUrls;
	}

	public void setIgnoreConfiguredEndpointUrls(@Nullable Boolean ignoreConfiguredEndpointUrls) {
		this.ignoreConfiguredEndpointUrls = ignoreConfiguredEndpointUrls;
	}

	public @Nullable Boolean getUseFipsEndpoint() {
		return this.useFipsEndpoint;
	}

	public void setUseFipsEndpoint(@Nullable Boolean useFipsEndpoint) {
		this.useFipsEndpoint = useFipsEndpoint;
	}

	public @Nullable Boolean getUseDualstackEndpoint() {
		return this.useDualstackEndpoint;
	}

	public void setUseDualstackEndpoint(@Nullable Boolean useDualstackEndpoint) {
		this.useDualstackEndpoint = useDualstackEndpoint;
	}

	public @Nullable Boolean getEndpointDiscoveryEnabled() {
		return this.endpointDiscoveryEnabled;
	}

	public void setEndpointDiscoveryEnabled(@Nullable Boolean endpointDiscoveryEnabled) {
		this.endpointDiscoveryEnabled = endpointDiscoveryEnabled;
	}

	public @Nullable String getAccountIdEndpointMode() {
		return this.accountIdEndpointMode;
	}

	public void setAccountIdEndpointMode(@Nullable String accountIdEndpointMode) {
		this.accountIdEndpointMode = accountIdEndpointMode;
	}

	public @Nullable Boolean getDisableHostPrefixInjection() {
		return this.disableHostPrefixInjection;
	}

	public void setDisableHostPrefixInjection(@Nullable Boolean disableHostPrefixInjection) {
		this.disableHostPrefixInjection = disableHostPrefixInjection;
	}

	public @Nullable String getRetryMode() {
		return this.retryMode;
	}

	public void setRetryMode(@Nullable String retryMode) {
		this.retryMode = retryMode;
	}

	public @Nullable Integer getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(@Nullable Integer maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public @Nullable Boolean getNewRetries2026() {
		return this.newRetries2026;
	}

	public void setNewRetries2026(@Nullable Boolean newRetries2026) {
		this.newRetries2026 = newRetries2026;
	}

	public @Nullable String getDefaultsMode() {
		return this.defaultsMode;
	}

	public void setDefaultsMode(@Nullable String defaultsMode) {
		this.defaultsMode = defaultsMode;
	}

	public @Nullable String getSdkUaAppId() {
		return this.sdkUaAppId;
	}

	public void setSdkUaAppId(@Nullable String sdkUaAppId) {
		this.sdkUaAppId = sdkUaAppId;
	}

	public @Nullable List<String> getAuthSchemePreference() {
		return this.authSchemePreference;
	}

	public void setAuthSchemePreference(@Nullable List<String> authSchemePreference) {
		this.authSchemePreference = authSchemePreference;
	}

	public @Nullable List<String> getSigv4aSigningRegionSet() {
		return this.sigv4aSigningRegionSet;
	}

	public void setSigv4aSigningRegionSet(@Nullable List<String> sigv4aSigningRegionSet) {
		this.sigv4aSigningRegionSet = sigv4aSigningRegionSet;
	}

	public @Nullable String getRequestChecksumCalculation() {
		return this.requestChecksumCalculation;
	}

	public void setRequestChecksumCalculation(@Nullable String requestChecksumCalculation) {
		this.requestChecksumCalculation = requestChecksumCalculation;
	}

	public @Nullable String getResponseChecksumValidation() {
		return this.responseChecksumValidation;
	}

	public void setResponseChecksumValidation(@Nullable String responseChecksumValidation) {
		this.responseChecksumValidation = responseChecksumValidation;
	}

	public @Nullable Boolean getDisableRequestCompression() {
		return this.disableRequestCompression;
	}

	public void setDisableRequestCompression(@Nullable Boolean disableRequestCompression) {
		this.disableRequestCompression = disableRequestCompression;
	}

	public @Nullable Integer getRequestMinCompressionSizeBytes() {
		return this.requestMinCompressionSizeBytes;
	}

	public void setRequestMinCompressionSizeBytes(@Nullable Integer requestMinCompressionSizeBytes) {
		this.requestMinCompressionSizeBytes = requestMinCompressionSizeBytes;
	}

	public @Nullable Boolean getS3UseArnRegion() {
		return this.s3UseArnRegion;
	}

	public void setS3UseArnRegion(@Nullable Boolean s3UseArnRegion) {
		this.s3UseArnRegion = s3UseArnRegion;
	}

	public @Nullable Boolean getS3DisableMultiregionAccessPoints() {
		return this.s3DisableMultiregionAccessPoints;
	}

	public void setS3DisableMultiregionAccessPoints(@Nullable Boolean s3DisableMultiregionAccessPoints) {
		this.s3DisableMultiregionAccessPoints = s3DisableMultiregionAccessPoints;
	}

	public @Nullable Boolean getS3DisableExpressSessionAuth() {
		return this.s3DisableExpressSessionAuth;
	}

	public void setS3DisableExpressSessionAuth(@Nullable Boolean s3DisableExpressSessionAuth) {
		this.s3DisableExpressSessionAuth = s3DisableExpressSessionAuth;
	}

	public @Nullable String getCaBundle() {
		return this.caBundle;
	}

	public void setCaBundle(@Nullable String caBundle) {
		this.caBundle = caBundle;
	}

	public @Nullable String getProfile() {
		return this.profile;
	}

	public void setProfile(@Nullable String profile) {
		this.profile = profile;
	}

	public @Nullable String getAccessKeyId() {
		return this.accessKeyId;
	}

	public void setAccessKeyId(@Nullable String accessKeyId) {
		this.accessKeyId = accessKeyId;
	}

	public @Nullable String getSecretAccessKey() {
		return this.secretAccessKey;
	}

	public void setSecretAccessKey(@Nullable String secretAccessKey) {
		this.secretAccessKey = secretAccessKey;
	}

	public @Nullable String getSessionToken() {
		return this.sessionToken;
	}

	public void setSessionToken(@Nullable String sessionToken) {
		this.sessionToken = sessionToken;
	}

	public @Nullable String getAccountId() {
		return this.accountId;
	}

	public void setAccountId(@Nullable String accountId) {
		this.accountId = accountId;
	}

	public @Nullable String getRoleArn() {
		return this.roleArn;
	}

	public void setRoleArn(@Nullable String roleArn) {
		this.roleArn = roleArn;
	}

	public @Nullable String getRoleSessionName() {
		return this.roleSessionName;
	}

	public void setRoleSessionName(@Nullable String roleSessionName) {
		this.roleSessionName = roleSessionName;
	}

	public @Nullable String getWebIdentityTokenFile() {
		return this.webIdentityTokenFile;
	}

	public void setWebIdentityTokenFile(@Nullable String webIdentityTokenFile) {
		this.webIdentityTokenFile = webIdentityTokenFile;
	}

	public @Nullable String getSourceProfile() {
		return this.sourceProfile;
	}

	public void setSourceProfile(@Nullable String sourceProfile) {
		this.sourceProfile = sourceProfile;
	}

	public @Nullable String getCredentialSource() {
		return this.credentialSource;
	}

	public void setCredentialSource(@Nullable String credentialSource) {
		this.credentialSource = credentialSource;
	}

	public @Nullable Integer getDurationSeconds() {
		return this.durationSeconds;
	}

	public void setDurationSeconds(@Nullable Integer durationSeconds) {
		this.durationSeconds = durationSeconds;
	}

	public @Nullable String getExternalId() {
		return this.externalId;
	}

	public void setExternalId(@Nullable String externalId) {
		this.externalId = externalId;
	}

	public @Nullable String getMfaSerial() {
		return this.mfaSerial;
	}

	public void setMfaSerial(@Nullable String mfaSerial) {
		this.mfaSerial = mfaSerial;
	}

	public @Nullable Duration getApiCallTimeout() {
		return this.apiCallTimeout;
	}

	public void setApiCallTimeout(@Nullable Duration apiCallTimeout) {
		this.apiCallTimeout = apiCallTimeout;
	}

	public @Nullable Duration getApiCallAttemptTimeout() {
		return this.apiCallAttemptTimeout;
	}

	public void setApiCallAttemptTimeout(@Nullable Duration apiCallAttemptTimeout) {
		this.apiCallAttemptTimeout = apiCallAttemptTimeout;
	}

	public AwsHttpProperties getHttp() {
		return this.http;
	}

}
