package io.awsconfig.autoconfigure;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import com.sun.management.UnixOperatingSystemMXBean;
import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.ClientDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.client.AwsClientFactory;
import io.awsconfig.client.AwsClientSpecification;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import io.awsconfig.testsupport.LocalServer.Request;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Clients that are made while an application runs, and what they send.
 */
@Timeout(120)
class AwsClientFactoryTests {

	private static final String ROLE = "arn:aws:iam::123456789012:role/tenant-";

	@TempDir
	private Path home;

	private final LocalServer server = new LocalServer().answering(AwsClientFactoryTests::answer);

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys().variable("AWS_ENDPOINT_URL", this.server.url());
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoints.jmx.exposure.include=*")
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	/**
	 * The keys of a role have the end of its name.
	 */
	private static Answer answer(Request request) {
		String body = new String(request.body(), StandardCharsets.UTF_8);
		if (!body.contains("Action=AssumeRole")) {
			return Answer.of(200);
		}
		return Answer.of("""
				<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
				<AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>secret-role</SecretAccessKey>
				<SessionToken>token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
				</Credentials></AssumeRoleResult></AssumeRoleResponse>"""
			.formatted(parameter(body, "RoleArn").replaceAll(".*tenant-", "")));
	}

	private static String parameter(String body, String name) {
		String value = body.replaceAll("(?s)^.*?" + name + "=([^&]*).*$", "$1");
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	private List<Request> assumed() {
		return this.server.requests()
			.stream()
			.filter((request) -> new String(request.body(), StandardCharsets.UTF_8).contains("Action=AssumeRole"))
			.toList();
	}

	private Request last() {
		return this.server.requests().get(this.server.requests().size() - 1);
	}

	private void run(Consumer<AwsClientFactory> consumer, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> consumer.accept(context.getBean(AwsClientFactory.class)));
	}

	@Test
	void clientHasWhatIsSaidAndAllElseFromItsService() {
		run((factory) -> {
			S3Client client = factory.get(S3Client.class,
					(s3) -> s3.region(Region.EU_WEST_3).roleArn(ROLE + "1").set("max-attempts", "7"));
			client.headBucket((request) -> request.bucket("photos"));
			assertThat(last().authorization()).contains("Credential=ASIA1/").contains("/eu-west-3/s3/");
			assertThat(last().header("User-Agent")).contains("app/shop");
			assertThat(client.serviceClientConfiguration()
				.overrideConfiguration()
				.retryStrategy()
				.orElseThrow()
				.maxAttempts()).isEqualTo(7);
			assertThat(client.serviceClientConfiguration().overrideConfiguration().apiCallTimeout())
				.contains(Duration.ofSeconds(9));
		}, "aws.services.s3.api-call-timeout=9s", "aws.sdk-ua-app-id=shop");
	}

	@Test
	void sameSpecificationIsTheSameClient() {
		run((factory) -> {
			S3Client client = factory.get(S3Client.class, (s3) -> s3.region("eu-west-3").roleArn(ROLE + "1"));
			assertThat(factory.get(S3Client.class, (s3) -> s3.roleArn(ROLE + "1").region(Region.EU_WEST_3)))
				.isSameAs(client);
			assertThat(factory.get(S3Client.class,
					(s3) -> s3.set("REGION", "us-east-1").set("role_arn", ROLE + "1").set("region", "eu-west-3")))
				.isSameAs(client);
			assertThat(factory.get(S3Client.class,
					(s3) -> s3.region("eu-west-3").roleArn(ROLE + "1").profile(null).externalId(" ")))
				.isSameAs(client);
			assertThat(factory.get(S3Client.class, (s3) -> s3.region("eu-west-3").roleArn(ROLE + "2")))
				.isNotSameAs(client);
			assertThat(factory.get(S3Client.class, (s3) -> s3.region("eu-west-3"))).isNotSameAs(client);
			assertThat(factory.get(S3AsyncClient.class, (s3) -> s3.region("eu-west-3").roleArn(ROLE + "1")))
				.isNotSameAs(client);
		});
	}

	@Test
	void everyKindOfClient() {
		run((factory) -> {
			factory.get(KmsClient.class, (kms) -> kms.roleArn(ROLE + "1")).listKeys();
			assertThat(last().authorization()).contains("Credential=ASIA1/");
			factory.get(KmsAsyncClient.class, (kms) -> kms.roleArn(ROLE + "2")).listKeys().join();
			assertThat(last().authorization()).contains("Credential=ASIA2/");
			assertThat(factory
				.get(S3Presigner.class,
						(s3) -> s3.roleArn(ROLE + "3").region("eu-west-3").endpointUrl("http://minio:1"))
				.presignGetObject((presign) -> presign.signatureDuration(Duration.ofMinutes(1))
					.getObjectRequest((get) -> get.bucket("photos").key("cat")))
				.url()
				.toString()).startsWith("http://minio:1/photos/cat?").contains("ASIA3");
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> factory.get(SdkClient.class, (client) -> {
				}))
				.withMessageContaining("'type' must be the interface of a client or presigner");
		});
	}

	@Test
	void clientsOfOneRoleShareItsCredentials() {
		run((factory) -> {
			factory.get(S3Client.class, (s3) -> s3.roleArn(ROLE + "1").externalId("shop").region("eu-west-3"))
				.listBuckets();
			factory.get(SqsClient.class, (sqs) -> sqs.roleArn(ROLE + "1").externalId("shop").region("us-east-1"))
				.listQueues();
			factory.get(DynamoDbClient.class, (dynamoDb) -> dynamoDb.externalId("shop").roleArn(ROLE + "1"))
				.listTables();
			assertThat(assumed()).hasSize(1);
			assertThat(parameter(new String(assumed().get(0).body(), StandardCharsets.UTF_8), "ExternalId"))
				.isEqualTo("shop");
			factory.get(SqsClient.class, (sqs) -> sqs.roleArn(ROLE + "1").externalId("other")).listQueues();
			assertThat(assumed()).hasSize(2);
		});
	}

	@Test
	void clientWithoutCredentialsOfItsOwnHasThoseOfItsService() {
		run((factory) -> {
			factory.get(S3Client.class, (s3) -> s3.region("eu-west-3")).listBuckets();
			factory.get(S3Client.class, (s3) -> s3.region("us-east-1")).listBuckets();
			assertThat(last().authorization()).contains("Credential=ASIA9/");
			assertThat(assumed()).hasSize(1);
			factory.get(KmsClient.class, (kms) -> kms.region("us-east-1")).listKeys();
			assertThat(last().authorization()).doesNotContain("ASIA9");
		}, "aws.services.s3.role-arn=" + ROLE + "9");
	}

	@Test
	void profileDecidesWhatTheClientDoesNotSay() {
		this.machine.config("""
				[profile tenant]
				region = eu-west-2
				role_arn = %s5
				credential_source = Environment
				""".formatted(ROLE));
		run((factory) -> {
			factory.get(KmsClient.class, (kms) -> kms.profile("tenant")).listKeys();
			assertThat(last().authorization()).contains("Credential=ASIA5/").contains("/eu-west-2/kms/");
			assertThatExceptionOfType(AwsConfigurationException.class)
				.isThrownBy(() -> factory.get(KmsClient.class, (kms) -> kms.profile("tenent")))
				.withMessageContaining("tenent");
		});
	}

	@Test
	void whatIsNotValidFailsBeforeAnyCallAndIsTriedAgain() {
		run((factory) -> {
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(AwsConfigurationException.class)
					.isThrownBy(() -> factory.get(S3Client.class, (s3) -> s3.roleArn("tenant-1")))
					.withMessageContaining("tenant-1")
					.withMessageContaining("role-arn")
					.withMessageContaining("the specification of a S3Client for AwsClientFactory");
			}
			assertThatExceptionOfType(AwsConfigurationException.class)
				.isThrownBy(() -> factory.get(S3Client.class, (s3) -> s3.set("max-attempts", "many")))
				.withMessageContaining("many");
			assertThatExceptionOfType(AwsConfigurationException.class)
				.isThrownBy(() -> factory.get(S3Client.class, (s3) -> s3.region("eu_west_3")))
				.withMessageContaining("eu_west_3");
			assertThatExceptionOfType(AwsConfigurationException.class)
				.isThrownBy(() -> factory.get(S3Client.class, (s3) -> s3.set("max-attemps", "3")))
				.withMessageContaining("'max-attemps' is not a setting of a client")
				.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo("Did you mean 'max-attempts'?"));
			assertThatExceptionOfType(AwsConfigurationException.class)
				.isThrownBy(() -> factory.get(S3Client.class, (s3) -> s3.set("config-file", "x")))
				.withMessageContaining("'config-file' cannot differ between clients");
			assertThat(this.server.requests()).isEmpty();
			assertThat(factory.get(S3Client.class, (s3) -> s3.roleArn(ROLE + "1"))).isNotNull();
		});
	}

	@Test
	void specificationIsOfNoUseAfterTheCall() {
		run((factory) -> {
			AtomicReference<AwsClientSpecification> kept = new AtomicReference<>();
			factory.get(S3Client.class, (s3) -> kept.set(s3.region("eu-west-3")));
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> kept.get().region("us-east-1"));
		});
	}

	@Test
	void specificationMayAskForAnotherClient() {
		run((factory) -> {
			AtomicReference<KmsClient> inner = new AtomicReference<>();
			S3Client client = factory.get(S3Client.class, (s3) -> {
				s3.region("eu-west-3");
				inner.set(factory.get(KmsClient.class, (kms) -> kms.region("us-east-1")));
				s3.roleArn(ROLE + "1");
			});
			assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
			assertThat(inner.get().serviceClientConfiguration().region()).isEqualTo(Region.US_EAST_1);
			assertThat(factory.get(S3Client.class, (s3) -> s3.region("eu-west-3").roleArn(ROLE + "1")))
				.isSameAs(client);
		});
	}

	@Test
	void clientIsBuiltOnceHoweverManyAskForIt() throws Exception {
		AtomicInteger built = new AtomicInteger();
		AwsClientCustomizer<S3ClientBuilder> counting = (builder, target) -> built.incrementAndGet();
		this.contextRunner.withBean("counting", AwsClientCustomizer.class, () -> counting).run((context) -> {
			AwsClientFactory factory = context.getBean(AwsClientFactory.class);
			Set<S3Client> clients = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
			race(64, (i) -> clients.add(factory.get(S3Client.class, (s3) -> s3.roleArn(ROLE + (i % 4)))));
			assertThat(clients).hasSize(4);
			assertThat(built).hasValue(4);
		});
	}

	private static void race(int threads, IntConsumer task) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> results = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				results.add(executor.submit(() -> {
					start.await();
					task.accept(number);
					return null;
				}));
			}
			start.countDown();
			for (Future<?> result : results) {
				result.get(200, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	@Proves(value = "client_factory_size",
			effect = "Of more clients made at run time, the one that nobody has asked for the longest is built anew, once "
					+ "nobody holds it.")
	void clientThatNobodyHoldsIsGivenUp() {
		AtomicInteger built = new AtomicInteger();
		AwsClientCustomizer<S3ClientBuilder> counting = (builder, target) -> built.incrementAndGet();
		this.contextRunner.withBean("counting", AwsClientCustomizer.class, () -> counting)
			.withPropertyValues("aws.client-factory-size=2")
			.run((context) -> {
				AwsClientFactory factory = context.getBean(AwsClientFactory.class);
				S3Client second = tenant(factory, 2);
				tenant(factory, 1).listBuckets();
				tenant(factory, 2);
				tenant(factory, 3);
				tenant(factory, 2);
				tenant(factory, 4);
				tenant(factory, 5);
				assertThat(built).hasValue(5);
				awaitGone(context, 1);
				// Still held, here
				assertThat(tenant(factory, 2)).isSameAs(second);
				second.listBuckets();
				assertThat(built).hasValue(5);
				tenant(factory, 1).listBuckets();
				assertThat(built).hasValue(6);
				assertThat(assumed()).hasSize(3);
			});
	}

	private static S3Client tenant(AwsClientFactory factory, int tenant) {
		return factory.get(S3Client.class, (s3) -> s3.roleArn(ROLE + tenant));
	}

	/**
	 * Wait until the client of a tenant is not known any more.
	 */
	private static void awaitGone(AssertableApplicationContext context, int tenant) {
		long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (described(context).stream()
			.anyMatch((client) -> String.valueOf(client.specification()).contains("tenant-" + tenant))) {
			assertThat(System.nanoTime() - end).as("time").isNegative();
			System.gc();
			Thread.onSpinWait();
		}
	}

	private static List<ClientDescriptor> described(AssertableApplicationContext context) {
		return ((ServiceDescriptor) context.getBean(AwsEndpoint.class).entry("services", "s3")).clients();
	}

	@Test
	void endpointShowsTheClientWithQuotaAndCredentials() {
		this.contextRunner.run((context) -> {
			AwsClientFactory factory = context.getBean(AwsClientFactory.class);
			S3Client client = factory.get(S3Client.class, (s3) -> s3.region("eu-west-3").roleArn(ROLE + "1"));
			client.listBuckets();
			context.getBean(S3Client.class).listBuckets();
			List<ClientDescriptor> clients = described(context);
			ClientDescriptor ofTenant = clients.stream()
				.filter((each) -> each.specification() != null)
				.findFirst()
				.orElseThrow();
			assertThat(ofTenant.specification()).isEqualTo("{region=eu-west-3, role-arn=" + ROLE + "1}");
			assertThat(ofTenant.uses().get("region").value()).isEqualTo("eu-west-3");
			assertThat(ofTenant.uses().get("region").origin())
				.isEqualTo("the specification of a S3Client for AwsClientFactory");
			assertThat(ofTenant.retries().owner().service()).isEqualTo("s3");
			assertThat(ofTenant.freshness().accessKeyId()).doesNotContain("ASIA1ASIA").isNotNull();
			assertThat(String.valueOf(ofTenant.credentials().value())).startsWith("assume role (role-arn at");
			assertThat(clients).filteredOn((each) -> each.specification() == null).hasSize(1);
		});
	}

	@Test
	void allIsClosedWithTheApplication() {
		AtomicReference<AwsClientFactory> factory = new AtomicReference<>();
		AtomicReference<S3Client> client = new AtomicReference<>();
		AtomicReference<RetryStrategies> strategies = new AtomicReference<>();
		this.contextRunner.run((context) -> {
			factory.set(context.getBean(AwsClientFactory.class));
			strategies.set(context.getBean(RetryStrategies.class));
			client.set(tenant(factory.get(), 1));
			client.get().listBuckets();
			assertThat(strategies.get().getStatus()).anyMatch((status) -> status.service().equals("s3"));
		});
		assertThat(strategies.get().getStatus()).noneMatch((status) -> status.service().equals("s3"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> tenant(factory.get(), 1))
			.withMessageContaining("closed");
	}

	@Test
	void closingOneTakesNothingFromOthers() {
		run((factory) -> {
			KmsAsyncClient first = factory.get(KmsAsyncClient.class, (kms) -> kms.roleArn(ROLE + "1"));
			KmsAsyncClient second = factory.get(KmsAsyncClient.class, (kms) -> kms.roleArn(ROLE + "2"));
			first.listKeys().join();
			first.close();
			factory.get(KmsClient.class, (kms) -> kms.roleArn(ROLE + "3")).close();
			second.listKeys().join();
			factory.get(KmsClient.class, (kms) -> kms.roleArn(ROLE + "4")).listKeys();
			assertThat(last().authorization()).contains("ASIA4");
		}, "aws.api-call-timeout=30s");
	}

	@Test
	void factoryOfTheApplicationComesFirst() {
		AwsClientFactory own = Mockito.mock(AwsClientFactory.class);
		this.contextRunner.withBean(AwsClientFactory.class, () -> own)
			.run((context) -> assertThat(context.getBean(AwsClientFactory.class)).isSameAs(own));
	}

	@Test
	void connectionDetailsComeFirst() {
		this.contextRunner
			.withBean(AwsConnectionDetails.class,
					() -> AwsConnectionDetails.of(URI.create(this.server.url()), "us-east-1",
							AwsBasicCredentials.create("test", "test")))
			.run((context) -> {
				tenant(context.getBean(AwsClientFactory.class), 1).listBuckets();
				assertThat(last().authorization()).contains("Credential=test/");
				assertThat(assumed()).isEmpty();
			});
	}

	@Test
	@Tag("slow")
	@Timeout(300)
	void thousandRolesNeedNoMoreThreadsAndFilesThanFew() {
		run((factory) -> {
			// Those of connections come with the first
			callAsTenants(factory, 64);
			int threads = threads();
			long files = files();
			callAsTenants(factory, 1000);
			assertThat(assumed()).hasSize(1000);
			assertThat(threads()).isLessThan(60).isLessThan(threads + 20);
			assumeThat(files).as("open files, which this system does not tell").isNotNegative();
			// Two for each connection that was not needed before
			assertThat(files()).isLessThan(files + 250);
		}, "aws.api-call-timeout=30s");
	}

	/**
	 * Have many threads call as each of a number of tenants, once.
	 */
	private static void callAsTenants(AwsClientFactory factory, int tenants) {
		Set<S3Client> clients = ConcurrentHashMap.newKeySet();
		try {
			race(64, (number) -> {
				for (int i = 0; i < tenants; i++) {
					S3Client client = tenant(factory, (i * 7 + number) % tenants);
					if (clients.add(client)) {
						client.listBuckets();
					}
				}
			});
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
		assertThat(clients).hasSize(tenants);
	}

	/**
	 * Return how many threads there are, without those of the test.
	 */
	private static int threads() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("local-server") && !thread.getName().startsWith("pool-"))
			.count();
	}

	/**
	 * Return how many files and connections are open.
	 * @return the number, or {@code -1} if nobody knows
	 */
	private static long files() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getOpenFileDescriptorCount() : -1;
	}

}
