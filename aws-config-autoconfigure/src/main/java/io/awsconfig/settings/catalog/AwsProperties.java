package io.awsconfig.settings.catalog;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The source of the configuration metadata, from which an IDE completes and explains the
 * properties below {@code aws}, with {@link AwsClientProperties}. Written from
 * {@link SettingCatalog} by {@code SettingsDocumentTests}.
 * <p>
 * It is no bean and nothing is ever bound to it: {@code AwsSettings} resolves each
 * setting by itself, with its own origin, and a bean of this class would show the secrets
 * among them on the {@code configprops} endpoint and in the reports of failed bindings.
 *
 * @param apiVersions API versions of services. Without effect in Java, whose clients have
 * one version each.
 * @param clientFactorySize How many clients made at run time are kept for whoever asks
 * for the same again.
 * @param clients Clients beside those of the services, for another account or Region for
 * example, by a name of your choosing, which is the qualifier to inject them by. What a
 * client does not say it takes from its service.
 * @param configFile Path of the shared config file.
 * @param containerAuthorizationToken Token that the address of the container credentials
 * asks for. Better kept outside of the application.
 * @param containerAuthorizationTokenFile Absolute path of the file with the token that
 * the address of the container credentials asks for.
 * @param containerCredentialsFullUri Address of the credentials of a container.
 * @param containerCredentialsRelativeUri Path of the credentials at the container
 * service's own address.
 * @param credentialProcess Command line of a program that prints credentials.
 * @param doctor When to try out at start whether the application can work with AWS:
 * never, on-failure, always or only.
 * @param doctorTimeLimit How long it may take in all to try out whether the application
 * can work with AWS.
 * @param ec2MetadataDisabled Whether to leave the EC2 instance metadata service alone.
 * @param ec2MetadataServiceEndpoint Address of the EC2 instance metadata service.
 * @param ec2MetadataServiceEndpointMode Protocol to reach the EC2 instance metadata
 * service by: IPv4 or IPv6.
 * @param ec2MetadataV1Disabled Whether to refuse version 1 of the EC2 instance metadata
 * service when version 2 fails.
 * @param loginCacheDirectory Directory in which the login command of the AWS CLI leaves
 * its credentials.
 * @param loginSession ARN of the identity that signed in with the login command of the
 * AWS CLI.
 * @param metadataServiceNumAttempts Maximum number of attempts to get an answer from the
 * EC2 instance metadata service.
 * @param metadataServiceTimeout How long to wait for the EC2 instance metadata service.
 * Seconds, if no unit is given.
 * @param output Format in which command line tools print. Without effect in Java.
 * @param parameterValidation Whether command line tools check parameters before they send
 * a request. Without effect in Java.
 * @param services Settings for the clients of single services, by the identifier of the
 * service. What is not set there is taken from the general settings. As plain text, the
 * name of the services section of the shared config file that applies.
 * @param sharedCredentialsFile Path of the shared credentials file.
 * @param ssoAccountId Account to get IAM Identity Center credentials for.
 * @param ssoRegion Region that hosts IAM Identity Center.
 * @param ssoRegistrationScopes Comma-separated list of scopes that the sign-in with IAM
 * Identity Center asks for.
 * @param ssoRoleName Permission set to get IAM Identity Center credentials for.
 * @param ssoSession Section of the shared config file with the IAM Identity Center
 * session.
 * @param ssoStartUrl Address of the IAM Identity Center access portal.
 * @param stsRegionalEndpoints STS endpoint to call, the one of the configured Region or
 * the global one: regional or legacy.
 */
@ConfigurationProperties("aws")
record AwsProperties(@Nullable String apiVersions, @Nullable Integer clientFactorySize,
		Map<String, AwsNamedClientProperties> clients, @Nullable String configFile,
		@Nullable String containerAuthorizationToken, @Nullable String containerAuthorizationTokenFile,
		@Nullable URI containerCredentialsFullUri, @Nullable String containerCredentialsRelativeUri,
		@Nullable String credentialProcess, @Nullable String doctor, @Nullable Duration doctorTimeLimit,
		@Nullable Boolean ec2MetadataDisabled, @Nullable URI ec2MetadataServiceEndpoint,
		@Nullable String ec2MetadataServiceEndpointMode, @Nullable Boolean ec2MetadataV1Disabled,
		@Nullable String loginCacheDirectory, @Nullable String loginSession,
		@Nullable Integer metadataServiceNumAttempts, @Nullable Duration metadataServiceTimeout,
		@Nullable String output, @Nullable Boolean parameterValidation, Map<String, AwsClientProperties> services,
		@Nullable String sharedCredentialsFile, @Nullable String ssoAccountId, @Nullable String ssoRegion,
		@Nullable List<String> ssoRegistrationScopes, @Nullable String ssoRoleName, @Nullable String ssoSession,
		@Nullable URI ssoStartUrl, @Nullable String stsRegionalEndpoints) {
}
