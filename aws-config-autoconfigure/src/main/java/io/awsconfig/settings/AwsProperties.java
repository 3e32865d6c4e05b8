package io.awsconfig.settings;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The source of the configuration metadata, from which an IDE completes and explains the
 * properties below {@code aws}. A test holds it against {@link SettingCatalog}.
 * <p>
 * It is no bean and nothing is ever bound to it: {@link AwsSettings} resolves each
 * setting by itself, with its own origin, and a bean of this class would show the secrets
 * among them on the {@code configprops} endpoint and in the reports of failed bindings.
 */
@ConfigurationProperties("aws")
final class AwsProperties extends AwsClientProperties {

	/**
	 * Path of the shared config file.
	 */
	private @Nullable String configFile;

	/**
	 * Path of the shared credentials file.
	 */
	private @Nullable String sharedCredentialsFile;

	/**
	 * Settings for the clients of single services, by the identifier of the service. What
	 * is not set there is taken from the general settings. As plain text, the name of the
	 * services section of the shared config file that applies.
	 */
	private final Map<String, AwsClientProperties> services = new LinkedHashMap<>();

	/**
	 * Clients beside those of the services, for another account or Region for example, by
	 * a name of your choosing, which is the qualifier to inject them by. What a client
	 * does not say it takes from its service.
	 */
	private final Map<String, AwsNamedClientProperties> clients = new LinkedHashMap<>();

	/**
	 * STS endpoint to call, the one of the configured Region or the global one: regional
	 * or legacy.
	 */
	private @Nullable String stsRegionalEndpoints;

	/**
	 * ARN of the identity that signed in with the login command of the AWS CLI.
	 */
	private @Nullable String loginSession;

	/**
	 * Directory in which the login command of the AWS CLI leaves its credentials.
	 */
	private @Nullable String loginCacheDirectory;

	/**
	 * Section of the shared config file with the IAM Identity Center session.
	 */
	private @Nullable String ssoSession;

	/**
	 * Account to get IAM Identity Center credentials for.
	 */
	private @Nullable String ssoAccountId;

	/**
	 * Region that hosts IAM Identity Center.
	 */
	private @Nullable String ssoRegion;

	/**
	 * Comma-separated list of scopes that the sign-in with IAM Identity Center asks for.
	 */
	private @Nullable List<String> ssoRegistrationScopes;

	/**
	 * Permission set to get IAM Identity Center credentials for.
	 */
	private @Nullable String ssoRoleName;

	/**
	 * Address of the IAM Identity Center access portal.
	 */
	private @Nullable URI ssoStartUrl;

	/**
	 * Command line of a program that prints credentials.
	 */
	private @Nullable String credentialProcess;

	/**
	 * Path of the credentials at the container service's own address.
	 */
	private @Nullable String containerCredentialsRelativeUri;

	/**
	 * Address of the credentials of a container.
	 */
	private @Nullable URI containerCredentialsFullUri;

	/**
	 * Token that the address of the container credentials asks for. Better kept outside
	 * of the application.
	 */
	private @Nullable String containerAuthorizationToken;

	/**
	 * Absolute path of the file with the token that the address of the container
	 * credentials asks for.
	 */
	private @Nullable String containerAuthorizationTokenFile;

	/**
	 * Whether to leave the EC2 instance metadata service alone.
	 */
	private @Nullable Boolean ec2MetadataDisabled;

	/**
	 * Whether to refuse version 1 of the EC2 instance metadata service when version 2
	 * fails.
	 */
	private @Nullable Boolean ec2MetadataV1Disabled;

	/**
	 * Address of the EC2 instance metadata service.
	 */
	private @Nullable URI ec2MetadataServiceEndpoint;

	/**
	 * Protocol to reach the EC2 instance metadata service by: IPv4 or IPv6.
	 */
	private @Nullable String ec2MetadataServiceEndpointMode;

	/**
	 * Maximum number of attempts to get an answer from the EC2 instance metadata service.
	 */
	private @Nullable Integer metadataServiceNumAttempts;

	/**
	 * How long to wait for the EC2 instance metadata service. Seconds, if no unit is
	 * given.
	 */
	private @Nullable Duration metadataServiceTimeout;

	/**
	 * API versions of services. Without effect in Java, whose clients have one version
	 * each.
	 */
	private @Nullable String apiVersions;

	/**
	 * Format in which command line tools print. Without effect in Java.
	 */
	private @Nullable String output;

	/**
	 * Whether command line tools check parameters before they send a request. Without
	 * effect in Java.
	 */
	private @Nullable Boolean parameterValidation;

	public @Nullable String getConfigFile() {
		return this.configFile;
	}

	public void setConfigFile(@Nullable String configFile) {
		this.configFile = configFile;
	}

	public @Nullable String getSharedCredentialsFile() {
		return this.sharedCredentialsFile;
	}

	public void setSharedCredentialsFile(@Nullable String sharedCredentialsFile) {
		this.sharedCredentialsFile = sharedCredentialsFile;
	}

	public Map<String, AwsClientProperties> getServices() {
		return this.services;
	}

	public Map<String, AwsNamedClientProperties> getClients() {
		return this.clients;
	}

	public @Nullable String getStsRegionalEndpoints() {
		return this.stsRegionalEndpoints;
	}

	public void setStsRegionalEndpoints(@Nullable String stsRegionalEndpoints) {
		this.stsRegionalEndpoints = stsRegionalEndpoints;
	}

	public @Nullable String getLoginSession() {
		return this.loginSession;
	}

	public void setLoginSession(@Nullable String loginSession) {
		this.loginSession = loginSession;
	}

	public @Nullable String getLoginCacheDirectory() {
		return this.loginCacheDirectory;
	}

	public void setLoginCacheDirectory(@Nullable String loginCacheDirectory) {
		this.loginCacheDirectory = loginCacheDirectory;
	}

	public @Nullable String getSsoSession() {
		return this.ssoSession;
	}

	public void setSsoSession(@Nullable String ssoSession) {
		this.ssoSession = ssoSession;
	}

	public @Nullable String getSsoAccountId() {
		return this.ssoAccountId;
	}

	public void setSsoAccountId(@Nullable String ssoAccountId) {
		this.ssoAccountId = ssoAccountId;
	}

	public @Nullable String getSsoRegion() {
		return this.ssoRegion;
	}

	public void setSsoRegion(@Nullable String ssoRegion) {
		this.ssoRegion = ssoRegion;
	}

	public @Nullable List<String> getSsoRegistrationScopes() {
		return this.ssoRegistrationScopes;
	}

	public void setSsoRegistrationScopes(@Nullable List<String> ssoRegistrationScopes) {
		this.ssoRegistrationScopes = ssoRegistrationScopes;
	}

	public @Nullable String getSsoRoleName() {
		return this.ssoRoleName;
	}

	public void setSsoRoleName(@Nullable String ssoRoleName) {
		this.ssoRoleName = ssoRoleName;
	}

	public @Nullable URI getSsoStartUrl() {
		return this.ssoStartUrl;
	}

	public void setSsoStartUrl(@Nullable URI ssoStartUrl) {
		this.ssoStartUrl = ssoStartUrl;
	}

	public @Nullable String getCredentialProcess() {
		return this.credentialProcess;
	}

	public void setCredentialProcess(@Nullable String credentialProcess) {
		this.credentialProcess = credentialProcess;
	}

	public @Nullable String getContainerCredentialsRelativeUri() {
		return this.containerCredentialsRelativeUri;
	}

	public void setContainerCredentialsRelativeUri(@Nullable String containerCredentialsRelativeUri) {
		this.containerCredentialsRelativeUri = containerCredentialsRelativeUri;
	}

	public @Nullable URI getContainerCredentialsFullUri() {
		return this.containerCredentialsFullUri;
	}

	public void setContainerCredentialsFullUri(@Nullable URI containerCredentialsFullUri) {
		this.containerCredentialsFullUri = containerCredentialsFullUri;
	}

	public @Nullable String getContainerAuthorizationToken() {
		return this.containerAuthorizationToken;
	}

	public void setContainerAuthorizationToken(@Nullable String containerAuthorizationToken) {
		this.containerAuthorizationToken = containerAuthorizationToken;
	}

	public @Nullable String getContainerAuthorizationTokenFile() {
		return this.containerAuthorizationTokenFile;
	}

	public void setContainerAuthorizationTokenFile(@Nullable String containerAuthorizationTokenFile) {
		this.containerAuthorizationTokenFile = containerAuthorizationTokenFile;
	}

	public @Nullable Boolean getEc2MetadataDisabled() {
		return this.ec2MetadataDisabled;
	}

	public void setEc2MetadataDisabled(@Nullable Boolean ec2MetadataDisabled) {
		this.ec2MetadataDisabled = ec2MetadataDisabled;
	}

	public @Nullable Boolean getEc2MetadataV1Disabled() {
		return this.ec2MetadataV1Disabled;
	}

	public void setEc2MetadataV1Disabled(@Nullable Boolean ec2MetadataV1Disabled) {
		this.ec2MetadataV1Disabled = ec2MetadataV1Disabled;
	}

	public @Nullable URI getEc2MetadataServiceEndpoint() {
		return this.ec2MetadataServiceEndpoint;
	}

	public void setEc2MetadataServiceEndpoint(@Nullable URI ec2MetadataServiceEndpoint) {
		this.ec2MetadataServiceEndpoint = ec2MetadataServiceEndpoint;
	}

	public @Nullable String getEc2MetadataServiceEndpointMode() {
		return this.ec2MetadataServiceEndpointMode;
	}

	public void setEc2MetadataServiceEndpointMode(@Nullable String ec2MetadataServiceEndpointMode) {
		this.ec2MetadataServiceEndpointMode = ec2MetadataServiceEndpointMode;
	}

	public @Nullable Integer getMetadataServiceNumAttempts() {
		return this.metadataServiceNumAttempts;
	}

	public void setMetadataServiceNumAttempts(@Nullable Integer metadataServiceNumAttempts) {
		this.metadataServiceNumAttempts = metadataServiceNumAttempts;
	}

	public @Nullable Duration getMetadataServiceTimeout() {
		return this.metadataServiceTimeout;
	}

	public void setMetadataServiceTimeout(@Nullable Duration metadataServiceTimeout) {
		this.metadataServiceTimeout = metadataServiceTimeout;
	}

	public @Nullable String getApiVersions() {
		return this.apiVersions;
	}

	public void setApiVersions(@Nullable String apiVersions) {
		this.apiVersions = apiVersions;
	}

	public @Nullable String getOutput() {
		return this.output;
	}

	public void setOutput(@Nullable String output) {
		this.output = output;
	}

	public @Nullable Boolean getParameterValidation() {
		return this.parameterValidation;
	}

	public void setParameterValidation(@Nullable Boolean parameterValidation) {
		this.parameterValidation = parameterValidation;
	}

}
