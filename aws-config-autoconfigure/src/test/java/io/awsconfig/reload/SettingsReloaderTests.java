package io.awsconfig.reload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ReloadDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.autoconfigure.AwsEndpointAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SettingsReloaderTests {

	@TempDir
	private Path home;

	private FakeMachine machine;

	private final Map<String, Object> properties = new HashMap<>();

	private final LocalServer before = new LocalServer();

	private final LocalServer after = new LocalServer();

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
		this.properties.put("aws.region", "eu-west-1");
		this.properties.put("aws.endpoint-url", this.before.url());
		this.properties.put("aws.access-key-id", "AKIDBEFORE");
		this.properties.put("aws.secret-access-key", "secret-before");
	}

	@AfterEach
	void close() {
		this.before.close();
		this.after.close();
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		new ApplicationContextRunner().withInitializer(this.machine)
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application", this.properties)))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=aws",
					"management.endpoint.aws.show-values=always")
			.run(consumer);
	}

	private void change() {
		this.properties.put("aws.region", "eu-central-1");
		this.properties.put("aws.endpoint-url", this.after.url());
	}

	private static String scope(LocalServer server) {
		return server.onlyRequest().header("Authorization");
	}

	@Test
	void whatIsBuiltAfterwardsHasTheNewValuesAndWhatWasBuiltKeepsTheOld(CapturedOutput output) {
		run((context) -> {
			DynamoDbClient built = context.getBean(DynamoDbClient.class);
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			AwsRegionProvider region = context.getBean(AwsRegionProvider.class);
			assertThat(region.getRegion()).isEqualTo(Region.EU_WEST_1);
			change();
			Reload reload = context.getBean(SettingsReloader.class).reload("a test");
			assertThat(reload.failure()).isNull();
			assertThat(reload.changes()).extracting((change) -> change.setting().getName())
				.containsExactly("region", "endpoint_url");
			assertThat(reload.changes())
				.allSatisfy((change) -> assertThat(change.holders()).containsExactly("DynamoDbClient"));
			assertThat(reload.credentials()).isEmpty();
			built.listTables();
			assertThat(scope(this.before)).contains("AKIDBEFORE").contains("/eu-west-1/dynamodb/");
			try (DynamoDbClient next = configurer.configure(DynamoDbClient.builder()).build()) {
				next.listTables();
			}
			assertThat(scope(this.after)).contains("AKIDBEFORE").contains("/eu-central-1/dynamodb/");
			this.after.requests().clear();
			// A bean that nobody has asked for before
			context.getBean(S3Client.class).listBuckets();
			assertThat(scope(this.after)).contains("/eu-central-1/s3/");
			assertThat(region.getRegion()).isEqualTo(Region.EU_CENTRAL_1);
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.REGION)).isEqualTo("eu-central-1");
			assertThat(output).contains("region is eu-central-1 from now on, instead of eu-west-1")
				.contains("built before, and keeps the old value: DynamoDbClient");
		});
	}

	@Test
	void aWrongValueLeavesEverythingAsItWasAndSaysSo(CapturedOutput output) {
		run((context) -> {
			change();
			this.properties.put("aws.retry-mode", "fast");
			SettingsReloader reloader = context.getBean(SettingsReloader.class);
			Reload reload = reloader.reload("a test");
			assertThat(reload.failure()).isNotNull();
			assertThat(output).contains("The AWS settings stay as they were")
				.contains("The value 'fast' of 'aws.retry-mode' is none of the valid values.")
				.contains("one of standard, adaptive, legacy")
				.contains("Action:");
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.REGION)).isEqualTo("eu-west-1");
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(scope(this.before)).contains("/eu-west-1/dynamodb/");
			this.properties.put("aws.retry-mode", "adaptive");
			assertThat(reloader.reload("a test").failure()).isNull();
			assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.REGION)).isEqualTo("eu-central-1");
		});
	}

	@Test
	void credentialsGoOverToTheNewStepInRunningClients(CapturedOutput output) {
		run((context) -> {
			DynamoDbClient built = context.getBean(DynamoDbClient.class);
			this.properties.put("aws.access-key-id", "AKIDAFTER");
			this.properties.put("aws.secret-access-key", "secret-after");
			Reload reload = context.getBean(SettingsReloader.class).reload("a test");
			assertThat(reload.credentials()).singleElement()
				.satisfies((change) -> assertThat(change.owner()).isEqualTo("the application"));
			built.listTables();
			assertThat(scope(this.before)).contains("AKIDAFTER");
			assertThat(output).doesNotContain("AKIDAFTER", "secret-after");
			assertThat(context.getBean(AwsCredentialsProvider.class).resolveCredentials().secretAccessKey())
				.isEqualTo("secret-after");
		});
	}

	@Test
	void credentialsThatNoSettingNamesAnyMoreAreKeptWithAllTheRest() {
		run((context) -> {
			change();
			this.properties.remove("aws.access-key-id");
			this.properties.remove("aws.secret-access-key");
			Reload reload = context.getBean(SettingsReloader.class).reload("a test");
			assertThat(reload.failure())
				.hasMessageContaining("No setting names credentials of the application any more");
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(scope(this.before)).contains("AKIDBEFORE").contains("/eu-west-1/");
		});
	}

	@Test
	void whatTheMachineHasAnywayTakesThePlaceOfNoCredentials() {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", this.after.url());
		assertNobodyIsLeft("the role of the instance");
		this.properties.put("aws.role-arn", "arn:aws:iam::123456789012:role/sample");
		assertNobodyIsLeft("the role of the instance");
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.after.url());
		assertNobodyIsLeft("the role of the container");
		this.properties.remove("aws.role-arn");
		assertNobodyIsLeft("the role of the container");
		assertThat(this.after.requests()).isEmpty();
	}

	private void assertNobodyIsLeft(String who) {
		this.properties.put("aws.access-key-id", "AKIDBEFORE");
		this.properties.put("aws.secret-access-key", "secret-before");
		run((context) -> {
			String source = context.getBean(AwsCredentialsProvider.class).toString();
			this.properties.remove("aws.access-key-id");
			this.properties.remove("aws.secret-access-key");
			Reload reload = context.getBean(SettingsReloader.class).reload("a test");
			assertThat(reload.failure())
				.hasMessageContaining("No setting names credentials of the application any more")
				.hasMessageEndingWith("What is left is " + who + ", which has been there before.")
				.satisfies((failure) -> assertThat(failure.getAction()).contains("To run with " + who));
			assertThat(context.getBean(AwsCredentialsProvider.class)).hasToString(source);
		});
	}

	@Test
	void aRoleThatIsGoneIsNotReplacedByWhoAssumedIt() {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", this.after.url());
		assertNobodyIsLeftWithoutRole("the role of the instance");
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.after.url());
		assertNobodyIsLeftWithoutRole("the role of the container");
		assertThat(this.after.requests()).isEmpty();
	}

	private void assertNobodyIsLeftWithoutRole(String who) {
		this.properties.remove("aws.access-key-id");
		this.properties.remove("aws.secret-access-key");
		this.properties.put("aws.role-arn", "arn:aws:iam::123456789012:role/sample");
		run((context) -> {
			this.properties.remove("aws.role-arn");
			assertThat(context.getBean(SettingsReloader.class).reload("a test").failure())
				.hasMessageEndingWith("What is left is " + who + ", which has been there before.");
		});
	}

	@Test
	void aContainerThatIsNamedNowTakesThePlaceOfOtherCredentials() {
		run((context) -> {
			this.properties.remove("aws.access-key-id");
			this.properties.remove("aws.secret-access-key");
			this.properties.put("aws.container-credentials-full-uri", this.after.url());
			Reload reload = context.getBean(SettingsReloader.class).reload("a test");
			assertThat(reload.failure()).isNull();
			assertThat(reload.credentials()).singleElement()
				.satisfies((change) -> assertThat(change.to()).startsWith("container"));
		});
	}

	@Test
	void aFileThatIsGoneIsNoNewSetting() throws Exception {
		this.properties.remove("aws.region");
		this.machine.config("""
				[default]
				region = eu-west-3
				""");
		run((context) -> {
			Files.delete(this.machine.path(".aws/config"));
			Reload reload = context.getBean(SettingsReloader.class).reload("a test");
			assertThat(reload.failure()).hasMessageContaining("is not there any more");
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-west-3");
			this.machine.config("""
					[default]
					region = eu-north-1
					""");
			assertThat(context.getBean(SettingsReloader.class).reload("a test").failure()).isNull();
			assertThat(context.getEnvironment().getProperty("aws.region")).isEqualTo("eu-north-1");
			assertThat(context.getBean(AwsRegionProvider.class).getRegion()).isEqualTo(Region.EU_NORTH_1);
		});
	}

	@Test
	void theEndpointReloadsAndShowsBothValues() {
		run((context) -> {
			context.getBean(DynamoDbClient.class);
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			assertThat(endpoint.aws().reload()).isNull();
			assertThat(endpoint.aws().outdated()).isNull();
			change();
			ReloadDescriptor reload = (ReloadDescriptor) endpoint.refresh("reload");
			assertThat(reload.state()).isEqualTo("reloaded");
			assertThat(reload.changes()).extracting("setting").containsExactly("region", "endpoint_url");
			assertThat(reload.changes().get(0).value().value()).isEqualTo("eu-central-1");
			assertThat(reload.changes().get(0).was().value()).isEqualTo("eu-west-1");
			assertThat(reload.changes().get(0).heldBy()).containsExactly("DynamoDbClient");
			assertThat(endpoint.aws().region().value()).isEqualTo("eu-central-1");
			assertThat(endpoint.aws().outdated()).containsOnlyKeys("DynamoDbClient");
			SettingDescriptor region = (SettingDescriptor) endpoint.entry("settings", "region");
			assertThat(region.value()).isEqualTo("eu-central-1");
			assertThat(region.exceptions()).singleElement().satisfies((exception) -> {
				assertThat(exception.client()).isEqualTo("DynamoDbClient");
				assertThat(exception.value()).isEqualTo("eu-west-1");
				assertThat(exception.from()).isEqualTo("earlier setting");
			});
			ServiceDescriptor service = (ServiceDescriptor) endpoint.entry("services", "dynamodb");
			assertThat(service.settings().get("region").value()).isEqualTo("eu-central-1");
			ClientDescriptor client = service.clients().get(0);
			assertThat(client.uses().get("region").value()).isEqualTo("eu-west-1");
			assertThat(client.uses().get("region").insteadOf().value()).isEqualTo("eu-central-1");
			assertThat(((ReloadDescriptor) endpoint.refresh("reload")).state()).isEqualTo("unchanged");
			this.properties.put("aws.max-attempts", "none");
			reload = (ReloadDescriptor) endpoint.refresh("reload");
			assertThat(reload.state()).isEqualTo("refused");
			assertThat(reload.description()).contains("'none' of 'aws.max-attempts'");
			assertThat(endpoint.aws().reload().state()).isEqualTo("refused");
		});
	}

	@Test
	void ofAnUnexpectedFailureNobodySeesTheMessage(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(SettingsReloader.class.getName(), LogLevel.DEBUG);
		try {
			run((context) -> {
				context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("broken", Map.of("aws.region", "ignored")) {

						@Override
						public Object getProperty(String name) {
							throw new IllegalStateException("token=secret-of-the-vault");
						}

					});
				Reload reload = context.getBean(SettingsReloader.class).reload("a test");
				assertThat(reload.failure()).hasMessageContaining(
						"unexpected java.lang.IllegalStateException at " + SettingsReloaderTests.class.getName());
				context.getEnvironment().getPropertySources().remove("broken");
				assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.REGION)).isEqualTo("eu-west-1");
				assertThat(output).contains("Cannot reload the AWS settings")
					.contains("The AWS settings stay as they were")
					.doesNotContain("secret-of-the-vault");
			});
		}
		finally {
			logging.setLogLevel(SettingsReloader.class.getName(), null);
		}
	}

	@Test
	void nobodyWaitsForeverForTheReloadBefore(CapturedOutput output) {
		run((context) -> {
			CountDownLatch reading = new CountDownLatch(1);
			CountDownLatch hanging = new CountDownLatch(1);
			SettingsInForce inForce = context.getBean(SettingsInForce.class);
			SettingsReloader reloader = new SettingsReloader(inForce, context.getEnvironment(), (environment) -> {
				reading.countDown();
				awaitUninterruptibly(hanging);
				return inForce.settings();
			}, new CredentialsInUse(null, () -> null), Clock.systemUTC());
			CompletableFuture<Reload> first = CompletableFuture.supplyAsync(() -> reloader.reload("the first"));
			try {
				awaitUninterruptibly(reading);
				Reload second = reloader.reload("the second", Duration.ofMillis(10));
				assertThat(second.failure()).hasMessage("The reload before it has not ended within 10 ms.");
				assertThat(output).contains("reloaded after the second, which failed");
				assertThat(inForce.getLastReload()).isNull();
			}
			finally {
				hanging.countDown();
			}
			assertThat(first.get(60, TimeUnit.SECONDS).failure()).isNull();
		});
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
