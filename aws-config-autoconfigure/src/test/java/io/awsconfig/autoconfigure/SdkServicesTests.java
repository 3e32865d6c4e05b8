package io.awsconfig.autoconfigure;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.WarningDescriptor;
import io.awsconfig.client.SdkServices;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.ServiceNames;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.signin.SigninClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Services that have settings, and a module of the SDK or none.
 */
@ExtendWith(OutputCaptureExtension.class)
class SdkServicesTests {

	private static final String NONE = "no module of the AWS SDK for the service";

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=aws");
	}

	private static List<String> unknown(List<WarningDescriptor> warnings) {
		return warnings.stream().map(WarningDescriptor::message).filter((message) -> message.contains(NONE)).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3", "S3", "dynamodb", "dynamodb_streams", "dynamodb-streams", "sqs", "sts", "sso",
			"sso_oidc", "signin", "iam", "kms" })
	void servicesOfTheModulesAreKnown(String service, CapturedOutput output) {
		this.contextRunner.withPropertyValues("aws.services." + service + ".max-attempts=4").run((context) -> {
			assertThat(unknown(context.getBean(AwsEndpoint.class).aws().warnings())).isEmpty();
			assertThat(output).doesNotContain(NONE);
		});
	}

	@ParameterizedTest
	@CsvSource({ "dynamodv, ; did you mean 'dynamodb'?", "sqss, ; did you mean 'sqs'?", "lambda, ''", "s4, ''" })
	void serviceOfTheApplicationWithoutModuleIsReported(String service, String suggestion, CapturedOutput output) {
		String warning = "'aws.services.%s.max-attempts' has no effect: %s '%s' is on the class path%s"
			.formatted(service, NONE, service, suggestion);
		this.contextRunner.withPropertyValues("aws.services." + service + ".max-attempts=4").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(unknown(context.getBean(AwsEndpoint.class).aws().warnings())).containsExactly(warning);
			assertThat(output)
				.contains(warning + " [\"aws.services." + service + ".max-attempts\" from property source");
		});
	}

	@Test
	void whatOtherToolsUseIsNotReported() {
		this.machine.variable("AWS_ENDPOINT_URL_LAMBDA", "http://localhost:4566").config("""
				[default]
				services = local
				[services local]
				elastic_beanstalk =
				  endpoint_url = http://localhost:4567
				""");
		this.contextRunner
			.run((context) -> assertThat(unknown(context.getBean(AwsEndpoint.class).aws().warnings())).isEmpty());
	}

	@Test
	void slipInVariablesAndFilesIsReported() {
		this.machine.variable("AWS_ENDPOINT_URL_DYNAMO_BD", "http://localhost:4566").config("""
				[default]
				services = local
				[services local]
				sqss =
				  endpoint_url = http://localhost:4567
				""");
		this.contextRunner.run((context) -> {
			assertThat(unknown(context.getBean(AwsEndpoint.class).aws().warnings())).containsExactlyInAnyOrder(
					"'AWS_ENDPOINT_URL_DYNAMO_BD' has no effect: %s 'dynamobd' is on the class path; did you mean 'dynamodb'?"
						.formatted(NONE),
					"'endpoint_url' has no effect: %s 'sqss' is on the class path; did you mean 'sqs'?"
						.formatted(NONE));
			assertThat(context.getBean(AwsEndpoint.class).aws().warnings()).extracting(WarningDescriptor::origin)
				.contains(this.machine.path(".aws/config") + " - 5:18 (services 'local')");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, User.class, OtherUser.class })
	void namedClientWithoutModuleStopsTheApplication(Class<?> user) {
		ConfigurableApplicationContext[] started = new ConfigurableApplicationContext[1];
		this.contextRunner.withInitializer((context) -> started[0] = context)
			.withPropertyValues("aws.clients.archive.service=s4")
			.withBean(user)
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new UnknownClientFailureAnalyzer(started[0].getBeanFactory(),
						started[0].getEnvironment())
					.analyze(context.getStartupFailure());
				if (analysis == null) {
					analysis = new AwsConfigurationFailureAnalyzer(null).analyze(context.getStartupFailure());
				}
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).startsWith(
						"The client 'archive' is one of the service 's4', but no module of the AWS SDK for that is on "
								+ "the class path.")
					.contains("    Where: \"aws.clients.archive.service\" from property source");
				assertThat(analysis.getAction())
					.isEqualTo("Add software.amazon.awssdk:s4 to the dependencies of the application, or set "
							+ "'aws.clients.archive.service' to a service whose module is there: cloudwatch, dynamodb, iam, kms, s3, sqs.");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					stepfunctions    | Add software.amazon.awssdk:sfn to the dependencies of the application and set 'aws.clients.archive.service' to sfn, or set
					parameter-store  | Add software.amazon.awssdk:ssm to the dependencies of the application and set 'aws.clients.archive.service' to ssm, or set
					cognito-idp      | Add software.amazon.awssdk:cognitoidentityprovider to the dependencies of the application and set 'aws.clients.archive.service' to cognitoidentityprovider, or set
					waf-regional     | Add software.amazon.awssdk:waf to the dependencies of the application, or set
					bedrock          | Add software.amazon.awssdk:bedrock to the dependencies of the application, or set
					config_service   | Add software.amazon.awssdk:config to the dependencies of the application, or set
					AWS Lambda       | Add software.amazon.awssdk:lambda to the dependencies of the application, or set
					dynamo           | Set 'aws.clients.archive.service' to dynamodb.
					simple-queue     | Set 'aws.clients.archive.service' to sqs.
					dynamobd         | Set 'aws.clients.archive.service' to dynamodb, if that is meant. Or add software.amazon.awssdk:dynamobd to
					""")
	void moduleToAddHasTheNameThatMavenKnows(String service, String action) {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=" + service)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(AwsConfigurationException.class,
						(failure) -> assertThat(failure.getAction()).startsWith(action)));
	}

	@ParameterizedTest
	@ValueSource(classes = { S3Client.class, KmsClient.class, DynamoDbClient.class, DynamoDbStreamsClient.class,
			SqsClient.class, CloudWatchClient.class, IamClient.class, StsClient.class, SsoClient.class,
			SsoOidcClient.class, SigninClient.class })
	void moduleOfAServiceIsTheJarThatItsClientIsIn(Class<?> client) {
		String service = client.getSimpleName().replace("Client", "");
		String jar = client.getProtectionDomain().getCodeSource().getLocation().getPath();
		assertThat(jar.substring(jar.lastIndexOf('/') + 1))
			.matches(ServiceNames.moduleOf(ServiceId.of(service)) + "-\\d.*\\.jar");
	}

	@Test
	void everyModuleOnTheClassPathIsCalledAfterItsService() {
		assertThat(new SdkServices(getClass().getClassLoader()).getNames()).isNotEmpty()
			.allSatisfy((name) -> assertThat(ServiceNames.moduleOf(ServiceId.of(name))).isEqualTo(name));
	}

	@Test
	void whereTheClassPathCannotBeLookedIntoNothingIsUnknown() throws Exception {
		try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
			this.contextRunner.withPropertyValues("aws.services.s4.max-attempts=4", "aws.clients.archive.service=s3")
				.run((context) -> {
					AwsSettings settings = context.getBean(AwsSettings.class);
					SdkServices services = new SdkServices(nothing);
					assertThat(services.findUnknown(settings)).isEmpty();
					settings.getClients().forEach(services::requireModule);
				});
		}
	}

	@Test
	void differentVersionsAreWarnedOfWhenTheFirstClientIsBuilt(CapturedOutput output) {
		String warning = "The modules of the AWS SDK have different versions: ";
		this.contextRunner.run((context) -> {
			assertThat(output).doesNotContain(warning);
			context.getBean(S3Client.class);
			context.getBean(KmsClient.class);
			assertThat(output).containsOnlyOnce(warning);
			assertThat(context.getBean(AwsEndpoint.class).aws().warnings()).extracting(WarningDescriptor::message)
				.anyMatch((message) -> message.startsWith(warning) && message.contains("imds 2.42.2"));
		});
	}

	record User(@Qualifier("archive") S3Client s3) {

	}

	record OtherUser(KmsClient kms) {

	}

}
