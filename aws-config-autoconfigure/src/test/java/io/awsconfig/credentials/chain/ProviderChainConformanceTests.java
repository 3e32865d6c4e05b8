package io.awsconfig.credentials.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.awsconfig.client.SettingsCredentialsClientConfigurer;
import io.awsconfig.client.SettingsRegionProvider;
import io.awsconfig.credentials.CredentialsClientConfigurer;
import io.awsconfig.credentials.CredentialsException;
import io.awsconfig.credentials.CredentialsPlan;
import io.awsconfig.credentials.RecordedTraffic;
import io.awsconfig.credentials.Step;
import io.awsconfig.credentials.refresh.CredentialsRefresher;
import io.awsconfig.credentials.refresh.RefreshTime;
import io.awsconfig.environment.AwsEnvironment;
import io.awsconfig.imds.InstanceMetadata;
import io.awsconfig.settings.AwsConfigurationException;
import io.awsconfig.settings.AwsSettings;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@code default-credential-provider-chain} and {@code profile-provider} of the AWS SDKs:
 * a machine, what was said over the network, and the credentials that come out of it.
 * Every request has to be the recorded one, by method, host, path, query, the operation
 * of STS and the headers that carry a token, in the recorded order, and none may be
 * missing.
 * <p>
 * What is changed, and why:
 * <ul>
 * <li>{@code /home} and {@code /token.jwt} lie in a directory of the test.
 * <li>The clock stands one hour before the recorded credentials expire.
 * <li>Addresses of the machine itself, {@code 169.254.x.x}, are asked of a server of the
 * test once it is sure that they are the recorded ones.
 * <li>Account ids become 12 digits: zeros in front of those that have less
 * ({@code 123456789}), the last one off the one that has 13
 * ({@code web_identity_token_profile}). aws-config takes both for a mistake, as AWS does.
 * <li>The commands of {@code credential_process} and {@code credential_process_failure}
 * are run by {@code /bin/sh -c}. They are texts for a shell, with a pipe and with a
 * built-in command; aws-config runs programs without one.
 * <li>The cases of {@code profile-provider} are about the step of the profile alone. For
 * them, instance metadata is switched off ({@code empty_config} and
 * {@code invalid_config} would go on to it), and the access keys among the variables of
 * {@code e2e_assume_role} are left out, because in the whole chain they come first.
 * </ul>
 * One difference does not show: {@code invalid_config} fails in the other SDK because a
 * line cannot be read. aws-config warns of that line and fails because there are no
 * credentials.
 */
class ProviderChainConformanceTests {

	private static final Pattern ACCOUNT_ID = Pattern
		.compile("(sso_account_id = |role_arn = arn:aws:iam::|account_id=)(\\d+)");

	private static final Instant RECORDED = Instant.parse("2021-09-20T20:51:52Z");

	@TempDir
	private Path directory;

	@TestFactory
	Stream<DynamicTest> defaultCredentialProviderChain() {
		return tests("default-credential-provider-chain", true);
	}

	@TestFactory
	Stream<DynamicTest> profileProvider() {
		return tests("profile-provider", false);
	}

	private Stream<DynamicTest> tests(String suite, boolean wholeChain) {
		String conformance = System.getProperty("conformance.dir");
		Path path = Path.of(String.valueOf(conformance), suite);
		if (conformance == null || !Files.exists(path)) {
			return Stream.of(DynamicTest.dynamicTest(suite,
					() -> Assumptions.abort("Skipped: set -Dconformance.dir to the directory that holds " + suite)));
		}
		try (Stream<Path> cases = Files.list(path)) {
			List<Path> sorted = cases.filter(Files::isDirectory).sorted().toList();
			assertThat(sorted).isNotEmpty();
			return sorted.stream()
				.map((each) -> DynamicTest.dynamicTest(each.getFileName().toString(), () -> replay(each, wholeChain)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void replay(Path recording, boolean wholeChain) throws IOException {
		Path root = this.directory.resolve(recording.getFileName());
		copy(recording.resolve("fs"), root);
		FakeMachine machine = machine(JsonMapper.shared().readTree(recording.resolve("env.json").toFile()), root,
				wholeChain);
		JsonNode result = JsonMapper.shared().readTree(recording.resolve("test-case.json").toFile()).get("result");
		JsonNode expected = result.get("Ok");
		JsonNode traffic = JsonMapper.shared().readTree(recording.resolve("http-traffic.json").toFile());
		try (RecordedTraffic recorded = new RecordedTraffic(traffic, ProviderChainConformanceTests::withAccountIds)) {
			if (expected == null) {
				assertThat(result.has("ErrorContains")).isTrue();
				assertThatThrownBy(() -> chain(machine, recorded, RECORDED).resolveCredentials())
					.isInstanceOfAny(CredentialsException.class, AwsConfigurationException.class)
					.hasMessageContaining(reason(recording.getFileName().toString()));
			}
			else {
				Instant expiry = expected.has("expiry") ? Instant.ofEpochSecond(expected.get("expiry").asLong()) : null;
				Instant now = (expiry != null) ? expiry.minus(Duration.ofHours(1)) : RECORDED;
				check(chain(machine, recorded, now), recorded, expected, expiry);
			}
			assertThat(recorded.differences()).isEmpty();
		}
	}

	/**
	 * What aws-config says where the recording has the words of another SDK, so that a
	 * case does not fail for a reason that is not its own.
	 */
	private static String reason(String name) {
		return switch (name) {
			case "imds_disabled", "empty_config" -> "No credentials are configured";
			case "invalid_config" -> "Property did not have a name";
			case "imds_no_iam_role" -> "the instance has no role";
			case "sso_no_token_file" -> "aws sso login --profile sso-test";
			case "credential_process_failure" -> "ended with exit status 1";
			default -> throw new AssertionError("No reason known for " + name);
		};
	}

	private static void check(CredentialsChain chain, RecordedTraffic recorded, JsonNode expected,
			@Nullable Instant expiry) {
		AwsCredentials credentials;
		try {
			credentials = chain.resolveCredentials();
		}
		catch (CredentialsException ex) {
			throw new AssertionError(recorded.differences().toString(), ex);
		}
		assertThat(credentials.accessKeyId()).isEqualTo(text(expected, "access_key_id"));
		assertThat(credentials.secretAccessKey()).isEqualTo(text(expected, "secret_access_key"));
		assertThat((credentials instanceof AwsSessionCredentials session) ? session.sessionToken() : null)
			.isEqualTo(text(expected, "session_token"));
		String accountId = text(expected, "account_id");
		assertThat(credentials.accountId().orElse(null))
			.isEqualTo((accountId != null) ? withWholeLength(accountId) : null);
		assertThat(chain.freshness().until()).isEqualTo(expiry);
	}

	private static @Nullable String text(JsonNode node, String name) {
		return node.has(name) ? node.get(name).asString() : null;
	}

	private static FakeMachine machine(JsonNode variables, Path root, boolean wholeChain) {
		FakeMachine machine = new FakeMachine(root.resolve("home")).withoutVariable("HOME");
		if (wholeChain) {
			machine.withoutVariable("AWS_EC2_METADATA_DISABLED");
		}
		variables.properties().forEach((variable) -> {
			if (wholeChain || !variable.getKey().matches("AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|ACCOUNT_ID)")) {
				machine.variable(variable.getKey(), inDirectory(variable.getValue().asString(), root));
			}
		});
		return machine;
	}

	private static void copy(Path source, Path root) throws IOException {
		if (!Files.exists(source)) {
			return;
		}
		try (Stream<Path> files = Files.walk(source)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path target = root.resolve(source.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Files.writeString(target, withAccountIds(inDirectory(Files.readString(file), root)));
			}
		}
	}

	private static String inDirectory(String text, Path root) {
		return text.equals("/home") ? root.resolve("home").toString()
				: text.replace("/token.jwt", root.resolve("token.jwt").toString());
	}

	private static String withAccountIds(String text) {
		return ACCOUNT_ID.matcher(text)
			.replaceAll((MatchResult match) -> match.group(1) + withWholeLength(match.group(2)));
	}

	private static String withWholeLength(String accountId) {
		return "0".repeat(Math.max(0, 12 - accountId.length()))
				+ accountId.substring(0, Math.min(12, accountId.length()));
	}

	private static CredentialsChain chain(FakeMachine machine, RecordedTraffic recorded, Instant now) {
		AwsSetup setup = AwsSetup.on(machine);
		AwsEnvironment environment = setup.environment();
		AwsSettings settings = setup.settings();
		CredentialsPlan plan = setup.plan();
		Clock clock = Clock.fixed(now, ZoneOffset.UTC);
		InstanceMetadata instanceMetadata = new InstanceMetadata(
				recorded.standInFor(URI.create("http://169.254.169.254")), false, 1, Duration.ofSeconds(20),
				System::nanoTime);
		CredentialsContext context = new CredentialsContext(settings, environment.getSharedConfig(),
				environment.getLocations(), () -> null, () -> clients(settings, recorded), () -> instanceMetadata,
				() -> null, new CredentialsRefresher(new RefreshTime(clock, System::nanoTime, () -> 0.5), () -> false));
		StepFetchers fetchers = new StepFetchers(context, null);
		return CredentialsChain.of(plan, (step) -> fetchers.create(onThisMachine(step, recorded)), context.refresher());
	}

	private static Step onThisMachine(Step step, RecordedTraffic recorded) {
		if (step instanceof Step.AssumeRoleStep role) {
			return new Step.AssumeRoleStep(role.roleArn(), onThisMachine(role.source(), recorded), role.sessionName(),
					role.externalId(), role.duration(), role.mfaSerial(), role.region(), role.profile(), role.place());
		}
		if (step instanceof Step.ContainerStep container) {
			return new Step.ContainerStep(recorded.standInFor(container.address()), container.token(),
					container.tokenFile(), container.place());
		}
		if (step instanceof Step.InstanceMetadataStep metadata) {
			assertThat(metadata.place()).isEqualTo("http://169.254.169.254");
		}
		if (step instanceof Step.ProcessStep process) {
			return new Step.ProcessStep("/bin/sh -c \"" + process.command() + "\"", process.accountId(),
					process.place());
		}
		return step;
	}

	/**
	 * The clients of the application, with the recording in place of the network.
	 */
	private static CredentialsClientConfigurer clients(AwsSettings settings, RecordedTraffic recorded) {
		SettingsRegionProvider region = new SettingsRegionProvider(settings, () -> {
			throw new AssertionError("No case asks instance metadata for the Region");
		});
		SettingsCredentialsClientConfigurer clients = new SettingsCredentialsClientConfigurer(settings, region);
		return new CredentialsClientConfigurer() {

			@Override
			public <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsCredentialsProvider credentials,
					@Nullable String region) {
				B configured = clients.configure(builder, credentials, region);
				((SdkSyncClientBuilder<?, ?>) configured).httpClient(recorded);
				return configured;
			}

		};
	}

}
