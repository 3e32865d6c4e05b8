package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.testsupport.LocalProxy;
import io.awsconfig.testsupport.LocalServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which requests of a real application go to a proxy, whatever the proxy comes from and
 * whichever HTTP client sends them. The proxy and the servers count.
 */
@Timeout(300)
@Tag("http-clients")
@EnabledIfSystemProperty(named = "http.implementations", matches = "all")
class ProxyTests {

	private static final List<String> IMPLEMENTATIONS = Stream.concat(ProxiedClients.SYNC.stream(), Stream.of("netty"))
		.toList();

	@TempDir
	Path directory;

	private ChildProcess child(String... endpoints) {
		return new ChildProcess(this.directory, ProxiedClients.class).variable("AWS_EC2_METADATA_DISABLED", "true")
			.variable("AWS_REGION", "eu-central-1")
			.variable("AWS_ACCESS_KEY_ID", "akid")
			.variable("AWS_SECRET_ACCESS_KEY", ChildProcess.SECRET_MARK)
			.variable("AWS_MAX_ATTEMPTS", "1")
			.systemProperty(ProxiedClients.ENDPOINTS, String.join(",", endpoints))
			.file("hosts", "127.0.0.1 localhost buck.localhost\n")
			.systemProperty("jdk.net.hosts.file", this.directory.resolve("hosts").toString());
	}

	private static List<String> results(Report report) {
		return report.started().output().lines().filter((line) -> line.startsWith("RESULT ")).toList();
	}

	@ParameterizedTest
	@EnumSource
	void thisMachineIsNeverReachedThroughAProxy(Place place) {
		try (LocalProxy proxy = new LocalProxy();
				LocalServer server = new LocalServer();
				LocalServer ipv6 = LocalServer.at("::1")) {
			List<String> local = List.of("http://localhost:" + server.port(), "http://buck.localhost:" + server.port(),
					"http://127.0.0.1:" + server.port(), "http://[::1]:" + ipv6.port());
			List<String> endpoints = new ArrayList<>(local);
			endpoints.add("http://far.example:8000");
			Report report = place.set(child(endpoints.toArray(String[]::new)), proxy.port()).run();
			List<String> expected = new ArrayList<>();
			for (String endpoint : local) {
				IMPLEMENTATIONS.forEach((name) -> expected.add("RESULT " + name + " " + endpoint + " ok"));
			}
			assertThat(results(report)).startsWith(expected.toArray(String[]::new));
			assertThat(server.requests()).hasSize(3 * IMPLEMENTATIONS.size());
			assertThat(ipv6.requests()).hasSize(IMPLEMENTATIONS.size());
			assertThat(proxy.heads()).as("only the host that is far away, once with each implementation")
				.hasSize(IMPLEMENTATIONS.size())
				.allSatisfy((head) -> assertThat(head).contains("far.example:8000"));
		}
	}

	@Test
	void addressOfTheApplicationIsNotGivenThePasswordOfAnotherProxy() {
		try (LocalProxy proxy = new LocalProxy()) {
			proxy.wantsToKnow();
			child("http://far.example:8000")
				.variable("HTTP_PROXY", "http://jane:%s@other.example:3128".formatted(ChildProcess.SECRET_MARK))
				.argument("aws.http.proxy.endpoint", proxy.url())
				.run()
				.started();
			assertThat(proxy.heads()).hasSizeGreaterThanOrEqualTo(IMPLEMENTATIONS.size())
				.noneSatisfy((head) -> assertThat(head).containsIgnoringCase("Proxy-Authorization"));
		}
	}

	@Test
	void entriesOfNoProxyAreReadAsTheSdkReadsThem() {
		try (LocalProxy proxy = new LocalProxy()) {
			String[] endpoints = { "http://a.dotted.example:8000", "http://a.star.example:8000",
					"http://name.example:8000", "http://a.name.example:8000", "http://port.example:8000",
					"http://10.1.2.3:8000", "http://spaced.example:8000" };
			Report report = child(endpoints).variable("HTTP_PROXY", proxy.url())
				.variable("NO_PROXY",
						".dotted.example,*.star.example,name.example,port.example:8000,10.0.0.0/8, spaced.example,[")
				.argument("aws.http.connection-timeout", "200ms")
				.run();
			assertThat(results(report)).hasSize(endpoints.length * IMPLEMENTATIONS.size());
			assertThat(proxy.heads().stream().map((head) -> head.replaceAll("(?s)^\\S+ (?:http://)?([^:]+):.*", "$1")))
				.hasSize(4 * IMPLEMENTATIONS.size())
				.containsOnly("a.dotted.example", "a.name.example", "port.example", "10.1.2.3");
		}
	}

	@Test
	void variableForHttpsAloneIsOfNoUse() {
		try (LocalProxy proxy = new LocalProxy()) {
			child("https://far.example:8000", "http://far.example:8000").variable("HTTPS_PROXY", proxy.url())
				.run()
				.started();
			assertThat(proxy.heads()).isEmpty();
			child("https://far.example:8000").variable("HTTP_PROXY", proxy.url()).run().started();
			assertThat(proxy.heads()).hasSize(IMPLEMENTATIONS.size())
				.allSatisfy((head) -> assertThat(head).startsWith("CONNECT far.example:8000 HTTP/1.1\r\n"));
		}
	}

	enum Place {

		VARIABLE {

			@Override
			ChildProcess set(ChildProcess child, String port) {
				return child.variable("HTTP_PROXY", "http://127.0.0.1:" + port).variable("NO_PROXY", "nobody.example");
			}

		},

		SYSTEM_PROPERTIES {

			@Override
			ChildProcess set(ChildProcess child, String port) {
				return child.systemProperty("http.proxyHost", "127.0.0.1")
					.systemProperty("http.proxyPort", port)
					.systemProperty("http.nonProxyHosts", "nobody.example");
			}

		},

		SETTING {

			@Override
			ChildProcess set(ChildProcess child, String port) {
				return child.argument("aws.http.proxy.endpoint", "http://127.0.0.1:" + port)
					.argument("aws.http.proxy.non-proxy-hosts", "nobody.example");
			}

		};

		abstract ChildProcess set(ChildProcess child, String port);

	}

}
