package io.awsconfig.precedence;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real applications for which two steps are configured that are next to one another in
 * the order: the start-up line names the one that is taken.
 */
class CredentialsOrderTests {

	@TempDir
	Path directory;

	static Stream<List<Step>> neighbours() {
		List<Step> all = List.of(Step.values());
		return Stream.iterate(1, (i) -> i < all.size(), (i) -> i + 1).map((i) -> all.subList(i - 1, i + 1));
	}

	@ParameterizedTest
	@MethodSource("neighbours")
	void higherOfTwoNeighboursIsTaken(List<Step> steps) {
		assertThat(start(steps)).startsWith(steps.get(0).source);
	}

	@Test
	void firstOfAllIsTakenIfAllAreConfigured() {
		assertThat(start(List.of(Step.values()))).startsWith(Step.ACCESS_KEYS.source);
	}

	@Test
	void roleWithTwoSourcesStopsTheApplication() {
		String failure = new ChildProcess(this.directory).config("""
				[default]
				role_arn = arn:aws:iam::123456789012:role/reader
				source_profile = base
				credential_source = Ec2InstanceMetadata
				""").credentials("""
				[base]
				aws_access_key_id = %1$s-key
				aws_secret_access_key = %1$s-secret
				""".formatted(ChildProcess.SECRET_MARK)).run().failure();
		Path config = this.directory.resolve(".aws/config");
		assertThat(failure).contains("source_profile", "credential_source", config + " - 3:", config + " - 4:",
				"Action:");
	}

	@Test
	void circleOfProfilesStopsTheApplication() {
		String failure = new ChildProcess(this.directory).variable("AWS_PROFILE", "one").config("""
				[profile one]
				role_arn = arn:aws:iam::123456789012:role/one
				source_profile = two
				[profile two]
				role_arn = arn:aws:iam::123456789012:role/two
				source_profile = three
				[profile three]
				role_arn = arn:aws:iam::123456789012:role/three
				source_profile = two
				""").run().failure();
		assertThat(failure).contains("The source profiles form a circle", "one -> two -> three -> two",
				"Let the 'source_profile' of one of them name a profile with credentials of its own.");
	}

	/**
	 * Return what the start-up line says of the credentials.
	 */
	private String start(List<Step> steps) {
		ChildProcess child = new ChildProcess(this.directory);
		StringBuilder profile = new StringBuilder("[default]\n");
		steps.forEach((step) -> step.configure(child, profile));
		profile.append("""
				[profile base]
				aws_access_key_id = %1$s-base
				aws_secret_access_key = %1$s-base
				[sso-session company]
				sso_region = eu-central-1
				sso_start_url = https://company.awsapps.com/start
				""".formatted(ChildProcess.SECRET_MARK));
		List<String> lines = child.config(profile.toString())
			.run()
			.started()
			.output()
			.lines()
			.filter((line) -> line.startsWith("INFO AWS"))
			.toList();
		assertThat(lines).singleElement().asString().contains("; credentials: ");
		return lines.get(0).substring(lines.get(0).indexOf("; credentials: ") + "; credentials: ".length());
	}

	/**
	 * The steps in the order of the guide.
	 */
	enum Step {

		ACCESS_KEYS("access key ****0001 from environment variable AWS_ACCESS_KEY_ID") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				child.variable("AWS_ACCESS_KEY_ID", ChildProcess.SECRET_MARK + "-key-id-0001")
					.variable("AWS_SECRET_ACCESS_KEY", ChildProcess.SECRET_MARK + "-one");
			}

		},

		WEB_IDENTITY("web identity (environment variable AWS_WEB_IDENTITY_TOKEN_FILE)") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				child.variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token")
					.variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/web");
			}

		},

		LOGIN("login session (login_session at ") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				profile.append("login_session = arn:aws:iam::123456789012:user/jane\n");
			}

		},

		IDENTITY_CENTER("IAM Identity Center (sso_session at ") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				profile.append("sso_session = company\nsso_account_id = 123456789012\nsso_role_name = Developer\n");
			}

		},

		ASSUME_ROLE("assume role (role_arn at ") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				profile.append("role_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\n");
			}

		},

		PROFILE_ACCESS_KEYS("access key ****0002 from ") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				child.credentials("""
						[default]
						aws_access_key_id = %1$s-key-id-0002
						aws_secret_access_key = %1$s-two
						""".formatted(ChildProcess.SECRET_MARK));
			}

		},

		PROCESS("process (credential_process at ") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				profile.append("credential_process = /nowhere/program\n");
			}

		},

		CONTAINER("container (environment variable AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				child.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials");
			}

		},

		INSTANCE_METADATA("instance metadata (") {

			@Override
			void configure(ChildProcess child, StringBuilder profile) {
				child.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
			}

		};

		private final String source;

		Step(String source) {
			this.source = source;
		}

		abstract void configure(ChildProcess child, StringBuilder profile);

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}

	}

}
