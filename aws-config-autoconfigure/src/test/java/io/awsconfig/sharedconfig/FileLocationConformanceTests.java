package io.awsconfig.sharedconfig;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code file-location-tests.json} of the AWS SDKs, Windows included, on any platform.
 */
class FileLocationConformanceTests {

	@TestFactory
	Stream<DynamicTest> locationTests() {
		return Conformance.tests("file-location-tests.json", this::check);
	}

	private void check(JsonNode test) {
		Map<String, String> environment = new HashMap<>();
		test.get("environment")
			.properties()
			.forEach((each) -> environment.put(each.getKey(), each.getValue().asString()));
		SharedConfigLocations locations = new SharedConfigLocations(environment::get,
				test.get("platform").asString().equals("windows"), "/not/used");
		assertThat(locations.configLocation(environment.get("AWS_CONFIG_FILE")))
			.isEqualTo(test.get("configLocation").asString());
		assertThat(locations.credentialsLocation(environment.get("AWS_SHARED_CREDENTIALS_FILE")))
			.isEqualTo(test.get("credentialsLocation").asString());
	}

}
