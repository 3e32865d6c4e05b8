package io.awsconfig.http;

import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalProxy;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.AttributeMap;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests with several HTTP clients on the class path, which the build gives to these
 * alone.
 */
@Timeout(120)
@Tag("http-clients")
@EnabledIfSystemProperty(named = "http.implementations", matches = "all")
@ExtendWith(OutputCaptureExtension.class)
class HttpImplementationTests {

	private final LocalServer server = new LocalServer();

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp(@TempDir Path home) {
		this.machine = new FakeMachine(home).withRegionAndKeys()
			.variable("AWS_MAX_ATTEMPTS", "1")
			.variable("AWS_ENDPOINT_URL", this.server.url());
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void ofSeveralTheOneOfTheSdkIsTakenAndThatIsSaidOnce(CapturedOutput output) {
		this.contextRunner.withPropertyValues("aws.services.sqs.http.read-timeout=1m").run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(userAgent()).contains("http#Apache5");
			context.getBean(KmsClient.class).listKeys();
			context.getBean(SqsClient.class).listQueues();
			context.getBean(KmsAsyncClient.class).listKeys().join();
			assertThat(userAgent()).contains("http#NettyNio");
			assertThat(output.toString().lines().filter((line) -> line.contains("The HTTP client of")))
				.allMatch((line) -> line.contains("INFO"))
				.extracting((line) -> line.substring(line.indexOf("The HTTP client of")))
				.containsExactly(
						"The HTTP client of sync AWS clients is 'apache5', which the AWS SDK would choose as well; "
								+ "'aws.http.sync' chooses another one that is on the class path: "
								+ "apache, url-connection, crt",
						"The HTTP client of async AWS clients is 'netty', which the AWS SDK would choose as well; "
								+ "'aws.http.async' chooses another one that is on the class path: crt");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService",
			"io.awsconfig.http.OtherHttpService$First" })
	void classIsNamedInAnyPlace(String name, CapturedOutput output) {
		String expected = name.endsWith("First") ? "First" : "UrlConnection";
		SentHttpClient sent = new SentHttpClient();
		ApplicationContextRunner contextRunner = this.contextRunner.withBean(ExecutionInterceptor.class, () -> sent);
		contextRunner.withPropertyValues("aws.http.sync=" + name).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(sent.name()).isEqualTo(expected);
		});
		this.machine.variable("SYNC_HTTP_SERVICE_IMPL", name);
		contextRunner.withPropertyValues("aws.services.kms.http.sync=apache").run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(sent.name()).isEqualTo(expected);
			context.getBean(KmsClient.class).listKeys();
			assertThat(sent.name()).isEqualTo("Apache");
		});
		this.machine.variable("SYNC_HTTP_SERVICE_IMPL", "com.example.NotThere")
			.systemProperty("software.amazon.awssdk.http.service.impl", name);
		contextRunner.run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(sent.name()).isEqualTo(expected);
		});
		assertThat(output).as("nobody but the settings chose").doesNotContain("The HTTP client of");
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.OkHttpService", "io.awsconfig.http.OtherHttpService", "java.lang.String" })
	void classThatIsNoneIsAnError(String name) {
		this.contextRunner.withPropertyValues("aws.http.sync=" + name)
			.run((context) -> assertThatExceptionOfType(BeanCreationException.class)
				.isThrownBy(() -> context.getBean(DynamoDbClient.class))
				.havingRootCause()
				.isInstanceOfSatisfying(AwsConfigurationException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("The HTTP client '" + name + "' is not on the class path.")
						.hasMessageContaining("There: apache5, apache, url-connection, crt");
					assertThat(ex.getAction()).isEqualTo("Name a class that is an SdkHttpService and has a constructor "
							+ "without arguments, or choose one that is there.");
				}));
	}

	@Test
	void constructorThatFailsIsTold() {
		this.contextRunner.withPropertyValues("aws.http.sync=" + Failing.class.getName())
			.run((context) -> assertThatExceptionOfType(BeanCreationException.class)
				.isThrownBy(() -> context.getBean(DynamoDbClient.class))
				.havingRootCause()
				.isInstanceOf(UnsupportedOperationException.class));
	}

	@Test
	void clientThatSomebodyElseBuildsHasTheOneThatTheSdkChooses() {
		this.contextRunner.run((context) -> {
			context.getBean(AwsClientConfigurer.class).configure(DynamoDbClient.builder()).build().listTables();
			assertThat(userAgent()).contains("http#Apache5");
		});
	}

	@ParameterizedTest
	@CsvSource({ "apache5, Apache5", "apache, Apache", "url-connection, UrlConnection", "crt, AwsCommonRuntime" })
	@Proves(value = "http.sync", effect = "The user agent names another HTTP client.")
	void chosenOneIsUsed(String name, String inUserAgent) {
		this.contextRunner.withPropertyValues("aws.http.sync=" + name).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(userAgent()).contains("http#" + inUserAgent);
		});
	}

	@ParameterizedTest
	@CsvSource({ "netty, NettyNio", "crt, AwsCommonRuntime" })
	@Proves(value = "http.async", effect = "The user agent names another HTTP client.")
	void chosenOneIsUsedByAsyncClients(String name, String inUserAgent) {
		this.contextRunner.withPropertyValues("aws.http.async=" + name).run((context) -> {
			context.getBean(DynamoDbAsyncClient.class).listTables().join();
			assertThat(userAgent()).contains("http#" + inUserAgent);
		});
	}

	@Test
	void servicesAndNamedClientsChooseForThemselves() {
		this.contextRunner
			.withPropertyValues("aws.http.sync=apache5", "aws.services.dynamodb.http.sync=url-connection",
					"aws.clients.other.service=dynamodb", "aws.clients.other.http.sync=apache")
			.withBean(Other.class)
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				assertThat(userAgent()).contains("http#UrlConnection");
				context.getBean(Other.class).client.listTables();
				assertThat(userAgent()).contains("http#Apache ");
			});
	}

	@Test
	void namesInUserAgentAreThoseOfTheSdk() {
		List<SdkHttpService> services = HttpKind.find(SdkHttpService.class);
		assertThat(services).hasSize(4);
		for (SdkHttpService service : services) {
			try (SdkHttpClient client = service.createHttpClientBuilder().build()) {
				assertThat(HttpImplementation.of(service.getClass()).getClientName()).isEqualTo(client.clientName());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "apache5", "apache", "url-connection" })
	@Proves(value = "http.proxy.endpoint", effect = "Requests go to the proxy.")
	@Proves(value = "http.proxy.non_proxy_hosts", effect = "Requests to these hosts do not.")
	void proxyGetsTheRequestsButThoseToOtherHosts(String name) {
		try (LocalProxy proxy = new LocalProxy()) {
			this.contextRunner
				.withPropertyValues("aws.http.sync=" + name, "aws.http.proxy.endpoint=" + proxy.url(),
						"aws.http.proxy.non-proxy-hosts=*.internal",
						"aws.services.dynamodb.endpoint-url=http://dynamodb.far.example:8000",
						"aws.services.kms.endpoint-url=http://kms.internal:8000")
				.run((context) -> {
					context.getBean(DynamoDbClient.class).listTables();
					assertThat(proxy.heads()).singleElement()
						.asString()
						.startsWith("POST http://dynamodb.far.example:8000/ HTTP/1.1\r\n");
					assertThatExceptionOfType(SdkClientException.class)
						.isThrownBy(() -> context.getBean(KmsClient.class).listKeys())
						.withRootCauseInstanceOf(UnknownHostException.class);
					assertThat(proxy.heads()).hasSize(1);
				});
		}
	}

	@Test
	@Proves(value = "http.proxy.username", effect = "`Proxy-Authorization` has it.")
	@Proves(value = "http.proxy.password", effect = "`Proxy-Authorization` has it.")
	void proxyGetsTheRequestsOfAsyncClients() {
		try (LocalProxy proxy = new LocalProxy()) {
			this.contextRunner
				.withPropertyValues("aws.http.proxy.endpoint=" + proxy.url(), "aws.http.proxy.username=jane",
						"aws.http.proxy.password=swordfish", "aws.http.proxy.non-proxy-hosts=nobody.example",
						"aws.services.dynamodb.endpoint-url=http://dynamodb.far.example:8000")
				.run((context) -> {
					assertThatExceptionOfType(Exception.class)
						.isThrownBy(() -> context.getBean(DynamoDbAsyncClient.class).listTables().join());
					assertThat(proxy.heads()).isNotEmpty()
						.first()
						.asString()
						.startsWith("CONNECT dynamodb.far.example:8000 HTTP/1.1\r\n")
						.containsIgnoringCase("Proxy-Authorization: Basic amFuZTpzd29yZGZpc2g=");
					int heads = proxy.heads().size();
					context.getBean(KmsAsyncClient.class).listKeys().join();
					assertThat(proxy.heads()).hasSize(heads);
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "apache5", "apache" })
	void proxyIsToldWhoAsksWhenItWantsToKnow(String name) {
		try (LocalProxy proxy = new LocalProxy()) {
			proxy.wantsToKnow();
			this.contextRunner
				.withPropertyValues("aws.http.sync=" + name, "aws.http.proxy.endpoint=" + proxy.url(),
						"aws.http.proxy.username=jane", "aws.http.proxy.password=swordfish",
						"aws.services.dynamodb.endpoint-url=http://dynamodb.far.example:8000")
				.run((context) -> {
					context.getBean(DynamoDbClient.class).listTables();
					assertThat(proxy.heads()).last()
						.asString()
						.contains("Proxy-Authorization: Basic amFuZTpzd29yZGZpc2g=");
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "apache5", "apache", "url-connection" })
	void directClientPassesTheProxyOfTheMachineBy(String name) {
		try (LocalProxy proxy = new LocalProxy()) {
			Map<String, String> before = proxyOfTheMachine(Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort",
					proxy.port(), "http.nonProxyHosts", "nobody.example"));
			try {
				this.contextRunner
					.withPropertyValues("aws.http.sync=" + name, "aws.http.async=netty",
							"aws.services.kms.endpoint-url=http://kms.far.example:8000")
					.run((context) -> {
						AwsSettings settings = context.getBean(AwsSettings.class);
						context.getBean(KmsClient.class).listKeys();
						assertThat(proxy.heads()).as("the proxy of the machine is one").hasSize(1);
						call(DirectHttp.sync(settings, AttributeMap.empty()));
						call(DirectHttp.async(settings, AttributeMap.empty()));
						assertThat(proxy.heads()).hasSize(1);
						assertThat(this.server.requests()).hasSize(2);
					});
			}
			finally {
				proxyOfTheMachine(before);
			}
		}
	}

	@Test
	void directClientIsTheOneOfTheSdkAsWell() {
		this.contextRunner.run((context) -> {
			AwsSettings settings = context.getBean(AwsSettings.class);
			call(DirectHttp.sync(settings, AttributeMap.empty()));
			assertThat(userAgent()).contains("http#Apache5");
			call(DirectHttp.async(settings, AttributeMap.empty()));
			assertThat(userAgent()).contains("http#NettyNio");
		});
	}

	private static Map<String, String> proxyOfTheMachine(Map<String, String> properties) {
		Map<String, String> before = new HashMap<>();
		properties.forEach((name, value) -> {
			before.put(name, System.getProperty(name, ""));
			if (value.isEmpty()) {
				System.clearProperty(name);
			}
			else {
				System.setProperty(name, value);
			}
		});
		return before;
	}

	private void call(SdkHttpClient.Builder<?> builder) {
		try (SdkHttpClient http = builder.build();
				KmsClient client = KmsClient.builder()
					.region(Region.EU_WEST_1)
					.credentialsProvider(AnonymousCredentialsProvider.create())
					.endpointOverride(URI.create(this.server.url()))
					.httpClient(http)
					.build()) {
			client.listKeys();
		}
	}

	private void call(SdkAsyncHttpClient.Builder<?> builder) {
		try (SdkAsyncHttpClient http = builder.build();
				KmsAsyncClient client = KmsAsyncClient.builder()
					.region(Region.EU_WEST_1)
					.credentialsProvider(AnonymousCredentialsProvider.create())
					.endpointOverride(URI.create(this.server.url()))
					.httpClient(http)
					.build()) {
			client.listKeys().join();
		}
	}

	@Test
	void tuningThatTheChosenOneDoesNotKnowIsReportedOnce(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("aws.http.sync=url-connection", "aws.http.max-connections=7",
					"aws.http.read-timeout=7s")
			.run((context) -> {
				context.getBean(DynamoDbClient.class);
				context.getBean(KmsClient.class);
				assertThat(output.toString().lines().filter((line) -> line.contains("has no effect on AWS clients")))
					.singleElement()
					.asString()
					.contains("aws.http.max-connections")
					.contains("'url-connection'");
			});
	}

	private String userAgent() {
		List<LocalServer.Request> requests = this.server.requests();
		return String.valueOf(requests.get(requests.size() - 1).header("User-Agent"));
	}

	private static final class Other {

		private final DynamoDbClient client;

		@Autowired
		Other(@Qualifier("other") DynamoDbClient client) {
			this.client = client;
		}

	}

	/**
	 * An implementation that cannot be made.
	 */
	public static final class Failing implements SdkHttpService {

		public Failing() {
			throw new UnsupportedOperationException("no native library");
		}

		@Override
		public SdkHttpClient.Builder<?> createHttpClientBuilder() {
			throw new IllegalStateException("not reached");
		}

	}

}
