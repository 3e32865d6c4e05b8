package io.awsconfig.credentials.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.VirtualTime;
import io.awsconfig.settings.IncompleteAccessKeysException;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class CredentialsChainTests {

	private static final String KEY = "AKIDEXAMPLEEXAMPLE01";

	private static final String OTHER_KEY = "AKIDEXAMPLEEXAMPLE02";

	private static final String SECRET = "wJalrXUtnFEMI-telltale-secret";

	private static final String TOKEN = "FwoGZXIvYXdz-telltale-token";

	@TempDir
	Path home;

	private FakeMachine machine;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	@BeforeEach
	void setUp() {
		this.machine = new FakeMachine(this.home);
	}

	private CredentialsChain chain() {
		return chain(new CredentialsRefresher());
	}

	private CredentialsChain chain(CredentialsRefresher refresher) {
		CredentialsContext context = AwsSetup.on(this.machine.properties(this.properties)).context();
		return CredentialsChain.of(new CredentialsContext(context.settings(), context.config(), context.locations(),
				context.region(), context.clients(), context.instanceMetadata(), context.mfaTokens(), refresher));
	}

	private void put(Place place, String key, String secret, String token) {
		place.writer.accept(this, new String[] { key, secret, token });
	}

	@ParameterizedTest
	@EnumSource
	void keySecretAndTokenComeFromEverySource(Place place) {
		put(place, KEY, SECRET, TOKEN);
		AwsCredentials credentials = chain().resolveCredentials();
		assertThat(credentials.accessKeyId()).isEqualTo(KEY);
		assertThat(credentials.secretAccessKey()).isEqualTo(SECRET);
		assertThat(credentials).isInstanceOfSatisfying(AwsSessionCredentials.class,
				(session) -> assertThat(session.sessionToken()).isEqualTo(TOKEN));
	}

	@ParameterizedTest
	@EnumSource
	void highestSourceWinsAndTokenOfALowerOneIsNotMixedIn(Place place) {
		for (Place other : Place.values()) {
			if (other.compareTo(place) > 0) {
				put(other, OTHER_KEY, "other-secret", "other-token");
			}
		}
		put(place, KEY, SECRET, null);
		AwsCredentials credentials = chain().resolveCredentials();
		assertThat(credentials.accessKeyId()).isEqualTo(KEY);
		assertThat(credentials.secretAccessKey()).isEqualTo(SECRET);
		assertThat(credentials).isNotInstanceOf(AwsSessionCredentials.class);
	}

	@ParameterizedTest
	@EnumSource
	void halfAUnitIsAnErrorEvenIfAnotherSourceCouldCompleteIt(Place place) {
		for (Place other : Place.values()) {
			if (other.compareTo(place) > 0) {
				put(other, OTHER_KEY, SECRET, TOKEN);
			}
		}
		put(place, KEY, null, TOKEN);
		assertThatExceptionOfType(IncompleteAccessKeysException.class).isThrownBy(this::chain)
			.satisfies(
					(ex) -> assertThat(ex.getMessage() + ex.getAction()).doesNotContain(SECRET, TOKEN, KEY, OTHER_KEY));
	}

	@ParameterizedTest
	@EnumSource
	void secretOrTokenAloneIsAnError(Place place) {
		put(place, null, SECRET, null);
		assertThatExceptionOfType(IncompleteAccessKeysException.class).isThrownBy(this::chain);
		this.properties.clear();
		this.machine = new FakeMachine(this.home);
		put(place, null, null, TOKEN);
		assertThatExceptionOfType(IncompleteAccessKeysException.class).isThrownBy(this::chain);
	}

	@Test
	void halfAUnitIsDescribedInFull() {
		this.machine.variable("AWS_ACCESS_KEY_ID", KEY);
		put(Place.CREDENTIALS_FILE, OTHER_KEY, SECRET, null);
		assertThatExceptionOfType(IncompleteAccessKeysException.class).isThrownBy(this::chain).satisfies((ex) -> {
			assertThat(ex).hasMessage(
					"""
							'AWS_ACCESS_KEY_ID' has a value, but 'AWS_SECRET_ACCESS_KEY' has none:

							    access key id      environment variable AWS_ACCESS_KEY_ID
							    secret access key  not there; the one of aws_secret_access_key at %s - 3:25 (profile 'default') \
							is not used, because a key and its secret come from one source"""
						.formatted(this.machine.path(".aws/credentials")));
			assertThat(ex.getAction()).isEqualTo("Set 'AWS_SECRET_ACCESS_KEY' in the same place as well, "
					+ "or remove 'AWS_ACCESS_KEY_ID' to use other credentials: access key ****LE02 from "
					+ this.machine.path(".aws/credentials") + " - 2:21 (profile 'default').");
		});
	}

	@Test
	void completeUnitOfAHigherSourceHidesHalfAUnitInTheFiles() {
		put(Place.ENVIRONMENT, KEY, SECRET, null);
		put(Place.CREDENTIALS_FILE, OTHER_KEY, null, null);
		assertThat(chain().resolveCredentials().accessKeyId()).isEqualTo(KEY);
	}

	@Test
	void accountIdOutsideOfTheFilesBelongsToKeysOutsideOfTheFiles() {
		put(Place.ENVIRONMENT, KEY, SECRET, null);
		this.machine.variable("AWS_ACCOUNT_ID", "111111111111");
		assertThat(chain().resolveCredentials().accountId()).hasValue("111111111111");
	}

	@Test
	void accountIdOfAProfileIsNotThatOfOtherKeys() {
		put(Place.ENVIRONMENT, KEY, SECRET, null);
		this.machine.config("[default]\naws_account_id = 222222222222\n");
		assertThat(chain().resolveCredentials().accountId()).isEmpty();
	}

	@Test
	void accountIdOfAProfileIsThatOfItsKeys() {
		this.machine.config("[default]\naws_account_id = 222222222222\n");
		put(Place.CREDENTIALS_FILE, KEY, SECRET, TOKEN);
		assertThat(chain().resolveCredentials().accountId()).hasValue("222222222222");
	}

	@ParameterizedTest
	@ValueSource(strings = { "role_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = default",
			"role_arn = arn:aws:iam::123456789012:role/reader\nweb_identity_token_file = /no/such/token",
			"sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = reader",
			"sso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n"
					+ "sso_account_id = 123456789012\nsso_role_name = reader",
			"login_session = arn:aws:iam::123456789012:user/reader" })
	void keysOfAProfileWithAnotherStepAreNotUsed(String step) {
		this.machine.config("[default]\n" + step + "\n[sso-session corp]\nsso_region = us-east-1\n"
				+ "sso_start_url = https://corp.awsapps.com/start\n");
		put(Place.CREDENTIALS_FILE, KEY, SECRET, null);
		assertThat(chain().getSource()).doesNotStartWith("access key");
		assertThat(chain().getPlan().getEntries()).filteredOn(CredentialsPlan.Entry::selected)
			.extracting(CredentialsPlan.Entry::name)
			.doesNotContain("access keys of the profile");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void programOfTheProfileIsRun() {
		this.machine.file("elsewhere/config",
				"[profile printed]\ncredential_process = %s\n".formatted(this.machine.path("print.sh")));
		this.machine.file("print.sh", """
				#!/bin/sh
				echo '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"%s"}'
				""".formatted(SECRET));
		assertThat(this.machine.path("print.sh").toFile().setExecutable(true)).isTrue();
		this.machine.variable("AWS_CONFIG_FILE", this.machine.path("elsewhere/config").toString())
			.variable("AWS_PROFILE", "printed");
		CredentialsChain chain = chain();
		assertThat(chain.getSource()).startsWith("process (");
		assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo("AKIDPROCESS");
		assertThat(chain.resolveIdentity().join().accessKeyId()).isEqualTo("AKIDPROCESS");
	}

	@Test
	void chainThatHasNothingListsThePlaces() {
		CredentialsChain chain = chain();
		assertThatExceptionOfType(SdkClientException.class).isThrownBy(chain::resolveCredentials)
			.withMessageStartingWith("No credentials are configured. These are the places to have some:");
	}

	@Test
	void keysThatAnotherProgramWritesIntoTheFileAreUsedWithoutARestart() {
		put(Place.CREDENTIALS_FILE, KEY, SECRET, TOKEN);
		VirtualTime time = new VirtualTime();
		CredentialsChain chain = chain(time.refresher(Runnable::run));
		assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo(KEY);
		put(Place.CREDENTIALS_FILE, OTHER_KEY, "rotated", null);
		chain.refresh();
		assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo(OTHER_KEY);
		// Whoever wishes for a refresh sooner gets the same answer
		time.pass(Duration.ofSeconds(2));
		this.machine.credentials("");
		assertThatExceptionOfType(CredentialsException.class).isThrownBy(chain::refresh)
			.withMessageContaining("The profile 'default' has no access keys any more.");
		assertThat(chain.resolveCredentials().accessKeyId()).isEqualTo(OTHER_KEY);
	}

	@Test
	void identityIsThatOfTheCredentials() {
		put(Place.ENVIRONMENT, KEY, SECRET, TOKEN);
		CredentialsChain chain = chain();
		assertThat(chain.resolveIdentity().join()).isEqualTo(chain.resolveCredentials());
	}

	@Test
	void secretsAreShownNowhere(CapturedOutput output) {
		for (Place place : Place.values()) {
			put(place, KEY, SECRET, TOKEN);
		}
		CredentialsChain chain = chain();
		chain.resolveCredentials();
		assertThat(List.of(chain.toString(), chain.getSource(), output.getAll()))
			.allSatisfy((text) -> assertThat(text).doesNotContain(SECRET, TOKEN, KEY));
		assertThat(chain).asString().startsWith("CredentialsChain(access key ****LE01 from ");
	}

	enum Place {

		SYSTEM_PROPERTIES((tests, parts) -> {
			set(tests.machine::systemProperty, "aws.accessKeyId", parts[0]);
			set(tests.machine::systemProperty, "aws.secretAccessKey", parts[1]);
			set(tests.machine::systemProperty, "aws.sessionToken", parts[2]);
		}),

		ENVIRONMENT((tests, parts) -> {
			set(tests.machine::variable, "AWS_ACCESS_KEY_ID", parts[0]);
			set(tests.machine::variable, "AWS_SECRET_ACCESS_KEY", parts[1]);
			set(tests.machine::variable, "AWS_SESSION_TOKEN", parts[2]);
		}),

		APPLICATION((tests, parts) -> {
			set(tests.properties::put, "aws.access-key-id", parts[0]);
			set(tests.properties::put, "aws.secret-access-key", parts[1]);
			set(tests.properties::put, "aws.session-token", parts[2]);
		}),

		CREDENTIALS_FILE((tests, parts) -> tests.machine.credentials(asProfile(parts))),

		CONFIG_FILE((tests, parts) -> tests.machine.config(asProfile(parts)));

		private final BiConsumer<CredentialsChainTests, String[]> writer;

		Place(BiConsumer<CredentialsChainTests, String[]> writer) {
			this.writer = writer;
		}

		private static void set(BiConsumer<String, String> target, String name, String value) {
			if (value != null) {
				target.accept(name, value);
			}
		}

		private static String asProfile(String[] parts) {
			StringBuilder text = new StringBuilder("[default]\n");
			BiConsumer<String, String> line = (name,
					value) -> text.append(name).append(" = ").append(value).append('\n');
			set(line, "aws_access_key_id", parts[0]);
			set(line, "aws_secret_access_key", parts[1]);
			set(line, "aws_session_token", parts[2]);
			return text.toString();
		}

	}

}
