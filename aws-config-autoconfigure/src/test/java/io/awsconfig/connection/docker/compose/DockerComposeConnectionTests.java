package io.awsconfig.connection.docker.compose;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.connection.AwsConnectionDetails;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Boot's own support for Docker Compose, told of services whose ports lead to
 * servers of this JVM, and what real clients then send there.
 */
class DockerComposeConnectionTests {

	private final LocalServer server = new LocalServer();

	@TempDir
	private Path home;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(new FakeMachine(this.home).variable("AWS_ACCESS_KEY_ID", "AKIAREAL")
				.variable("AWS_SECRET_ACCESS_KEY", "real-secret"))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.region=eu-north-1", "aws.endpoint-url=http://127.0.0.1:1");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	private Service service(String image, Map<Integer, Integer> ports) {
		return new Service("aws", image, ports, Map.of(), Map.of());
	}

	private int port() {
		return URI.create(this.server.url()).getPort();
	}

	/**
	 * Tell the listener that Spring Boot registers of services that are ready, as it does
	 * before the context is refreshed.
	 */
	private static ApplicationContextInitializer<ConfigurableApplicationContext> ready(RunningService... services) {
		return (context) -> {
			DockerComposeServicesReadyEvent event = ready(context, List.of(services));
			int listeners = 0;
			for (ApplicationListener<?> listener : listeners()) {
				if (listener.getClass().getSimpleName().equals("DockerComposeServiceConnectionsApplicationListener")) {
					ReflectionTestUtils.invokeMethod(listener, "onApplicationEvent", event);
					listeners++;
				}
			}
			assertThat(listeners).isOne();
		};
	}

	private static List<ApplicationListener<?>> listeners() {
		List<ApplicationListener<?>> result = new ArrayList<>();
		SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ApplicationListener.class)
			.forEach((listener) -> result.add((ApplicationListener<?>) listener));
		return result;
	}

	private static DockerComposeServicesReadyEvent ready(ConfigurableApplicationContext context,
			List<RunningService> services) {
		try {
			var constructor = DockerComposeServicesReadyEvent.class.getDeclaredConstructors()[0];
			constructor.setAccessible(true);
			return (DockerComposeServicesReadyEvent) constructor.newInstance(context, services);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void callsServer(Service service, String key, String region) {
		this.contextRunner.withInitializer(ready(service)).run((context) -> {
			this.server.requests().clear();
			context.getBean(S3Client.class).deleteObject((delete) -> delete.bucket("bucket").key("key"));
			Request request = this.server.onlyRequest();
			assertThat(request.uri().getPath()).isEqualTo("/bucket/key");
			assertThat(request.header("Host")).isEqualTo("localhost:" + port());
			assertThat(request.authorization()).contains("Credential=" + key + "/")
				.contains("/" + region + "/s3/aws4_request");
		});
	}

	@Test
	void serviceIsConnectedByItsImage() {
		callsServer(service("localstack/localstack:4", Map.of(4566, port())), "test", "us-east-1");
		callsServer(service("registry.example.com/localstack/localstack-pro:4", Map.of(4566, port())), "test",
				"us-east-1");
		callsServer(service("floci/floci", Map.of(4566, port())), "test", "us-east-1");
		callsServer(service("motoserver/moto", Map.of(5000, port())), "test", "us-east-1");
		callsServer(service("minio/minio", Map.of(9000, port(), 9001, 1)), "minioadmin", "us-east-1");
	}

	@Test
	void serviceIsConnectedByItsLabel() {
		Map<String, String> label = Map.of("org.springframework.boot.service-connection", "localstack");
		callsServer(new Service("aws", "team/image", Map.of(4566, port()), Map.of(), label), "test", "us-east-1");
	}

	@Test
	void otherPortIsTakenIfItIsTheOnlyOne() {
		callsServer(service("localstack/localstack:4", Map.of(8080, port())), "test", "us-east-1");
	}

	@Test
	void variablesOfTheServiceGiveRegionAndCredentialsAsAUnit() {
		callsServer(
				new Service(
						"aws", "localstack/localstack", Map.of(4566, port()), Map.of("AWS_DEFAULT_REGION", "ap-south-1",
								"AWS_ACCESS_KEY_ID", "000000000042", "AWS_SECRET_ACCESS_KEY", "local-secret"),
						Map.of()),
				"000000000042", "ap-south-1");
		callsServer(
				new Service("aws", "minio/minio", Map.of(9000, port()),
						Map.of("MINIO_ROOT_USER", "user", "MINIO_SITE_REGION", "eu-west-2"), Map.of()),
				"minioadmin", "eu-west-2");
	}

	@Test
	void serverOfOneServiceLeavesOthersToTheSettings() {
		this.contextRunner
			.withInitializer(ready(service("amazon/dynamodb-local", Map.of(8000, port())),
					new Service("cache", "redis", Map.of(6379, 1), Map.of(), Map.of())))
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				assertThat(this.server.onlyRequest().authorization()).contains("Credential=test/");
				assertThat(context.getBean(AwsSettings.class).getAccessKeys()).extracting("accessKeyId")
					.isEqualTo("AKIAREAL");
				assertThat(context.getBeansOfType(AwsConnectionDetails.class))
					.containsOnlyKeys("awsConnectionDetailsForAws");
			});
	}

	@Test
	void twoServersForTheSameServiceAreRefused() {
		this.contextRunner
			.withInitializer(ready(service("localstack/localstack", Map.of(4566, port())),
					new Service("moto", "motoserver/moto", Map.of(5000, port()), Map.of(), Map.of())))
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("There are two AWS connections for all services.")
				.hasMessageContaining("connection details of bean 'awsConnectionDetailsForMoto'"));
	}

	@Test
	void serviceThatPublishesAnotherPortIsRefused() {
		Service service = service("localstack/localstack", Map.of(80, 1, 443, 2));
		this.contextRunner.withInitializer(ready(service))
			.run((context) -> assertThat(context.getStartupFailure())
				.isInstanceOfSatisfying(AwsConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessageContaining("publishes no port for 4566")
						.hasMessageContaining("Where: aws");
					assertThat(failure.getAction()).isEqualTo("Add '4566' to the 'ports' of the service 'aws'.");
				}));
	}

	private record Service(String name, String imageName, Map<Integer, Integer> published,
			Map<String, @Nullable String> env, Map<String, String> labels) implements RunningService, ConnectionPorts {

		@Override
		public ImageReference image() {
			return ImageReference.of(this.imageName);
		}

		@Override
		public String host() {
			return "localhost";
		}

		@Override
		public ConnectionPorts ports() {
			return this;
		}

		@Override
		public int get(int containerPort) {
			Integer port = this.published.get(containerPort);
			if (port == null) {
				throw new IllegalStateException("No host port mapping found for container port " + containerPort);
			}
			return port;
		}

		@Override
		public List<Integer> getAll() {
			return List.copyOf(this.published.values());
		}

		@Override
		public List<Integer> getAll(@Nullable String protocol) {
			return getAll();
		}

	}

}
