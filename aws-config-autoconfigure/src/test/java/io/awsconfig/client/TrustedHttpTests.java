package io.awsconfig.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Real clients against a server whose certificate nobody knows but the bundle.
 */
class TrustedHttpTests {

	@TempDir
	private static Path directory;

	private static Path bundle;

	private static HttpsServer server;

	private static final List<String> targets = Collections.synchronizedList(new ArrayList<>());

	private FakeMachine machine;

	@BeforeAll
	static void startServer() throws Exception {
		Path store = directory.resolve("server.p12");
		bundle = directory.resolve("ca bundle.pem");
		keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", store.toString());
		keytool("-exportcert", "-rfc", "-alias", "server", "-file", bundle.toString(), "-keystore", store.toString());
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(store)) {
			keys.load(stream, "changeit".toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, "changeit".toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context));
		server.createContext("/", (exchange) -> {
			targets.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
			exchange.getRequestBody().readAllBytes();
			byte[] answer = "{\"TableNames\":[]}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		server.start();
	}

	private static void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storepass", "changeit"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	@BeforeEach
	void setUp(@TempDir Path home) {
		this.machine = new FakeMachine(home).variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "akid")
			.variable("AWS_SECRET_ACCESS_KEY", "secret")
			.variable("AWS_ENDPOINT_URL", "https://localhost:" + server.getAddress().getPort())
			.variable("AWS_MAX_ATTEMPTS", "1");
		targets.clear();
	}

	private AwsClientConfigurer configurer(String... properties) {
		return Configurers.create(this.machine, properties);
	}

	@Test
	void syncAndAsyncClientsTrustTheBundle() {
		this.machine.variable("AWS_CA_BUNDLE", bundle.toString());
		try (DynamoDbClient sync = configurer().configure(DynamoDbClient.builder()).build();
				DynamoDbAsyncClient async = configurer().configure(DynamoDbAsyncClient.builder()).build()) {
			assertThat(sync.listTables().tableNames()).isEmpty();
			assertThat(async.listTables().join().tableNames()).isEmpty();
		}
		assertThat(targets).containsExactly("DynamoDB_20120810.ListTables", "DynamoDB_20120810.ListTables");
	}

	@Test
	void clientsWithoutTheBundleDoNot() {
		AwsClientConfigurer configurer = configurer("aws.services.s3.ca-bundle=" + bundle);
		try (DynamoDbClient sync = configurer.configure(DynamoDbClient.builder()).build();
				DynamoDbAsyncClient async = configurer.configure(DynamoDbAsyncClient.builder()).build()) {
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(sync::listTables);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> async.listTables().join());
		}
		assertThat(targets).isEmpty();
	}

	@Test
	void fileThatIsNotThereIsNamed() {
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> configurer("aws.ca-bundle=/no/such.pem").configure(DynamoDbClient.builder()))
			.withMessageContaining("The certificates to trust cannot be read")
			.withMessageContaining("/no/such.pem")
			.withMessageContaining("aws.ca-bundle");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no certificate", "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n",
			"-----BEGIN PRIVATE KEY-----\nMIG2AgEAMBAGByqGSM49\n-----END PRIVATE KEY-----\n" })
	void fileWithoutCertificatesIsRefused(String content) throws IOException {
		Path file = Files.writeString(directory.resolve("broken.pem"), content);
		assertThatExceptionOfType(AwsConfigurationException.class)
			.isThrownBy(() -> configurer("aws.ca-bundle=" + file).configure(DynamoDbClient.builder()))
			.withMessageContaining("The certificates to trust cannot be read")
			.withMessageContaining("aws.ca-bundle");
	}

}
