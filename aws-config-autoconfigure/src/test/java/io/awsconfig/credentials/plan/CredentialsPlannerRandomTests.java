package io.awsconfig.credentials.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.settings.SettingSource;
import io.awsconfig.settings.SharedConfigSettingSource;
import io.awsconfig.sharedconfig.SharedConfig;
import io.awsconfig.sharedconfig.SharedConfigFileType;
import io.awsconfig.sharedconfig.SharedConfigLocations;
import io.awsconfig.sharedconfig.SharedConfigParser;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is written, there is either a plan or an explanation, and no secret in it.
 */
class CredentialsPlannerRandomTests {

	private static final List<String> LINES = List.of("aws_access_key_id = AKIDEXAMPLE000001234",
			"aws_secret_access_key = S3CRET", "aws_session_token = S3CRET", "aws_account_id = 123456789012",
			"role_arn = arn:aws:iam::123456789012:role/x", "role_arn = nonsense", "source_profile = a",
			"source_profile = b", "source_profile = default", "source_profile = missing", "source_profile =",
			"credential_source = Environment", "credential_source = EcsContainer",
			"credential_source = Ec2InstanceMetadata", "credential_source = other", "duration_seconds = 900",
			"duration_seconds = 1", "mfa_serial = GAHT12345678", "external_id = ext", "role_session_name = x y",
			"web_identity_token_file = /var/token", "web_identity_token_file = ~", "login_session = arn",
			"sso_session = s", "sso_session = missing", "sso_account_id = 123456789012", "sso_account_id = 1",
			"sso_role_name = Reader", "sso_region = us-east-1", "sso_region = eu-west-1",
			"sso_start_url = https://example.com/start", "sso_start_url = example",
			"credential_process = /bin/x S3CRET", "credential_process =", "region = eu-west-1",
			"ec2_metadata_service_endpoint = http://localhost:1");

	private static final List<String> VARIABLES = List.of("AWS_ACCESS_KEY_ID=AKIDEXAMPLE000001234",
			"AWS_SECRET_ACCESS_KEY=S3CRET", "AWS_SESSION_TOKEN=S3CRET", "AWS_WEB_IDENTITY_TOKEN_FILE=/var/token",
			"AWS_ROLE_ARN=arn:aws:iam::123456789012:role/env", "AWS_ROLE_SESSION_NAME=env",
			"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/|",
			"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://example.com/",
			"AWS_CONTAINER_CREDENTIALS_FULL_URI=http://[::1]/", "AWS_CONTAINER_AUTHORIZATION_TOKEN=S3CRET",
			"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=x", "AWS_EC2_METADATA_DISABLED=true",
			"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6");

	private static final List<String> PROPERTIES = List.of("aws.role-arn=arn:aws:iam::123456789012:role/app",
			"aws.source-profile=b", "aws.credential-source=environment", "aws.external-id=ext", "aws.sso-session=s",
			"aws.access-key-id=AKIDEXAMPLE000001234", "aws.secret-access-key=S3CRET", "aws.login-session=arn",
			"aws.credential-process=/bin/x S3CRET", "aws.web-identity-token-file=/var/token");

	private int plans;

	private int explanations;

	@Test
	void thereIsAPlanOrAnExplanation() {
		for (int seed = 0; seed < 1000; seed++) {
			check(seed);
		}
		// Not all of one kind, or the test would show little
		assertThat(this.plans).isGreaterThan(50);
		assertThat(this.explanations).isGreaterThan(50);
	}

	private void check(int seed) {
		Random random = new Random(seed);
		int likelihood = 3 + random.nextInt(20);
		StringBuilder config = new StringBuilder();
		for (String profile : List.of("default", "profile a", "profile b")) {
			config.append('[').append(profile).append("]\n");
			pick(LINES, random, likelihood).forEach((line) -> config.append(line).append('\n'));
		}
		config.append("[sso-session s]\n");
		pick(LINES.subList(28, 31), random, 2).forEach((line) -> config.append(line).append('\n'));
		String told;
		try {
			CredentialsPlan plan = plan(config.toString(), map(VARIABLES, random), map(PROPERTIES, random));
			assertThat(plan.getEntries()).hasSize(9);
			assertThat(plan.getEntries().stream().filter(CredentialsPlan.Entry::selected).count()).as("seed %d", seed)
				.isEqualTo((plan.getSelected() != null) ? 1 : 0);
			told = plan.getEntries() + plan.describe() + plan.getSelected();
			this.plans++;
		}
		catch (AwsConfigurationException ex) {
			told = ex.getMessage() + ex.getAction();
			assertThat(ex.getAction()).as("seed %d", seed).isNotBlank();
			this.explanations++;
		}
		catch (RuntimeException ex) {
			throw new AssertionError("With seed %d:%n%s".formatted(seed, config), ex);
		}
		assertThat(told).as("seed %d", seed).doesNotContain("S3CRET", "AKIDEXAMPLE");
	}

	private CredentialsPlan plan(String text, Map<String, Object> variables, Map<String, Object> properties) {
		variables.put("HOME", "/nowhere");
		SharedConfigParser parser = new SharedConfigParser();
		SharedConfig config = new SharedConfig(
				parser.parse(text, Path.of("/home/.aws/config"), SharedConfigFileType.CONFIG),
				parser.parse("", Path.of("/home/.aws/credentials"), SharedConfigFileType.CREDENTIALS));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		environment.getPropertySources().addLast(new MapPropertySource("application", properties));
		List<SettingSource> sources = new ArrayList<>(AwsEnvironment.attachTo(environment)
			.getSettingSources()
			.stream()
			.filter((source) -> switch (source.getKind()) {
				case CREDENTIALS_FILE, CONFIG_FILE -> false;
				default -> true;
			})
			.toList());
		sources.addAll(SharedConfigSettingSource.of(config, "default", null, null));
		return new CredentialsPlanner(AwsSettings.resolve(sources), config,
				new SharedConfigLocations((name) -> null, false, "/home"))
			.plan();
	}

	private Map<String, Object> map(List<String> entries, Random random) {
		Map<String, Object> result = new LinkedHashMap<>();
		pick(entries, random, 2 + random.nextInt(40)).forEach(
				(entry) -> result.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1)));
		return result;
	}

	private List<String> pick(List<String> from, Random random, int likelihood) {
		return from.stream().filter((each) -> random.nextInt(likelihood) == 0).toList();
	}

}
