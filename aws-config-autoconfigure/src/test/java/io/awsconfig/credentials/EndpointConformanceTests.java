package io.awsconfig.credentials;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * {@code ecs-tests.json} and {@code imds-endpoint-tests.json} of the AWS SDKs, as far as
 * they are about addresses: where a value comes from is the business of the settings.
 */
class EndpointConformanceTests {

	@TestFactory
	Stream<DynamicTest> containerAddresses() {
		return tests("ecs-tests.json", this::checkContainerAddress);
	}

	@TestFactory
	Stream<DynamicTest> instanceMetadataEndpoints() {
		return tests("imds-endpoint-tests.json", this::checkInstanceMetadataEndpoint);
	}

	private void checkContainerAddress(JsonNode test) {
		String relative = text(test.get("env").get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
		String full = text(test.get("env").get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
		URI fullAddress = (full != null) ? URI.create(full) : null;
		String expected = text(test.get("result").get("Ok"));
		if (expected != null) {
			assertThat(ContainerAddress.resolve(relative, fullAddress)).hasToString(expected);
		}
		else {
			assertThatIllegalArgumentException().isThrownBy(() -> ContainerAddress.resolve(relative, fullAddress));
		}
	}

	private void checkInstanceMetadataEndpoint(JsonNode test) {
		String endpoint = select(test, "endpoint_override", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
				"ec2_metadata_service_endpoint");
		String mode = select(test, "mode_override", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
				"ec2_metadata_service_endpoint_mode");
		String expected = text(test.get("result").get("Ok"));
		if (expected != null) {
			URI address = InstanceMetadataEndpoint.resolve((endpoint != null) ? URI.create(endpoint) : null, mode);
			assertThat(address + "/latest/api/token").isEqualTo(expected);
		}
		else {
			assertThatIllegalArgumentException().isThrownBy(
					() -> InstanceMetadataEndpoint.resolve((endpoint != null) ? URI.create(endpoint) : null, mode));
		}
	}

	private static @Nullable String select(JsonNode test, String override, String variable, String setting) {
		String value = text(test.get(override));
		if (value == null) {
			value = text(test.get("env").get(variable));
		}
		JsonNode file = test.get("fs").get("config");
		if (value == null && file != null) {
			value = file.asString()
				.lines()
				.filter((line) -> line.startsWith(setting + " ="))
				.map((line) -> line.substring(line.indexOf('=') + 1).strip())
				.findFirst()
				.orElse(null);
		}
		return value;
	}

	private static @Nullable String text(@Nullable JsonNode node) {
		return (node != null) ? node.asString() : null;
	}

	private static Stream<DynamicTest> tests(String file, Consumer<JsonNode> check) {
		String directory = System.getProperty("conformance.dir");
		Path path = Path.of(String.valueOf(directory), file);
		if (directory == null || !Files.exists(path)) {
			return Stream.of(DynamicTest.dynamicTest(file,
					() -> Assumptions.abort("Skipped: set -Dconformance.dir to the directory that holds " + file)));
		}
		List<JsonNode> cases = List.copyOf(JsonMapper.shared().readTree(path.toFile()).get("tests").values());
		assertThat(cases).as(file).isNotEmpty();
		return cases.stream()
			.map((test) -> DynamicTest.dynamicTest(test.get("docs").asString(), () -> check.accept(test)));
	}

}
