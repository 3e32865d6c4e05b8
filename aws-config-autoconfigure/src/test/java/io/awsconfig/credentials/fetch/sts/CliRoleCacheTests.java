package io.awsconfig.credentials.fetch.sts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.awsconfig.credentials.FetchedCredentials;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.StsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CliRoleCache}. The keys are those that botocore 1.43 makes of the same
 * arguments.
 */
class CliRoleCacheTests {

	private static final String WHOLE = """
			{"Credentials": {"AccessKeyId": "ASIACLI", "SecretAccessKey": "cli-secret", "SessionToken": "cli-token",
			 "Expiration": "2026-11-21T13:00:00Z"}}""";

	private Path file = Path.of("");

	private CliRoleCache cache = new CliRoleCache(Path.of(""), StsFixture.CLOCK);

	@BeforeEach
	void setUp(@TempDir Path folder) {
		this.cache = new CliRoleCache(folder, StsFixture.CLOCK);
		this.file = folder.resolve("f7c89088ffffc71575a7334ef7727b86923a0ab8.json");
	}

	@Test
	void keyIsThatOfBotocore() {
		assertThat(this.cache.file(StsFixture.mfaRole()).path()).isEqualTo(this.file);
		assertThat(this.cache.file(step("nightly", "a/b:c", Duration.ofSeconds(900))).path())
			.hasFileName("b965e82b07bc40f1f1cf3a46f112f47381183c30.json");
		assertThat(this.cache.file(step(null, "é\"\\\t\u007f😀", null)).path())
			.hasFileName("2fc059df57c4e88a9fb838b2501b3432de5b7b0f.json");
	}

	private static Step.AssumeRoleStep step(String sessionName, String externalId, Duration duration) {
		return new Step.AssumeRoleStep(StsFixture.ROLE, StsFixture.source(), sessionName, externalId, duration,
				"arn:aws:iam::123456789012:mfa/jane", null, null, StsFixture.PLACE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-21T13:00:00Z", "2026-11-21T13:00:00UTC", "2026-11-21T13:00:00+00:00",
			"2026-11-21T14:00:00+01:00", "2026-11-21T13:00:00.000Z" })
	void expirationIsReadInEverySpelling(String expiration) throws Exception {
		Files.writeString(this.file, WHOLE.replace("2026-11-21T13:00:00Z", expiration));
		FetchedCredentials found = find().credentials();
		assertThat(found).isNotNull();
		assertThat(found.expiration()).isEqualTo("2026-11-21T13:00:00Z");
		assertThat(found.credentials().accountId()).isEmpty();
	}

	@Test
	void accountIsThatOfTheEntry() throws Exception {
		Files.writeString(this.file,
				WHOLE.replace("\"Expiration\"", "\"AccountId\": \"210987654321\", \"Expiration\""));
		FetchedCredentials found = find().credentials();
		assertThat(found).isNotNull();
		assertThat(found.credentials().accountId()).contains("210987654321");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			cli-secret                                                  | is not valid JSON
			{"Credentials": {"SecretAccessKey": "cli-secret"            | is not valid JSON
			["cli-secret"]                                              | is JSON, but not an object with fields
			{"Credentials": "cli-secret"}                               | has no object 'Credentials'
			{"Credentials": {"AccessKeyId": "A"}}                       | has no field 'SecretAccessKey'
			""")
	void entryOfWrongShapeSaysWhatIsWrong(String content, String reason) throws Exception {
		Files.writeString(this.file, content);
		assertThat(find().credentials()).isNull();
		assertThat(find().absence()).isEqualTo(this.file + " " + reason);
	}

	@Test
	void fieldThatIsNoTextIsNamed() throws Exception {
		Files.writeString(this.file, "{\"Credentials\": {\"AccessKeyId\": 7}}");
		assertThat(find().absence()).isEqualTo(this.file + " has a field 'AccessKeyId' that is not a text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "2026-11-21", "" })
	void expirationThatIsNoTimeSaysSo(String expiration) throws Exception {
		Files.writeString(this.file, WHOLE.replace("2026-11-21T13:00:00Z", expiration));
		assertThat(find().credentials()).isNull();
		assertThat(find().absence()).contains("Expiration");
	}

	@Test
	void entryThatHasExpiredSaysWhen() throws Exception {
		Files.writeString(this.file, WHOLE.replace("13:00:00Z", "12:00:00Z"));
		assertThat(find().absence()).isEqualTo("the credentials in " + this.file + " expired at 2026-11-21T12:00:00Z");
	}

	@Test
	void entryThatIsTooLargeIsNotRead() throws Exception {
		Files.writeString(this.file, " ".repeat(1024 * 1024) + WHOLE);
		assertThat(find().absence()).isEqualTo(this.file + " is longer than 1 MiB");
	}

	@Test
	void entryThatIsFolderIsNotRead() throws Exception {
		Files.createDirectory(this.file);
		assertThat(find().absence()).isEqualTo(this.file + " is a directory");
	}

	private CliRoleCache.Lookup find() {
		return this.cache.find(StsFixture.mfaRole(), Duration.ZERO);
	}

}
