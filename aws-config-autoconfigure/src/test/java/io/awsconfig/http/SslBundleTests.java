package io.awsconfig.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.awsconfig.autoconfigure.AwsAutoConfiguration;
import io.awsconfig.autoconfigure.AwsClientAutoConfiguration;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.Keytool;
import io.awsconfig.testsupport.Proves;
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

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Real clients with SSL bundles of Spring Boot, against a server that wants to see a
 * certificate.
 */
class SslBundleTests {

	@TempDir
	private static Path directory;

	private static HttpsServer server;

	private static final List<String> callers = new CopyOnWriteArrayList<>();

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeAll
	static void startServer() throws Exception {
		createKey("server");
		createKey("client");
		createKey("stranger");
		SSLContext context = SSLContext.getInstance("TLS");
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store("server"), Keytool.PASSWORD.toCharArray());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store("client"));
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
				ssl.setWantClientAuth(true);
				parameters.setSSLParameters(ssl);
			}

		});
		server.createContext("/", (exchange) -> {
			callers.add(caller((HttpsExchange) exchange));
			exchange.getRequestBody().readAllBytes();
			byte[] answer = "{\"TableNames\":[]}".getBytes(StandardCharsets.UTF_8);
			// So that the next request needs a handshake
			exchange.getResponseHeaders().add("Connection", "close");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		server.start();
	}

	private static String caller(HttpsExchange exchange) {
		try {
			return exchange.getSSLSession().getPeerPrincipal().getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return "nobody";
		}
	}

	private static void createKey(String name) throws Exception {
		Path store = directory.resolve(name + ".p12");
		Keytool.run(store, "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
				"SAN=dns:localhost,ip:127.0.0.1");
		Path certificate = directory.resolve(name + ".pem");
		Keytool.run(store, "-exportcert", "-rfc", "-alias", name, "-file", certificate.toString());
		// A store with the certificate alone counts as one to trust
		Keytool.run(directory.resolve(name + "-trust.p12"), "-importcert", "-noprompt", "-alias", "trusted-" + name,
				"-file", certificate.toString());
	}

	private static KeyStore store(String name) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		String file = name.equals("client") ? "client-trust.p12" : name + ".p12";
		try (InputStream stream = Files.newInputStream(directory.resolve(file))) {
			store.load(stream, Keytool.PASSWORD.toCharArray());
		}
		return store;
	}

	@AfterAll
	static void stopServer() {
		server.stop(0);
	}

	@BeforeEach
	void setUp(@TempDir Path home) {
		callers.clear();
		this.machine = new FakeMachine(home).withRegionAndKeys()
			.variable("AWS_ENDPOINT_URL", "https://localhost:" + server.getAddress().getPort())
			.variable("AWS_MAX_ATTEMPTS", "1");
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					SslAutoConfiguration.class))
			.withPropertyValues(trusting("aws", "server"))
			.withPropertyValues(trusting("trusting", "server"))
			.withPropertyValues(trusting("elsewhere", "stranger"))
			.withPropertyValues("spring.ssl.bundle.jks.aws.keystore.location=" + file("client.p12"),
					"spring.ssl.bundle.jks.aws.keystore.password=changeit",
					"spring.ssl.bundle.jks.aws.keystore.type=PKCS12");
	}

	private static String[] trusting(String bundle, String name) {
		String prefix = "spring.ssl.bundle.jks." + bundle + ".truststore.";
		return new String[] { prefix + "location=" + file(name + "-trust.p12"), prefix + "password=changeit",
				prefix + "type=PKCS12" };
	}

	private static String file(String name) {
		return "file:" + directory.resolve(name);
	}

	private ApplicationContextRunner using(String bundle) {
		return this.contextRunner.withPropertyValues("aws.http.ssl.bundle=" + bundle);
	}

	@Test
	@Proves(value = "http.ssl.bundle", effect = "TLS trusts its certificates and shows its own.")
	void clientsTrustTheBundleAndShowItsCertificate() {
		using("aws").run((context) -> {
			assertThat(context.getBean(DynamoDbClient.class).listTables().tableNames()).isEmpty();
			assertThat(context.getBean(DynamoDbAsyncClient.class).listTables().join().tableNames()).isEmpty();
			assertThat(callers).containsExactly("CN=client", "CN=client");
		});
	}

	@Test
	void bundleWithoutKeyShowsNothing() {
		using("trusting").run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			context.getBean(DynamoDbAsyncClient.class).listTables().join();
			assertThat(callers).containsExactly("nobody", "nobody");
		});
	}

	@Test
	void bundleThatDoesNotKnowTheServerIsNotGoneAround() {
		using("elsewhere").withPropertyValues("aws.ca-bundle=" + directory.resolve("server.pem")).run((context) -> {
			assertThatExceptionOfType(SdkClientException.class)
				.isThrownBy(() -> context.getBean(DynamoDbClient.class).listTables());
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> context.getBean(DynamoDbAsyncClient.class).listTables().join());
			assertThat(callers).isEmpty();
		});
	}

	@Test
	void newVersionOfTheBundleCountsForTheNextHandshake() {
		using("elsewhere").run((context) -> {
			DynamoDbClient client = context.getBean(DynamoDbClient.class);
			DynamoDbAsyncClient async = context.getBean(DynamoDbAsyncClient.class);
			assertThatExceptionOfType(SdkClientException.class).isThrownBy(client::listTables);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> async.listTables().join());
			SslBundles bundles = context.getBean(SslBundles.class);
			context.getBean(SslBundleRegistry.class).updateBundle("elsewhere", bundles.getBundle("trusting"));
			client.listTables();
			async.listTables().join();
			assertThat(callers).hasSize(2);
		});
	}

	/**
	 * As while configuration data is being imported.
	 */
	@Test
	void whereThereAreNoBundlesTheFileCounts() {
		ApplicationContextRunner runner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class))
			.withPropertyValues("aws.http.ssl.bundle=trusting");
		runner.run((context) -> assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> context.getBean(DynamoDbClient.class))
			.havingRootCause()
			.isInstanceOfSatisfying(AwsConfigurationException.class, (ex) -> {
				assertThat(ex).hasMessageContaining("There are no SSL bundles here")
					.hasMessageContaining("aws.http.ssl.bundle");
				assertThat(ex.getAction()).startsWith("Let 'aws.ca-bundle' name a file with the certificates");
			}));
		runner.withPropertyValues("aws.ca-bundle=" + directory.resolve("server.pem")).run((context) -> {
			context.getBean(DynamoDbClient.class).listTables();
			assertThat(callers).containsExactly("nobody");
		});
	}

	@Test
	void bundleThatIsNotThereIsNamed() {
		using("nonesuch").run((context) -> assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> context.getBean(DynamoDbClient.class))
			.havingRootCause()
			.isInstanceOfSatisfying(AwsConfigurationException.class, (ex) -> {
				assertThat(ex).hasMessageContaining("There is no SSL bundle 'nonesuch'.")
					.hasMessageContaining("aws.http.ssl.bundle")
					.hasMessageContaining("There: aws, elsewhere, trusting");
				assertThat(ex.getAction()).isEqualTo(
						"Define it below 'spring.ssl.bundle', or let 'aws.http.ssl.bundle' name one that is there: aws, elsewhere, trusting.");
			}));
	}

	@ParameterizedTest
	@ValueSource(strings = { "trustin", "trusting-ca", "trust" })
	void bundleWhoseNameIsNearlyRightIsSuggested(String name) {
		using(name).run((context) -> assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> context.getBean(DynamoDbClient.class))
			.havingRootCause()
			.isInstanceOfSatisfying(AwsConfigurationException.class, (ex) -> assertThat(ex.getAction())
				.startsWith("Did you mean 'trusting'? Define it below 'spring.ssl.bundle', or let")));
	}

}
