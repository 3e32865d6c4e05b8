package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import io.awsconfig.actuate.AwsCredentialsMeterBinder;
import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.NotFoundDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsRetryMeterBinder;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.retry.RetryStatus;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class NamedClientsTests {

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "global")
			.variable("AWS_SECRET_ACCESS_KEY", "secret");
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	private static ContextConsumer<AssertableApplicationContext> configuration(
			Consumer<S3ServiceClientConfiguration> consumer) {
		return (context) -> consumer.accept(context.getBean("archive", S3Client.class).serviceClientConfiguration());
	}

	private static String accessKeyId(S3ServiceClientConfiguration configuration) {
		return ((AwsCredentialsProvider) configuration.credentialsProvider()).resolveCredentials().accessKeyId();
	}

	@Test
	void clientIsInjectedWhereItIsAskedForByNameAndNowhereElse() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.region=eu-west-3")
			.withBean(User.class)
			.run((context) -> {
				User user = context.getBean(User.class);
				assertThat(user.archive.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
				assertThat(user.archiveAsync.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
				assertThat(user.unnamed.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
				assertThat(user.presigner).isNotSameAs(context.getBean(S3Presigner.class));
				assertThat(context.getBean(S3Client.class)).isSameAs(user.unnamed);
				assertThat(context.getBean("archive", S3Client.class)).isSameAs(user.archive);
			});
	}

	@Test
	void whatItDoesNotSayItTakesFromItsServiceThenFromTheGlobalSettings() {
		this.contextRunner
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.max-attempts=7",
					"aws.services.s3.max-attempts=6", "aws.services.s3.region=eu-west-2",
					"aws.services.s3.access-key-id=service", "aws.services.s3.secret-access-key=secret",
					"aws.sdk-ua-app-id=global")
			.run((context) -> {
				AwsSettings settings = context.getBean(AwsSettings.class).findClient("archive").settings();
				assertThat(settings.getValue(SettingCatalog.MAX_ATTEMPTS)).isEqualTo(7);
				assertThat(settings.getValue(SettingCatalog.REGION)).isEqualTo("eu-west-2");
				assertThat(settings.getValue(SettingCatalog.SDK_UA_APP_ID)).isEqualTo("global");
				configuration((s3) -> {
					assertThat(s3.region()).isEqualTo(Region.EU_WEST_2);
					assertThat(s3.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts()).isEqualTo(7);
					assertThat(accessKeyId(s3)).isEqualTo("service");
				}).accept(context);
			});
	}

	@Test
	void profileThatItNamesComesBeforeItsService() {
		this.machine.config("""
				[profile other]
				region = sa-east-1
				aws_access_key_id = profile
				aws_secret_access_key = secret
				""");
		this.contextRunner
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.profile=other",
					"aws.services.s3.region=eu-west-2", "aws.services.s3.max-attempts=6")
			.run(configuration((s3) -> {
				assertThat(s3.region()).isEqualTo(Region.SA_EAST_1);
				assertThat(accessKeyId(s3)).isEqualTo("profile");
				assertThat(s3.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts()).isEqualTo(6);
			}));
	}

	@Test
	void itsOwnAccessKeysAreAUnit() {
		this.contextRunner
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.access-key-id=own",
					"aws.clients.archive.secret-access-key=secret")
			.run(configuration((s3) -> assertThat(accessKeyId(s3)).isEqualTo("own")));
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.access-key-id=own")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("aws.clients.archive.secret-access-key"));
	}

	@Test
	void variablesNameItAsWell() {
		this.machine.variable("AWS_CLIENTS_ARCHIVE_SERVICE", "s3")
			.variable("AWS_CLIENTS_ARCHIVE_MAX_ATTEMPTS", "8")
			.variable("AWS_CLIENTS_ARCHIVE_ACCESS_KEY_ID", "own")
			.variable("AWS_CLIENTS_ARCHIVE_SECRET_ACCESS_KEY", "secret");
		this.contextRunner.run((context) -> {
			configuration((s3) -> {
				assertThat(accessKeyId(s3)).isEqualTo("own");
				assertThat(s3.overrideConfiguration().retryStrategy().orElseThrow().maxAttempts()).isEqualTo(8);
			}).accept(context);
			assertThat(context.getEnvironment().getProperty("aws.clients.archive.max-attempts")).isEqualTo("8");
		});
	}

	@Test
	void spellingOfTheApplicationNamesTheBean() {
		this.machine.variable("AWS_CLIENTS_COLDARCHIVE_REGION", "eu-west-3");
		this.contextRunner.withPropertyValues("aws.clients.coldArchive.service=s3")
			.run((context) -> assertThat(
					context.getBean("coldArchive", S3Client.class).serviceClientConfiguration().region())
				.isEqualTo(Region.EU_WEST_3));
	}

	@Test
	void eachHasRetriesOfItsOwn() {
		try (LocalServer server = new LocalServer()) {
			server.answering(Answer.error(503, "SlowDown"));
			this.contextRunner
				.withConfiguration(
						AutoConfigurations.of(AwsEndpointAutoConfiguration.class, AwsMetricsAutoConfiguration.class))
				.withBean(SimpleMeterRegistry.class)
				.withBean(RetryStrategies.class, () -> new RetryStrategies(System::nanoTime, () -> 0))
				.withPropertyValues("management.endpoints.web.exposure.include=aws", "aws.endpoint-url=" + server.url(),
						"aws.clients.archive.service=s3", "aws.clients.archive.max-attempts=2",
						"aws.clients.other.service=s3", "aws.clients.other.retry-mode=adaptive",
						"aws.clients.other.max-attempts=1")
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					context.getBean(AwsRetryMeterBinder.class).bindTo(registry);
					S3Client unnamed = context.getBean(S3Client.class);
					S3Client archive = context.getBean("archive", S3Client.class);
					S3Client other = context.getBean("other", S3Client.class);
					assertThat(attemptsOf(unnamed, server)).isEqualTo(3);
					assertThat(attemptsOf(archive, server)).isEqualTo(2);
					assertThat(attemptsOf(archive, server)).isEqualTo(2);
					assertThat(attemptsOf(other, server)).isEqualTo(1);
					RetryStrategies strategies = context.getBean(RetryStrategies.class);
					assertThat(strategies.getStatus())
						.extracting(RetryStatus::client, RetryStatus::mode, RetryStatus::maxAttempts,
								RetryStatus::quotaLeft)
						.containsExactlyInAnyOrder(tuple(null, "standard", 3, 490),
								tuple("archive", "standard", 2, 490), tuple("other", "adaptive", 1, 500));
					AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
					assertThat(endpoint.entry("clients", "archive")).isInstanceOfSatisfying(ServiceDescriptor.class,
							(client) -> assertThat(client.retries()).singleElement()
								.satisfies((status) -> assertThat(status.throttles()).isEqualTo(4)));
					assertThat(endpoint.entry("services", "s3")).isInstanceOfSatisfying(ServiceDescriptor.class,
							(service) -> assertThat(service.retries()).hasSize(3));
					assertThat(registry.get("aws.retry.throttles").tag("client", "archive").functionCounter().count())
						.isEqualTo(4);
					assertThat(registry.get("aws.retry.throttles").tag("client", "none").functionCounter().count())
						.isEqualTo(3);
				});
		}
	}

	private static int attemptsOf(S3Client client, LocalServer server) {
		int before = server.requests().size();
		assertThatExceptionOfType(S3Exception.class).isThrownBy(client::listBuckets);
		return server.requests().size() - before;
	}

	@Test
	void regionOfTheApplicationIsThatOfItsProvider() {
		this.contextRunner.withBean(AwsRegionProvider.class, () -> () -> Region.SA_EAST_1)
			.withPropertyValues("aws.region=eu-west-1", "aws.clients.archive.service=s3",
					"aws.services.s3.max-attempts=2", "aws.clients.far.service=s3", "aws.clients.far.region=us-west-2")
			.run((context) -> {
				for (String name : List.of("archive", "far")) {
					assertThat(context.getBean(name, S3Client.class).serviceClientConfiguration().region())
						.isEqualTo(name.equals("far") ? Region.US_WEST_2 : Region.SA_EAST_1);
				}
			});
	}

	@Test
	void regionOfAProfileOfItsOwnIsItsOwnWhateverTheOtherProfilesSay() {
		this.machine.config("[default]\nregion = us-east-1\n[profile archive]\nregion = us-east-1\n")
			.withoutVariable("AWS_REGION");
		this.contextRunner.withBean(AwsRegionProvider.class, () -> () -> Region.SA_EAST_1)
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.profile=archive",
					"aws.clients.archive.access-key-id=akid", "aws.clients.archive.secret-access-key=secret")
			.run((context) -> assertThat(
					context.getBean("archive", S3Client.class).serviceClientConfiguration().region())
				.isEqualTo(Region.US_EAST_1));
	}

	@Test
	void customizersKnowItsName() {
		AwsClientCustomizer<AwsClientBuilder<?, ?>> customizer = (builder, target) -> {
			if ("archive".equals(target.name())) {
				builder.region(Region.US_EAST_2);
			}
		};
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3")
			.withBean(AwsClientCustomizer.class, () -> customizer)
			.run((context) -> {
				configuration((s3) -> assertThat(s3.region()).isEqualTo(Region.US_EAST_2)).accept(context);
				assertThat(context.getBean(S3Client.class).serviceClientConfiguration().region())
					.isEqualTo(Region.EU_CENTRAL_1);
			});
	}

	@Test
	void itIsABeanWhileTheApplicationIsBuilt() {
		this.machine.systemProperty("spring.aot.processing", "true");
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3")
			.run((context) -> assertThat(context.getBeanFactory().getType("archive")).isEqualTo(S3Client.class));
	}

	@Test
	void variablesOfTheBuildMachineMakeNone() {
		this.machine.systemProperty("spring.aot.processing", "true").variable("AWS_CLIENTS_ARCHIVE_SERVICE", "s3");
		this.contextRunner.run((context) -> assertThat(context.containsBean("archive")).isFalse());
	}

	@Test
	void itIsOfItsServiceOnly() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3")
			.run((context) -> assertThatExceptionOfType(BeanNotOfRequiredTypeException.class)
				.isThrownBy(() -> context.getBean("archive", DynamoDbClient.class)));
	}

	@Test
	void clientWithoutServiceStopsTheApplication() {
		this.contextRunner.withPropertyValues("aws.clients.archive.region=eu-west-3")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageStartingWith("The client 'archive' has settings, but does not say which service it calls."));
	}

	@Test
	void wrongValuesStopTheApplication() {
		this.contextRunner.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.max-attempts=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("aws.clients.archive.max-attempts"));
		this.contextRunner.withPropertyValues("aws.clients.archive.service=--")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("has no letter or digit"));
	}

	@Test
	void endpointHealthAndMetersShowIt() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(AwsEndpointAutoConfiguration.class,
					AwsCredentialsHealthAutoConfiguration.class, AwsMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("management.endpoints.web.exposure.include=aws", "aws.clients.archive.service=s3",
					"aws.clients.archive.region=eu-west-3", "aws.clients.archive.access-key-id=AKIAI44QH8DHBEXAMPLE",
					"aws.clients.archive.secret-access-key=secret")
			.run((context) -> {
				AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
				assertThat(endpoint.aws().clients().get("archive").settings()).containsKeys("region",
						"aws_access_key_id");
				assertThat(endpoint.entry("clients", "archive")).isInstanceOfSatisfying(ServiceDescriptor.class,
						(client) -> {
							assertThat(client.service()).isEqualTo("s3");
							assertThat(client.credentials()).isNotNull();
							assertThat(client.toString()).contains("****MPLE").doesNotContain("AKIAI44Q");
						});
				assertThat(endpoint.entry("clients", "none")).isInstanceOf(NotFoundDescriptor.class);
				assertThat(context.getBean("awsCredentialsHealthContributor", CompositeHealthContributor.class)
					.getContributor("archive")).isNotNull();
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(AwsCredentialsMeterBinder.class).bindTo(registry);
				assertThat(registry.get("aws.credentials.usable").tag("provider", "clients.archive").gauge().value())
					.isEqualTo(1);
			});
	}

	@Test
	void slipsAreReported() {
		this.contextRunner
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.regoin=eu-west-3",
					"aws.clients.archive.config-file=x")
			.run((context) -> assertThat(context.getBean(AwsSettings.class).getDiagnostics())
				.extracting((diagnostic) -> diagnostic.message())
				.containsExactlyInAnyOrder(
						"'aws.clients.archive.regoin' is not a setting of a client and is ignored; did you mean 'aws.clients.archive.region'?",
						"'aws.clients.archive.config-file' cannot differ between clients and is ignored"));
	}

	static class User {

		final S3Client archive;

		final S3AsyncClient archiveAsync;

		final S3Presigner presigner;

		final S3Client unnamed;

		User(@Qualifier("archive") S3Client archive, @Qualifier("archive") S3AsyncClient archiveAsync,
				@Qualifier("archive") S3Presigner presigner, S3Client unnamed) {
			this.archive = archive;
			this.archiveAsync = archiveAsync;
			this.presigner = presigner;
			this.unnamed = unnamed;
		}

	}

}
