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

	private String profile(ChildProcess child) {
		Report report = child.run().started();
		String line = report.output().lines().filter((text) -> text.startsWith("INFO AWS profile")).findFirst().get();
		return line.substring("INFO ".length(), line.indexOf("; region"))
			.replace(this.directory.toString() + "/.aws", "~/.aws");
	}

	@Test
	void whichFileHasTheProfileIsTold() {
		assertThat(profile(new ChildProcess(this.directory)))
			.isEqualTo("AWS profile 'default' from no shared files (no ~/.aws/config, no ~/.aws/credentials)");
		ChildProcess shop = new ChildProcess(this.directory).config("[profile shop]\nregion = eu-west-1\n")
			.variable("AWS_PROFILE", "shop");
		assertThat(profile(shop)).isEqualTo("AWS profile 'shop' from ~/.aws/config (no ~/.aws/credentials)");
		shop.credentials("[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = "
				+ ChildProcess.SECRET_MARK + "\n");
		assertThat(profile(shop)).isEqualTo("AWS profile 'shop' from ~/.aws/config (not in ~/.aws/credentials)");
		assertThat(profile(new ChildProcess(this.directory)))
			.isEqualTo("AWS profile 'default' from ~/.aws/credentials (not in ~/.aws/config)");
		new ChildProcess(this.directory).credentials("[a]\n[b]\n[c]\n[d]\n");
		assertThat(profile(new ChildProcess(this.directory))).isEqualTo("AWS profile 'default' is in no shared file "
				+ "(not in ~/.aws/config, which has 'shop', not in ~/.aws/credentials, which has 'a', 'b', 'c' and others)");
		assertThat(profile(shop.variable("AWS_SHARED_CREDENTIALS_FILE", this.directory.toString())))
			.isEqualTo("AWS profile 'shop' from ~/.aws/config (%s cannot be used)".formatted(this.directory));
	}

	@Test
	void proxyOfTheMachineIsTold() {
		Report report = new ChildProcess(this.directory)
			.variable("HTTP_PROXY", "http://jane:%s@proxy.example.com:3128".formatted(ChildProcess.SECRET_MARK))
			.variable("HTTPS_PROXY", "http://jane:%s@proxy.example.com:3128".formatted(ChildProcess.SECRET_MARK))
			.variable("NO_PROXY", "localhost,.minio")
			.run()
			.started();
		assertThat(report.output().lines()).containsOnlyOnce(
				"INFO AWS proxy: http://proxy.example.com:3128 from environment variable HTTP_PROXY; reached without "
						+ "it: this machine, localhost from environment variable NO_PROXY");
		assertThat(report.warnings()).containsExactly("WARN 'NO_PROXY' has no effect on AWS clients with '.minio' "
				+ "(write '*.minio'): an entry is the whole name of a host, with * for any part of it "
				+ "[System Environment Property \"NO_PROXY\"]");
	}

	@Test
	void whatIsOverriddenOnPurposeIsNotWarnedOf() {
		Report report = new ChildProcess(this.directory).argument("aws.services.s3.max-attempts", "7")
			.argument("aws.region", "eu-west-1")
			.application("""
					aws:
					  region: eu-central-1
					  max-attempts: 3
					  services:
					    s3:
					      max-attempts: 5
					    dynamo:
					      max-attempts: 5
					""")
			.variable("AWS_MAX_ATTEMPTS", "3")
			.run()
			.started();
		assertThat(report.value("s3/max_attempts")).isEqualTo("7");
		assertThat(report.warnings()).singleElement()
			.asString()
			.startsWith("WARN 'aws.services.dynamo.max-attempts' has no effect: no module of the AWS SDK for the "
					+ "service 'dynamo' is on the class path");
	}

	@Test
	void whatIsSetForAllAndLosesToOneServiceIsWarnedOf() {
		Report report = new ChildProcess(this.directory).argument("aws.max-attempts", "7")
			.application("aws.services.s3.max-attempts: 5\n")
			.run()
			.started();
		assertThat(report.value("s3/max_attempts")).isEqualTo("5");
		assertThat(report.warnings()).singleElement()
			.asString()
			.startsWith("WARN 'aws.max-attempts' has the value 7 here, but aws.services.s3.max-attempts at ")
			.contains(" with the value 5 applies to clients of 's3', since it is set for them ");
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
			.anyMatch((line) -> line.contains("'aws.access-key-id' has the value ****erty here"))
			.noneMatch((line) -> line.contains("'aws.secret-access-key'"))
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
