package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.BeanDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.UsedDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.actuate.AwsEndpoint.WarningDescriptor;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's own beans: what they are and where they are defined, and the settings
 * that have no effect beside them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationBeansShownTests {

	private static final String HERE = ApplicationBeansShownTests.class.getName() + "$";

	private static final String PROVIDER = "the credentials of clients come from the bean 'ownCredentials' (" + HERE
			+ "OwnCredentials.ownCredentials()); remove one of the two";

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withPropertyValues("management.endpoints.web.exposure.include=aws")
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class));
	}

	private static List<String> warnings(AssertableApplicationContext context) {
		return context.getBean(AwsEndpoint.class)
			.aws()
			.warnings()
			.stream()
			.map(WarningDescriptor::message)
			.filter((message) -> message.contains("the bean "))
			.toList();
	}

	@Test
	void nothingIsSaidWithoutBeans(CapturedOutput output) {
		this.machine.withRegionAndKeys();
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(AwsEndpoint.class).aws().beans()).isEmpty();
			assertThat(output).doesNotContain("beans of the application");
		});
	}

	@Test
	void allAreToldWithTheirPlaces(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(All.class).run((context) -> {
			assertThat(context.getBean(AwsEndpoint.class).aws().beans())
				.containsOnlyKeys("AwsCredentialsProvider", "AwsRegionProvider", "SdkHttpClient", "SdkAsyncHttpClient",
						"RetryStrategy", "AwsClientCustomizer")
				.containsEntry("AwsRegionProvider", List
					.of(new BeanDescriptor("ownRegion", AwsRegionProvider.class.getName(), HERE + "All.ownRegion()")));
			assertThat(output.toString().lines().filter((line) -> line.contains("beans of the application")).toList())
				.singleElement()
				.asString()
				.endsWith(
						"AWS clients have beans of the application: AwsCredentialsProvider 'ownCredentials' (%1$sAll.ownCredentials()); "
							.formatted(HERE)
								+ "AwsRegionProvider 'ownRegion' (%1$sAll.ownRegion()); SdkHttpClient 'http' (%1$sAll.http()); "
									.formatted(HERE)
								+ "SdkAsyncHttpClient 'asyncHttp' (%1$sAll.asyncHttp()); RetryStrategy 'retries' (%1$sAll.retries()); "
									.formatted(HERE)
								+ "AwsClientCustomizer 'first' (%1$sAll.first())".formatted(HERE));
			assertThat(output).contains("; region from the application's AwsRegionProvider; credentials: ");
			assertThat(warnings(context)).isEmpty();
		});
	}

	@Test
	void settingsBesideAProviderOfCredentialsHaveNoEffect(CapturedOutput output) {
		this.machine.variable("AWS_PROFILE", "work").config("""
				[profile work]
				credential_process = /bin/keys
				region = eu-central-1
				""");
		this.contextRunner.withUserConfiguration(OwnCredentials.class)
			.withPropertyValues("aws.role-arn=arn:aws:iam::123456789012:role/shop", "aws.external-id=shop")
			.run((context) -> {
				assertThat(warnings(context)).containsExactly("'aws.role-arn' has no effect: " + PROVIDER,
						"'credential_process' has no effect: " + PROVIDER);
				assertThat(output).contains("'aws.role-arn' has no effect: " + PROVIDER
						+ " [\"aws.role-arn\" from property source \"test\"]");
			});
	}

	@Test
	void whatTheMachineHasForOthersIsOneLineAtMost() {
		this.machine.withRegionAndKeys()
			.variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod")
			.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/token")
			.credentials("""
					[default]
					aws_access_key_id = akid
					aws_secret_access_key = secret
					credential_process = /bin/keys
					""");
		this.contextRunner.withUserConfiguration(OwnCredentials.class)
			.run((context) -> assertThat(warnings(context))
				.containsExactly("'AWS_ACCESS_KEY_ID', 'credential_process' have no effect: " + PROVIDER));
		this.machine.withoutVariable("AWS_ACCESS_KEY_ID").withoutVariable("AWS_SECRET_ACCESS_KEY").credentials("");
		this.contextRunner.withUserConfiguration(OwnCredentials.class)
			.run((context) -> assertThat(warnings(context)).isEmpty());
	}

	@Test
	void providerThatStandsOnAClientOfOursNeedsTheSettings() {
		this.machine.withRegionAndKeys();
		this.contextRunner.withUserConfiguration(AssumesRole.class)
			.withPropertyValues("aws.access-key-id=akid", "aws.secret-access-key=secret")
			.run((context) -> assertThat(warnings(context)).isEmpty());
	}

	@Test
	void clientThatIsMadeWithoutTheSettingsOfItsServiceIsWarnedOf() {
		this.machine.withRegionAndKeys().variable("AWS_ENDPOINT_URL_KMS", "http://localhost:9");
		this.contextRunner.withUserConfiguration(MadeByHand.class)
			.withPropertyValues("aws.services.kms.max-attempts=7")
			.run((context) -> assertThat(warnings(context)).singleElement()
				.asString()
				.contains("'AWS_ENDPOINT_URL_KMS'", "'aws.services.kms.max-attempts'")
				.endsWith("have no effect on the bean 'byHand' (" + HERE
						+ "MadeByHand.byHand()), which is made without the settings; make it with AwsClientConfigurer.configure(...), "
						+ "or inject the client that there is without it"));
		this.contextRunner.withUserConfiguration(MadeWithSettings.class)
			.withPropertyValues("aws.services.kms.max-attempts=7")
			.run((context) -> assertThat(warnings(context)).isEmpty());
	}

	@Test
	void clientThatIsMadeByHandIsNobodysBusinessWithoutSettingsOfItsService() {
		this.machine.withRegionAndKeys().variable("AWS_MAX_ATTEMPTS", "7");
		this.contextRunner.withUserConfiguration(MadeByHand.class)
			.withPropertyValues("aws.services.sts.max-attempts=7")
			.run((context) -> assertThat(warnings(context)).isEmpty());
	}

	@Test
	void clientsAndSettingsSayWhichBeanItIs() {
		this.machine.withRegionAndKeys();
		this.contextRunner.withUserConfiguration(All.class).withPropertyValues("aws.max-attempts=7").run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			ValueDescriptor region = new ValueDescriptor("eu-central-1", "AWS_REGION",
					"System Environment Property \"AWS_REGION\"");
			String bean = "bean 'ownRegion' (" + HERE + "All.ownRegion())";
			assertThat(endpoint.aws().region()).isEqualTo(new ValueDescriptor(null, null, null, bean));
			ClientDescriptor expected = client(endpoint);
			assertThat(expected.uses().get("region"))
				.isEqualTo(new UsedDescriptor(null, "bean", "ownRegion", null, null, region));
			assertThat(expected.credentials())
				.isEqualTo(new UsedDescriptor("the application's " + AnonymousCredentialsProvider.class.getName(),
						"bean", "'ownCredentials' (" + HERE + "All.ownCredentials())", null, null, null));
			context.getBean(KmsClient.class);
			ClientDescriptor built = client(endpoint);
			assertThat(built.uses().get("region"))
				.isEqualTo(new UsedDescriptor("us-west-2", "bean", "ownRegion", null, null, region));
			assertThat(built.uses().get("max_attempts"))
				.isEqualTo(new UsedDescriptor("9", "bean", "retries", null, null, new ValueDescriptor("7",
						"aws.max-attempts", "\"aws.max-attempts\" from property source \"test\"")));
			assertThat(built.credentials()).isEqualTo(expected.credentials());
			assertThat(built.customizers()).containsExactly("first");
			assertThat(endpoint.aws().region()).isEqualTo(new ValueDescriptor("us-west-2", null, null, bean));
		});
	}

	private static ClientDescriptor client(AwsEndpoint endpoint) {
		List<ClientDescriptor> clients = ((ServiceDescriptor) endpoint.entry("services", "kms")).clients();
		assertThat(clients).hasSize(1);
		return clients.get(0);
	}

	@Test
	void everySettingThatABeanReplacesIsWarnedOf() {
		this.machine.variable("AWS_RETRY_MODE", "adaptive").variable("AWS_REGION", "eu-central-1");
		this.contextRunner.withUserConfiguration(All.class)
			.withPropertyValues("aws.max-attempts=7", "aws.services.s3.max-attempts=8", "aws.http.read-timeout=3s",
					"aws.services.s3.region=eu-west-3")
			.run((context) -> assertThat(warnings(context)).containsExactlyInAnyOrder(
					"'AWS_REGION' has no effect: the Region of clients comes from the bean 'ownRegion' (" + HERE
							+ "All.ownRegion()); remove one of the two",
					"'aws.max-attempts' has no effect: the retries of clients follow the bean 'retries' (" + HERE
							+ "All.retries()); remove one of the two",
					"'aws.services.s3.max-attempts' has no effect: the retries of clients follow the bean 'retries' ("
							+ HERE + "All.retries()); remove one of the two",
					"'AWS_RETRY_MODE' has no effect: the retries of clients follow the bean 'retries' (" + HERE
							+ "All.retries()); remove one of the two",
					"'aws.http.read-timeout' has no effect: clients send their requests with the bean 'http' (" + HERE
							+ "All.http()); remove one of the two"));
	}

	@Test
	void httpClientOfOneKindLeavesTheOthersTheirSettings() {
		this.machine.withRegionAndKeys();
		this.contextRunner.withBean("http", SdkHttpClient.class, Apache5HttpClient::create)
			.withPropertyValues("aws.http.read-timeout=3s")
			.run((context) -> assertThat(warnings(context)).singleElement()
				.asString()
				.startsWith("'aws.http.read-timeout' has no effect: sync clients send their requests with the bean "
						+ "'http'"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCredentials {

		@Bean
		AwsCredentialsProvider ownCredentials() {
			return AnonymousCredentialsProvider.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AssumesRole {

		@Bean
		AwsCredentialsProvider ownCredentials(StsClient sts) {
			return StsAssumeRoleCredentialsProvider.builder()
				.stsClient(sts)
				.refreshRequest((role) -> role.roleArn("arn").roleSessionName("name"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MadeByHand {

		@Bean
		KmsClient byHand() {
			return KmsClient.builder()
				.region(Region.EU_WEST_1)
				.credentialsProvider(AnonymousCredentialsProvider.create())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MadeWithSettings {

		@Bean
		KmsClient withSettings(AwsClientConfigurer configurer) {
			return configurer.configure(KmsClient.builder()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class All {

		@Bean
		AwsCredentialsProvider ownCredentials() {
			return AnonymousCredentialsProvider.create();
		}

		@Bean
		AwsRegionProvider ownRegion() {
			return () -> Region.US_WEST_2;
		}

		@Bean
		SdkHttpClient http() {
			return Apache5HttpClient.create();
		}

		@Bean
		SdkAsyncHttpClient asyncHttp() {
			return NettyNioAsyncHttpClient.create();
		}

		@Bean
		RetryStrategy retries() {
			return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(9).build();
		}

		@Bean
		AwsClientCustomizer<AwsClientBuilder<?, ?>> first() {
			return (builder, client) -> {
			};
		}

	}

}
