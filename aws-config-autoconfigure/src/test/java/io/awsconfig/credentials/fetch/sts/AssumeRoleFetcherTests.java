package io.awsconfig.credentials.fetch.sts;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsFetcher;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.MfaTokenSupplier;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.StsFixture;
import io.awsconfig.credentials.StsServer;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AssumeRoleFetcher}.
 */
class AssumeRoleFetcherTests {

	private static final String LATER = "2026-11-21T13:00:00Z";

	private final StsServer server = new StsServer();

	@TempDir
	@SuppressWarnings("NullAway")
	private Path cliCache;

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void requestCarriesEverythingThatIsConfigured() {
		this.server.credentials(1, LATER);
		fetcher(new Step.AssumeRoleStep(StsFixture.ROLE, StsFixture.source(), "nightly", "a/b:c", Duration.ofHours(2),
				"GAHT12345678", "ap-south-1", null, StsFixture.PLACE), (serial) -> "123456")
			.fetch();
		assertThat(this.server.request().parameters()).containsExactlyInAnyOrderEntriesOf(Map.of("Action", "AssumeRole",
				"Version", "2011-06-15", "RoleArn", StsFixture.ROLE, "RoleSessionName", "nightly", "DurationSeconds",
				"7200", "ExternalId", "a/b:c", "SerialNumber", "GAHT12345678", "TokenCode", "123456"));
		assertThat(this.server.request().signedBy()).isEqualTo("AKIASOURCE1 ap-south-1 sts");
		assertThat(this.server.request().securityToken()).isEqualTo("source-token-1");
	}

	@Test
	void requestCarriesNothingElse() {
		this.server.credentials(1, LATER);
		fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null).fetch();
		assertThat(this.server.request().parameters()).containsExactlyInAnyOrderEntriesOf(Map.of("Action", "AssumeRole",
				"Version", "2011-06-15", "RoleArn", StsFixture.ROLE, "RoleSessionName", "aws-config-reader"));
		assertThat(this.server.request().signedBy()).isEqualTo("AKIASOURCE1 eu-west-1 sts");
	}

	@Test
	void credentialsHaveExpirationAndAccount() {
		this.server.credentials(1, LATER);
		FetchedCredentials fetched = fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null).fetch();
		assertThat(fetched.expiration()).isEqualTo(LATER);
		assertThat(fetched.extendable()).isFalse();
		AwsSessionCredentials credentials = (AwsSessionCredentials) fetched.credentials();
		assertThat(credentials.accessKeyId()).isEqualTo("ASIAROLE1");
		assertThat(credentials.secretAccessKey()).isEqualTo("role-secret-1");
		assertThat(credentials.sessionToken()).isEqualTo("role-token-1");
		assertThat(credentials.accountId()).contains("123456789012");
	}

	@Test
	void sourceIsFetchedAnewEachTime() {
		this.server.credentials(1, LATER).credentials(2, LATER);
		AtomicInteger number = new AtomicInteger();
		AssumeRoleFetcher fetcher = new AssumeRoleFetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()),
				() -> StsFixture.sourceCredentials(number.incrementAndGet()), StsFixture.clients(this.server.url()),
				null, this.cliCache, StsFixture.CLOCK);
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE1");
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE2");
		assertThat(this.server.requests()).extracting(StsServer.Request::signedBy)
			.containsExactly("AKIASOURCE1 eu-west-1 sts", "AKIASOURCE2 eu-west-1 sts");
	}

	@Test
	void chainOfThreeRolesIsWalkedFromItsSource() {
		this.server.credentials(1, LATER).credentials(2, LATER).credentials(3, LATER);
		Step.AssumeRoleStep first = StsFixture.role("arn:aws:iam::111111111111:role/first", StsFixture.source());
		Step.AssumeRoleStep second = StsFixture.role("arn:aws:iam::222222222222:role/second", first);
		Step.AssumeRoleStep third = StsFixture.role("arn:aws:iam::333333333333:role/third", second);
		AssumeRoleFetcher fetcher = fetcherFrom(fetcherFrom(fetcher(first, null), second), third);
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE3");
		assertThat(this.server.requests()).extracting((request) -> request.parameters().get("RoleArn"))
			.containsExactly(first.roleArn(), second.roleArn(), third.roleArn());
		assertThat(this.server.requests()).extracting(StsServer.Request::signedBy)
			.containsExactly("AKIASOURCE1 eu-west-1 sts", "ASIAROLE1 eu-west-1 sts", "ASIAROLE2 eu-west-1 sts");
		assertThat(this.server.requests()).extracting(StsServer.Request::securityToken)
			.containsExactly("source-token-1", "role-token-1", "role-token-2");
	}

	@Test
	void failureWithinChainNamesTheRoleThatFailed() {
		this.server.error(403, "AccessDenied", "Not you");
		Step.AssumeRoleStep first = StsFixture.role("arn:aws:iam::111111111111:role/first", StsFixture.source());
		Step.AssumeRoleStep second = StsFixture.role("arn:aws:iam::222222222222:role/second", first);
		assertThat(fail(fetcherFrom(fetcher(first, null), second))).hasMessageContaining(first.roleArn())
			.hasMessageNotContaining(second.roleArn());
	}

	@Test
	void failureOfSourceIsPassedOnAndNothingIsSent() {
		CredentialsException failure = new CredentialsException("No process", null);
		assertThat(fail(fetcherFrom(() -> {
			throw failure;
		}, StsFixture.role(StsFixture.ROLE, StsFixture.source())))).isSameAs(failure);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void fetcherWorksAgainAfterItWasClosed() throws Exception {
		this.server.credentials(1, LATER).credentials(2, LATER);
		AssumeRoleFetcher fetcher = fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null);
		fetcher.fetch();
		fetcher.close();
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE2");
	}

	@Test
	void settingsOfApplicationReachSts(@TempDir Path home) {
		this.server.answer(500, "").credentials(1, LATER);
		FakeMachine machine = new FakeMachine(home).variable("AWS_ENDPOINT_URL_STS", this.server.url().toString())
			.variable("AWS_MAX_ATTEMPTS", "2");
		AwsSettings settings = AwsSetup.on(machine).settings();
		AssumeRoleFetcher fetcher = new AssumeRoleFetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()),
				() -> StsFixture.sourceCredentials(1),
				new SettingsCredentialsClientConfigurer(settings,
						new SettingsRegionProvider(settings, () -> Region.EU_WEST_1)),
				null, this.cliCache, StsFixture.CLOCK);
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE1");
		assertThat(this.server.requests()).extracting(StsServer.Request::signedBy)
			.containsExactly("AKIASOURCE1 us-east-1 sts", "AKIASOURCE1 us-east-1 sts");
	}

	// What AWS answers

	@Test
	void refusalSaysWhereWhyAndWhatToDo() {
		this.server.error(403, "AccessDenied",
				"User: arn:aws:iam::111111111111:user/jane is not authorized to perform: sts:AssumeRole");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null))).hasMessage(
				"No credentials from assume role (/home/jane/.aws/config - 2:12 (profile 'reader')): AWS STS answered "
						+ "AccessDenied (HTTP status 403) for role arn:aws:iam::123456789012:role/reader: User: "
						+ "arn:aws:iam::111111111111:user/jane is not authorized to perform: sts:AssumeRole. Check that "
						+ "the role exists, that its trust policy names who asks (process, /home/jane/.aws/config - 9:22 "
						+ "(profile 'base'), access key ****), and that they may call sts:AssumeRole.")
			.hasNoCause();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			400 | ExpiredToken             | Renew the credentials that the role is assumed with (process,
			403 | InvalidClientTokenId     | Check the credentials that the role is assumed with (process,
			403 | RegionDisabledException  | Switch AWS STS on for this Region
			400 | MalformedPolicyDocument  | Correct the policies and tags
			400 | PackedPolicyTooLarge     | Correct the policies and tags
			400 | ValidationError          | Correct role_arn, role_session_name, duration_seconds
			400 | RequestExpired           | Set the clock of this machine
			400 | Throttling               | Try again
			503 | ServiceUnavailable       | Try again
			400 | SomethingNew             | Check the role and its settings
			""")
	void refusalNamesCodeAndRemedy(int status, String code, String remedy) {
		this.server.error(status, code, "What AWS says");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("AWS STS answered %s (HTTP status %d) for role %s: What AWS says. %s".formatted(code,
					status, StsFixture.ROLE, remedy));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining | Set duration_seconds (beside /home/jane/.aws/config - 2:12 (profile 'reader')), to 3600 or less, or remove it: a role that is assumed with another role lasts one hour at most.
					Value 'a b' at 'roleSessionName' failed to satisfy constraint | Correct role_session_name (beside /home/jane/.aws/config - 2:12 (profile 'reader')).
					Value at 'externalId' failed to satisfy constraint | Correct external_id (beside /home/jane/.aws/config - 2:12 (profile 'reader')).
					Request ARN is invalid | Correct role_arn: /home/jane/.aws/config - 2:12 (profile 'reader').
					""")
	void settingThatAwsNamesIsTheOneToCorrect(String said, String remedy) {
		this.server.error(400, "ValidationError", said);
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageEndingWith("for role %s: %s. %s".formatted(StsFixture.ROLE, said, remedy));
	}

	@Test
	void roleOfAnotherPartitionIsSaidFirst() {
		this.server.error(400, "ValidationError", "Request ARN is invalid");
		String role = "arn:aws-cn:iam::123456789012:role/reader";
		assertThat(fail(fetcher(StsFixture.role(role, StsFixture.source()), null))).hasMessageContaining(
				"Request ARN is invalid. First see to the partition. 'role_arn' does not go with the Region: arn:aws-cn:iam::123456789012:role/reader is of the partition 'aws-cn' (AWS China), the Region eu-west-1 of 'aws' (AWS Standard), and no partition knows the accounts of another; write arn:aws:iam::123456789012:role/reader, or set another Region. If that is not the reason: Correct role_arn: ");
	}

	@Test
	void answerWithoutBodyNamesItsStatus() {
		this.server.answer(500, "");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("answered with HTTP status 500 and no error code for role " + StsFixture.ROLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "no XML with role-secret-1", "<html><body>role-secret-1</body>",
			"<AssumeRoleResponse><AssumeRoleResult><Credentials>" })
	void answerThatIsNoXmlIsNotQuoted(String body) {
		this.server.answer(200, body);
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("The answer of AWS STS for role " + StsFixture.ROLE + " is not what STS sends.");
	}

	@Test
	void garbageOfFailureIsNotQuoted() {
		this.server.answer(502, "<html>role-secret-1");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("502");
	}

	@Test
	void answerOfAnotherServerIsAnError() {
		this.server.answer(200, "<html><body>Sign in</body></html>");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("AWS STS answered without credentials.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 500 })
	void answerWithoutEndIsNotRead(int status) {
		this.server.answer(status, "<AssumeRoleResponse><A>" + "role-secret-1".repeat(200_000));
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining((status == 200) ? "is longer than 1 MiB." : "AWS STS");
	}

	@ParameterizedTest
	@CsvSource({ "AccessKeyId, access key id", "SecretAccessKey, secret access key", "SessionToken, session token",
			"Expiration, expiry" })
	void answerThatLacksPartIsAnError(String name, String part) {
		String body = """
				<AssumeRoleResponse><AssumeRoleResult><Credentials>
				<AccessKeyId>ASIAROLE1</AccessKeyId><SecretAccessKey>role-secret-1</SecretAccessKey>
				<SessionToken>role-token-1</SessionToken><Expiration>2026-11-21T13:00:00Z</Expiration>
				</Credentials></AssumeRoleResult></AssumeRoleResponse>""";
		this.server.answer(200, body.replaceFirst("<" + name + ">.*</" + name + ">", ""));
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("AWS STS answered with credentials that have no " + part + ".");
	}

	@Test
	void answerThatHasExpiredIsAnError() {
		this.server.credentials(1, "2026-11-21T11:59:59Z");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null))).hasMessageContaining(
				"credentials that expired at 2026-11-21T11:59:59Z; on this machine it is 2026-11-21T12:00:00Z. "
						+ "Set the clock of this machine.");
	}

	@Test
	void nobodyListensIsAnError() {
		URI gone = this.server.url();
		this.server.close();
		assertThat(fail(new AssumeRoleFetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()),
				() -> StsFixture.sourceCredentials(1), StsFixture.clients(gone), null, this.cliCache,
				StsFixture.CLOCK)))
			.hasMessageContaining("AWS STS could not be reached for role " + StsFixture.ROLE)
			.hasMessageContaining("refused")
			.hasMessageContaining("Check the network, proxy, Region and endpoint.");
	}

	@Test
	void noAnswerInTimeIsAnError() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
			assertThat(fail(new AssumeRoleFetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()),
					() -> StsFixture.sourceCredentials(1), StsFixture.clients(url, Duration.ofMillis(300), 1), null,
					this.cliCache, StsFixture.CLOCK)))
				.hasMessageContaining("AWS STS did not answer in time for role " + StsFixture.ROLE);
		}
	}

	@Test
	void echoOfTheRequestIsNotPassedOn() {
		this.server.error(403, "SignatureDoesNotMatch", "It does not match source-token-1 of source-secret-1.\n\n"
				+ "The canonical string should have been\nx-amz-security-token:source-token-1");
		assertThat(fail(fetcher(StsFixture.role(StsFixture.ROLE, StsFixture.source()), null)))
			.hasMessageContaining("It does not match ****** of ******. Check the credentials");
	}

	// MFA

	@Test
	void codeIsAskedForEachTime() {
		this.server.credentials(1, LATER);
		List<String> asked = new ArrayList<>();
		AssumeRoleFetcher fetcher = fetcher(StsFixture.mfaRole(), (serial) -> {
			asked.add(serial);
			return " 00000%d\n".formatted(asked.size());
		});
		fetcher.fetch();
		fetcher.fetch();
		assertThat(asked).containsExactly("arn:aws:iam::123456789012:mfa/jane", "arn:aws:iam::123456789012:mfa/jane");
		assertThat(this.server.requests()).extracting((request) -> request.parameters().get("TokenCode"))
			.containsExactly("000001", "000002");
	}

	@Test
	void codeThatIsNoneIsAnErrorThatDoesNotShowIt() {
		assertThat(fail(fetcher(StsFixture.mfaRole(), (serial) -> "12345x"))).hasMessageContaining(
				"The MfaTokenSupplier gave no code of six digits for the MFA device arn:aws:iam::123456789012:mfa/jane.")
			.hasMessageNotContaining("12345x");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void supplierThatFailsIsTheCause() {
		IllegalStateException failure = new IllegalStateException("No terminal");
		assertThat(fail(fetcher(StsFixture.mfaRole(), (serial) -> {
			throw failure;
		}))).hasCause(failure).hasMessageContaining("The MfaTokenSupplier failed");
	}

	@Test
	void codeThatIsRefusedIsNotShown() {
		this.server.error(403, "AccessDenied", "MultiFactorAuthentication failed with code 123456");
		assertThat(fail(fetcher(StsFixture.mfaRole(), (serial) -> "123456"))).hasMessageNotContaining("code 123456")
			.hasMessageContaining("and that the MFA code is new and of device arn:aws:iam::123456789012:mfa/jane");
	}

	@Test
	void nobodyToAskSaysWhatToType() {
		assertThat(fail(fetcher(StsFixture.mfaRole(), null)))
			.hasMessage("No credentials from assume role (/home/jane/.aws/config - 2:12 (profile 'reader')): Role "
					+ "arn:aws:iam::123456789012:role/reader wants a code of the MFA device "
					+ "arn:aws:iam::123456789012:mfa/jane, and there is nobody to ask. The AWS CLI's cache does not "
					+ "help: " + this.cliCache.resolve("f7c89088ffffc71575a7334ef7727b86923a0ab8.json")
					+ " does not exist"
					+ ". Type 'aws sts get-caller-identity --profile reader', which asks for the code "
					+ "and fills that cache, or define a bean of type MfaTokenSupplier.");
	}

	@Test
	void cacheOfCliComesBeforeTheSupplier() throws Exception {
		cacheOfCli("2026-11-21T13:00:00UTC");
		FetchedCredentials fetched = fetcher(StsFixture.mfaRole(), (serial) -> {
			throw new AssertionError("Asked for a code");
		}).fetch();
		assertThat(fetched.credentials().accessKeyId()).isEqualTo("ASIACLI");
		assertThat(fetched.expiration()).isEqualTo(LATER);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void cacheOfCliThatIsAboutToExpireComesAfterTheSupplier() throws Exception {
		cacheOfCli("2026-11-21T12:14:00Z");
		this.server.credentials(1, LATER);
		assertThat(fetcher(StsFixture.mfaRole(), (serial) -> "123456").fetch().credentials().accessKeyId())
			.isEqualTo("ASIAROLE1");
	}

	@Test
	void cacheOfCliServesToItsEndWhenThereIsNobodyToAsk() throws Exception {
		cacheOfCli("2026-11-21T12:14:00Z");
		assertThat(fetcher(StsFixture.mfaRole(), null).fetch().credentials().accessKeyId()).isEqualTo("ASIACLI");
	}

	@Test
	void cacheOfCliIsNotForRolesWithoutMfa() throws Exception {
		Step.AssumeRoleStep step = StsFixture.role(StsFixture.ROLE, StsFixture.source());
		writeCache(new CliRoleCache(this.cliCache, StsFixture.CLOCK).file(step).path(), LATER);
		this.server.credentials(1, LATER);
		assertThat(fetcher(step, null).fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE1");
	}

	private void cacheOfCli(String expiration) throws Exception {
		writeCache(this.cliCache.resolve("f7c89088ffffc71575a7334ef7727b86923a0ab8.json"), expiration);
	}

	private void writeCache(Path file, String expiration) throws Exception {
		Files.writeString(file, """
				{"Credentials": {"AccessKeyId": "ASIACLI", "SecretAccessKey": "cli-secret",
				 "SessionToken": "cli-token", "Expiration": "%s"},
				 "AssumedRoleUser": {"Arn": "arn:aws:sts::123456789012:assumed-role/reader/botocore-session-1"}}
				""".formatted(expiration));
	}

	private AssumeRoleFetcher fetcher(Step.AssumeRoleStep step, @Nullable MfaTokenSupplier mfaTokens) {
		return new AssumeRoleFetcher(step, () -> StsFixture.sourceCredentials(1), StsFixture.clients(this.server.url()),
				mfaTokens, this.cliCache, StsFixture.CLOCK);
	}

	private AssumeRoleFetcher fetcherFrom(CredentialsFetcher source, Step.AssumeRoleStep step) {
		return new AssumeRoleFetcher(step, source, StsFixture.clients(this.server.url()), null, this.cliCache,
				StsFixture.CLOCK);
	}

	/**
	 * Return the failure, which shows no secret of any test, nor does its cause.
	 */
	private static CredentialsException fail(CredentialsFetcher fetcher) {
		CredentialsException failure = catchThrowableOfType(CredentialsException.class, fetcher::fetch);
		assertThat(failure).isNotNull();
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("source-secret", "source-token", "role-secret", "role-token",
				"cli-secret", "cli-token", "AKIASOURCE");
		return failure;
	}

}
