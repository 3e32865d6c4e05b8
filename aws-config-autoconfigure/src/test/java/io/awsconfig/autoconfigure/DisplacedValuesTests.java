package io.awsconfig.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.awsconfig.actuate.AwsEndpoint;
import io.awsconfig.actuate.AwsEndpoint.ProxyDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ServiceDescriptor;
import io.awsconfig.actuate.AwsEndpoint.SettingDescriptor;
import io.awsconfig.actuate.AwsEndpoint.ValueDescriptor;
import io.awsconfig.actuate.AwsEndpoint.WarningDescriptor;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of values that displace each other, the endpoint shows one as in force, and the others
 * as shadowed.
 */
class DisplacedValuesTests {

	private static final String NO_PROXY = "System Environment Property \"NO_PROXY\"";

	private static final String HTTP_PROXY = "System Environment Property \"HTTP_PROXY\"";

	@TempDir
	private Path home;

	private FakeMachine machine;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home).withRegionAndKeys();
		this.contextRunner = new ApplicationContextRunner().withInitializer(this.machine)
			.withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class, AwsClientAutoConfiguration.class,
					AwsEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=aws",
					"management.endpoint.aws.show-values=always");
	}

	private static SettingDescriptor setting(AwsEndpoint endpoint, String name) {
		return (SettingDescriptor) endpoint.entry("settings", name);
	}

	private static ValueDescriptor property(String value, String name) {
		return new ValueDescriptor(value, name, originOf(name));
	}

	private static String originOf(String name) {
		return "\"" + name + "\" from property source \"test\"";
	}

	private static List<String> warnings(AwsEndpoint endpoint) {
		return endpoint.aws()
			.warnings()
			.stream()
			.map(WarningDescriptor::message)
			.filter((message) -> !message.startsWith("The modules of"))
			.toList();
	}

	private static void assertInForce(SettingDescriptor setting, @Nullable Object value, @Nullable String from) {
		assertThat(setting.value()).isEqualTo(value);
		assertThat(setting.from()).isEqualTo(from);
	}

	@Test
	void sslBundleIsInForceAndTheFileIsNot() {
		this.machine.config("[default]\nca_bundle = /machine.pem\n");
		this.contextRunner.withPropertyValues("aws.http.ssl.bundle=mine").run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			ValueDescriptor file = new ValueDescriptor("/machine.pem", "ca_bundle",
					this.machine.path(".aws/config") + " - 2:13 (profile 'default')");
			assertInForce(setting(endpoint, "http.ssl.bundle"), "mine", null);
			assertThat(setting(endpoint, "http.ssl.bundle").shadowed()).containsExactly(file);
			assertInForce(setting(endpoint, "ca_bundle"), null, "displaced by " + originOf("aws.http.ssl.bundle"));
			assertThat(setting(endpoint, "AWS_CA_BUNDLE").shadowed()).containsExactly(file);
			assertThat(warnings(endpoint)).isEmpty();
		});
	}

	@Test
	void fileOfAHigherPlaceIsWarnedOf() {
		this.machine.variable("AWS_CA_BUNDLE", "/machine.pem");
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application", Map.of("aws.http.ssl.bundle", "mine"))))
			.run((context) -> assertThat(warnings(context.getBean(AwsEndpoint.class)))
				.containsExactly("'AWS_CA_BUNDLE' has the value /machine.pem here, but \"aws.http.ssl.bundle\" from "
						+ "property source \"application\" with the value mine applies: of a CA bundle and an SSL "
						+ "bundle, it is the SSL bundle that counts"));
	}

	@Test
	void endpointsThatAreSwitchedOffAreShadowed() {
		this.contextRunner
			.withPropertyValues("aws.ignore-configured-endpoint-urls=true", "aws.endpoint-url=http://localhost:1",
					"aws.services.s3.endpoint-url=http://localhost:2")
			.run((context) -> {
				AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
				String from = "displaced by " + originOf("aws.ignore-configured-endpoint-urls");
				assertInForce(setting(endpoint, "endpoint_url"), null, from);
				assertThat(setting(endpoint, "endpoint_url").shadowed())
					.containsExactly(property("http://localhost:1", "aws.endpoint-url"));
				ServiceDescriptor s3 = (ServiceDescriptor) endpoint.entry("services", "s3");
				assertThat(s3.settings()).containsEntry("endpoint_url", new ValueDescriptor(null, null, null, from));
				assertThat(warnings(endpoint)).isEmpty();
			});
	}

	@Test
	void whatServicesAndNamedClientsHaveOfTheirOwnStandsBesideTheSetting() {
		this.contextRunner
			.withPropertyValues("aws.max-attempts=3", "aws.services.s3.max-attempts=5",
					"aws.services.dynamo.max-attempts=6", "aws.clients.archive.service=s3",
					"aws.clients.archive.max-attempts=7", "aws.clients.plain.service=s3", "aws.services.sqs.region=x")
			.run((context) -> {
				AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
				SettingDescriptor attempts = setting(endpoint, "max_attempts");
				assertInForce(attempts, "3", null);
				assertThat(attempts.overrides()).containsOnlyKeys("service s3", "client archive", "client plain")
					.containsEntry("service s3", property("5", "aws.services.s3.max-attempts"))
					.containsEntry("client archive", property("7", "aws.clients.archive.max-attempts"))
					.containsEntry("client plain", property("5", "aws.services.s3.max-attempts"));
				assertThat(setting(endpoint, "region").overrides()).containsOnlyKeys("service sqs");
				assertThat(setting(endpoint, "retry_mode").overrides()).isNull();
				assertThat(warnings(endpoint)).singleElement()
					.asString()
					.startsWith("'aws.services.dynamo.max-attempts' has no effect: no module ");
			});
	}

	@Test
	void keysAreOneUnit() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("application",
						Map.of("aws.access-key-id", "AKIAIOSFODNN7EXAMPLE", "aws.secret-access-key",
								"application-secret", "aws.session-token", "secret-token"))))
			.run((context) -> {
				AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
				SettingDescriptor token = setting(endpoint, "session-token");
				assertInForce(token, null, "displaced by environment variable AWS_ACCESS_KEY_ID");
				assertThat(token.shadowed()).extracting(ValueDescriptor::value).containsExactly("******");
				assertThat(warnings(endpoint)).containsExactly("'aws.access-key-id' has the value ****MPLE here, but "
						+ "environment variable AWS_ACCESS_KEY_ID with the value **** applies");
			});
	}

	@Test
	void proxyOfTheMachineIsInForce() {
		this.machine.variable("HTTP_PROXY", "http://jane:secret-password@proxy.example.com:3128")
			.variable("NO_PROXY", "*.internal,.minio");
		this.contextRunner.run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			ValueDescriptor address = new ValueDescriptor("http://proxy.example.com:3128", "HTTP_PROXY", HTTP_PROXY);
			ValueDescriptor hosts = new ValueDescriptor("*.internal,.minio", "NO_PROXY", NO_PROXY);
			assertThat(endpoint.aws().proxy()).isEqualTo(new ProxyDescriptor(address, hosts));
			SettingDescriptor setting = setting(endpoint, "http.proxy.endpoint");
			assertInForce(setting, "http://proxy.example.com:3128", null);
			assertThat(setting.origin()).isEqualTo(HTTP_PROXY);
			assertThat(setting(endpoint, "http.proxy.non-proxy-hosts").value()).isEqualTo("*.internal,.minio");
			assertThat(warnings(endpoint)).containsExactly("'NO_PROXY' has no effect on AWS clients with '.minio' "
					+ "(write '*.minio'): an entry is the whole name of a host, with * for any part of it");
			assertThat(endpoint.part("settings").toString() + endpoint.aws()).doesNotContain("jane", "secret-password");
		});
	}

	@Test
	void proxyOfTheSettingsShadowsTheOneOfTheMachine() {
		this.machine.variable("HTTP_PROXY", "http://jane:secret-password@proxy.example.com:3128");
		this.contextRunner.withPropertyValues("aws.http.proxy.endpoint=http://mine.example.com:8080").run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			SettingDescriptor setting = setting(endpoint, "http.proxy.endpoint");
			assertInForce(setting, "http://mine.example.com:8080", null);
			assertThat(setting.shadowed())
				.containsExactly(new ValueDescriptor("http://proxy.example.com:3128", "HTTP_PROXY", HTTP_PROXY));
			assertThat(endpoint.aws().proxy()).isEqualTo(
					new ProxyDescriptor(property("http://mine.example.com:8080", "aws.http.proxy.endpoint"), null));
			assertThat(warnings(endpoint)).isEmpty();
		});
	}

	@Test
	void withoutAProxyThereIsNone() {
		this.contextRunner.run((context) -> {
			AwsEndpoint endpoint = context.getBean(AwsEndpoint.class);
			assertThat(endpoint.aws().proxy()).isNull();
			assertThat(setting(endpoint, "http.proxy.endpoint").spelling()).isNull();
		});
	}

}
