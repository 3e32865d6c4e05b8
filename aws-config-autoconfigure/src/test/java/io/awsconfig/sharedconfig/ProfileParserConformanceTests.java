package io.awsconfig.sharedconfig;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code profile-parser-tests.json} of the AWS SDKs.
 */
class ProfileParserConformanceTests {

	@TestFactory
	Stream<DynamicTest> parserTests() {
		return Conformance.tests("profile-parser-tests.json", this::check);
	}

	private void check(JsonNode test) {
		SharedConfig config = new SharedConfig(parse(test, "configFile", SharedConfigFileType.CONFIG),
				parse(test, "credentialsFile", SharedConfigFileType.CREDENTIALS));
		JsonNode output = test.get("output");
		if (output.has("errorContaining")) {
			assertThat(config.getDiagnostics()).extracting(Diagnostic::message)
				.anyMatch((message) -> message.contains(output.get("errorContaining").asString()));
			return;
		}
		JsonNode expected = output.get("config");
		assertThat(profiles(config)).isEqualTo(sections(expected.get("profiles")));
		assertThat(values(config.getConfigFile().getSsoSessions())).isEqualTo(sections(expected.get("sso_sessions")));
	}

	private SharedConfigFile parse(JsonNode test, String name, SharedConfigFileType type) {
		JsonNode text = test.get("input").get(name);
		return new SharedConfigParser().parse((text != null) ? text.asString() : "", Path.of(name), type);
	}

	private Map<String, Map<String, String>> profiles(SharedConfig config) {
		return config.getProfileNames().stream().collect(Collectors.toMap(Function.identity(), (name) -> {
			Profile profile = config.getProfile(name);
			return profile.getKeys()
				.stream()
				.collect(Collectors.toMap(Function.identity(), (key) -> profile.get(key).getValue()));
		}));
	}

	private Map<String, Map<String, String>> values(Map<String, Section> sections) {
		Map<String, Map<String, String>> result = new LinkedHashMap<>();
		sections.forEach((name, section) -> result.put(name,
				section.getEntries().stream().collect(Collectors.toMap(Entry::getName, Entry::getValue))));
		return result;
	}

	private Map<String, Map<String, String>> sections(@Nullable JsonNode node) {
		Map<String, Map<String, String>> result = new LinkedHashMap<>();
		if (node != null) {
			node.properties().forEach((section) -> {
				Map<String, String> values = new LinkedHashMap<>();
				section.getValue()
					.properties()
					.forEach((each) -> values.put(each.getKey(), each.getValue().asString()));
				result.put(section.getKey(), values);
			});
		}
		return result;
	}

}
