package io.awsconfig.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.SelfSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Real clients against a server whose certificate nobody knows but the bundle.
 */
class ClientTrustTests {

	private static final SelfSigned certificate = SelfSigned.inNewDirectory();

	private static HttpsServer server;

	private static final List<String> targets = Collections.synchronizedList(new ArrayList<>());

	private FakeMachine machine;

	@BeforeAll
	static void startServer() throws IOException {
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
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

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	@BeforeEach
	void setUp(@TempDir Path home) {
		this.machine = new FakeMachine(home).withRegionAndKeys()
			.variable("AWS_ENDPOINT_URL", "https://localhost:" + server.getAddress().getPort())
			.variable("AWS_MAX_ATTEMPTS", "1");
		targets.clear();
	}

	private AwsClientConfigurer configurer(String... properties) {
		return Configurers.create(this.machine, properties);
	}

	@Test
	void syncAndAsyncClientsTrustTheBundle() {
		this.machine.variable("AWS_CA_BUNDLE", certificate.pem().toString());
		try (DynamoDbClient sync = configurer().configure(DynamoDbClient.builder()).build();
				DynamoDbAsyncClient async = configurer().configure(DynamoDbAsyncClient.builder()).build()) {
			assertThat(sync.listTables().tableNames()).isEmpty();
			assertThat(async.listTables().join().tableNames()).isEmpty();
		}
		assertThat(targets).containsExactly("DynamoDB_20120810.ListTables", "DynamoDB_20120810.ListTables");
	}

	@Test
	void clientsWithoutTheBundleDoNot() {
		AwsClientConfigurer configurer = configurer("aws.services.s3.ca-bundle=" + certificate.pem());
		try (DynamoDbClient sync = configurer.configure(DynamoDbClient.builder()).build();
				DynamoDbAsyncClient async = configurer.configure(DynamoDbAsyncClient.builder()).build()) {
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(sync::listTables);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> async.listTables().join());
		}
		assertThat(targets).isEmpty();
	}

}
