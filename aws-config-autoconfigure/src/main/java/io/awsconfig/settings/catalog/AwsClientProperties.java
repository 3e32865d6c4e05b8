package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties that may differ from client to client, below {@code aws} and below
 * {@code aws.services.<id>}. Written from {@link SettingCatalog} by
 * {@code SettingsDocumentTests}. Nothing is ever bound to it (see {@link AwsProperties}).
 *
 * @param accelerate Whether S3 clients send their requests to the endpoints of S3
 * Transfer Acceleration.
 * @param accessKeyId Id of the access key. Requires the secret access key in the same
 * place.
 * @param accountId Account that the access keys belong to.
 * @param accountIdEndpointMode Use of the account id in endpoints: preferred, disabled or
 * required.
 * @param apiCallAttemptTimeout How long each attempt of a call may take.
 * @param apiCallTimeout How long a call may take, with all its retries.
 * @param authSchemePreference Comma-separated list of authentication schemes, the
 * preferred one first: sigv4, sigv4a or httpBearerAuth.
 * @param caBundle Path of a PEM file with the certificates to trust.
 * @param chunkedEncoding Whether S3 clients send objects in the chunks of aws-chunked,
 * which some servers do not understand.
 * @param credentialSource Where the credentials that may assume the role come from:
 * Environment, Ec2InstanceMetadata or EcsContainer.
 * @param crossRegionAccess Whether S3 clients call buckets of other Regions where these
 * are.
 * @param defaultsMode Preset for timeouts, retries and the like: legacy, standard,
 * in-region, cross-region, mobile or auto.
 * @param disableHostPrefixInjection Whether to send requests to the endpoint as it is,
 * without the prefix that some operations put before its host.
 * @param disableRequestCompression Whether to send the bodies of requests uncompressed.
 * @param durationSeconds How many seconds the session of the assumed role lasts.
 * @param endpointDiscoveryEnabled Whether to ask services for their endpoints where that
 * is optional.
 * @param endpointUrl Endpoint that requests are sent to instead of the one that belongs
 * to the service and the Region.
 * @param externalId Identifier that the trust policy of the role asks of third parties.
 * @param http HTTP clients.
 * @param ignoreConfiguredEndpointUrls Whether to leave configured endpoints out of
 * account, so that only those that are set in code remain.
 * @param maxAttempts Maximum number of attempts for a request, including the first one.
 * @param mfaSerial Serial number or ARN of the multi-factor authentication device that
 * the role asks for.
 * @param multipart Whether async S3 clients transfer large objects in several requests at
 * once.
 * @param newRetries2026 Whether to retry by the rules of 2026 rather than by the older
 * ones.
 * @param pathStyle Whether S3 clients write the bucket into the path of the URL rather
 * than before its host.
 * @param profile Profile of the shared config and credentials files whose settings apply.
 * @param region Region that clients work in, such as us-east-1.
 * @param requestChecksumCalculation When to add a checksum to requests: WHEN_SUPPORTED or
 * WHEN_REQUIRED.
 * @param requestMinCompressionSizeBytes Size in bytes from which on the bodies of
 * requests are compressed.
 * @param responseChecksumValidation When to validate the checksum of responses:
 * WHEN_SUPPORTED or WHEN_REQUIRED.
 * @param retryMode Strategy for retries of failed requests: standard, adaptive or legacy.
 * @param roleArn ARN of the role to assume.
 * @param roleSessionName Name for the session of the assumed role, as CloudTrail shows
 * it.
 * @param s3DisableExpressSessionAuth Whether to sign requests to S3 Express One Zone one
 * by one rather than with session credentials.
 * @param s3DisableMultiregionAccessPoints Whether to refuse requests to S3 Multi-Region
 * Access Points.
 * @param s3UseArnRegion Whether to send a request to the Region in an access point's ARN
 * rather than to the client's.
 * @param sdkUaAppId Name of the application, to be recognized by in the user agent of its
 * requests.
 * @param secretAccessKey Secret access key. Better kept outside of the application.
 * @param sessionToken Session token of temporary access keys. Better kept outside of the
 * application.
 * @param sigv4aSigningRegionSet Comma-separated list of Regions that SigV4a signatures
 * are valid in.
 * @param sourceProfile Profile with the credentials that may assume the role.
 * @param useDualstackEndpoint Whether to send requests to endpoints that can be reached
 * by IPv4 and IPv6.
 * @param useFipsEndpoint Whether to send requests to FIPS endpoints.
 * @param webIdentityTokenFile Path of the file with the web identity token to assume the
 * role with.
 */
@ConfigurationProperties("aws")
record AwsClientProperties(@Nullable Boolean accelerate, @Nullable String accessKeyId, @Nullable String accountId,
		@Nullable String accountIdEndpointMode, @Nullable Duration apiCallAttemptTimeout,
		@Nullable Duration apiCallTimeout, @Nullable List<String> authSchemePreference, @Nullable String caBundle,
		@Nullable Boolean chunkedEncoding, @Nullable String credentialSource, @Nullable Boolean crossRegionAccess,
		@Nullable String defaultsMode, @Nullable Boolean disableHostPrefixInjection,
		@Nullable Boolean disableRequestCompression, @Nullable Integer durationSeconds,
		@Nullable Boolean endpointDiscoveryEnabled, @Nullable URI endpointUrl, @Nullable String externalId,
		@NestedConfigurationProperty AwsHttpProperties http, @Nullable Boolean ignoreConfiguredEndpointUrls,
		@Nullable Integer maxAttempts, @Nullable String mfaSerial, @Nullable Boolean multipart,
		@Name("new-retries-2026") @Nullable Boolean newRetries2026, @Nullable Boolean pathStyle,
		@Nullable String profile, @Nullable String region, @Nullable String requestChecksumCalculation,
		@Nullable Integer requestMinCompressionSizeBytes, @Nullable String responseChecksumValidation,
		@Nullable String retryMode, @Nullable String roleArn, @Nullable String roleSessionName,
		@Nullable Boolean s3DisableExpressSessionAuth, @Nullable Boolean s3DisableMultiregionAccessPoints,
		@Nullable Boolean s3UseArnRegion, @Nullable String sdkUaAppId, @Nullable String secretAccessKey,
		@Nullable String sessionToken, @Nullable List<String> sigv4aSigningRegionSet, @Nullable String sourceProfile,
		@Nullable Boolean useDualstackEndpoint, @Nullable Boolean useFipsEndpoint,
		@Nullable String webIdentityTokenFile) {
}
