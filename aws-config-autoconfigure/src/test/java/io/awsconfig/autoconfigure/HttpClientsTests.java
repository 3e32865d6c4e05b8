package io.awsconfig.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.awsconfig.AwsClientId;
import io.awsconfig.client.AwsClientConfigurer;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.HttpStandIn;
import io.awsconfig.testsupport.Proves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The HTTP clients of injected clients, seen from the other end of the connection.
 */
@Timeout(60)
class HttpClientsTests {

	private final Connections server = new Connections();

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp(@TempDir Path home) {
		this.contextRunner = new ApplicationContextRunner()
			.withInitializer(new FakeMachine(home).withRegionAndKeys()
				.variable("AWS_MAX_ATTEMPTS", "1")
				.variable("AWS_ENDPOINT_URL", this.server.url()))
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void clientsOfAllServicesShareOneConnectionPool() {
		this.contextRunner.run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(KmsClient.class).listKeys();
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(this.server.requests).hasValue(3);
			assertThat(this.server.connections).hasValue(1);
		});
	}

	@Test
	void asyncClientsShareOneConnectionPool() {
		this.contextRunner.run((context) -> {
			context.getBean(DynamoDbAsyncClient.class).listTables().join();
			context.getBean(KmsAsyncClient.class).listKeys().join();
			assertThat(this.server.connections).hasValue(1);
		});
	}

	@Test
	void clientWithSettingsOfItsOwnHasItsOwnPool() {
		this.contextRunner
			.withPropertyValues("aws.services.kms.http.read-timeout=7s", "aws.clients.other.service=dynamodb",
					"aws.clients.other.http.max-connections=2")
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				context.getBean(KmsClient.class).listKeys();
				context.getBean("other", DynamoDbClient.class).listTables();
				assertThat(this.server.connections).hasValue(3);
			});
	}

	@Test
	void closedClientLeavesTheSharedOneToTheOthers() {
		this.contextRunner.run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(DynamoDbClient.class).close();
			context.getBean(KmsClient.class).listKeys();
			assertThat(this.server.connections).hasValue(1);
		});
		this.server.awaitClosed(1);
	}

	@Test
	void httpClientsAreClosedAfterTheBeansThatUseClients() {
		AtomicInteger answered = new AtomicInteger();
		this.contextRunner.withBean("answered", AtomicInteger.class, () -> answered)
			.withBean(LastCall.class)
			.run((context) -> context.getBean(LastCall.class).client.listTables());
		assertThat(answered).hasValue(1);
		this.server.awaitClosed(1);
	}

	@Test
	void beanThatLooksForItsClientLateUsesItToTheLast() {
		AtomicInteger answered = new AtomicInteger();
		this.contextRunner.withBean("answered", AtomicInteger.class, () -> answered)
			.withBean(LateCall.class)
			.run((context) -> context.getBean(LateCall.class).clients.getObject().listTables());
		assertThat(answered).hasValue(1);
		this.server.awaitClosed(1);
	}

	@Test
	void httpClientOfTheApplicationIsUsedAndNotClosedByClients() {
		HttpStandIn own = new HttpStandIn();
		AtomicInteger closings = new AtomicInteger();
		this.contextRunner.withBean("own", SdkHttpClient.class, () -> new OwnSync(own, closings))
			.withBean("ownAsync", SdkAsyncHttpClient.class, () -> new OwnAsync(own, closings))
			.run((context) -> {
				context.getBean(DynamoDbClient.class).listTables();
				context.getBean(DynamoDbAsyncClient.class).listTables().join();
				context.getBean(AwsClientConfigurer.class).configure(KmsClient.builder()).build().listKeys();
				assertThat(own.requests()).hasSize(3);
				assertThat(own.lastHeader("User-Agent")).contains("http#StandIn");
				context.getBean(DynamoDbClient.class).close();
				context.getBean(DynamoDbAsyncClient.class).close();
				assertThat(closings).hasValue(0);
			});
		assertThat(closings).as("by Spring, once each").hasValue(2);
		assertThat(this.server.connections).hasValue(0);
	}

	@Test
	void customizerBringsItsOwnHttpClient() {
		HttpStandIn own = new HttpStandIn();
		AwsClientCustomizer<DynamoDbClientBuilder> customizer = (builder, target) -> builder.httpClient(own);
		this.contextRunner.withBean("customizer", Customizer.class, () -> new Customizer(customizer)).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(KmsClient.class).listKeys();
			assertThat(own.requests()).hasSize(1);
			assertThat(this.server.requests).hasValue(1);
		});
	}

	@Test
	void customizerBringsItsOwnHttpClientBuilder() {
		AwsClientCustomizer<DynamoDbClientBuilder> customizer = (builder, target) -> builder
			.httpClientBuilder(Apache5HttpClient.builder());
		this.contextRunner.withBean("customizer", Customizer.class, () -> new Customizer(customizer)).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(KmsClient.class).listKeys();
			assertThat(this.server.connections).hasValue(2);
		});
	}

	@Test
	void builderThatSomebodyElseBuildsHasTheHttpClientOfTheSdkUnlessASettingAsks() {
		this.contextRunner.run((context) -> {
			AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
			HttpStandIn own = new HttpStandIn();
			configurer.configure(DynamoDbClient.builder()).httpClient(own).build().listTables();
			assertThat(own.requests()).hasSize(1);
		});
	}

	@Test
	@Timeout(20)
	@Proves(value = "http.read_timeout", effect = "A call fails when the server is silent for longer.")
	void readTimeoutEndsTheWaitForAnAnswer() {
		this.server.silent = true;
		this.contextRunner.withPropertyValues("aws.http.read-timeout=50ms").run((context) -> {
			DynamoDbClient client = context.getBean(DynamoDbClient.class);
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listTables)
				.withMessageContaining("Read timed out");
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> context.getBean(DynamoDbAsyncClient.class).listTables().join())
				.withStackTraceContaining("Read timed out");
		});
	}

	@Test
	@Proves(value = "http.write_timeout", effect = "An async call fails when the server takes no data for longer.")
	void writeTimeoutEndsTheWaitForWhoDoesNotRead() throws IOException {
		try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			this.contextRunner
				.withPropertyValues("aws.http.write-timeout=100ms", "aws.services.s3.endpoint-url=" + urlOf(deaf))
				.run((context) -> {
					S3AsyncClient client = context.getBean(S3AsyncClient.class);
					assertThatExceptionOfType(CompletionException.class)
						.isThrownBy(
								() -> client
									.putObject((put) -> put.bucket("bucket").key("key"),
											AsyncRequestBody.fromBytes(new byte[50_000_000]))
									.join())
						.withStackTraceContaining("No data was written to the request body within 100ms");
				});
		}
	}

	@Test
	@Proves(value = "http.connection_timeout", effect = "A call fails when no connection is made in that time.")
	void connectionTimeoutEndsTheWaitForAConnection() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Queue queue = new Queue(full)) {
			this.contextRunner
				.withPropertyValues("aws.http.connection-timeout=3s",
						"aws.services.dynamodb.endpoint-url=" + urlOf(full))
				.run((context) -> {
					DynamoDbClient client = context.getBean(DynamoDbClient.class);
					long start = System.nanoTime();
					assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listTables)
						.withMessageContaining("Connect timed out");
					// The SDK alone waits for 2 s
					assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2900));
				});
			assertThat(queue.length()).isPositive();
		}
	}

	@Test
	@Proves(value = "http.tls_negotiation_timeout", effect = "An async call fails when the TLS handshake takes longer.")
	void tlsNegotiationTimeoutEndsTheWaitForAHandshake() throws IOException {
		try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			this.contextRunner
				.withPropertyValues("aws.http.tls-negotiation-timeout=100ms",
						"aws.services.dynamodb.endpoint-url=" + urlOf(mute).replace("http:", "https:"))
				.run((context) -> {
					assertThatExceptionOfType(CompletionException.class)
						.isThrownBy(() -> context.getBean(DynamoDbAsyncClient.class).listTables().join())
						// The age of the connection; the SDK alone waits for 5 s
						.withMessageMatching("(?s).*channelAge=PT[0-3]\\..*")
						.withStackTraceContaining("HandshakeTimeout");
				});
		}
	}

	@Test
	@Proves(value = "http.max_connections", effect = "No more connections are open at once.")
	@Proves(value = "http.connection_acquire_timeout",
			effect = "A call fails when no connection becomes free in that time.")
	void connectionsAreNoMoreThanAllowedAndNotWaitedForLonger() {
		this.server.hold = new CountDownLatch(1);
		this.contextRunner.withPropertyValues("aws.http.max-connections=1", "aws.http.connection-acquire-timeout=100ms")
			.run((context) -> {
				DynamoDbClient client = context.getBean(DynamoDbClient.class);
				CompletableFuture<?> first = CompletableFuture.supplyAsync(client::listTables);
				this.server.awaitRequests(1);
				assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listTables)
					.withMessageContaining("Timeout deadline: 100 MILLISECONDS");
				this.server.hold.countDown();
				first.join();
				assertThat(this.server.connections).hasValue(1);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.http.connection-time-to-live=1ms", "aws.http.connection-max-idle-timeout=1ms" })
	@Proves(value = "http.connection_time_to_live", effect = "A connection of that age is not used again.")
	@Proves(value = "http.connection_max_idle_timeout",
			effect = "A connection that was idle for so long is not used again.")
	void connectionIsNotUsedLongerThanAllowed(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			DynamoDbClient client = context.getBean(DynamoDbClient.class);
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
			while (this.server.connections.get() < 2 && System.nanoTime() < deadline) {
				client.listTables();
			}
			assertThat(this.server.connections).hasValueGreaterThan(1);
		});
	}

	/**
	 * Linux shows the timers of its sockets; the second kind is that of the probes.
	 */
	@Test
	@EnabledOnOs(OS.LINUX)
	@Proves(value = "http.tcp_keepalive", effect = "The operating system probes connections that nobody uses.")
	void connectionsAreProbedIfAsked() {
		this.contextRunner
			.withPropertyValues("aws.http.tcp-keepalive=true", "aws.services.kms.http.tcp-keepalive=false")
			.run((context) -> {
				context.getBean(KmsClient.class).listKeys();
				assertThat(this.server.timersOfClients()).containsExactly("00");
				context.getBean(DynamoDbClient.class).listTables();
				assertThat(this.server.timersOfClients()).containsExactlyInAnyOrder("00", "02");
			});
	}

	@Test
	@Proves(value = "http.protocol", effect = "Async connections begin with the preface of HTTP/2.")
	void asyncClientsSpeakHttp2IfAsked() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			CompletableFuture<String> preface = CompletableFuture.supplyAsync(() -> read(listener, 24));
			this.contextRunner
				.withPropertyValues("aws.http.protocol=http2", "aws.services.dynamodb.endpoint-url=" + urlOf(listener))
				.run((context) -> {
					CompletableFuture<?> call = context.getBean(DynamoDbAsyncClient.class).listTables();
					assertThat(preface.get(30, TimeUnit.SECONDS)).isEqualTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
					call.cancel(true);
				});
		}
	}

	@Test
	@Proves(value = "api_call_timeout", effect = "A call fails when it takes longer, retries included.")
	@Proves(value = "api_call_attempt_timeout", effect = "An attempt fails when it takes longer.")
	void callAndAttemptTimeoutsEndCalls() {
		this.server.silent = true;
		this.contextRunner
			.withPropertyValues("aws.api-call-timeout=80ms", "aws.services.kms.api-call-attempt-timeout=40ms",
					"aws.services.kms.api-call-timeout=30s")
			.run((context) -> {
				assertThatExceptionOfType(ApiCallTimeoutException.class)
					.isThrownBy(() -> context.getBean(DynamoDbClient.class).listTables())
					.withMessageContaining("80 millis");
				assertThatExceptionOfType(ApiCallAttemptTimeoutException.class)
					.isThrownBy(() -> context.getBean(KmsClient.class).listKeys())
					.withMessageContaining("40 millis");
				assertThatExceptionOfType(CompletionException.class)
					.isThrownBy(() -> context.getBean(DynamoDbAsyncClient.class).listTables().join())
					.withCauseInstanceOf(ApiCallTimeoutException.class);
			});
	}

	@Test
	void timeoutsOfTheBuilderWin() {
		this.contextRunner.withPropertyValues("aws.api-call-timeout=80ms", "aws.api-call-attempt-timeout=40ms")
			.run((context) -> {
				AwsClientConfigurer configurer = context.getBean(AwsClientConfigurer.class);
				DynamoDbClientBuilder builder = DynamoDbClient.builder()
					.overrideConfiguration((override) -> override.apiCallTimeout(Duration.ofSeconds(8))
						.apiCallAttemptTimeout(Duration.ofSeconds(4)));
				try (DynamoDbClient client = configurer.configure(builder).build()) {
					assertThat(client.serviceClientConfiguration().overrideConfiguration().apiCallTimeout())
						.hasValue(Duration.ofSeconds(8));
					assertThat(client.serviceClientConfiguration().overrideConfiguration().apiCallAttemptTimeout())
						.hasValue(Duration.ofSeconds(4));
				}
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			aws.http.read-timeout=0                     | is less than 1 ms
			aws.http.read-timeout=-5s                   | is less than 1 ms
			aws.http.connection-timeout=soon            | is not a duration
			aws.http.connection-timeout=25d             | is more than 24 days
			aws.http.connection-timeout=999999999999999d| is not a duration
			aws.services.s3.http.write-timeout=-1       | is less than 1 ms
			aws.api-call-timeout=0s                     | is less than 1 ms
			aws.api-call-attempt-timeout=-1             | is less than 1 ms
			aws.http.max-connections=0                  | is less than 1
			aws.http.max-connections=-1                 | is less than 1
			aws.http.max-connections=many               | is not a whole number
			aws.http.tcp-keepalive=perhaps              | is neither true nor false
			aws.http.protocol=spdy                      | is none of the valid values
			aws.http.sync=okhttp                        | is none of the valid values
			aws.http.async=apache                       | is none of the valid values
			aws.http.proxy.endpoint=proxy.example.com:80| has no scheme (http:// or https://)
			aws.http.proxy.endpoint=http://proxy        | has no port
			aws.http.proxy.endpoint=http://:3128        | has no host
			aws.http.proxy.endpoint=http://a:b@proxy:1  | has a user name or password in it
			aws.http.proxy.endpoint=http://proxy:1/path | has a path
			aws.http.proxy.endpoint=http://proxy:65536  | has a port above 65535
			aws.http.proxy.endpoint=http://pro xy:1     | is not a URL
			aws.http.proxy.non-proxy-hosts=a,,b         | has an empty element
			aws.http.proxy.non-proxy-hosts=a b          | has an element that is no host
			""")
	void wrongValuesStopTheApplicationAndAreNamed(String property, String reason) {
		String name = property.substring(0, property.indexOf('='));
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(AwsConfigurationException.class)
				.hasMessageContaining("'" + name + "'")
				.hasMessageContaining(reason)
				.hasMessageNotContaining("a:b@");
		});
	}

	@Test
	void nearMissesAreReported() {
		this.contextRunner
			.withPropertyValues("aws.http.red-timeout=1s", "aws.services.s3.http.proxy.endpiont=http://localhost:1",
					"aws.http.proxy=http://localhost:1")
			.run((context) -> assertThat(context.getBean(AwsSettings.class).getDiagnostics())
				.extracting(Diagnostic::message)
				.contains(
						"'aws.http.red-timeout' is not a setting and is ignored; did you mean 'aws.http.read-timeout'?",
						"'aws.services.s3.http.proxy.endpiont' is not a setting of a service and is ignored; did you "
								+ "mean 'aws.services.s3.http.proxy.endpoint'?",
						"'aws.http.proxy' is not a setting and is ignored; did you mean 'aws.http.proxy.endpoint'?"));
	}

	@Test
	void implementationThatIsNotThereIsNamed() {
		this.contextRunner.withPropertyValues("aws.http.sync=crt")
			.run((context) -> assertThatExceptionOfType(BeanCreationException.class)
				.isThrownBy(() -> context.getBean(S3Client.class))
				.havingRootCause()
				.isInstanceOfSatisfying(AwsConfigurationException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("The HTTP client 'crt' is not on the class path.")
						.hasMessageContaining("aws.http.sync")
						.hasMessageContaining("There: apache5");
					assertThat(ex.getAction())
						.isEqualTo("Add software.amazon.awssdk:aws-crt-client, or choose one that is there.");
				}));
	}

	private static String urlOf(ServerSocket socket) {
		return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
	}

	private static String read(ServerSocket listener, int length) {
		try (Socket socket = listener.accept(); InputStream stream = socket.getInputStream()) {
			return new String(stream.readNBytes(length), StandardCharsets.US_ASCII);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Of a type that Spring can tell, where a lambda has none.
	 */
	private static final class Customizer implements AwsClientCustomizer<DynamoDbClientBuilder> {

		private final AwsClientCustomizer<DynamoDbClientBuilder> target;

		Customizer(AwsClientCustomizer<DynamoDbClientBuilder> target) {
			this.target = target;
		}

		@Override
		public void customize(DynamoDbClientBuilder builder, AwsClientId target) {
			this.target.customize(builder, target);
		}

	}

	private record OwnSync(HttpStandIn target, AtomicInteger closings) implements SdkHttpClient {

		@Override
		public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
			return this.target.prepareRequest(request);
		}

		@Override
		public String clientName() {
			return this.target.clientName();
		}

		@Override
		public void close() {
			this.closings.incrementAndGet();
		}

	}

	private record OwnAsync(HttpStandIn target, AtomicInteger closings) implements SdkAsyncHttpClient {

		@Override
		public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
			return this.target.execute(request);
		}

		@Override
		public void close() {
			this.closings.incrementAndGet();
		}

	}

	/**
	 * Uses its client for the last time when the application ends.
	 */
	static final class LastCall implements AutoCloseable {

		private final AtomicInteger answered;

		private final DynamoDbClient client;

		LastCall(AtomicInteger answered, DynamoDbClient client) {
			this.answered = answered;
			this.client = client;
		}

		@Override
		public void close() {
			this.client.listTables();
			this.answered.incrementAndGet();
		}

	}

	/**
	 * Has no client before it asks for one.
	 */
	static final class LateCall implements AutoCloseable {

		private final AtomicInteger answered;

		private final ObjectProvider<DynamoDbClient> clients;

		LateCall(AtomicInteger answered, ObjectProvider<DynamoDbClient> clients) {
			this.answered = answered;
			this.clients = clients;
		}

		@Override
		public void close() {
			this.clients.getObject().listTables();
			this.answered.incrementAndGet();
		}

	}

	/**
	 * Fills the queue of a socket that accepts nobody, so that further connections wait.
	 */
	private static final class Queue implements AutoCloseable {

		private final List<Socket> waiting = new ArrayList<>();

		Queue(ServerSocket server) throws IOException {
			for (int i = 0; i < 16; i++) {
				Socket socket = new Socket();
				try {
					socket.connect(server.getLocalSocketAddress(), 100);
					this.waiting.add(socket);
				}
				catch (IOException ex) {
					socket.close();
					return;
				}
			}
		}

		int length() {
			return this.waiting.size();
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.waiting) {
				socket.close();
			}
		}

	}

	/**
	 * A server that counts connections; answers every request with an empty JSON object.
	 */
	private static final class Connections implements AutoCloseable {

		private final ServerSocket listener;

		private final AtomicInteger connections = new AtomicInteger();

		private final AtomicInteger requests = new AtomicInteger();

		private final AtomicInteger closed = new AtomicInteger();

		private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());

		private volatile boolean silent;

		private volatile CountDownLatch hold = new CountDownLatch(0);

		Connections() {
			try {
				this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			start(this::accept);
		}

		private static void start(Runnable task) {
			Thread thread = new Thread(task, "connections");
			thread.setDaemon(true);
			thread.start();
		}

		private void accept() {
			try {
				while (true) {
					Socket socket = this.listener.accept();
					this.connections.incrementAndGet();
					this.open.add(socket);
					start(() -> serve(socket));
				}
			}
			catch (IOException ex) {
				// The test has ended
			}
		}

		private void serve(Socket socket) {
			try (socket) {
				socket.setTcpNoDelay(true);
				InputStream in = socket.getInputStream();
				while (readRequest(in)) {
					this.requests.incrementAndGet();
					this.hold.await();
					if (!this.silent) {
						socket.getOutputStream()
							.write("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}"
								.getBytes(StandardCharsets.US_ASCII));
					}
				}
			}
			catch (IOException | InterruptedException ex) {
				// The other side has closed
			}
			this.closed.incrementAndGet();
		}

		private static boolean readRequest(InputStream in) throws IOException {
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") == -1) {
				int ch = in.read();
				if (ch == -1) {
					return false;
				}
				head.append((char) ch);
			}
			Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
			if (length.find()) {
				in.readNBytes(Integer.parseInt(length.group(1)));
			}
			return true;
		}

		String url() {
			return urlOf(this.listener);
		}

		/**
		 * Return the kinds of timers that the sockets at the other end have.
		 */
		List<String> timersOfClients() throws IOException {
			String port = String.format(":%04X", this.listener.getLocalPort());
			List<String> timers = new ArrayList<>();
			for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
				Path file = Path.of(table);
				for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
					String[] columns = line.strip().split("\\s+");
					boolean established = columns[3].equals("01");
					if (established && columns[2].endsWith(port)) {
						timers.add(columns[5].substring(0, 2));
					}
				}
			}
			return timers;
		}

		void awaitRequests(int count) {
			await(this.requests, count);
		}

		void awaitClosed(int count) {
			await(this.closed, count);
		}

		private static void await(AtomicInteger counter, int count) {
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
			while (counter.get() < count && System.nanoTime() < deadline) {
				LockSupport.parkNanos(1_000_000);
			}
			assertThat(counter).hasValueGreaterThanOrEqualTo(count);
		}

		@Override
		public void close() {
			try {
				this.listener.close();
				for (Socket socket : List.copyOf(this.open)) {
					socket.close();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
