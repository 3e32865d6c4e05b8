package io.awsconfig.credentials.fetch.sts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code assume-role-tests.json} of the AWS SDKs: profiles, and the steps from the
 * credentials that everything begins with to the role that is assumed last.
 * <p>
 * One thing is changed: account ids get zeros in front until they have the 12 digits that
 * every account id has. The cases shorten them, and aws-config takes that for a mistake.
 */
class AssumeRoleConformanceTests {

	private static final String FILE = "assume-role-tests.json";

	@TempDir
	private Path home;

	@TestFactory
	Stream<DynamicTest> assumeRoleTests() {
		String directory = System.getProperty("conformance.dir");
		Path file = (directory != null) ? Path.of(directory, FILE) : null;
		if (file == null || !Files.exists(file)) {
			return Stream.of(DynamicTest.dynamicTest(FILE, () -> Assumptions.assumeTrue(false,
					"Skipped: set -Dconformance.dir to the directory that holds " + FILE)));
		}
		List<JsonNode> cases = List.copyOf(JsonMapper.shared().readTree(file.toFile()).values());
		assertThat(cases).isNotEmpty();
		return cases.stream().map((each) -> DynamicTest.dynamicTest(each.get("docs").asString(), () -> check(each)));
	}

	private void check(JsonNode test) {
		JsonNode input = test.get("input");
		String profiles = input.get("profiles")
			.properties()
			.stream()
			.map((profile) -> "[profile " + profile.getKey() + "]\n" + lines(profile.getValue()))
			.collect(Collectors.joining());
		FakeMachine machine = new FakeMachine(this.home).withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_PROFILE", input.get("selected_profile").asString())
			.config(profiles);
		JsonNode expected = test.get("output").get("ProfileChain");
		if (expected == null) {
			assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(() -> plan(machine));
			return;
		}
		assertThat(chain(plan(machine).getSelected())).isEqualTo(expected.values()
			.stream()
			.flatMap((step) -> step.properties().stream())
			.map((step) -> Map.of(step.getKey(),
					step.getValue().isString() ? step.getValue().asString() : properties(step.getValue())))
			.toList());
	}

	private String lines(JsonNode settings) {
		return properties(settings).entrySet()
			.stream()
			.map((each) -> each.getKey() + " = " + each.getValue() + "\n")
			.collect(Collectors.joining());
	}

	private Map<String, String> properties(JsonNode node) {
		Map<String, String> result = new LinkedHashMap<>();
		node.properties()
			.forEach(
					(each) -> result.put(each.getKey(), withWholeAccountId(each.getKey(), each.getValue().asString())));
		return result;
	}

	private String withWholeAccountId(String name, String value) {
		return switch (name) {
			case "role_arn" -> value.replace(":123456789:", ":000123456789:");
			case "sso_account_id" -> "0".repeat(12 - value.length()) + value;
			default -> value;
		};
	}

	private CredentialsPlan plan(FakeMachine machine) {
		return AwsSetup.on(machine).plan();
	}

	private List<Object> chain(@Nullable Step outermost) {
		List<Object> result = new ArrayList<>();
		Step step = outermost;
		while (step instanceof Step.AssumeRoleStep role) {
			result.add(0, Map.of("AssumeRole", known("role_arn", role.roleArn(), "role_session_name",
					role.sessionName(), "external_id", role.externalId())));
			step = role.source();
		}
		result.add(0, base(step));
		return result;
	}

	private Map<String, Object> base(@Nullable Step step) {
		if (step instanceof Step.AccessKeysStep keys) {
			return Map.of("AccessKey",
					known("access_key_id", keys.keys().accessKeyId(), "secret_access_key",
							keys.keys().secretAccessKey(), "session_token", keys.keys().sessionToken(), "account_id",
							keys.keys().accountId()));
		}
		if (step instanceof Step.WebIdentityStep web) {
			return Map.of("WebIdentityToken", known("role_arn", web.roleArn(), "web_identity_token_file",
					web.tokenFile().toString(), "role_session_name", web.sessionName()));
		}
		if (step instanceof Step.IdentityCenterStep sso) {
			return Map.of("Sso", known("sso_account_id", sso.accountId(), "sso_region", sso.region(), "sso_role_name",
					sso.roleName(), "sso_start_url", sso.startUrl().toString()));
		}
		assertThat(step).isInstanceOf(Step.InstanceMetadataStep.class);
		return Map.of("NamedSource", "Ec2InstanceMetadata");
	}

	private Map<String, String> known(@Nullable String... namesAndValues) {
		Map<String, String> result = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			if (namesAndValues[i + 1] != null) {
				result.put(namesAndValues[i], namesAndValues[i + 1]);
			}
		}
		return result;
	}

}
