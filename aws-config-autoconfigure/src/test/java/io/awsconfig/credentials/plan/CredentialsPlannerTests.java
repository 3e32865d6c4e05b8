package io.awsconfig.credentials.plan;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.Step;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.ServiceId;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Guide: Understand the credential provider chain, and the pages of the providers.
 */
@ExtendWith(OutputCaptureExtension.class)
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

	// Profiles that are asked for

	private List<String> lostProfile() {
		return plan().getDiagnostics()
			.stream()
			.map((each) -> each.message().replace(this.home.toString(), "HOME"))
			.toList();
	}

	private static String lost(String spelling, String step, String detail, String winner, String place) {
		return ("'%s' asks for the profile 'work', but its step '%s' is not taken (%s): the step '%s' comes before it, "
				+ "because of %s; to use the credentials of the profile, remove that; to keep those that are used, name no "
				+ "profile, or one without credentials")
			.formatted(spelling, step, detail, winner, place);
	}

	private void keysInVariables() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE000005678").variable("AWS_SECRET_ACCESS_KEY", "S3CRET");
	}

	private void webIdentityInVariables() {
		this.machine.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/token")
			.variable("AWS_ROLE_ARN", ROLE.formatted("pod"));
	}

	@Test
	void keysOfAProfileThatIsAskedForLose() {
		this.machine.credentials("[work]\n" + KEYS);
		keysInVariables();
		this.properties.put("aws.profile", "work");
		assertThat(lostProfile()).containsExactly(
				lost("aws.profile", "access keys of the profile", "HOME/.aws/credentials - 2:21 (profile 'work')",
						"access keys", "environment variable AWS_ACCESS_KEY_ID"));
		assertThat(plan().getDiagnostics()).singleElement()
			.satisfies((each) -> assertThat(each.origin())
				.hasToString("\"aws.profile\" from property source \"application\""));
	}

	@Test
	void roleOfAProfileThatIsAskedForLoses() {
		this.machine.variable("AWS_PROFILE", "work")
			.config("[profile work]\nrole_arn = " + ROLE.formatted("a") + "\nsource_profile = base\n[profile base]\n"
					+ KEYS);
		webIdentityInVariables();
		assertThat(lostProfile())
			.containsExactly(lost("AWS_PROFILE", "assume role", "role_arn at HOME/.aws/config - 2:12 (profile 'work')",
					"web identity", "environment variable AWS_WEB_IDENTITY_TOKEN_FILE"));
	}

	@Test
	void webIdentityOfAProfileThatIsAskedForLosesToAnother() {
		this.machine.variable("AWS_PROFILE", "work")
			.config("[profile work]\nweb_identity_token_file = /other\nrole_arn = " + ROLE.formatted("a") + "\n");
		webIdentityInVariables();
		assertThat(lostProfile()).singleElement()
			.asString()
			.startsWith("'AWS_PROFILE' asks for the profile 'work', but its step 'web identity' is not taken")
			.contains("because of environment variable AWS_WEB_IDENTITY_TOKEN_FILE;");
	}

	@Test
	void profileThatIsAskedForLosesToARoleOfTheApplication() {
		this.machine.variable("AWS_PROFILE", "work").credentials("[work]\n" + KEYS + "[base]\n" + KEYS);
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.source-profile", "base");
		assertThat(lostProfile()).singleElement()
			.asString()
			.contains("the step 'assume role' comes before it, because of \"aws.role-arn\" from property source");
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

	@Test
	void entriesOfNothing() {
		assertThat(entries()).containsExactly("- access keys: not set: aws_access_key_id outside of the shared files",
				"- web identity: not set: web_identity_token_file", "- login session: not set: login_session",
				"- IAM Identity Center: not set: sso_session, sso_start_url", "- assume role: not set: role_arn",
				"- access keys of the profile: not set: aws_access_key_id in profile 'default'",
				"- process: not set: credential_process",
				"- container: not set: container_credentials_relative_uri, container_credentials_full_uri",
				"- instance metadata: switched off by environment variable AWS_EC2_METADATA_DISABLED");
		assertThat(plan().getSelected()).isNull();
		assertThat(plan().describe()).isEqualTo("none");
	}

	@Test
	void entriesOfEverything() {
		everything();
		assertThat(entries()).containsExactly(
				"> access keys: access key ****5678 from environment variable AWS_ACCESS_KEY_ID",
				"+ web identity: environment variable AWS_WEB_IDENTITY_TOKEN_FILE; passed over for access keys",
				"+ login session: login_session at HOME/.aws/config - 2:17 (profile 'default'); passed over for access keys",
				"+ IAM Identity Center: sso_start_url at HOME/.aws/config - 3:17 (profile 'default'); passed over for access keys",
				"+ assume role: role_arn at HOME/.aws/config - 7:12 (profile 'default'); passed over for access keys",
				"+ access keys of the profile: HOME/.aws/config - 10:21 (profile 'default'); passed over for access keys",
				"+ process: credential_process at HOME/.aws/config - 9:22 (profile 'default'); passed over for access keys",
				"+ container: environment variable AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; passed over for access keys",
				"+ instance metadata: http://169.254.169.254; passed over for access keys");
	}

	@Test
	void entriesOfProfileWithRole() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = base
				[profile base]
				""" + KEYS);
		assertThat(entries()).containsExactly("- access keys: not set: aws_access_key_id outside of the shared files",
				"- web identity: not set: web_identity_token_file", "- login session: not set: login_session",
				"- IAM Identity Center: not set: sso_session, sso_start_url",
				"> assume role: role_arn at HOME/.aws/config - 2:12 (profile 'default') with access keys of the profile (HOME/.aws/config - 5:21 (profile 'base'))",
				"- access keys of the profile: not set: aws_access_key_id in profile 'default'",
				"- process: not set: credential_process",
				"- container: not set: container_credentials_relative_uri, container_credentials_full_uri",
				"- instance metadata: switched off by environment variable AWS_EC2_METADATA_DISABLED");
		assertThat(plan().describe().replace(this.home.toString(), "HOME"))
			.isEqualTo("assume role (role_arn at HOME/.aws/config - 2:12 (profile 'default')) with access keys of the "
					+ "profile (HOME/.aws/config - 5:21 (profile 'base'))");
	}

	@Test
	void entriesOfRoleOfApplication() {
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.machine.credentials("[default]\n" + KEYS);
		assertThat(entries()).containsExactly("- access keys: not set: aws_access_key_id outside of the shared files",
				"- web identity: not set: web_identity_token_file", "- login session: not set: login_session",
				"- IAM Identity Center: not set: sso_session, sso_start_url",
				"> assume role: \"aws.role-arn\" from property source \"application\" with access keys of the profile (HOME/.aws/credentials - 2:21 (profile 'default'))",
				"+ access keys of the profile: access key ****1234 from HOME/.aws/credentials - 2:21 (profile 'default'); assumes the role of \"aws.role-arn\" from property source \"application\"",
				"- process: not set: credential_process",
				"- container: not set: container_credentials_relative_uri, container_credentials_full_uri",
				"- instance metadata: switched off by environment variable AWS_EC2_METADATA_DISABLED");
	}

	@Test
	void entriesOfRoleInVariable() {
		this.machine.variable("AWS_ROLE_ARN", ROLE.formatted("env"));
		this.machine.config("[default]\nsource_profile = base\nsso_session = x\n[sso-session x]\n");
		assertThat(entries()).containsExactly("- access keys: not set: aws_access_key_id outside of the shared files",
				"- web identity: not set: web_identity_token_file, without which environment variable AWS_ROLE_ARN names no role to assume",
				"- login session: not set: login_session",
				"- IAM Identity Center: not set: sso_account_id, sso_role_name (without them, sso_session at HOME/.aws/config - 3:15 (profile 'default') is for bearer tokens only)",
				"- assume role: environment variable AWS_ROLE_ARN goes with a web identity only",
				"- access keys of the profile: not set: aws_access_key_id in profile 'default'",
				"- process: not set: credential_process",
				"- container: not set: container_credentials_relative_uri, container_credentials_full_uri",
				"- instance metadata: switched off by environment variable AWS_EC2_METADATA_DISABLED");
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

	@Test
	void contradictionOfWayThatIsPassedOverIsNoError() {
		this.machine.config("""
				[default]
				aws_access_key_id = AKIDEXAMPLE000001234
				aws_secret_access_key = S3CRET
				credential_process =
				""").variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/");
		assertThat(select().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
	}

	// Web identity

	@Test
	void webIdentityFromVariables() {
		this.machine.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "~/token")
			.variable("AWS_ROLE_ARN", ROLE.formatted("env"))
			.variable("AWS_ROLE_SESSION_NAME", "me");
		assertThat(select()).isEqualTo(new Step.WebIdentityStep(this.home.resolve("token"), ROLE.formatted("env"), "me",
				null, null, "environment variable AWS_WEB_IDENTITY_TOKEN_FILE"));
	}

	@Test
	void webIdentityFromSystemProperties() {
		this.machine.systemProperty("aws.webIdentityTokenFile", "/var/token")
			.systemProperty("aws.roleArn", ROLE.formatted("jvm"));
		Step.WebIdentityStep step = select(Step.WebIdentityStep.class);
		assertThat(step.roleArn()).isEqualTo(ROLE.formatted("jvm"));
		assertThat(step.tokenFile()).isEqualTo(Path.of("/var/token"));
		assertThat(step.sessionName()).isNull();
	}

	@Test
	void webIdentityFromApplicationTakesRoleOfApplication() {
		this.properties.put("aws.web-identity-token-file", "/var/token");
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.duration-seconds", "900");
		Step.WebIdentityStep step = select(Step.WebIdentityStep.class);
		assertThat(step.roleArn()).isEqualTo(ROLE.formatted("app"));
		assertThat(step.duration()).isEqualTo(Duration.ofMinutes(15));
	}

	// Login and Identity Center

	@Test
	void loginSession() {
		this.machine.config("[default]\nlogin_session = arn:aws:iam::123456789012:user/me\n");
		Step.LoginStep step = select(Step.LoginStep.class);
		assertThat(step.session()).isEqualTo("arn:aws:iam::123456789012:user/me");
		assertThat(step.cacheDirectory()).isEqualTo(this.home.resolve(".aws/login/cache"));
		assertThat(step.profile()).isEqualTo("default");
	}

	@Test
	void loginCacheDirectoryFromVariable() {
		this.machine.config("[default]\nlogin_session = arn:aws:iam::123456789012:user/me\n")
			.variable("AWS_LOGIN_CACHE_DIRECTORY", "~/elsewhere");
		assertThat(select(Step.LoginStep.class).cacheDirectory()).isEqualTo(this.home.resolve("elsewhere"));
	}

	@Test
	void identityCenterBySession() {
		this.machine.config("""
				[default]
				sso_session = mine
				sso_account_id = 123456789012
				sso_role_name = Reader
				[sso-session mine]
				sso_region = us-east-1
				sso_start_url = https://example.awsapps.com/start
				""");
		assertThat(select())
			.isEqualTo(new Step.IdentityCenterStep("mine", URI.create("https://example.awsapps.com/start"), "us-east-1",
					"123456789012", "Reader", this.home.resolve(".aws/sso/cache"), "default",
					"sso_session at " + this.home + "/.aws/config - 2:15 (profile 'default')"));
	}

	@Test
	void identityCenterInLegacyForm() {
		this.machine.config("""
				[default]
				sso_account_id = 123456789012
				sso_role_name = Reader
				sso_region = us-east-1
				sso_start_url = https://example.awsapps.com/start
				""");
		Step.IdentityCenterStep step = select(Step.IdentityCenterStep.class);
		assertThat(step.session()).isNull();
		assertThat(step.region()).isEqualTo("us-east-1");
	}

	@Test
	void identityCenterWithSessionThatApplicationNames() {
		this.machine.config("""
				[sso-session mine]
				sso_region = us-east-1
				sso_start_url = https://example.awsapps.com/start
				""");
		this.properties.put("aws.sso-session", "mine");
		this.properties.put("aws.sso-account-id", "123456789012");
		this.properties.put("aws.sso-role-name", "Reader");
		Step.IdentityCenterStep step = select(Step.IdentityCenterStep.class);
		assertThat(step.session()).isEqualTo("mine");
		assertThat(step.startUrl()).hasToString("https://example.awsapps.com/start");
	}

	@Test
	void sessionForBearerTokensOnlyIsPassedOver() {
		this.machine.config("[default]\nsso_session = mine\n" + KEYS + "[sso-session mine]\n");
		assertThat(select().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
	}

	// Roles

	@Test
	void rolesInSequence() {
		this.machine.config("""
				[default]
				region = eu-west-1
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				role_session_name = me
				external_id = ext
				duration_seconds = 900
				mfa_serial = arn:aws:iam::123456789012:mfa/me
				[profile b]
				region = us-gov-west-1
				role_arn = arn:aws:iam::123456789012:role/b
				source_profile = c
				[profile c]
				""" + KEYS);
		Step.AssumeRoleStep outer = select(Step.AssumeRoleStep.class);
		assertThat(outer.roleArn()).isEqualTo(ROLE.formatted("a"));
		assertThat(outer.sessionName()).isEqualTo("me");
		assertThat(outer.externalId()).isEqualTo("ext");
		assertThat(outer.duration()).isEqualTo(Duration.ofMinutes(15));
		assertThat(outer.mfaSerial()).isEqualTo("arn:aws:iam::123456789012:mfa/me");
		assertThat(outer.region()).isNull();
		Step.AssumeRoleStep inner = role(outer.source());
		assertThat(inner.roleArn()).isEqualTo(ROLE.formatted("b"));
		assertThat(inner.sessionName()).isNull();
		assertThat(inner.externalId()).isNull();
		assertThat(inner.duration()).isNull();
		assertThat(inner.mfaSerial()).isNull();
		assertThat(inner.region()).isEqualTo("us-gov-west-1");
		assertThat(inner.source()).isInstanceOf(Step.AccessKeysStep.class);
	}

	@Test
	void regionOutsideOfFilesGoesBeforeThatOfSourceProfile() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				region = eu-west-1
				role_arn = arn:aws:iam::123456789012:role/b
				source_profile = c
				[profile c]
				""" + KEYS).variable("AWS_REGION", "us-east-2");
		assertThat(role(select(Step.AssumeRoleStep.class).source()).region()).isNull();
	}

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

	@Test
	void profileThatNamesItselfUsesItsOwnKeys() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = default
				""" + KEYS);
		assertThat(select(Step.AssumeRoleStep.class).source().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
	}

	@Test
	void sourceProfileWithKeysEndsTheSequence() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				role_arn = arn:aws:iam::123456789012:role/b
				source_profile = missing
				""" + KEYS);
		assertThat(select(Step.AssumeRoleStep.class).source().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
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
	void webIdentityOfSourceProfileIsExchangedInTheRegionOfThatProfile() {
		this.machine.config("""
				[default]
				region = eu-west-1
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				region = us-west-2
				web_identity_token_file = /var/token
				role_arn = arn:aws:iam::123456789012:role/b
				""");
		assertThat(((Step.WebIdentityStep) select(Step.AssumeRoleStep.class).source()).region()).isEqualTo("us-west-2");
		this.machine.variable("AWS_REGION", "eu-north-1");
		assertThat(((Step.WebIdentityStep) select(Step.AssumeRoleStep.class).source()).region()).isNull();
	}

	@Test
	void roleKnowsTheProfileThatItStandsIn() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				role_arn = arn:aws:iam::123456789012:role/b
				source_profile = c
				[profile c]
				""" + KEYS);
		Step.AssumeRoleStep outer = select(Step.AssumeRoleStep.class);
		assertThat(outer.profile()).isEqualTo("default");
		assertThat(role(outer.source()).profile()).isEqualTo("b");
		this.properties.put("aws.role-arn", "arn:aws:iam::123456789012:role/application");
		assertThat(select(Step.AssumeRoleStep.class).profile()).isNull();
	}

	@Test
	void settingThatDoesNotMatterInSourceProfileIsNotChecked() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				max_attempts = many
				services = missing
				""" + KEYS);
		assertThat(select().kind()).isEqualTo(Step.Kind.ASSUME_ROLE);
	}

	@Test
	void roleInVariableDoesNotReplaceRoleOfProfile() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				external_id = ext
				[profile b]
				""" + KEYS).variable("AWS_ROLE_ARN", ROLE.formatted("env"));
		Step.AssumeRoleStep step = select(Step.AssumeRoleStep.class);
		assertThat(step.roleArn()).isEqualTo(ROLE.formatted("a"));
		assertThat(step.externalId()).isEqualTo("ext");
	}

	@Test
	void roleOfApplicationOnTopOfRoleOfProfile() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				external_id = ext
				[profile b]
				""" + KEYS);
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.role-session-name", "app");
		Step.AssumeRoleStep outer = select(Step.AssumeRoleStep.class);
		assertThat(outer.roleArn()).isEqualTo(ROLE.formatted("app"));
		assertThat(outer.sessionName()).isEqualTo("app");
		assertThat(outer.externalId()).isNull();
		Step.AssumeRoleStep inner = role(outer.source());
		assertThat(inner.roleArn()).isEqualTo(ROLE.formatted("a"));
		assertThat(inner.sessionName()).isNull();
		assertThat(inner.externalId()).isEqualTo("ext");
		assertThat(inner.source().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
	}

	@Test
	void roleOfApplicationWithSourceProfile() {
		this.machine.config("[profile b]\n" + KEYS)
			.variable("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT05678")
			.variable("AWS_SECRET_ACCESS_KEY", "S3CRET");
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.source-profile", "b");
		assertThat(select(Step.AssumeRoleStep.class).source().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
	}

	@Test
	void roleOfApplicationWithKeysOfEnvironment() {
		this.machine.variable("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT05678").variable("AWS_SECRET_ACCESS_KEY", "S3CRET");
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.credential-source", "environment");
		assertThat(select(Step.AssumeRoleStep.class).source().kind()).isEqualTo(Step.Kind.ACCESS_KEYS);
	}

	@Test
	void sourceOfApplicationReplacesThatOfProfile() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				credential_source = Ec2InstanceMetadata
				[profile b]
				""" + KEYS);
		this.properties.put("aws.source-profile", "b");
		assertThat(select(Step.AssumeRoleStep.class).source().kind()).isEqualTo(Step.Kind.PROFILE_ACCESS_KEYS);
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
	void relativeAddressGoesBeforeFullOneAndTokenFileBeforeToken() {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/")
			.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/c?a=1")
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "T0KEN")
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/var/token");
		assertThat(select()).isEqualTo(new Step.ContainerStep(URI.create("http://169.254.170.2/v2/c?a=1"), null,
				Path.of("/var/token"), "environment variable AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
	}

	@Test
	void containerToken() {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2")
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "T0KEN");
		assertThat(select(Step.ContainerStep.class).token()).isEqualTo("T0KEN");
		assertNoSecret();
	}

	@Test
	void containerTokenFileMustBeAbsolute() {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2")
			.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "token");
		assertFails("""
				The value 'token' of 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' is not an absolute path.

				    Where: environment variable AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
				""", "Set 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' to the absolute path of the file with the token.");
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

	@Test
	void relativeAddressStaysAtTheHostOfEcs() {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "//example.org/a");
		assertThat(select(Step.ContainerStep.class).address().getHost()).isEqualTo("169.254.170.2");
	}

	@Test
	void relativeAddressThatIsNone() {
		this.machine.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2|c");
		assertFails("""
				The value of 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' is not the path of a URI.

				    Where: environment variable AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
				""",
				"Set 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' to a path such as /v2/credentials/id, with other characters percent-encoded.");
	}

	@Test
	void instanceMetadataByDefault() {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED");
		assertThat(select()).isEqualTo(new Step.InstanceMetadataStep("http://169.254.169.254"));
	}

	@Test
	void instanceMetadataInItsMode() {
		this.machine.variable("AWS_EC2_METADATA_DISABLED", "false")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6");
		assertThat(select()).isEqualTo(new Step.InstanceMetadataStep("http://[fd00:ec2::254]"));
	}

	@Test
	void instanceMetadataAtEndpoint() {
		this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED")
			.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://localhost:1338");
		assertThat(select(Step.InstanceMetadataStep.class).place())
			.isEqualTo("environment variable AWS_EC2_METADATA_SERVICE_ENDPOINT");
	}

	// Bad input

	@Test
	void sourceProfilesThatFormCircle() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				role_arn = arn:aws:iam::123456789012:role/b
				source_profile = default
				""");
		assertFails("""
				The source profiles form a circle, so that there is nothing to begin with.

				    Where: source_profile at HOME/.aws/config - 3:18 (profile 'default')
				    Path:  default -> b -> default
				""", "Let the 'source_profile' of one of them name a profile with credentials of its own.");
	}

	@Test
	void profileThatNamesItselfWithoutKeys() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = default
				""");
		assertFails("""
				The source profiles form a circle, so that there is nothing to begin with.

				    Where: source_profile at HOME/.aws/config - 3:18 (profile 'default')
				    Path:  default -> default
				""", "Let the 'source_profile' of one of them name a profile with credentials of its own.");
	}

	@Test
	void sourceProfileThatIsMissing() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = basse
				[profile other]
				[profile base]
				""");
		assertFails("""
				The source profile 'basse' does not exist.

				    Where: source_profile at HOME/.aws/config - 3:18 (profile 'default')
				    Path:  default -> basse
				""", "Set 'source_profile' to one of the profiles there are: base, other, default.");
	}

	@Test
	void bothSources() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = base
				credential_source = Environment
				[profile base]
				""");
		assertFails(
				"""
						Both 'source_profile' and 'credential_source' say where the credentials come from that may assume the role.

						    Where: role_arn at HOME/.aws/config - 2:12 (profile 'default')
						    Where: source_profile at HOME/.aws/config - 3:18 (profile 'default')
						    Where: credential_source at HOME/.aws/config - 4:21 (profile 'default')
						""",
				"Remove 'source_profile' or 'credential_source'.");
	}

	@Test
	void neitherSource() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				""");
		assertFails("""
				'role_arn' names a role to assume, but nothing says whose credentials may assume it.

				    Where: role_arn at HOME/.aws/config - 2:12 (profile 'default')
				""",
				"Set 'source_profile', 'credential_source' or 'web_identity_token_file' in profile 'default' as well, or remove 'role_arn'.");
	}

	@Test
	void neitherSourceInSourceProfile() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				role_arn = arn:aws:iam::123456789012:role/b
				""");
		assertFails("""
				'role_arn' names a role to assume, but nothing says whose credentials may assume it.

				    Where: role_arn at HOME/.aws/config - 5:12 (profile 'b')
				    Path:  default -> b
				""",
				"Set 'source_profile', 'credential_source' or 'web_identity_token_file' in profile 'b' as well, or remove 'role_arn'.");
	}

	@Test
	void unknownCredentialSource() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				role_arn = arn:aws:iam::123456789012:role/b
				credential_source = Ec2
				""");
		assertFails("""
				The value 'Ec2' of 'credential_source' is none of the valid values.
				    Where: HOME/.aws/config - 6:21 (profile 'b')
				    Valid: one of Environment, Ec2InstanceMetadata, EcsContainer
				    Path:  default -> b
				""", "Give 'credential_source' a valid value, or remove it.");
	}

	@Test
	void roleThatIsNoneIsLeftToStsWithAWarning(CapturedOutput output) {
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
		assertThat(output.toString().lines().filter((line) -> line.contains("'role_arn'"))).singleElement()
			.asString()
			.contains("WARN", "The value of 'role_arn' is not the ARN of a role; it is passed on, ")
			.endsWith(".aws/config - 5:12 (profile 'b')]")
			.doesNotContain("nonsense");
	}

	@Test
	void sourceProfileWithoutCredentials() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				region = eu-west-1
				""");
		assertFails("""
				The source profile 'b' has no credentials.

				    Where: source_profile at HOME/.aws/config - 3:18 (profile 'default')
				    Path:  default -> b
				""",
				"Give the profile access keys, a sign-in session, a 'credential_process' or a 'role_arn', or name another one.");
	}

	@Test
	void halfUnitThatAnotherStepComesBeforeStopsNobody() {
		this.machine.config("[default]\naws_access_key_id = AKIDEXAMPLE000001234\n")
			.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/token")
			.variable("AWS_ROLE_ARN", ROLE.formatted("pod"));
		assertThat(plan().getDiagnostics()).singleElement()
			.asString()
			.isEqualTo(
					text("HOME/.aws/config - 2:21 (profile 'default'): The access keys of the profile are incomplete, "
							+ "which stops nobody as long as another step comes before them"));
		assertThat(entries()).contains(
				"+ access keys of the profile: incomplete, aws_access_key_id at HOME/.aws/config - 2:21 (profile 'default'); "
						+ "passed over for web identity");
	}

	@Test
	void halfUnitInSourceProfile() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				source_profile = b
				[profile b]
				aws_access_key_id = AKIDEXAMPLE000001234
				""");
		assertFails("""
				'aws_access_key_id' has a value, but 'aws_secret_access_key' has none:

				    access key id      aws_access_key_id at HOME/.aws/config - 5:21 (profile 'b')
				    secret access key  not there
				    Path:  default -> b
				""",
				"Set 'aws_secret_access_key' in the same place as well, or remove 'aws_access_key_id' to use credentials from elsewhere.");
	}

	@Test
	void identityCenterIncomplete() {
		this.machine.config("""
				[default]
				sso_start_url = https://example.awsapps.com/start
				sso_account_id = 123456789012
				""");
		assertFails("""
				The settings of IAM Identity Center are incomplete: 'sso_region' and 'sso_role_name' are missing.

				    Where: sso_start_url at HOME/.aws/config - 2:17 (profile 'default')
				""",
				"Set 'sso_region' and 'sso_role_name' in profile 'default'. 'aws configure sso' asks for all of them.");
	}

	@Test
	void sessionThatIsMissing() {
		this.machine.config("""
				[default]
				sso_session = mine
				sso_account_id = 123456789012
				sso_role_name = Reader
				[sso-session mime]
				sso_region = us-east-1
				""");
		assertFails("""
				The sso-session section 'mine' does not exist in HOME/.aws/config.

				    Where: sso_session at HOME/.aws/config - 2:15 (profile 'default')
				""", "Name one of the sections there are: mime.");
	}

	@Test
	void sessionIncomplete() {
		this.machine.config("""
				[default]
				sso_session = mine
				sso_account_id = 123456789012
				[sso-session mine]
				sso_region = us-east-1
				""");
		assertFails("""
				The settings of IAM Identity Center are incomplete: 'sso_start_url' and 'sso_role_name' are missing.

				    Where: sso_session at HOME/.aws/config - 2:15 (profile 'default')
				""",
				"Set 'sso_start_url' in the section [sso-session mine]. Set 'sso_role_name' in profile 'default'. 'aws configure sso' asks for all of them.");
	}

	@Test
	void sessionThatContradictsProfile() {
		this.machine.config("""
				[default]
				sso_session = mine
				sso_account_id = 123456789012
				sso_role_name = Reader
				sso_region = eu-west-1
				[sso-session mine]
				sso_region = us-east-1
				sso_start_url = https://example.awsapps.com/start
				""");
		assertFails(
				"""
						The value 'eu-west-1' of 'sso_region' in profile 'default' contradicts the value 'us-east-1' in the sso-session section 'mine'.

						    Where: HOME/.aws/config - 5:14 (profile 'default')
						    Where: HOME/.aws/config - 7:14 (sso-session 'mine')
						""",
				"Remove 'sso_region' from the profile, or give it the value of the section.");
	}

	@Test
	void webIdentityWithoutRole() {
		this.machine.config("""
				[default]
				web_identity_token_file = /var/token
				""");
		assertFails("""
				The token file of a web identity is set, but not the role that the token is exchanged for.

				    Where: web_identity_token_file at HOME/.aws/config - 2:27 (profile 'default')
				""", "Set 'role_arn' in the same place as well, or remove 'web_identity_token_file'.");
	}

	@Test
	void emptyProcess() {
		this.machine.config("""
				[default]
				credential_process =
				""");
		assertFails("""
				'credential_process' is empty: there is no program to run.

				    Where: credential_process at HOME/.aws/config - 2:21 (profile 'default')
				""", "Set it to the command that prints the credentials, or remove it.");
	}

	@Test
	void sourceEnvironmentWithoutKeys() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				credential_source = Environment
				""");
		assertFails(
				"""
						The credentials that may assume the role shall come from 'Environment', but there are none: not set: AWS_ACCESS_KEY_ID.

						    Where: credential_source at HOME/.aws/config - 3:21 (profile 'default')
						""",
				"Provide them there, or say with 'source_profile' whose credentials may assume the role.");
	}

	@Test
	void sourceInstanceMetadataSwitchedOff() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				credential_source = Ec2InstanceMetadata
				""");
		assertFails(
				"""
						The credentials that may assume the role shall come from 'Ec2InstanceMetadata', but there are none: switched off by environment variable AWS_EC2_METADATA_DISABLED.

						    Where: credential_source at HOME/.aws/config - 3:21 (profile 'default')
						""",
				"Provide them there, or say with 'source_profile' whose credentials may assume the role.");
	}

	@Test
	void sourceContainerWithoutAddress() {
		this.machine.config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/a
				credential_source = EcsContainer
				""");
		assertFails(
				"""
						The credentials that may assume the role shall come from 'EcsContainer', but there are none: not set: container_credentials_relative_uri, container_credentials_full_uri.

						    Where: credential_source at HOME/.aws/config - 3:21 (profile 'default')
						""",
				"Provide them there, or say with 'source_profile' whose credentials may assume the role.");
	}

	@Test
	void roleOfApplicationWithoutAnyCredentials() {
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		assertFails("""
				'aws.role-arn' names a role to assume, but there are no credentials that could assume it.

				    Where: "aws.role-arn" from property source "application"
				""", "Set 'aws.source-profile' or 'aws.credential-source' as well, or configure other credentials.");
	}

	@Test
	void roleOfApplicationWithMissingSourceProfile() {
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.source-profile", "b");
		assertFails("""
				The source profile 'b' does not exist.

				    Where: "aws.source-profile" from property source "application"
				    Path:  aws.role-arn -> b
				""", "Add the profile to one of the shared files.");
	}

	@Test
	void keysOfApplicationAreNotThoseOfEnvironment() {
		this.properties.put("aws.access-key-id", "AKIDEXAMPLE000001234");
		this.properties.put("aws.secret-access-key", "S3CRET");
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		this.properties.put("aws.credential-source", "Environment");
		assertFails("""
				The credentials that may assume the role shall come from 'Environment', but there are none: \
				the access key is not in the environment, but is "aws.access-key-id" from property source "application".

				    Where: "aws.credential-source" from property source "application"
				""", "Provide them there, or say with 'aws.source-profile' whose credentials may assume the role.");
	}

	@Test
	void tokenFileThatIsNoPath() {
		this.properties.put("aws.web-identity-token-file", "a\0b");
		this.properties.put("aws.role-arn", ROLE.formatted("app"));
		assertFails("""
				The value of 'aws.web-identity-token-file' is no path of a file: Nul character not allowed.

				    Where: "aws.web-identity-token-file" from property source "application"
				""", "Set 'aws.web-identity-token-file' to a path, or remove it.");
	}

}
