package io.awsconfig.credentials.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

import io.awsconfig.AwsClientId;
import io.awsconfig.actuate.AwsCredentialsMeterBinder;
import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.CredentialsDescriptor;
import io.awsconfig.actuate.AwsEndpoint.FreshnessDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.StepDescriptor;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.autoconfigure.AwsCredentialsHealthAutoConfiguration;
import io.awsconfig.autoconfigure.AwsEndpointAutoConfiguration;
import io.awsconfig.autoconfigure.AwsMetricsAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFreshness;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.StsFixture;
import io.awsconfig.credentials.StsServer;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Services with credentials of their own: what real clients send, to the service and to
 * STS, and what is shown of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceCredentialsTests {

	private static final String ROLE = "aws.services.s3.role-arn=" + StsFixture.ROLE;

	private static final String FAR = "2126-11-21T12:00:00Z";

	private static final AwsCredentialsProvider OWN = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("AKIDOWN", "own-secret"));

	@TempDir
	Path home;

	private final LocalServer server = new LocalServer();

	private final StsServer sts = new StsServer();

	private FakeMachine machine;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIDAPPLICATION")
			.variable("AWS_SECRET_ACCESS_KEY", "application-secret")
			.variable("AWS_SESSION_TOKEN", "application-token");
	}

	@AfterEach
	void stopServers() {
		this.server.close();
		this.sts.close();
	}

	private ApplicationContextRunner runner(String... properties) {
		return new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class, AwsCredentialsHealthAutoConfiguration.class,
					AwsMetricsAutoConfiguration.class, HealthContributorAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoints.jmx.exposure.include=*", "aws.services.s3.endpoint-url=" + this.server.url(),
					"aws.services.dynamodb.endpoint-url=" + this.server.url(),
					"aws.services.sts.endpoint-url=" + this.sts.url())
			.withPropertyValues(properties);
	}

	private void run(Consumer<AssertableApplicationContext> consumer, String... properties) {
		runner(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			consumer.accept(context);
		});
	}

	private void assertFails(String message, String action, String... properties) {
		runner(properties).run((context) -> {
			Throwable failure = context.getStartupFailure();
			while (failure != null && !(failure instanceof AwsConfigurationException)) {
				failure = failure.getCause();
			}
			assertThat(failure).isInstanceOfSatisfying(AwsConfigurationException.class, (cause) -> {
				assertThat(cause.getMessage()).contains(message);
				assertThat(cause.getAction()).isEqualTo(action);
			});
		});
	}

	private LocalServer.Request callS3(AssertableApplicationContext context) {
		try (S3Client client = context.getBean(AwsClientConfigurer.class).configure(S3Client.builder()).build()) {
			client.listBuckets();
		}
		return last();
	}

	private LocalServer.Request callDynamoDb(AssertableApplicationContext context) {
		try (DynamoDbClient client = context.getBean(AwsClientConfigurer.class)
			.configure(DynamoDbClient.builder())
			.build()) {
			client.listTables();
		}
		return last();
	}

	private LocalServer.Request last() {
		return this.server.requests().get(this.server.requests().size() - 1);
	}

	private static String signedBy(LocalServer.Request request) {
		String[] scope = request.authorization().replaceFirst("^AWS4-HMAC-SHA256 Credential=", "").split("/");
		return scope[0] + " " + scope[2] + " " + scope[3];
	}

	// What clients send

	@Test
	void serviceWithARoleOfItsOwnSignsWithItAndTheOthersWithTheApplicationsKeys() {
		this.sts.credentials(1, FAR);
		run((context) -> {
			LocalServer.Request s3 = callS3(context);
			assertThat(signedBy(s3)).isEqualTo("ASIAROLE1 eu-central-1 s3");
			assertThat(s3.header("X-Amz-Security-Token")).isEqualTo("role-token-1");
			LocalServer.Request dynamoDb = callDynamoDb(context);
			assertThat(signedBy(dynamoDb)).isEqualTo("AKIDAPPLICATION eu-central-1 dynamodb");
			assertThat(dynamoDb.header("X-Amz-Security-Token")).isEqualTo("application-token");
		}, ROLE, "aws.services.s3.external-id=7f3a", "aws.services.s3.role-session-name=orders",
				"aws.services.s3.duration-seconds=1800");
		StsServer.Request request = this.sts.request();
		assertThat(request.signedBy()).isEqualTo("AKIDAPPLICATION eu-central-1 sts");
		assertThat(request.securityToken()).isEqualTo("application-token");
		assertThat(request.parameters()).containsEntry("Action", "AssumeRole")
			.containsEntry("RoleArn", StsFixture.ROLE)
			.containsEntry("ExternalId", "7f3a")
			.containsEntry("RoleSessionName", "orders")
			.containsEntry("DurationSeconds", "1800");
	}

	@Test
	void refreshByTheEndpointReachesTheCredentialsOfServicesAndNamedClientsThatAreInUse() {
		this.sts.credentials(1, FAR).credentials(2, FAR).credentials(3, FAR).credentials(4, FAR);
		run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			assertThat(((FreshnessDescriptor) endpoint.refresh("credentials")).freshness().state())
				.hasToString("static");
			// Nobody needs them yet
			assertThat(this.sts.requests()).isEmpty();
			assertThat(signedBy(callS3(context))).startsWith("ASIAROLE1 ");
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			try (S3Client archive = configurer
				.configure(S3Client.builder(), context.getBean(AwsSettings.class).findClient("archive"))
				.build()) {
				archive.listBuckets();
				assertThat(signedBy(last())).startsWith("ASIAROLE2 ");
				assertThat(((FreshnessDescriptor) endpoint.refresh("credentials")).freshness().state())
					.hasToString("static");
				assertThat(this.sts.requests()).hasSize(4);
				archive.listBuckets();
				assertThat(signedBy(last())).matches("ASIAROLE[34] .*");
			}
			assertThat(signedBy(callS3(context))).matches("ASIAROLE[34] .*");
			assertThat(this.sts.requests()).hasSize(4);
		}, ROLE, "aws.clients.archive.service=s3",
				"aws.clients.archive.role-arn=arn:aws:iam::123456789012:role/archive",
				"aws.services.dynamodb.role-arn=arn:aws:iam::123456789012:role/unused");
	}

	@Test
	void refreshByTheEndpointTellsOfAServiceThatFailsAfterTheOthersAreDone() {
		this.sts.credentials(1, FAR)
			.credentials(2, FAR)
			.error(403, "AccessDenied", "not allowed")
			.error(403, "AccessDenied", "not allowed");
		run((context) -> {
			callS3(context);
			callDynamoDb(context);
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(() -> endpoint.refresh("credentials"))
				.withMessageContaining("AccessDenied")
				.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
					.isInstanceOf(CredentialsException.class));
			// What they have is still valid
			assertThat(signedBy(callS3(context))).startsWith("ASIAROLE1 ");
			assertThat(signedBy(callDynamoDb(context))).startsWith("ASIAROLE2 ");
		}, ROLE, "aws.services.dynamodb.role-arn=arn:aws:iam::123456789012:role/other");
		assertThat(this.sts.requests()).hasSize(4);
	}

	@Test
	void refreshByTheEndpointReachesServicesThoughTheApplicationHasAProviderOfItsOwn() {
		this.sts.credentials(1, FAR).credentials(2, FAR);
		runner(ROLE).withBean(AwsCredentialsProvider.class, () -> OWN).run((context) -> {
			callS3(context);
			assertThat(context.getBean(AwsEndpoint.class).refresh("credentials")).isNull();
			assertThat(signedBy(callS3(context))).startsWith("ASIAROLE2 ");
		});
	}

	@Test
	void allClientsOfAServiceShareItsCredentialsEvenAfterOneIsClosed() {
		this.sts.credentials(1, FAR);
		run((context) -> {
			callS3(context);
			callS3(context);
			try (S3AsyncClient client = context.getBean(AwsClientConfigurer.class)
				.configure(S3AsyncClient.builder())
				.build()) {
				client.listBuckets().join();
			}
			assertThat(this.server.requests()).hasSize(3)
				.allSatisfy((request) -> assertThat(signedBy(request)).isEqualTo("ASIAROLE1 eu-central-1 s3"));
		}, ROLE);
		assertThat(this.sts.requests()).hasSize(1);
	}

	@Test
	void nothingIsAskedBeforeAClientNeedsCredentials() {
		run((context) -> {
			ClientCredentialsChains chains = context.getBean(ClientCredentialsChains.class);
			CredentialsChain chain = chains.getChain(AwsClientId.ofService("s3"));
			assertThat(chain).isNotNull();
			assertThat(chain.freshness().state()).isEqualTo(CredentialsFreshness.State.NONE);
			assertThat(chains.forClient(context.getBean(AwsSettings.class).forService(ServiceId.of("S3"))))
				.isSameAs(chain);
			assertThat(chains.getChain(AwsClientId.ofService("sqs"))).isNull();
		}, ROLE);
		assertThat(this.sts.requests()).isEmpty();
	}

	@Test
	void keysOfAServiceHideTheApplicationsAndNothingIsMixed() {
		run((context) -> {
			LocalServer.Request s3 = callS3(context);
			assertThat(signedBy(s3)).isEqualTo("AKIDSERVICE eu-central-1 s3");
			assertThat(s3.header("X-Amz-Security-Token")).isNull();
			assertThat(signedBy(callDynamoDb(context))).startsWith("AKIDAPPLICATION ");
		}, "aws.services.s3.access-key-id=AKIDSERVICE", "aws.services.s3.secret-access-key=service-secret");
	}

	@Test
	void keysOfAServiceStandInVariablesAsWell(CapturedOutput output) {
		this.machine.variable("AWS_SERVICES_DYNAMODB_ACCESS_KEY_ID", "AKIDSERVICE")
			.variable("AWS_SERVICES_DYNAMODB_SECRET_ACCESS_KEY", "service-secret")
			.variable("AWS_SERVICES_DYNAMODB_SESSION_TOKEN", "service-token");
		run((context) -> {
			LocalServer.Request dynamoDb = callDynamoDb(context);
			assertThat(signedBy(dynamoDb)).startsWith("AKIDSERVICE ");
			assertThat(dynamoDb.header("X-Amz-Security-Token")).isEqualTo("service-token");
			// Not beyond the source that holds all variables
			assertThat(context.getEnvironment().getPropertySources().get("awsSystemEnvironment")).isNotNull()
				.satisfies((source) -> assertThat(source.getProperty("aws.services.dynamodb.session-token")).isNull());
		});
		assertThat(output).doesNotContain("service-secret", "service-token");
	}

	@Test
	void halfAUnitOfAServiceIsAnErrorThoughTheApplicationCouldCompleteIt() {
		assertFails("'aws.services.s3.access-key-id' has a value, but 'aws.services.s3.secret-access-key' has none",
				"Set 'aws.services.s3.secret-access-key' in the same place as well, or remove "
						+ "'aws.services.s3.access-key-id' to use other credentials: those of the application.",
				"aws.services.s3.access-key-id=AKIDSERVICE");
		this.machine.variable("AWS_SERVICES_DYNAMODB_STREAMS_SECRET_ACCESS_KEY", "service-secret");
		assertFails(
				"'AWS_SERVICES_DYNAMODB_STREAMS_SECRET_ACCESS_KEY' has a value, but "
						+ "'AWS_SERVICES_DYNAMODB_STREAMS_ACCESS_KEY_ID' has none",
				"Set 'AWS_SERVICES_DYNAMODB_STREAMS_ACCESS_KEY_ID' in the same place as well, or remove "
						+ "'AWS_SERVICES_DYNAMODB_STREAMS_SECRET_ACCESS_KEY' to use other credentials: those of the application.");
	}

	@Test
	void profileOfAServiceGivesItsCredentialsAndItsOtherSettings() {
		this.machine.withoutVariable("AWS_REGION").credentials("""
				[archive]
				aws_access_key_id = AKIDARCHIVE
				aws_secret_access_key = archive-secret
				""").config("""
				[default]
				region = eu-west-1
				max_attempts = 7
				[profile archive]
				region = us-west-2
				""");
		run((context) -> {
			assertThat(signedBy(callS3(context))).isEqualTo("AKIDARCHIVE us-west-2 s3");
			assertThat(signedBy(callDynamoDb(context))).isEqualTo("AKIDAPPLICATION eu-west-1 dynamodb");
			AwsSettings settings = context.getBean(AwsSettings.class);
			assertThat(settings.getValue(SettingCatalog.MAX_ATTEMPTS)).isEqualTo(7);
			assertThat(settings.forService(ServiceId.of("s3")).get(SettingCatalog.MAX_ATTEMPTS).isSet()).isFalse();
		}, "aws.services.s3.profile=archive");
	}

	@Test
	void roleInTheProfileOfAServiceIsAssumedInTheRegionOfThatProfile() {
		this.sts.credentials(1, FAR);
		this.machine.withoutVariable("AWS_REGION").config("""
				[default]
				region = eu-west-1
				[profile archive]
				region = us-west-2
				role_arn = %s
				source_profile = base
				external_id = of-profile
				[profile base]
				aws_access_key_id = AKIDBASE
				aws_secret_access_key = base-secret
				""".formatted(StsFixture.ROLE));
		run((context) -> assertThat(signedBy(callS3(context))).isEqualTo("ASIAROLE1 us-west-2 s3"),
				"aws.services.s3.profile=archive", "aws.services.s3.role-session-name=s3");
		StsServer.Request request = this.sts.request();
		assertThat(request.signedBy()).isEqualTo("AKIDBASE us-west-2 sts");
		assertThat(request.parameters()).containsEntry("ExternalId", "of-profile")
			.containsEntry("RoleSessionName", "s3");
	}

	@Test
	void roleOfAServiceIsAssumedWithTheProfileOrTheKeysThatStandBesideIt() {
		this.sts.credentials(1, FAR);
		this.machine.config("""
				[profile base]
				aws_access_key_id = AKIDBASE
				aws_secret_access_key = base-secret
				""");
		run(this::callS3, ROLE, "aws.services.s3.profile=base");
		run(this::callS3, ROLE, "aws.services.s3.source-profile=base");
		run(this::callS3, ROLE, "aws.services.s3.credential-source=Environment");
		run(this::callS3, ROLE, "aws.services.s3.access-key-id=AKIDSERVICE",
				"aws.services.s3.secret-access-key=service-secret");
		assertThat(this.sts.requests()).extracting((request) -> request.signedBy().split(" ")[0])
			.containsExactly("AKIDBASE", "AKIDBASE", "AKIDAPPLICATION", "AKIDSERVICE");
	}

	@Test
	void roleOfAServiceIsAssumedWithTheRoleOfTheApplicationAndTakesNothingElseFromIt() {
		this.sts.credentials(1, FAR).credentials(2, FAR);
		run((context) -> assertThat(signedBy(callS3(context))).startsWith("ASIAROLE2 "), ROLE,
				"aws.role-arn=arn:aws:iam::123456789012:role/application", "aws.external-id=of-application",
				"aws.duration-seconds=900");
		StsServer.Request first = this.sts.requests().get(0);
		StsServer.Request second = this.sts.requests().get(1);
		assertThat(first.signedBy()).startsWith("AKIDAPPLICATION ");
		assertThat(first.parameters()).containsEntry("RoleArn", "arn:aws:iam::123456789012:role/application");
		assertThat(second.signedBy()).startsWith("ASIAROLE1 ");
		assertThat(second.parameters()).containsEntry("RoleArn", StsFixture.ROLE)
			.doesNotContainKeys("ExternalId", "DurationSeconds");
	}

	@Test
	void webIdentityOfAServiceIsExchangedForItsRole() {
		this.sts.webIdentityCredentials(3, FAR);
		this.machine.file("token", "the-token");
		run((context) -> assertThat(signedBy(callS3(context))).startsWith("ASIAROLE3 "), ROLE,
				"aws.services.s3.web-identity-token-file=" + this.machine.path("token"),
				"aws.services.s3.role-session-name=s3");
		assertThat(this.sts.request().parameters()).containsEntry("Action", "AssumeRoleWithWebIdentity")
			.containsEntry("RoleArn", StsFixture.ROLE)
			.containsEntry("RoleSessionName", "s3")
			.containsEntry("WebIdentityToken", "the-token");
	}

	@Test
	void mfaDeviceOfAServiceIsAskedFor() {
		this.sts.credentials(1, FAR);
		runner(ROLE, "aws.services.s3.mfa-serial=arn:aws:iam::123456789012:mfa/jane")
			.withBean(MfaTokenSupplier.class, () -> (serial) -> "123456")
			.run(this::callS3);
		assertThat(this.sts.request().parameters()).containsEntry("TokenCode", "123456")
			.containsEntry("SerialNumber", "arn:aws:iam::123456789012:mfa/jane");
	}

	@Test
	void variableReplacesTheRoleInApplicationProperties() {
		this.sts.credentials(1, FAR);
		this.machine.variable("AWS_SERVICES_S3_ROLE_ARN", "arn:aws:iam::123456789012:role/variable");
		runner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application", Map.of("aws.services.s3.role-arn", StsFixture.ROLE))))
			.run(this::callS3);
		assertThat(this.sts.request().parameters()).containsEntry("RoleArn", "arn:aws:iam::123456789012:role/variable");
	}

	@Test
	void roleOfAServiceWinsOverTheProviderOfTheApplicationWhichAssumesIt() {
		this.sts.credentials(1, FAR);
		runner(ROLE).withBean("own", AwsCredentialsProvider.class, () -> OWN).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(signedBy(callS3(context))).startsWith("ASIAROLE1 ");
			assertThat(signedBy(callDynamoDb(context))).startsWith("AKIDOWN ");
		});
		assertThat(this.sts.request().signedBy()).startsWith("AKIDOWN ");
	}

	@Test
	void failureOfTheApplicationsProviderSaysWhoFailedAndKeepsItsMessageToTheCause() {
		runner(ROLE).withBean("own", AwsCredentialsProvider.class, () -> () -> {
			throw new IllegalStateException("telltale");
		})
			.run((context) -> assertThat(catchFailure(context))
				.hasMessageContaining("No credentials from the application's credentials")
				.hasMessageContaining("The application's provider failed (IllegalStateException). See the cause.")
				.hasMessageNotContaining("telltale"));
	}

	private Throwable catchFailure(AssertableApplicationContext context) {
		return catchThrowable(() -> callS3(context));
	}

	// What is wrong

	@Test
	void settingOfARoleWithoutARoleIsAnError() {
		assertFails(
				"'aws.services.s3.external-id' has a value, but 'aws.services.s3.role-arn', which it belongs to, "
						+ "has none.",
				"Set 'aws.services.s3.role-arn' in the same place as well. To remove 'aws.services.s3.external-id' is to "
						+ "use the credentials of the application.",
				"aws.services.s3.external-id=7f3a", "aws.role-arn=" + StsFixture.ROLE);
		this.machine.variable("AWS_SERVICES_SQS_MFA_SERIAL", "arn:aws:iam::123456789012:mfa/jane");
		assertFails("'AWS_SERVICES_SQS_MFA_SERIAL' has a value, but 'AWS_SERVICES_SQS_ROLE_ARN', which it belongs to",
				"Set 'AWS_SERVICES_SQS_ROLE_ARN' in the same place as well. To remove 'AWS_SERVICES_SQS_MFA_SERIAL' is to "
						+ "use the credentials of the application.");
	}

	@Test
	void accountWithoutKeysIsAnError() {
		assertFails("'aws.services.s3.account-id' has a value, but 'aws.services.s3.access-key-id'",
				"Set 'aws.services.s3.access-key-id' in the same place as well. To remove 'aws.services.s3.account-id' is "
						+ "to use the credentials of the application.",
				"aws.services.s3.account-id=123456789012");
	}

	@Test
	void webIdentityWithoutARoleIsAnError() {
		assertFails("The token file of a web identity is set, but not the role that the token is exchanged for.",
				"Set 'aws.services.s3.role-arn' in the same place as well. To remove "
						+ "'aws.services.s3.web-identity-token-file' is to use other credentials, those of the next step "
						+ "that is configured.",
				"aws.services.s3.web-identity-token-file=/token", "aws.role-arn=" + StsFixture.ROLE);
	}

	@Test
	void profileWithoutCredentialsIsAnErrorAndNotTheApplications() {
		this.machine.config("[profile archive]\nregion = us-west-2\n");
		String action = "Give the profile access keys, a sign-in session, a 'credential_process' or a 'role_arn'. "
				+ "To name another one is to use that one's credentials.";
		assertFails("The profile 'archive' has no credentials.", action, "aws.services.s3.profile=archive");
		assertFails("The profile 'archive' has no credentials.", action, "aws.services.s3.profile=archive", ROLE);
	}

	@Test
	void profileThatDoesNotExistIsAnErrorWithTheNearestName() {
		this.machine.config("[profile archive]\nregion = us-west-2\n");
		assertFails("The AWS profile 'archiv' does not exist.",
				"""
						Did you mean 'archive'? Set 'aws.services.s3.profile' to the profile whose credentials are meant, or add the profile 'archiv' to one of the shared files. These are there:

						    archive   no credentials""",
				"aws.services.s3.profile=archiv");
	}

	@Test
	void invalidValueIsNamedAsItWasWritten() {
		assertFails("The value '1' of 'aws.services.s3.duration-seconds' is less than 900.",
				"Give 'aws.services.s3.duration-seconds' a valid value, or remove it.", ROLE,
				"aws.services.s3.duration-seconds=1");
	}

	@Test
	void sourceProfileAndCredentialSourceContradictEachOther() {
		assertFails("Both 'source_profile' and 'credential_source' say where the credentials come from",
				"Remove one of them. Without 'aws.services.s3.credential-source', the credentials of the profile 'base' "
						+ "assume the role, and without 'aws.services.s3.source-profile' those of 'Environment'.",
				ROLE, "aws.services.s3.source-profile=base", "aws.services.s3.credential-source=Environment");
	}

	@Test
	void blankValuesAreNone() {
		run((context) -> assertThat(context.getBean(AwsSettings.class).getOwnersOfCredentials()).isEmpty(),
				"aws.services.s3.role-arn=", "aws.services.s3.access-key-id=");
	}

	@Test
	void servicesSectionOfTheFilesHasNoCredentials(CapturedOutput output) {
		this.machine.config("""
				[default]
				services = local
				[services local]
				s3 =
				  role_arn = arn:aws:iam::123456789012:role/files
				""");
		run((context) -> assertThat(signedBy(callS3(context))).startsWith("AKIDAPPLICATION "));
		assertThat(output).contains("'role_arn' is not a setting here and is ignored");
	}

	// What is shown

	@Test
	void endpointShowsPlanAndFreshnessOfTheService() {
		this.sts.credentials(1, FAR);
		run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			ServiceDescriptor before = (ServiceDescriptor) endpoint.entry("services", "s3");
			assertThat(before).isNotNull();
			CredentialsDescriptor credentials = before.credentials();
			assertThat(credentials).isNotNull();
			assertThat(credentials.source()).startsWith("assume role (")
				.contains("aws.services.s3.role-arn")
				.endsWith(") with the application's credentials (access key **** from environment variable "
						+ "AWS_ACCESS_KEY_ID)");
			assertThat(credentials.plan()).extracting(StepDescriptor::step)
				.containsExactly("access keys", "web identity", "login session", "IAM Identity Center", "assume role",
						"access keys of the profile", "process", "the application's credentials");
			assertThat(credentials.plan()).filteredOn(StepDescriptor::selected)
				.extracting(StepDescriptor::step)
				.containsExactly("assume role");
			assertThat(credentials.freshness()).isNotNull();
			assertThat(credentials.freshness().state()).hasToString("none");
			assertThat(before.settings().get("role_arn").value()).isEqualTo(StsFixture.ROLE);
			assertThat(this.sts.requests()).isEmpty();
			callS3(context);
			ServiceDescriptor after = (ServiceDescriptor) endpoint.entry("services", "s3");
			assertThat(after.credentials().freshness().state()).hasToString("fresh");
			assertThat(((ServiceDescriptor) endpoint.entry("services", "dynamodb")).credentials()).isNull();
		}, ROLE, "management.endpoint.aws.show-values=always");
	}

	@Test
	void secretsOfTheServiceAreNotShown() {
		run((context) -> {
			ServiceDescriptor s3 = (ServiceDescriptor) context.getBean(AwsEndpoint.class).entry("services", "s3");
			assertThat(s3).isNotNull();
			assertThat(s3.settings().get("aws_secret_access_key").value()).isEqualTo("******");
			assertThat(s3.toString()).doesNotContain("service-secret", "AKIDSERVICE");
			assertThat(s3.credentials().source()).startsWith("access key ****");
		}, "aws.services.s3.access-key-id=AKIDSERVICE", "aws.services.s3.secret-access-key=service-secret");
	}

	@Test
	void startUpSaysWhoseCredentialsTheServiceHas(CapturedOutput output) {
		run((context) -> {
		}, ROLE);
		assertThat(output).contains("AWS credentials of s3: assume role (");
	}

	@Test
	void healthIsACompositeThatAsksNobody() {
		run((context) -> {
			CompositeHealthContributor composite = context.getBean("awsCredentialsHealthContributor",
					CompositeHealthContributor.class);
			assertThat(composite.stream()).extracting(HealthContributors.Entry::name)
				.containsExactly("application", "s3");
			assertThat(health(composite, "s3").getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health(composite, "application").getDetails()).containsEntry("step", "access keys");
			assertThat(this.sts.requests()).isEmpty();
			callS3(context);
			assertThat(health(composite, "s3").getStatus()).isEqualTo(Status.UP);
		}, credentials(1));
	}

	private String[] credentials(int number) {
		this.sts.credentials(number, FAR);
		return new String[] { ROLE };
	}

	private static Health health(CompositeHealthContributor composite, String name) {
		HealthIndicator indicator = (HealthIndicator) composite.getContributor(name);
		assertThat(indicator).isNotNull();
		Health health = indicator.health();
		assertThat(health).isNotNull();
		return health;
	}

	@Test
	void thresholdDecidesWhatOfItIsSoon() {
		this.sts.credentials(1, Instant.now().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS).toString())
			.error(403, "AccessDenied", "not any more");
		run((context) -> {
			callS3(context);
			CredentialsChain chain = context.getBean(ClientCredentialsChains.class)
				.getChain(AwsClientId.ofService("s3"));
			assertThat(chain).isNotNull();
			assertThatExceptionOfType(CredentialsException.class).isThrownBy(chain::refresh);
			Health health = health(context.getBean("awsCredentialsHealthContributor", CompositeHealthContributor.class),
					"s3");
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("state", "stale").containsEntry("expiringSoon", true);
		}, ROLE, "management.health.aws-credentials.expiry-warning-threshold=1h");
	}

	@Test
	void healthOfTheServiceIsThereBesideTheProviderOfTheApplication() {
		runner(ROLE).withBean("own", AwsCredentialsProvider.class, () -> OWN)
			.run((context) -> assertThat(
					context.getBean("awsCredentialsHealthContributor", CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("application", "s3"));
	}

	@Test
	void metersTellTheServiceByTheTagOfTheProvider() {
		runner(ROLE).withBean(SimpleMeterRegistry.class).run((context) -> {
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			context.getBean(AwsCredentialsMeterBinder.class).bindTo(registry);
			assertThat(registry.get("aws.credentials.usable").meters()).extracting(Meter::getId)
				.extracting((id) -> id.getTag("provider"))
				.containsExactlyInAnyOrder("awsCredentialsProvider", "services.s3");
			assertThat(registry.get("aws.credentials.usable").tag("provider", "services.s3").gauge().value()).isNaN();
		});
	}

	@Test
	void roleOfAServiceStandsInJvmSystemPropertiesAsWell() {
		this.sts.credentials(1, FAR);
		this.machine.systemProperty("aws.services.s3.roleArn", StsFixture.ROLE);
		run((context) -> assertThat(signedBy(callS3(context))).startsWith("ASIAROLE1 "));
		assertThat(this.sts.request().parameters()).containsEntry("RoleArn", StsFixture.ROLE);
	}

}
