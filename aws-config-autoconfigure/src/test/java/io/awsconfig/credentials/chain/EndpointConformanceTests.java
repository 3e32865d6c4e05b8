package io.awsconfig.credentials.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code ecs-tests.json} and {@code imds-endpoint-tests.json} of the AWS SDKs, as far as
 * they are about addresses: where a value comes from is the business of the settings.
 */
class EndpointConformanceTests {

	@TempDir
	private Path home;

	@TestFactory
	Stream<DynamicTest> containerAddresses() {
		return tests("ecs-tests.json", this::checkContainerAddress);
	}

	@TestFactory
	Stream<DynamicTest> instanceMetadataEndpoints() {
		return tests("imds-endpoint-tests.json", this::checkInstanceMetadataEndpoint);
	}

	private void checkContainerAddress(JsonNode test, Path home) {
		FakeMachine machine = machine(test, home);
		String expected = text(test.get("result").get("Ok"));
		if (expected != null) {
			assertThat(plan(machine, Map.of()).getSelected()).isInstanceOfSatisfying(Step.ContainerStep.class,
					(step) -> assertThat(step.address()).hasToString(expected));
		}
		else if (test.get("env").isEmpty()) {
			// Not configured is no error: the next step is looked for
			assertThat(plan(machine, Map.of()).getSelected()).isNull();
		}
		else {
			assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> plan(machine, Map.of()));
		}
	}

	private void checkInstanceMetadataEndpoint(JsonNode test, Path home) {
		FakeMachine machine = machine(test, home).withoutVariable("AWS_EC2_METADATA_DISABLED");
		Map<String, Object> inCode = new LinkedHashMap<>();
		putIfPresent(inCode, "aws.ec2-metadata-service-endpoint", text(test.get("endpoint_override")));
		putIfPresent(inCode, "aws.ec2-metadata-service-endpoint-mode", text(test.get("mode_override")));
		String expected = text(test.get("result").get("Ok"));
		if (expected != null) {
			AwsEnvironment aws = environment(machine, inCode);
			assertThat(plan(aws).getSelected()).isInstanceOf(Step.InstanceMetadataStep.class);
			assertThat(new InstanceMetadata(AwsSettings.resolve(aws.getSettingSources()), System::nanoTime))
				.hasToString("instance metadata at " + expected.replace("/latest/api/token", ""));
		}
		else {
			assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> plan(machine, inCode));
		}
	}

	private static void putIfPresent(Map<String, Object> properties, String name, @Nullable String value) {
		if (value != null) {
			properties.put(name, value);
		}
	}

	private static FakeMachine machine(JsonNode test, Path home) {
		FakeMachine machine = new FakeMachine(home);
		JsonNode variables = test.path("env");
		variables.propertyNames().forEach((name) -> machine.variable(name, variables.get(name).asString()));
		JsonNode config = test.path("fs").get("config");
		if (config != null) {
			machine.variable("AWS_CONFIG_FILE", home.resolve(".aws/config").toString()).config(config.asString());
		}
		return machine;
	}

	private static CredentialsPlan plan(FakeMachine machine, Map<String, Object> commandLine) {
		return plan(environment(machine, commandLine));
	}

	private static AwsEnvironment environment(FakeMachine machine, Map<String, Object> commandLine) {
		StandardEnvironment environment = machine.applyTo(new StandardEnvironment());
		environment.getPropertySources().addFirst(new MapPropertySource("code", commandLine));
		return AwsEnvironment.attachTo(environment);
	}

	private static CredentialsPlan plan(AwsEnvironment aws) {
		return new AwsSetup(aws, AwsSettings.resolve(aws.getSettingSources())).plan();
	}

	private static @Nullable String text(@Nullable JsonNode node) {
		return (node != null) ? node.asString() : null;
	}

	private Stream<DynamicTest> tests(String file, BiConsumer<JsonNode, Path> check) {
		String directory = System.getProperty("conformance.dir");
		Path path = Path.of(String.valueOf(directory), file);
		if (directory == null || !Files.exists(path)) {
			return Stream.of(DynamicTest.dynamicTest(file,
					() -> Assumptions.abort("Skipped: set -Dconformance.dir to the directory that holds " + file)));
		}
		List<JsonNode> cases = List.copyOf(JsonMapper.shared().readTree(path.toFile()).get("tests").values());
		assertThat(cases).as(file).isNotEmpty();
		return cases.stream()
			.map((test) -> DynamicTest.dynamicTest(test.get("docs").asString(),
					() -> check.accept(test, Files.createTempDirectory(this.home, "case"))));
	}

}
