package io.awsconfig.crt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.client.AwsClientCustomizer;
import io.awsconfig.connection.AwsConnectionDetails;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Which async client of S3 is made where the jar of the AWS CRT is there, seen in its
 * requests.
 */
@ExtendWith(OutputCaptureExtension.class)
class AsyncS3Tests {

	private final List<Headers> requests = new CopyOnWriteArrayList<>();

	private volatile int status = 200;

	private HttpServer server;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
		this.contextRunner = new ApplicationContextRunner()
			.withPropertyValues("aws.region=eu-central-1", "aws.access-key-id=akid", "aws.secret-access-key=secret",
					"aws.endpoint-url=http://127.0.0.1:" + this.server.getAddress().getPort())
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class));
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.requests.add(exchange.getRequestHeaders());
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(this.status, -1);
		}
	}

	private static void put(S3AsyncClient client) {
		client.putObject((put) -> put.bucket("photos").key("cat"), AsyncRequestBody.fromString("meow")).join();
	}

	private boolean wasSentByCrt() {
		assertThat(this.requests).isNotEmpty();
		return this.requests.stream().allMatch((headers) -> headers.getFirst("User-Agent").contains("http#s3crt"));
	}

	@Test
	void clientStandsOnTheCrtWithEndpointRegionAndCredentials(CapturedOutput output) {
		this.contextRunner.withPropertyValues("aws.services.s3.region=eu-west-3").run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isTrue();
			assertThat(this.requests.get(0).getFirst("Authorization")).contains("Credential=akid/")
				.contains("/eu-west-3/s3/");
			assertThat(output).contains("S3AsyncClient stands on the AWS CRT, whose jar is on the class path");
		});
	}

	@Test
	void serverOfAConnectionIsCalledInPathStyle() {
		URI endpoint = URI.create("http://localhost:" + this.server.getAddress().getPort());
		this.contextRunner
			.withBean(AwsConnectionDetails.class,
					() -> AwsConnectionDetails.of(endpoint, "us-east-1", AwsBasicCredentials.create("test", "test")))
			.run((context) -> {
				put(context.getBean(S3AsyncClient.class));
				assertThat(wasSentByCrt()).isTrue();
				assertThat(this.requests.get(0).getFirst("Host")).isEqualTo(endpoint.getAuthority());
				assertThat(this.requests.get(0).getFirst("Authorization")).contains("Credential=test/")
					.contains("/us-east-1/s3/");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.http.read-timeout=5s", "aws.http.proxy.endpoint=http://localhost:1",
			"aws.api-call-timeout=30s" })
	void settingsOfHttpClientsAskForTheOrdinaryOne(String property, CapturedOutput output) {
		this.contextRunner.withPropertyValues(property, "aws.http.proxy.non-proxy-hosts=127.0.0.1").run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isFalse();
			assertThat(output).contains("S3AsyncClient does not stand on the AWS CRT")
				.contains(property.substring(0, property.indexOf('=')));
		});
	}

	@Test
	void namedClientDoesAsWell() {
		this.contextRunner
			.withPropertyValues("aws.clients.archive.service=s3", "aws.clients.archive.region=eu-south-2",
					"aws.clients.plain.service=s3", "aws.clients.plain.sdk-ua-app-id=shop")
			.run((context) -> {
				put(context.getBean("archiveS3AsyncClient", S3AsyncClient.class));
				assertThat(wasSentByCrt()).isTrue();
				assertThat(this.requests.get(0).getFirst("Authorization")).contains("/eu-south-2/s3/");
				this.requests.clear();
				put(context.getBean("plainS3AsyncClient", S3AsyncClient.class));
				assertThat(wasSentByCrt()).isFalse();
			});
	}

	@ParameterizedTest
	@CsvSource({ "2, 2, true", "1, 1, false", ", 3, true" })
	void itTriesAsOftenAsTheSettingSays(String maxAttempts, int attempts, boolean crt) {
		this.status = 500;
		ApplicationContextRunner runner = (maxAttempts != null)
				? this.contextRunner.withPropertyValues("aws.max-attempts=" + maxAttempts) : this.contextRunner;
		runner.run((context) -> {
			assertThatException().isThrownBy(() -> put(context.getBean(S3AsyncClient.class)));
			assertThat(this.requests).hasSize(attempts);
			assertThat(wasSentByCrt()).isEqualTo(crt);
		});
	}

	@ParameterizedTest
	@CsvSource({ "WHEN_SUPPORTED, true", "WHEN_REQUIRED, false" })
	void itHasAChecksumWhenTheSettingSaysSo(String mode, boolean checksum) {
		this.contextRunner.withPropertyValues("aws.request-checksum-calculation=" + mode).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isTrue();
			assertThat(this.requests.get(0).containsKey("x-amz-trailer")).isEqualTo(checksum);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "aws.sdk-ua-app-id=shop", "aws.services.s3.retry-mode=adaptive",
			"aws.s3-use-arn-region=true", "aws.services.s3.chunked-encoding=false", "aws.services.s3.multipart=false",
			"aws.disable-host-prefix-injection=true", "aws.new-retries-2026=false" })
	void settingThatItCannotObeyMakesTheOrdinaryClient(String property, CapturedOutput output) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isFalse();
			assertThat(output).contains(
					"S3AsyncClient does not stand on the AWS CRT, although its jar is on the class path, because of")
				.contains("'" + property.substring(0, property.indexOf('=')) + "'");
		});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "aws.use-fips-endpoint=false", "aws.retry-mode=standard", "aws.sts-regional-endpoints=legacy",
					"aws.services.s3.multipart=true", "aws.services.s3.chunked-encoding=true",
					"aws.services.s3.cross-region-access=true", "aws.services.s3.path-style=true" })
	void settingThatChangesNothingForItDoesNot(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { AllClients.class, OrdinaryClient.class, Interceptor.class, OwnRetries.class })
	void soDoWhatTheApplicationAddsToIt(Class<?> configuration, CapturedOutput output) {
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isFalse();
			assertThat(output).contains("S3AsyncClient does not stand on the AWS CRT");
		});
	}

	@Test
	void customizerOfAnotherClientDoesNot() {
		this.contextRunner.withUserConfiguration(OtherClient.class).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isTrue();
		});
	}

	@Test
	void customizerOfItsBuilderWins(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(CrtClient.class)
			.withPropertyValues("aws.sdk-ua-app-id=shop", "aws.max-attempts=5")
			.run((context) -> {
				this.status = 500;
				assertThatException().isThrownBy(() -> put(context.getBean(S3AsyncClient.class)));
				assertThat(wasSentByCrt()).isTrue();
				assertThat(this.requests).hasSize(2);
				assertThat(output).contains("stands on the AWS CRT, as a customizer of it asks for, and goes without"
						+ " 'aws.sdk-ua-app-id'");
			});
	}

	@Test
	void profileThatTheSdkDoesNotSeeMakesTheOrdinaryClient(@TempDir Path directory) throws IOException {
		Path config = Files.writeString(directory.resolve("config"), "[profile work]\nregion = eu-west-1\n");
		this.contextRunner.withPropertyValues("aws.profile=work", "aws.config-file=" + config).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isFalse();
		});
		this.requests.clear();
		this.contextRunner.withSystemProperties("aws.profile=work", "aws.configFile=" + config).run((context) -> {
			put(context.getBean(S3AsyncClient.class));
			assertThat(wasSentByCrt()).isTrue();
		});
	}

	@Test
	void transferManagerStandsOnIt() {
		this.contextRunner.run((context) -> {
			context.getBean(S3TransferManager.class)
				.upload((upload) -> upload.requestBody(AsyncRequestBody.fromString("meow"))
					.putObjectRequest((put) -> put.bucket("photos").key("cat")))
				.completionFuture()
				.join();
			assertThat(wasSentByCrt()).isTrue();
		});
	}

	@Test
	@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
	void itIsClosedWithTheApplication() {
		S3AsyncClient[] client = new S3AsyncClient[1];
		this.contextRunner.run((context) -> {
			client[0] = context.getBean(S3AsyncClient.class);
			put(client[0]);
		});
		assertThatException().isThrownBy(() -> put(client[0]));
		assertThat(this.requests).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class AllClients {

		@Bean
		AwsClientCustomizer<AwsClientBuilder<?, ?>> customizer() {
			return (builder, target) -> builder.fipsEnabled(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdinaryClient {

		@Bean
		AwsClientCustomizer<S3AsyncClientBuilder> customizer() {
			return (builder, target) -> builder.multipartEnabled(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherClient {

		@Bean
		AwsClientCustomizer<S3ClientBuilder> customizer() {
			return (builder, target) -> builder.forcePathStyle(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CrtClient {

		@Bean
		AwsClientCustomizer<S3CrtAsyncClientBuilder> customizer() {
			return (builder, target) -> builder.retryConfiguration((retry) -> retry.numRetries(1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptor {

		@Bean
		ExecutionInterceptor interceptor() {
			return new ExecutionInterceptor() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRetries {

		@Bean
		RetryStrategy retryStrategy() {
			return DefaultRetryStrategy.doNotRetry();
		}

	}

}
