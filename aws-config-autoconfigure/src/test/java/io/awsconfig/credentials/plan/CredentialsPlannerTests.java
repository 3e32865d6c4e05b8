package io.awsconfig.credentials.plan;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.diagnostic.Diagnostic;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Guide: Understand the credential provider chain, and the pages of the providers.
 */
class CredentialsPlannerTests {

	private static final String ROLE = "arn:aws:iam::123456789012:role/%s";

	private static final String KEYS = """
			aws_access_key_id = AKIDEXAMPLE000001234
			aws_secret_access_key = S3CRET
			aws_session_token = T0KEN
			""";

	private static final String ALL_KINDS = """
			login_session = arn:aws:iam::123456789012:user/me
			sso_start_url = https://example.awsapps.com/start
			sso_region = us-east-1
			sso_account_id = 123456789012
			sso_role_name = Reader
			role_arn = arn:aws:iam::123456789012:role/a
			source_profile = base
			credential_process = /bin/credentials --password P4SSWORD
			""" + KEYS;

	@TempDir
	private Path home;

	private FakeMachine machine;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	@BeforeEach
	void createMachine() {
		this.machine = new FakeMachine(this.home);
	}

	private CredentialsPlan plan() {
		return AwsSetup.on(this.machine.properties(this.properties)).plan();
	}

	private Step select() {
		Step step = plan().getSelected();
		assertThat(step).isNotNull();
		return step;
	}

	private <T extends Step> T select(Class<T> type) {
		Step step = select();
		assertThat(step).isInstanceOf(type);
		return type.cast(step);
	}

	private Step.AssumeRoleStep role(Step step) {
		assertThat(step).isInstanceOf(Step.AssumeRoleStep.class);
		return (Step.AssumeRoleStep) step;
	}

	private void assertFails(String description, String action) {
		AwsConfigurationException failure = catchThrowableOfType(AwsConfigurationException.class, this::plan);
		assertThat(failure).as("failure").isNotNull();
		assertThat(failure).hasMessage(text(description));
		assertThat(failure.getAction()).isEqualTo(text(action));
	}

	private String text(String text) {
		return text.replace("HOME", this.home.toString()).stripTrailing();
	}

	private List<String> entries() {
		return plan().getEntries()
			.stream()
			.map((entry) -> "%s%s: %s".formatted(entry.selected() ? "> " : entry.configured() ? "+ " : "- ",
					entry.name(), entry.detail().replace(this.home.toString(), "HOME")))
			.toList();
	}

	// Partitions

	@ParameterizedTest
	@CsvSource({ "cn-north-1,aws,aws-cn", "us-gov-west-1,aws,aws-us-gov", "eu-central-1,aws-cn,aws",
			"eu-central-1,aws-us-gov,aws" })
	void roleOfAnotherPartitionIsOdd(String region, String written, String right) {
		this.machine.config("""
				[default]
				region = %s
				role_arn = arn:%s:iam::123456789012:role/shop
				mfa_serial = arn:%2$s:iam::123456789012:mfa/me
				source_profile = base
				""".formatted(region, written)).credentials("[base]\n" + KEYS);
		List<Diagnostic> odd = plan().getDiagnostics();
		assertThat(odd).hasSize(2);
		assertThat(odd.get(0).message()).startsWith(
				"'role_arn' does not go with the Region: arn:%s:iam::123456789012:role/shop is of the partition '%1$s' ("
					.formatted(written))
			.endsWith(
					"), and no partition knows the accounts of another; write arn:%s:iam::123456789012:role/shop, or set another Region"
						.formatted(right));
		assertThat(odd.get(0).origin()).hasToString(text("HOME/.aws/config - 3:12 (profile 'default')"));
		assertThat(odd.get(1).message()).startsWith("'mfa_serial' does not go with the Region: ");
	}

	@ParameterizedTest
	@CsvSource({ "cn-north-1,aws-cn", "us-gov-west-1,aws-us-gov", "eu-central-1,aws", "xx-newest-1,aws-cn" })
	void roleOfTheSamePartitionIsNotOdd(String region, String partition) {
		this.machine.config("""
				[default]
				region = %s
				role_arn = arn:%s:iam::123456789012:role/shop
				source_profile = base
				""".formatted(region, partition)).credentials("[base]\n" + KEYS);
		assertThat(plan().getDiagnostics()).isEmpty();
	}

	// Profiles that are asked for

	private List<String> lostProfile() {
		return plan().getDiagnostics()
			.stream()
			.map((each) -> each.message().replace(this.home.toString(), "HOME"))
			.toList();
	}

	private void keysInVariables() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE000005678").variable("AWS_SECRET_ACCESS_KEY", "S3CRET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody asks", "nothing to lose", "profile is taken", "keys assume the role of it",
			"role is assumed with it" })
	void nothingIsSaidWhereNoProfileLoses(String situation) {
		this.machine.config("[profile empty]\nregion = eu-west-1\n")
			.credentials("[default]\n" + KEYS + "[work]\n" + KEYS);
		switch (situation) {
			case "nobody asks" -> keysInVariables();
			case "nothing to lose" -> {
				keysInVariables();
				this.properties.put("aws.profile", "empty");
			}
			case "profile is taken" -> this.properties.put("aws.profile", "work");
			case "keys assume the role of it" -> {
				this.properties.put("aws.profile", "work");
				this.properties.put("aws.role-arn", ROLE.formatted("app"));
			}
			default -> {
				this.properties.put("aws.profile", "work");
				this.properties.put("aws.role-arn", ROLE.formatted("app"));
				this.properties.put("aws.source-profile", "work");
			}
		}
		assertThat(lostProfile()).isEmpty();
	}

	// What is shown

	@Test
	void defaultProfileThatIsAskedForAndDoesNotExistChangesNothing() {
		List<String> entries = entries();
		this.properties.put("aws.profile", "default");
		assertThat(entries()).isEqualTo(entries).isNotEmpty();
	}

	private void everything() {
		this.machine.config("[default]\n" + ALL_KINDS + "[profile base]\n" + KEYS)
			.withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT05678")
			.variable("AWS_SECRET_ACCESS_KEY", "S3CRET")
			.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/token")
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "T0KEN")
			.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials");
	}

	// The order

	@ParameterizedTest
	@CsvSource({ "AWS_ACCESS_KEY_ID, ACCESS_KEYS", "AWS_WEB_IDENTITY_TOKEN_FILE, WEB_IDENTITY", "login_session, LOGIN",
			"sso_, IDENTITY_CENTER", "role_arn, ASSUME_ROLE", "aws_, PROFILE_ACCESS_KEYS",
			"credential_process, PROCESS", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, CONTAINER",
			"-, INSTANCE_METADATA" })
	void firstConfiguredWayIsTaken(String begin, Step.Kind expected) {
		everything();
		List<String> order = List.of("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "login_session", "sso_",
				"role_arn", "aws_", "credential_process", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "-");
		List<String> before = order.subList(0, order.indexOf(begin));
		before.forEach(this.machine::withoutVariable);
		if (!before.isEmpty()) {
			this.machine.withoutVariable("AWS_SECRET_ACCESS_KEY");
		}
		this.machine.config(("[default]\n" + ALL_KINDS).lines()
			.filter((line) -> before.stream().noneMatch(line::startsWith))
			.collect(Collectors.joining("\n", "", "\n[profile base]\n" + KEYS)));
		assertThat(select().kind()).isEqualTo(expected);
		assertThat(plan().getEntries()).hasSize(9).filteredOn(CredentialsPlan.Entry::selected).hasSize(1);
		assertNoSecret();
	}

	private void assertNoSecret() {
		CredentialsPlan plan = plan();
		assertThat(plan.getEntries() + plan.describe() + plan.getSelected()).doesNotContain("S3CRET", "T0KEN",
				"P4SSWORD", "AKIDEXAMPLE");
	}

	// Roles

	@Test
	void manyRolesInSequence() {
		int depth = 1000;
		this.machine
			.config(IntStream.range(0, depth)
				.mapToObj((i) -> "[profile p%d]\nrole_arn = %s\nsource_profile = p%d\n".formatted(i,
						ROLE.formatted("r" + i), i + 1))
				.collect(Collectors.joining()) + "[profile p" + depth + "]\n" + KEYS)
			.variable("AWS_PROFILE", "p0");
		Step step = select();
		for (int i = 0; i < depth; i++) {
			step = role(step).source();
		}
		assertThat(step.kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
	}

	@ParameterizedTest
	@CsvSource({ "'web_identity_token_file=/var/token|role_arn=arn:aws:iam::123456789012:role/b', WEB_IDENTITY",
			"login_session=arn:aws:iam::123456789012:user/me, LOGIN",
			"'sso_session=mine|sso_account_id=123456789012|sso_role_name=Reader', IDENTITY_CENTER",
			"credential_process=/bin/credentials, PROCESS", "credential_source=Ec2InstanceMetadata, INSTANCE_METADATA",
			"credential_source=EcsContainer, CONTAINER" })
	void sourceProfileOfEveryKind(String settings, Step.Kind expected) {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[sso-session mine]
				sso_region = us-east-1
				sso_start_url = https://example.awsapps.com/start
				[profile b]
				""" + settings.replace('|', '\n'))
			.withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2");
		assertThat(select(Step.AssumeRoleStep.class).source().kind()).isEqualTo(expected);
	}

	@Test
	void viewOfServiceHasTheSameKeys() {
		this.machine.config("[default]\n" + KEYS);
		this.properties.put("aws.services.s3.region", "us-east-1");
		AwsSetup setup = AwsSetup.on(this.machine.properties(this.properties));
		Step step = new CredentialsPlanner(setup.settings().forService(ServiceId.of("s3")),
				setup.environment().getSharedConfig(), setup.environment().getLocations())
			.plan()
			.getSelected();
		assertThat(step).isInstanceOf(Step.AccessKeysStep.class);
	}

	// Process, container, instance metadata

	@Test
	void processWithAccount() {
		this.machine.config("[default]\ncredential_process = /bin/credentials x\naws_account_id = 123456789012\n");
		Step.ProcessStep step = select(Step.ProcessStep.class);
		assertThat(step.command()).isEqualTo("/bin/credentials x");
		assertThat(step.accountId()).isEqualTo("123456789012");
		assertThat(step.toString() + plan().getEntries()).doesNotContain("/bin/credentials");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/c?a=1", "http://localhost:8080/c", "http://LOCALHOST/c",
			"HTTPS://example.com/c", "http://LocalHost:8080/c", "http://[::ffff:127.0.0.1]/c", "http://127.0.0.1/c",
			"http://127.255.3.4/c", "http://[::1]/c", "http://[0:0:0:0:0:0:0:1]/c", "http://169.254.170.2/c",
			"http://169.254.170.23/c", "http://[fd00:ec2::23]/c", "http://[fd00:0ec2:0:0::23]/c" })
	void containerAddressThatIsAllowed(String address) {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
		assertThat(select(Step.ContainerStep.class).address()).hasToString(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/c", "http://localhost.example.com/c", "http://127.0.0.1.example.com/c",
			"http://127.0.0.01/c", "http://169.254.170.3/c", "http://169.254.169.254/c", "http://[fd00:ec2::24]/c",
			"http://[2001:db8::1]/c", "http://[fd00:ec2::254]/c", "http://0.0.0.0/c", "http://2130706433/c",
			"http://192.168.1.1/c" })
	void containerAddressThatIsNotAllowed(String address) {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
		assertFails("""
				The credentials of the container would come from '%s' over plain http.

				    Where: environment variable AWS_CONTAINER_CREDENTIALS_FULL_URI
				""".formatted(URI.create(address).getHost()),
				"Use https, or a host that plain http is allowed for: localhost, 127.0.0.1, [::1], 169.254.170.2 "
						+ "(ECS), 169.254.170.23 or [fd00:ec2::23] (EKS Pod Identity).");
	}

	@Test
	void containerToken() {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2")
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "T0KEN");
		assertThat(select(Step.ContainerStep.class).token()).isEqualTo("T0KEN");
		assertNoSecret();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost@example.org/c", "ftp://localhost/c", "http://user:hush@localhost/c" })
	void containerAddressOfOtherKindsIsRefusedWithoutItsSecrets(String address) {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::plan)
			.withMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI")
			.withMessageNotContaining("hush");
	}

	@ParameterizedTest
	@ValueSource(strings = { "@example.org/a", ".example.org/a", ":80/a", "a" })
	void relativeAddressThatCouldNameAnotherHostIsRefused(String path) {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
		assertThatExceptionOfType(AwsConfigurationException.class).isThrownBy(this::plan)
			.withMessageContaining("does not start with /");
	}

	// Bad input

	@Test
	void roleThatIsNoneIsLeftToStsWithAWarning() {
		this.machine.config("""
				[default]
				role_arn = nonsense
				source_profile = b
				[profile b]
				role_arn = nonsense as well
				source_profile = c
				[profile c]
				""" + KEYS);
		Step.AssumeRoleStep step = select(Step.AssumeRoleStep.class);
		assertThat(step.roleArn()).isEqualTo("nonsense");
		assertThat(role(step.source()).roleArn()).isEqualTo("nonsense as well");
		assertThat(plan().getDiagnostics()).singleElement()
			.asString()
			.contains(".aws/config - 5:12 (profile 'b')",
					"The value of 'role_arn' is not the ARN of a role; it is passed on, ")
			.doesNotContain("nonsense");
	}

	@Test
	void tokenFileThatIsNoPath() {
		this.properties.put("aws.web-identity-token-file", "a\0b");
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		assertFails("""
				The value of 'aws.web-identity-token-file' is no path of a file: Nul character not allowed.

				    Where: "aws.web-identity-token-file" from property source "application"
				""", "Set 'aws.web-identity-token-file' to a path. Without it, other credentials may be used.");
	}

}
