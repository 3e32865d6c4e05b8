package io.awsconfig.credentials.fetch.sts;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.StsFixture;
import io.awsconfig.credentials.StsServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link WebIdentityFetcher}.
 */
class WebIdentityFetcherTests {

	private static final String LATER = "2026-11-21T13:00:00Z";

	private static final String TOKEN = "web-header-1.web-payload-1.web-signature-1";

	private final StsServer server = new StsServer();

	private Path file = Path.of("");

	@BeforeEach
	void writeToken(@TempDir Path folder) throws Exception {
		this.file = Files.writeString(folder.resolve("token"), "\n " + TOKEN + " \r\n");
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void requestCarriesTokenAndIsNotSigned() {
		this.server.webIdentityCredentials(1, LATER);
		new WebIdentityFetcher(new Step.WebIdentityStep(this.file, StsFixture.ROLE, "nightly", Duration.ofMinutes(15),
				null, StsFixture.PLACE), StsFixture.clients(this.server.url()), StsFixture.CLOCK)
			.fetch();
		assertThat(this.server.request().parameters()).containsExactlyInAnyOrderEntriesOf(
				Map.of("Action", "AssumeRoleWithWebIdentity", "Version", "2011-06-15", "RoleArn", StsFixture.ROLE,
						"RoleSessionName", "nightly", "DurationSeconds", "900", "WebIdentityToken", TOKEN));
		assertThat(this.server.request().authorization()).isNull();
		assertThat(this.server.request().securityToken()).isNull();
	}

	@Test
	void clientOfStsIsMadeForTheRegionOfTheStep() {
		this.server.webIdentityCredentials(1, LATER);
		List<String> regions = new ArrayList<>();
		CredentialsClientConfigurer clients = new CredentialsClientConfigurer() {

			@Override
			public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
					@Nullable String region) {
				regions.add(String.valueOf(region));
				return StsFixture.clients(WebIdentityFetcherTests.this.server.url())
					.configure(builder, credentials, region);
			}

		};
		new WebIdentityFetcher(
				new Step.WebIdentityStep(this.file, StsFixture.ROLE, null, null, "us-west-2", StsFixture.PLACE),
				clients, StsFixture.CLOCK)
			.fetch();
		assertThat(regions).containsExactly("us-west-2");
	}

	@Test
	void credentialsHaveExpirationAndAccount() {
		this.server.webIdentityCredentials(1, LATER);
		FetchedCredentials fetched = fetcher().fetch();
		assertThat(this.server.request().parameters()).containsEntry("RoleSessionName", "aws-config-reader")
			.doesNotContainKey("DurationSeconds");
		assertThat(fetched.expiration()).isEqualTo(LATER);
		AwsSessionCredentials credentials = (AwsSessionCredentials) fetched.credentials();
		assertThat(credentials.accessKeyId()).isEqualTo("ASIAROLE1");
		assertThat(credentials.secretAccessKey()).isEqualTo("role-secret-1");
		assertThat(credentials.sessionToken()).isEqualTo("role-token-1");
		assertThat(credentials.accountId()).contains("123456789012");
	}

	@Test
	void tokenIsReadAnewEachTime() throws Exception {
		this.server.webIdentityCredentials(1, LATER);
		WebIdentityFetcher fetcher = fetcher();
		fetcher.fetch();
		Files.writeString(this.file, "second");
		fetcher.fetch();
		assertThat(this.server.requests()).extracting((request) -> request.parameters().get("WebIdentityToken"))
			.containsExactly(TOKEN, "second");
	}

	@Test
	void tokenThatIsEmptyIsAnError() throws Exception {
		Files.writeString(this.file, " \n");
		assertThat(fail()).hasMessage("No credentials from web identity (/home/jane/.aws/config - 2:12 (profile "
				+ "'reader')): The token file " + this.file
				+ " of role arn:aws:iam::123456789012:role/reader is empty. "
				+ "Let web_identity_token_file name a file with the token, readable by this application.");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void tokenThatIsNotThereIsAnError() throws Exception {
		Files.delete(this.file);
		assertThat(fail()).hasMessageContaining(this.file + " of role " + StsFixture.ROLE + " does not exist.");
	}

	@Test
	void tokenThatIsFolderIsAnError() throws Exception {
		Files.delete(this.file);
		Files.createDirectory(this.file);
		assertThat(fail()).hasMessageContaining("is a directory.");
	}

	@Test
	void tokenThatIsTooLargeIsAnError() throws Exception {
		Files.writeString(this.file, "x".repeat(1024 * 1024 + 1));
		assertThat(fail()).hasMessageContaining("is longer than 1 MiB");
	}

	@Test
	void tokenThatCannotBeReadIsAnError() {
		// A regular file that not even root can read from its start
		this.file = Path.of("/proc/self/mem");
		Assumptions.assumeTrue(Files.exists(this.file), "only Linux has such a file");
		assertThat(fail()).hasMessageContaining("cannot be read (IOException).");
	}

	@Test
	void identityProviderThatCannotBeReachedIsTriedAgain() {
		this.server.error(400, "IDPCommunicationError", "Not now").webIdentityCredentials(1, LATER);
		WebIdentityFetcher fetcher = new WebIdentityFetcher(StsFixture.web(this.file),
				StsFixture.clients(this.server.url(), Duration.ofSeconds(20), 2), StsFixture.CLOCK);
		assertThat(fetcher.fetch().credentials().accessKeyId()).isEqualTo("ASIAROLE1");
		assertThat(this.server.requests()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			403 | AccessDenied            | allows sts:AssumeRoleWithWebIdentity to the subject and the audience
			400 | ExpiredTokenException   | has to renew it.
			400 | InvalidIdentityToken    | Check that the identity provider of the token
			403 | IDPRejectedClaim        | Check with the identity provider
			400 | IDPCommunicationError   | AWS could not reach the identity provider; try again
			403 | RegionDisabledException | Switch AWS STS on for this Region
			""")
	void refusalNamesCodeAndRemedy(int status, String code, String remedy) {
		this.server.error(status, code, "What AWS says of web-payload-1");
		assertThat(fail())
			.hasMessageContaining("AWS STS answered %s (HTTP status %d) for role %s: What AWS says of ******."
				.formatted(code, status, StsFixture.ROLE))
			.hasMessageContaining(remedy);
	}

	private WebIdentityFetcher fetcher() {
		return new WebIdentityFetcher(StsFixture.web(this.file), StsFixture.clients(this.server.url()),
				StsFixture.CLOCK);
	}

	/**
	 * Return the failure, which shows nothing of the token, nor does its cause.
	 */
	private CredentialsException fail() {
		CredentialsException failure = catchThrowableOfType(CredentialsException.class, () -> fetcher().fetch());
		assertThat(failure).isNotNull();
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("web-header", "web-payload", "web-signature");
		return failure;
	}

}
