package io.awsconfig.autoconfigure;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * FIPS and dual-stack beside an endpoint URL, asked for in the many ways there are.
 */
class EndpointVariantsTests {

	private static final String REAL_PROPERTY = "aws.useFipsEndpoint";

	private final LocalServer server = new LocalServer();

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void tearDown() {
		System.clearProperty(REAL_PROPERTY);
		this.server.close();
	}

	private static List<String> warnings(AwsSettings settings) {
		return settings.getDiagnostics().stream().map(Diagnostic::message).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "use-fips-endpoint", "use-dualstack-endpoint" })
	void endpointUrlWinsOnEveryClient(String variant) {
		this.contextRunner
			.withPropertyValues("aws.endpoint-url=" + this.server.url(), "aws." + variant + "=true",
					"aws.clients.other.service=dynamodb", "aws.clients.other.max-attempts=1")
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				context.getBean(DynamoDbAsyncClient.class).listTables().join();
				context.getBean("other", DynamoDbClient.class).listTables();
				context.getBean(S3Client.class).deleteBucket((request) -> request.bucket("photos"));
				assertThat(this.server.requests()).hasSize(4);
				assertThat(context.getBean(S3Presigner.class)
					.presignGetObject((presign) -> presign.signatureDuration(Duration.ofMinutes(1))
						.getObjectRequest((request) -> request.bucket("photos").key("cat")))
					.url()
					.getPort()).isEqualTo(URI.create(this.server.url()).getPort());
				assertThat(warnings(context.getBean(AwsSettings.class))).singleElement()
					.asString()
					.startsWith("'aws." + variant + "' has no effect: an endpoint URL is called as it is written, and "
							+ "there is one, \"aws.endpoint-url\" from");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					aws.services.s3.endpoint-url=https://s3.example.com | an endpoint URL is called as it is written, and there is one, "aws.services.s3.endpoint-url" from
					aws.use-fips-endpoint=true | S3 Transfer Acceleration has no FIPS endpoints, and "aws.use-fips-endpoint" from
					aws.path-style=true | S3 Transfer Acceleration has the bucket before its host, and "aws.path-style" from
					""")
	void accelerationGivesWay(String other, String reason) {
		this.contextRunner
			.withPropertyValues("aws.services.s3.accelerate=true", other, "aws.clients.one.service=s3",
					"aws.clients.two.service=kms")
			.run((context) -> {
				AwsSettings settings = context.getBean(AwsSettings.class);
				assertThat(warnings(settings)).singleElement()
					.asString()
					.startsWith("'aws.services.s3.accelerate' has no effect on clients of 's3', 'one': " + reason)
					.endsWith("; remove one of the two");
				assertThat(settings.forService(ServiceId.of("s3")).getValue(SettingCatalog.ACCELERATE)).isFalse();
			});
	}

	@Test
	void optionOfS3HasNoEffectElsewhere() {
		this.contextRunner
			.withPropertyValues("aws.services.kms.path-style=true", "aws.clients.two.service=kms",
					"aws.clients.two.accelerate=true", "aws.clients.two.endpoint-url=http://localhost:1")
			.run((context) -> assertThat(warnings(context.getBean(AwsSettings.class))).containsExactlyInAnyOrder(
					"'aws.services.kms.path-style' has no effect: only clients of S3 have such an option",
					"'aws.clients.two.accelerate' has no effect: only clients of S3 have such an option"));
	}

	@Test
	void sdkAloneRefusesBoth() {
		this.contextRunner.withPropertyValues("aws.use-fips-endpoint=true")
			.withBean(AwsClientCustomizer.class,
					() -> (builder, target) -> ((DynamoDbClientBuilder) builder)
						.endpointOverride(URI.create(this.server.url())))
			.run((context) -> assertThatExceptionOfType(SdkClientException.class)
				.isThrownBy(context.getBean(DynamoDbClient.class)::listTables)
				.withMessageContaining("FIPS and custom endpoint are not supported"));
	}

	@Test
	void sdkDoesNotFindByItselfWhatGaveWay() {
		this.machine.systemProperty(REAL_PROPERTY, "true");
		System.setProperty(REAL_PROPERTY, "true");
		this.contextRunner.withPropertyValues("aws.endpoint-url=" + this.server.url())
			.run((context) -> assertThat(context.getBean(DynamoDbClient.class).listTables().tableNames()).isEmpty());
	}

	@Test
	void endpointOfOneServiceLeavesTheOthersWithFips() {
		this.machine.variable("AWS_USE_FIPS_ENDPOINT", "true").config("""
				[default]
				services = local
				[services local]
				dynamodb =
				  endpoint_url = %s
				""".formatted(this.server.url()));
		this.contextRunner.run((context) -> {
			AwsSettings settings = context.getBean(AwsSettings.class);
			assertThat(settings.getValue(SettingCatalog.USE_FIPS_ENDPOINT)).isTrue();
			SettingValue<Boolean> ofService = settings.forService(ServiceId.of("dynamodb"))
				.get(SettingCatalog.USE_FIPS_ENDPOINT);
			assertThat(ofService.getValue()).isFalse();
			assertThat(ofService.getShadowed()).extracting((written) -> written.spelling())
				.containsExactly("AWS_USE_FIPS_ENDPOINT");
			assertThat(settings.getDiagnostics()).singleElement().satisfies((warning) -> {
				assertThat(warning.message()).isEqualTo("'AWS_USE_FIPS_ENDPOINT' has no effect on clients of "
						+ "'dynamodb': an endpoint URL is called as it is written, and there is one, endpoint_url at "
						+ this.machine.path(".aws/config") + " - 5:18 (services 'local'); remove one of the two");
				assertThat(warning.origin()).hasToString("System Environment Property \"AWS_USE_FIPS_ENDPOINT\"");
			});
			assertThat(context.getBean(DynamoDbClient.class).listTables().tableNames()).isEmpty();
			HttpStandIn http = new HttpStandIn();
			try (KmsClient kms = context.getBean(AwsClientConfigurer.class)
				.configure(KmsClient.builder())
				.httpClient(http)
				.build()) {
				kms.listKeys();
			}
			assertThat(http.lastHost()).isEqualTo("kms-fips.eu-central-1.amazonaws.com");
		});
	}

	@Test
	void serviceAndNamedClientThatAskForItThemselvesAreToldSo() {
		this.contextRunner
			.withPropertyValues("aws.endpoint-url=" + this.server.url(), "aws.services.kms.use-fips-endpoint=true",
					"aws.clients.vault.service=kms", "aws.clients.safe.service=kms",
					"aws.clients.safe.use-dualstack-endpoint=true")
			.run((context) -> {
				assertThat(warnings(context.getBean(AwsSettings.class))).satisfiesExactlyInAnyOrder(
						(warning) -> assertThat(warning)
							.startsWith("'aws.services.kms.use-fips-endpoint' has no effect "
									+ "on clients of 'kms', 'vault', 'safe': "),
						(warning) -> assertThat(warning).startsWith(
								"'aws.clients.safe.use-dualstack-endpoint' has no effect on clients of 'safe': "));
				assertThat(context.getBean("vault", KmsClient.class).listKeys().keys()).isEmpty();
				assertThat(context.getBean("safe", KmsClient.class).listKeys().keys()).isEmpty();
			});
	}

	@Test
	void serviceThatSaysNoIsLeftInPeace() {
		this.contextRunner
			.withPropertyValues("aws.use-fips-endpoint=true", "aws.services.dynamodb.endpoint-url=" + this.server.url(),
					"aws.services.dynamodb.use-fips-endpoint=false")
			.run((context) -> {
				assertThat(warnings(context.getBean(AwsSettings.class))).isEmpty();
				assertThat(context.getBean(DynamoDbClient.class).listTables().tableNames()).isEmpty();
			});
	}

	@Test
	void serviceThatIgnoresEndpointUrlsKeepsFips() {
		this.contextRunner
			.withPropertyValues("aws.use-fips-endpoint=true", "aws.endpoint-url=" + this.server.url(),
					"aws.services.kms.ignore-configured-endpoint-urls=true")
			.run((context) -> {
				AwsSettings settings = context.getBean(AwsSettings.class);
				assertThat(settings.getValue(SettingCatalog.USE_FIPS_ENDPOINT)).isFalse();
				assertThat(settings.forService(ServiceId.of("kms")).getValue(SettingCatalog.USE_FIPS_ENDPOINT))
					.isTrue();
				assertThat(warnings(settings)).singleElement()
					.asString()
					.startsWith("'aws.use-fips-endpoint' has no effect: ");
			});
	}

}
