package io.awsconfig.connection.testcontainers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.lifecycle.TestcontainersLifecycleApplicationContextInitializer;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Spring Boot's own support for Testcontainers, with containers whose ports lead to
 * servers of this JVM, and what real clients then send there.
 */
class ContainerConnectionTests {

	private static LocalServer server;

	private static LocalServer other;

	@TempDir
	private Path home;

	private ApplicationContextRunner contextRunner;

	@BeforeAll
	static void startServers() {
		server = new LocalServer();
		other = new LocalServer();
	}

	@AfterAll
	static void stopServers() {
		server.close();
		other.close();
	}

	@BeforeEach
	void setUp() {
		server.requests().clear();
		other.requests().clear();
		FakeMachine machine = new FakeMachine(this.home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "AKIAREAL")
			.variable("AWS_SECRET_ACCESS_KEY", "real-secret")
			.variable("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
			.systemProperty("aws.endpointUrlS3", "http://127.0.0.1:2");
		this.contextRunner = new ApplicationContextRunner().withInitializer(machine)
			.withInitializer(new TestcontainersLifecycleApplicationContextInitializer())
			.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class,
					AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.region=eu-north-1", "aws.services.s3.region=eu-west-1",
					"aws.services.s3.role-arn=arn:aws:iam::123456789012:role/real");
	}

	private static int portOf(LocalServer target) {
		return URI.create(target.url()).getPort();
	}

	private static void assertSignedFor(Request request, String key, String region, String service) {
		assertThat(request.authorization()).contains("Credential=" + key + "/")
			.contains("/" + region + "/" + service + "/aws4_request");
	}

	private void callsServer(Class<?> configuration, String region) {
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			context.getBean(S3Client.class).deleteObject((delete) -> delete.bucket("bucket").key("key"));
			Request request = server.onlyRequest();
			assertThat(request.uri().getPath()).isEqualTo("/bucket/key");
			assertThat(request.header("Host")).isEqualTo("localhost:" + portOf(server));
			assertSignedFor(request, "test", region, "s3");
		});
	}

	@Test
	void localStackContainerIsConnectedByItsType() {
		callsServer(WithLocalStack.class, "us-east-1");
	}

	@Test
	void deprecatedLocalStackContainerIsConnectedByItsType() {
		callsServer(WithDeprecatedLocalStack.class, "ap-south-1");
	}

	@Test
	void genericContainerIsConnectedByTheNameOfItsConnection() {
		callsServer(WithGenericBean.class, "us-east-1");
	}

	@Test
	void genericContainerIsConnectedByTheNameOfItsImage() {
		callsServer(WithImage.class, "us-east-1");
	}

	@Test
	void otherServerIsConnectedByItsOnlyPort() {
		callsServer(WithOtherServer.class, "us-east-1");
	}

	@Test
	void connectionCanBeRestrictedToTheTypeOfDetails() {
		callsServer(WithTypeOfDetails.class, "us-east-1");
	}

	@Test
	void originNamesTheContainer() {
		this.contextRunner.withUserConfiguration(WithLocalStack.class).run((context) -> {
			AwsSettings settings = context.getBean(AwsSettings.class);
			Origin origin = settings.get(SettingCatalog.REGION).getOrigin();
			assertThat(origin).isNotNull().asString().startsWith("connection details of Bean 'localStack' defined in ");
			assertThat(Origin.parentsFrom(origin)).hasSize(1);
			assertThat(settings.getDiagnostics()).isEmpty();
		});
	}

	@Test
	void serversOfSingleServicesComeBeforeTheOneOfAll() {
		this.contextRunner.withUserConfiguration(WithSeveral.class).run((context) -> {
			context.getBean(S3Client.class).listBuckets();
			assertSignedFor(other.onlyRequest(), "MINIOUSER", "us-east-1", "s3");
			context.getBean(KmsClient.class).listKeys();
			assertSignedFor(server.onlyRequest(), "test", "us-east-1", "kms");
			context.getBean(SqsClient.class).listQueues();
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(DynamoDbStreamsClient.class).listStreams();
			assertThat(server.requests()).hasSize(1);
			assertThat(other.requests())
				.extracting((request) -> request.authorization()
					.replaceAll("(?s).*Credential=(\\w+)/\\w+/[\\w-]+/(\\w+)/.*", "$1 $2"))
				.containsExactly("MINIOUSER s3", "test sqs", "test dynamodb", "test dynamodb");
		});
	}

	@Test
	void containerWithoutThePortIsRefused() {
		this.contextRunner.withUserConfiguration(WithoutPort.class)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("A container of AWS exposes no port 4566, but [80, 443].")
				.hasMessageContaining("Where: Bean 'container'"));
	}

	@Test
	void containerOfSomethingElseIsNotTaken() {
		this.contextRunner.withUserConfiguration(WithSomethingElse.class)
			.run((context) -> assertThat(context.getStartupFailure()).isNotNull()
				.hasMessageContaining("No ConnectionDetails found"));
	}

	/**
	 * Runs nothing: its ports lead to a server that runs already.
	 */
	private static final class Stub extends GenericContainer<Stub> {

		private final String image;

		private final LocalServer target;

		private final List<Integer> ports;

		Stub(String image, LocalServer target, Integer... ports) {
			super(DockerImageName.parse(image));
			this.image = image;
			this.target = target;
			this.ports = List.of(ports);
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public String getDockerImageName() {
			return this.image;
		}

		@Override
		public String getHost() {
			return "localhost";
		}

		@Override
		public List<Integer> getExposedPorts() {
			return this.ports;
		}

		@Override
		public Integer getMappedPort(int port) {
			assertThat(this.ports).contains(port);
			return portOf(this.target);
		}

	}

	/**
	 * The constructors of these look for Docker.
	 */
	private static <C extends GenericContainer<?>> C mockOf(Class<C> type, Map<String, String> variables) {
		C container = mock(type);
		given(container.isRunning()).willReturn(true);
		given(container.getHost()).willReturn("localhost");
		given(container.getExposedPorts()).willReturn(List.of(4566));
		given(container.getMappedPort(4566)).willReturn(portOf(server));
		given(container.getEnvMap()).willReturn(variables);
		given(container.getDockerImageName()).willReturn("localstack/localstack:4");
		return container;
	}

	@Configuration(proxyBeanMethods = false)
	static class WithLocalStack {

		@Bean
		@ServiceConnection
		LocalStackContainer localStack() {
			return mockOf(LocalStackContainer.class, Map.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@SuppressWarnings("deprecation")
	static class WithDeprecatedLocalStack {

		@Bean
		@ServiceConnection
		org.testcontainers.containers.localstack.LocalStackContainer localStack() {
			return mockOf(org.testcontainers.containers.localstack.LocalStackContainer.class,
					Map.of("DEFAULT_REGION", "ap-south-1"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithGenericBean {

		@Bean
		@ServiceConnection(name = "localstack")
		GenericContainer<?> container() {
			return new Stub("registry.example.com/team/image:1", server, 80, 4566);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithOtherServer {

		@Bean
		@ServiceConnection(name = "aws")
		GenericContainer<?> container() {
			return new Stub("team/image:1", server, 9999);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithTypeOfDetails {

		@Bean
		@ServiceConnection(name = "floci/floci", type = AwsConnectionDetails.class)
		GenericContainer<?> container() {
			return new Stub("team/image:1", server, 4566);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutPort {

		@Bean
		@ServiceConnection(name = "localstack")
		GenericContainer<?> container() {
			return new Stub("team/image:1", server, 80, 443);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithSomethingElse {

		@Bean
		@ServiceConnection(name = "redis")
		GenericContainer<?> container() {
			return new Stub("redis:8", server, 6379);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportTestcontainers(Image.class)
	static class WithImage {

	}

	static final class Image {

		@ServiceConnection
		static final GenericContainer<?> moto = new Stub("docker.io/motoserver/moto:5", server, 5000);

		private Image() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportTestcontainers(Several.class)
	static class WithSeveral {

	}

	static final class Several {

		@ServiceConnection
		static final GenericContainer<?> minio = new Stub("quay.io/minio/minio:1", other, 9000, 9001)
			.withEnv("MINIO_ROOT_USER", "MINIOUSER")
			.withEnv("MINIO_ROOT_PASSWORD", "local-secret");

		@ServiceConnection
		static final GenericContainer<?> localStack = mockOf(LocalStackContainer.class, Map.of());

		@ServiceConnection
		static final GenericContainer<?> elasticMq = new Stub("softwaremill/elasticmq-native:1", other, 9324, 9325);

		@ServiceConnection
		static final GenericContainer<?> dynamoDb = new Stub("amazon/dynamodb-local:3", other, 8000);

		private Several() {
		}

	}

}
