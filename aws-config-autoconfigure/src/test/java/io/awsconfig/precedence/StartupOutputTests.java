package io.awsconfig.precedence;

import java.nio.file.Path;

import io.awsconfig.precedence.ChildProcess.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real application says on its console.
 */
class StartupOutputTests {

	@TempDir
	Path directory;

	@Test
	void oneLineTellsProfileRegionAndCredentials() {
		Report report = new ChildProcess(this.directory).variable("AWS_PROFILE", "dev").credentials("""
				[dev]
				aws_access_key_id = %1$s-key-id-1234
				aws_secret_access_key = %1$s-secret
				""".formatted(ChildProcess.SECRET_MARK)).config("[profile dev]\nregion = eu-west-1\n").run().started();
		Path config = this.directory.resolve(".aws/config");
		Path credentials = this.directory.resolve(".aws/credentials");
		assertThat(report.output().lines().filter((line) -> line.startsWith("INFO AWS"))).containsExactly(
				"INFO AWS profile 'dev' from %s and %s; region eu-west-1 from %s - 2:10 (profile 'dev'); credentials: access key ****1234 from %s - 2:21 (profile 'dev')"
					.formatted(config, credentials, config, credentials));
		assertThat(report.values()).containsEntry("@Value", "eu-west-1");
		assertThat(report.warnings()).isEmpty();
	}

	@Test
	void profileThatIsAskedForAndLosesIsWarnedOf() {
		Report report = new ChildProcess(this.directory).variable("AWS_PROFILE", "work")
			.variable("AWS_ACCESS_KEY_ID", ChildProcess.SECRET_MARK + "-variable")
			.variable("AWS_SECRET_ACCESS_KEY", ChildProcess.SECRET_MARK + "-variable")
			.credentials("""
					[work]
					aws_access_key_id = %1$s-profile
					aws_secret_access_key = %1$s-profile
					""".formatted(ChildProcess.SECRET_MARK))
			.run()
			.started();
		assertThat(report.warnings()).singleElement()
			.asString()
			.startsWith("WARN 'AWS_PROFILE' asks for the profile 'work', but its step 'access keys of the profile'")
			.contains("because of environment variable AWS_ACCESS_KEY_ID;");
	}

	@Test
	void oddFilesAndShadowedPropertiesAreWarnedOf() {
		Report report = new ChildProcess(this.directory).variable("AWS_REGION", "eu-west-1")
			.variable("AWS_SECRET_ACCESS_KEY", ChildProcess.SECRET_MARK + "-variable")
			.variable("AWS_ACCESS_KEY_ID", ChildProcess.SECRET_MARK + "-variable")
			.variable("AWS_MAX_ATTEMPT", "4")
			.application("""
					aws:
					  region: eu-west-2
					  max-attempts: 4
					  access-key-id: %1$s-property
					  secret-access-key: %1$s-property
					""".formatted(ChildProcess.SECRET_MARK))
			.config("""
					region = us-east-1
					[default]
					max_attempts = 5
					retri_mode = standard
					[profile other]
					secret %s
					[profile
					output = json
					""".formatted(ChildProcess.SECRET_MARK))
			.run()
			.started();
		Path config = this.directory.resolve(".aws/config");
		assertThat(report.value("region")).isEqualTo("eu-west-1");
		assertThat(report.value("max_attempts")).isEqualTo("4");
		assertThat(report.warnings()).anyMatch((line) -> line.startsWith(
				"WARN 'aws.region' has the value eu-west-2 here, but environment variable AWS_REGION with the value eu-west-1 applies")
				&& line.contains("application.yml"))
			.anyMatch((line) -> line.contains("'aws.secret-access-key' has the value ****** here"))
			.anyMatch((line) -> line.contains("'AWS_MAX_ATTEMPT' is not a setting and is ignored")
					&& line.contains("did you mean 'AWS_MAX_ATTEMPTS'?"))
			.anyMatch((line) -> line.contains("'retri_mode'") && line.contains("did you mean 'retry_mode'?")
					&& line.contains(config + " - 4:"))
			.anyMatch((line) -> line.contains(config + " - 1:"))
			.anyMatch((line) -> line.contains(config + " - 6:"))
			.anyMatch((line) -> line.contains(config + " - 7:"))
			.noneMatch((line) -> line.contains("'aws.max-attempts'"));
	}

}
