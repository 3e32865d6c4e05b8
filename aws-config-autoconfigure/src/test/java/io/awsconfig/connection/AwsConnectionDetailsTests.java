package io.awsconfig.connection;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.awsconfig.AwsClientId;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.settings.SettingValue;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.WrittenValue;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What clients send when beans say where AWS is, while everything else says something
 * different.
 */
class AwsConnectionDetailsTests {

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer();

	private final LocalServer other = new LocalServer();

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIAREAL")
			.variable("AWS_SECRET_ACCESS_KEY", "real-secret")
			.variable("AWS_SESSION_TOKEN", "secret-token")
			.variable("AWS_ACCOUNT_ID", "111111111111")
			.variable("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
			.variable("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2")
			.systemProperty("aws.region", "eu-west-3");
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.region=eu-north-1", "aws.endpoint-url=http://127.0.0.1:3");
	}

	@AfterEach
	void close() {
		this.server.close();
		this.other.close();
	}

	private static AwsConnectionDetails details(LocalServer server, String key, String... services) {
		return AwsConnectionDetails.of(URI.create(server.url()), "us-west-2",
				AwsBasicCredentials.create(key, "local-secret"), services);
	}

	private ApplicationContextRunner connected() {
		return this.contextRunner.withBean("local", AwsConnectionDetails.class,
				() -> details(this.server, "AKIALOCAL"));
	}

	private static void assertSignedFor(Request request, String key, String region, String service) {
		assertThat(request.authorization()).contains("Credential=" + key + "/")
			.contains("/" + region + "/" + service + "/aws4_request");
		assertThat(request.header("X-Amz-Security-Token")).isNull();
	}

	private void listsTables(ApplicationContextRunner runner, LocalServer server, String key, String region) {
		runner.run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertSignedFor(server.onlyRequest(), key, region, "dynamodb");
		});
	}

	private static ContextConsumer<AssertableApplicationContext> settings(Consumer<AwsSettings> consumer) {
		return (context) -> consumer.accept(context.getBean(AwsSettings.class));
	}

	@Test
	void detailsComeBeforeEverythingThatIsSetForAllServices() {
		listsTables(connected(), this.server, "AKIALOCAL", "us-west-2");
	}

	@Test
	void detailsComeBeforeWhatIsSetForOneService() {
		listsTables(connected().withPropertyValues("aws.services.dynamodb.region=eu-south-1",
				"aws.services.dynamodb.endpoint-url=http://127.0.0.1:4",
				"aws.services.dynamodb.access-key-id=AKIASERVICE", "aws.services.dynamodb.secret-access-key=secret"),
				this.server, "AKIALOCAL", "us-west-2");
	}

	@Test
	void detailsComeBeforeCommandLine() {
		listsTables(connected().withPropertyValues("aws.access-key-id=AKIATEST", "aws.secret-access-key=secret",
				"aws.region=eu-south-2"), this.server, "AKIALOCAL", "us-west-2");
	}

	@Test
	void roleProfileAndWebIdentityOfAServiceAreLeftAlone() {
		this.machine.config("[profile work]\nregion = eu-south-1\nrole_arn = not even valid\n");
		for (String property : new String[] { "role-arn=arn:aws:iam::123456789012:role/real", "profile=work",
				"profile=nobody", "web-identity-token-file=/nowhere" }) {
			this.server.requests().clear();
			listsTables(connected().withPropertyValues("aws.services.dynamodb." + property), this.server, "AKIALOCAL",
					"us-west-2");
		}
	}

	@Test
	void roleOfTheApplicationIsLeftAlone() {
		listsTables(connected().withPropertyValues("aws.role-arn=arn:aws:iam::123456789012:role/real"), this.server,
				"AKIALOCAL", "us-west-2");
		this.server.requests().clear();
		this.machine.variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/real")
			.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere")
			.withoutVariable("AWS_SECRET_ACCESS_KEY");
		listsTables(connected(), this.server, "AKIALOCAL", "us-west-2");
	}

	@Test
	void namedClientIsConnectedAsWell() {
		connected()
			.withPropertyValues("aws.clients.archive.service=dynamodb", "aws.clients.archive.region=eu-west-1",
					"aws.clients.archive.endpoint-url=http://127.0.0.1:4", "aws.clients.archive.profile=nobody",
					"aws.clients.archive.role-arn=arn:aws:iam::210987654321:role/archive")
			.run((context) -> {
				context.getBean("archive", DynamoDbClient.class).listTables();
				assertSignedFor(this.server.onlyRequest(), "AKIALOCAL", "us-west-2", "dynamodb");
			});
	}

	@Test
	void sessionTokenAndAccountAreThoseOfTheDetails() {
		AwsCredentials session = AwsSessionCredentials.builder()
			.accessKeyId("AKIASESSION")
			.secretAccessKey("local-secret")
			.sessionToken("token-of-the-details")
			.accountId("000000000000")
			.build();
		this.contextRunner
			.withBean(AwsConnectionDetails.class,
					() -> AwsConnectionDetails.of(URI.create(this.server.url()), "us-west-2", session))
			.run((context) -> {
				context.getBean(StsClient.class).getCallerIdentity();
				assertThat(this.server.onlyRequest().header("X-Amz-Security-Token")).isEqualTo("token-of-the-details");
				assertThat(context.getBean(AwsSettings.class).getValue(SettingCatalog.ACCOUNT_ID))
					.isEqualTo("000000000000");
			});
		connected().run(settings((settings) -> {
			assertThat(settings.get(SettingCatalog.ACCOUNT_ID).isSet()).isFalse();
			assertThat(settings.get(SettingCatalog.SESSION_TOKEN).isSet()).isFalse();
			assertThat(settings.get(SettingCatalog.SESSION_TOKEN).getShadowed()).hasSize(1);
		}));
	}

	@Test
	void endpointIsNotSwitchedOffByIgnoringConfiguredOnes() {
		listsTables(connected().withPropertyValues("aws.ignore-configured-endpoint-urls=true"), this.server,
				"AKIALOCAL", "us-west-2");
	}

	@Test
	void fipsDualStackAndAccountEndpointsAreForAwsItself() {
		listsTables(
				connected().withPropertyValues("aws.use-fips-endpoint=true", "aws.use-dualstack-endpoint=true",
						"aws.services.dynamodb.use-fips-endpoint=true", "aws.account-id-endpoint-mode=required"),
				this.server, "AKIALOCAL", "us-west-2");
		this.server.requests().clear();
		connected().withPropertyValues("aws.use-fips-endpoint=true", "aws.use-dualstack-endpoint=true")
			.run((context) -> {
				context.getBean(S3Client.class).listBuckets();
				assertThat(context.getBean(S3Presigner.class)
					.presignGetObject((presign) -> presign.signatureDuration(Duration.ofMinutes(1))
						.getObjectRequest((get) -> get.bucket("bucket").key("key")))
					.url()
					.toString()).startsWith(this.server.url() + "/bucket/key?");
			});
	}

	@Test
	void bucketStandsInThePath() {
		this.contextRunner
			.withBean(AwsConnectionDetails.class,
					() -> AwsConnectionDetails.of(URI.create(this.server.url().replace("127.0.0.1", "localhost")),
							"us-west-2", AwsBasicCredentials.create("AKIALOCAL", "local-secret")))
			.run((context) -> {
				context.getBean(S3Client.class).deleteObject((delete) -> delete.bucket("bucket").key("sync"));
				context.getBean(S3AsyncClient.class)
					.deleteObject((delete) -> delete.bucket("bucket").key("async"))
					.join();
				assertThat(this.server.requests()).extracting((request) -> request.uri().getPath())
					.containsExactly("/bucket/sync", "/bucket/async");
				assertThat(this.server.requests())
					.allSatisfy((request) -> assertThat(request.header("Host")).startsWith("localhost:"));
			});
	}

	@Test
	void pathStyleInTheConfigurationOfS3IsNoContradiction() {
		AwsClientCustomizer<S3ClientBuilder> pathStyle = (builder, target) -> builder
			.serviceConfiguration((s3) -> s3.pathStyleAccessEnabled(true));
		connected().withBean(AwsClientCustomizer.class, () -> pathStyle).run((context) -> {
			context.getBean(S3Client.class).deleteObject((delete) -> delete.bucket("bucket").key("key"));
			assertThat(this.server.onlyRequest().uri().getPath()).isEqualTo("/bucket/key");
		});
	}

	@Test
	void customizersComeBeforeDetails() {
		AwsClientCustomizer<S3ClientBuilder> elsewhere = (builder, target) -> builder
			.endpointOverride(URI.create(this.other.url().replace("127.0.0.1", "localhost")))
			.endpointProvider(S3EndpointProvider.defaultProvider())
			.forcePathStyle(true);
		connected().withBean(AwsClientCustomizer.class, () -> elsewhere).run((context) -> {
			context.getBean(S3Client.class).deleteObject((delete) -> delete.bucket("bucket").key("key"));
			assertThat(this.other.onlyRequest().uri().getPath()).isEqualTo("/bucket/key");
			assertThat(this.server.requests()).isEmpty();
		});
	}

	@Test
	void hostsGetNoPrefix() {
		connected().withPropertyValues("aws.services.s3.disable-host-prefix-injection=false").run((context) -> {
			context.getBean(S3Client.class)
				.writeGetObjectResponse((write) -> write.requestRoute("route").requestToken("token"),
						RequestBody.empty());
			assertThat(this.server.onlyRequest().header("Host"))
				.isEqualTo(URI.create(this.server.url()).getAuthority());
		});
	}

	@Test
	void endpointFromPropertiesChangesNothingElse() {
		this.contextRunner.run(settings((settings) -> {
			assertThat(settings.get(SettingCatalog.USE_FIPS_ENDPOINT).isSet()).isFalse();
			assertThat(settings.get(SettingCatalog.DISABLE_HOST_PREFIX_INJECTION).isSet()).isFalse();
		}));
	}

	@Test
	void originNamesTheBeanAndWhatIsShadowed() {
		connected().withPropertyValues("aws.services.s3.region=eu-west-1").run(settings((settings) -> {
			SettingValue<String> region = settings.get(SettingCatalog.REGION);
			assertThat(region.getWritten()).isNotNull().hasToString("region at connection details of bean 'local'");
			assertThat(region.getShadowed()).extracting(WrittenValue::text)
				.containsExactly("eu-north-1", "eu-west-3", "eu-central-1");
			assertThat(settings.getAccessKeys()).hasToString("access key **** from connection details of bean 'local'");
			assertThat(settings.forService(ServiceId.of("s3")).get(SettingCatalog.REGION).getShadowed())
				.extracting(WrittenValue::text)
				.startsWith("eu-west-1");
			assertThat(settings.getOwnersOfCredentials()).isEmpty();
			assertThat(settings.getDiagnostics()).isEmpty();
		}));
	}

	@Test
	void detailsOfOneServiceComeBeforeThoseOfAll() {
		connected().withBean("minio", AwsConnectionDetails.class, () -> details(this.other, "AKIAMINIO", "S3"))
			.run((context) -> {
				context.getBean(S3Client.class).listBuckets();
				context.getBean(DynamoDbClient.class).listTables();
				assertSignedFor(this.other.onlyRequest(), "AKIAMINIO", "us-west-2", "s3");
				assertSignedFor(this.server.onlyRequest(), "AKIALOCAL", "us-west-2", "dynamodb");
				assertThat(context.getBean(AwsSettings.class).getOwnersOfCredentials())
					.containsExactly(AwsClientId.ofService("s3"));
			});
	}

	@Test
	void detailsOfOneServiceLeaveOthersToTheSettings() {
		this.contextRunner.withBean("minio", AwsConnectionDetails.class, () -> details(this.other, "AKIAMINIO", "s3"))
			.withPropertyValues("aws.services.s3.role-arn=arn:aws:iam::123456789012:role/real",
					"aws.clients.archive.service=s3", "aws.clients.archive.profile=nobody")
			.run((context) -> {
				context.getBean(S3Client.class).listBuckets();
				context.getBean("archive", S3Client.class).listBuckets();
				assertThat(this.other.requests()).hasSize(2)
					.allSatisfy((request) -> assertSignedFor(request, "AKIAMINIO", "us-west-2", "s3"));
				AwsSettings settings = context.getBean(AwsSettings.class);
				assertThat(settings.getValue(SettingCatalog.ENDPOINT_URL)).hasToString("http://127.0.0.1:3");
				assertThat(settings.getValue(SettingCatalog.ACCESS_KEY_ID)).isEqualTo("AKIAREAL");
			});
	}

	@Test
	void whatDetailsLeaveOutTheSettingsSay() {
		AwsConnectionDetails endpointOnly = new AwsConnectionDetails() {

			@Override
			public URI getEndpoint() {
				return URI.create(AwsConnectionDetailsTests.this.server.url());
			}

		};
		this.contextRunner.withBean(AwsConnectionDetails.class, () -> endpointOnly)
			.withPropertyValues("aws.services.dynamodb.region=eu-south-1",
					"aws.services.dynamodb.access-key-id=AKIASERVICE", "aws.services.dynamodb.secret-access-key=secret")
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				assertSignedFor(this.server.onlyRequest(), "AKIASERVICE", "eu-south-1", "dynamodb");
			});
	}

	@Test
	void detailsOfAServiceWithoutCredentialsNeverSignWithRealOnes() {
		AwsConnectionDetails endpointOnly = new AwsConnectionDetails() {

			@Override
			public Set<String> getServices() {
				return Set.of("dynamodb");
			}

			@Override
			public URI getEndpoint() {
				return URI.create(AwsConnectionDetailsTests.this.other.url());
			}

		};
		listsTables(
				connected().withBean("dynamo", AwsConnectionDetails.class, () -> endpointOnly)
					.withPropertyValues("aws.services.dynamodb.role-arn=arn:aws:iam::123456789012:role/real"),
				this.other, "AKIALOCAL", "us-west-2");
	}

	@Test
	void fallbackYieldsToOthers() {
		connected().withUserConfiguration(WithFallback.class)
			.run(settings((settings) -> assertThat(settings.getValue(SettingCatalog.REGION)).isEqualTo("us-west-2")));
		this.contextRunner.withUserConfiguration(WithFallback.class)
			.run(settings((settings) -> assertThat(settings.getValue(SettingCatalog.REGION)).isEqualTo("sa-east-1")));
	}

	@Test
	void fallbackYieldsForTheSameServicesOnly() {
		this.contextRunner.withUserConfiguration(WithFallbackOfServices.class)
			.withBean("own", AwsConnectionDetails.class,
					() -> AwsConnectionDetails.of(URI.create("http://127.0.0.1:6"), "eu-south-2",
							AwsBasicCredentials.create("AKIAOWN", "local-secret"), "s3"))
			.run(settings((settings) -> {
				AwsSettings s3 = settings.forService(ServiceId.of("s3"));
				assertThat(s3.getValue(SettingCatalog.REGION)).isEqualTo("eu-south-2");
				assertThat(s3.getAccessKeys().accessKeyId()).isEqualTo("AKIAOWN");
				AwsSettings sqs = settings.forService(ServiceId.of("sqs"));
				assertThat(sqs.getValue(SettingCatalog.REGION)).isEqualTo("sa-east-1");
				assertThat(sqs.getAccessKeys().accessKeyId()).isEqualTo("AKIAFALLBACK");
				assertThat(settings.getValue(SettingCatalog.REGION)).isEqualTo("eu-north-1");
			}));
	}

	@Test
	void withoutOthersTheSettingsAreTheDetails() {
		this.machine.withoutVariable("AWS_SESSION_TOKEN");
		this.contextRunner.run((context) -> {
			AwsConnectionDetails details = context.getBean(AwsConnectionDetails.class);
			assertThat(details.getEndpoint()).hasToString("http://127.0.0.1:3");
			assertThat(details.getRegion()).isEqualTo("eu-north-1");
			assertThat(details.getServices()).isEmpty();
			AwsCredentials credentials = details.getCredentials();
			assertThat(credentials).isNotNull().isNotInstanceOf(AwsSessionCredentials.class);
			assertThat(credentials.accessKeyId()).isEqualTo("AKIAREAL");
			assertThat(credentials.accountId()).hasValue("111111111111");
		});
		this.machine.variable("AWS_SESSION_TOKEN", "secret-token");
		this.contextRunner.run((context) -> assertThat(context.getBean(AwsConnectionDetails.class).getCredentials())
			.isInstanceOfSatisfying(AwsSessionCredentials.class,
					(session) -> assertThat(session.sessionToken()).isEqualTo("secret-token")));
		this.machine.withoutVariable("AWS_SESSION_TOKEN")
			.withoutVariable("AWS_ACCESS_KEY_ID")
			.withoutVariable("AWS_SECRET_ACCESS_KEY")
			.credentials("[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n");
		this.contextRunner.run((context) -> assertThat(context.getBean(AwsConnectionDetails.class).getCredentials())
			.extracting(AwsCredentials::accessKeyId)
			.isEqualTo("AKIAFILE"));
	}

	private void fails(AwsConnectionDetails details, String... parts) {
		this.contextRunner.withBean("local", AwsConnectionDetails.class, () -> details).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).isNotNull();
			assertThat(failure).hasRootCauseInstanceOf(AwsConfigurationException.class);
			assertThat(failure.getCause() != null ? rootCauseOf(failure) : failure.getMessage()).contains(parts);
		});
	}

	private static String rootCauseOf(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return String.valueOf(cause.getMessage());
	}

	private AwsConnectionDetails withCredentials(@Nullable String key, @Nullable String secret) {
		AwsCredentials credentials = new AwsCredentials() {

			@Override
			public @Nullable String accessKeyId() {
				return key;
			}

			@Override
			public @Nullable String secretAccessKey() {
				return secret;
			}

		};
		return AwsConnectionDetails.of(URI.create(this.server.url()), "us-west-2", credentials);
	}

	@Test
	void halfAKeyPairIsRefused() {
		fails(withCredentials("AKIALOCAL", null), "The credentials of a connection have no secret access key.",
				"Where: connection details of bean 'local'");
		fails(withCredentials("AKIALOCAL", " "), "no secret access key");
		fails(withCredentials(null, "local-secret"), "no access key id");
	}

	@Test
	void endpointThatIsNoUrlOfAServerIsRefused() {
		for (String endpoint : new String[] { "localhost:4566", "http:/localhost", "/relative",
				"ftp://127.0.0.1:4566" }) {
			fails(AwsConnectionDetails.of(URI.create(endpoint), "us-west-2", AwsBasicCredentials.create("a", "b")),
					"The value '" + endpoint + "' of 'endpoint'", "Where: connection details of bean 'local'");
		}
	}

	@Test
	void regionThatIsNoneIsRefused() {
		fails(AwsConnectionDetails.of(URI.create(this.server.url()), "us west", AwsBasicCredentials.create("a", "b")),
				"The value 'us west' of 'region'", "Where: connection details of bean 'local'");
	}

	@Test
	void serviceThatIsNoneIsRefused() {
		fails(details(this.server, "AKIALOCAL", "--"), "'--' is not the identifier of a service.",
				"Where: services of connection details of bean 'local'");
	}

	@Test
	void twoDetailsForTheSameServicesAreRefused() {
		connected().withBean("second", AwsConnectionDetails.class, () -> details(this.other, "AKIAOTHER"))
			.run((context) -> assertThat(rootCauseOf(context.getStartupFailure())).contains(
					"There are two AWS connections for all services.", "connection details of bean 'local'",
					"connection details of bean 'second'"));
		connected().withBean("minio", AwsConnectionDetails.class, () -> details(this.other, "AKIAMINIO", "s3"))
			.withBean("ceph", AwsConnectionDetails.class, () -> details(this.other, "AKIACEPH", "s3", "sts"))
			.run((context) -> assertThat(rootCauseOf(context.getStartupFailure()))
				.contains("There are two AWS connections for s3.", "bean 'minio'", "bean 'ceph'"));
	}

	@Test
	void asyncClientThatCannotReachTheServerFailsAndGoesNowhereElse() {
		connected().run((context) -> {
			S3AsyncClient client = context.getBean(S3AsyncClient.class);
			this.server.respondingWith(403);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> client.listBuckets().join());
			assertThat(this.server.requests()).hasSize(1);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class WithFallbackOfServices {

		@Bean
		@Fallback
		AwsConnectionDetails fallback() {
			return AwsConnectionDetails.of(URI.create("http://127.0.0.1:5"), "sa-east-1",
					AwsBasicCredentials.create("AKIAFALLBACK", "local-secret"), "s3", "sqs");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithFallback {

		@Bean
		@Fallback
		AwsConnectionDetails fallback() {
			return AwsConnectionDetails.of(URI.create("http://127.0.0.1:5"), "sa-east-1",
					AwsBasicCredentials.create("AKIAFALLBACK", "local-secret"));
		}

	}

}
