package io.awsconfig.precedence;

import java.nio.file.Path;

import io.awsconfig.precedence.ChildProcess.Report;
import io.awsconfig.settings.catalog.SettingCatalog;
import io.awsconfig.settings.catalog.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that must not start, and what they say: the setting, the place and the way
 * out, without a stack trace.
 */
class StartupFailureTests {

	@TempDir
	Path directory;

	private ChildProcess child() {
		return new ChildProcess(this.directory);
	}

	@Test
	void missingProfileIsAnsweredWithTheProfilesThereAre() {
		String failure = child().variable("AWS_PROFILE", "prodution")
			.config("[default]\n[profile staging]\n[profile production]\n")
			.credentials("[prod]\n")
			.run()
			.failure();
		assertThat(failure).contains("The AWS profile 'prodution' does not exist.",
				"Asked for by: environment variable AWS_PROFILE",
				"Looked in:    " + this.directory.resolve(".aws/config"),
				"Looked in:    " + this.directory.resolve(".aws/credentials"),
				"Did you mean 'production'? Set 'AWS_PROFILE' to the profile whose credentials are meant,",
				"    production   no credentials");
	}

	@Test
	void invalidValuesAreAllReportedInTheSpellingOfTheirSource() {
		String failure = child().argument("aws.use-fips-endpoint", "yes")
			.systemProperty("aws.ec2MetadataServiceTimeout", "soon")
			.variable("AWS_MAX_ATTEMPTS", "0")
			.variable("AWS_ENDPOINT_URL_S3", "localhost:4566")
			.application("aws.defaults-mode: fast")
			.credentials("[default]\nregion = eu_west_1\n")
			.config("[default]\nretry_mode = often\n")
			.run()
			.failure();
		assertThat(failure).contains("The value 'yes' of 'aws.use-fips-endpoint' is neither true nor false.",
				"Valid: true or false", "The value 'soon' of 'aws.ec2MetadataServiceTimeout' is not a duration.",
				"a number of seconds, at least 1", "The value '0' of 'AWS_MAX_ATTEMPTS' is less than 1.",
				"Where: environment variable AWS_MAX_ATTEMPTS", "Valid: a whole number, at least 1",
				"The value 'localhost:4566' of 'AWS_ENDPOINT_URL_S3' has no scheme (http:// or https://).",
				"Set 'AWS_ENDPOINT_URL_S3' to http://localhost:4566, or remove it.",
				"Valid: an http or https URL with a host",
				"The value 'fast' of 'aws.defaults-mode' is none of the valid values.",
				"Valid: one of legacy, standard, in-region, cross-region, mobile, auto",
				"The value 'eu_west_1' of 'region' is not a Region code (letters, digits and hyphens).",
				"Where: " + this.directory.resolve(".aws/credentials") + " - 2:10 (profile 'default')",
				"The value 'often' of 'retry_mode' is none of the valid values.",
				"Where: " + this.directory.resolve(".aws/config") + " - 2:14 (profile 'default')",
				"Give 'AWS_MAX_ATTEMPTS' a valid value, or remove it.");
		assertThat(failure).containsPattern("Where: .*application\\.yml.* - 1:20");
	}

	@Test
	void invalidValueThatIsShadowedDoesNoHarm() {
		Report report = child().variable("AWS_MAX_ATTEMPTS", "4")
			.config("[default]\nmax_attempts = many\n")
			.run()
			.started();
		assertThat(report.value("max_attempts")).isEqualTo("4");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECTION")
	void halfAnAccessKeyIsNotCompletedFromElsewhere(SourceKind kind) {
		String key = ChildProcess.SECRET_MARK + "-key-1234";
		String secret = ChildProcess.SECRET_MARK + "-secret";
		ChildProcess child = child();
		switch (kind) {
			case COMMAND_LINE -> child.argument("aws.access-key-id", key).variable("AWS_SECRET_ACCESS_KEY", secret);
			case SYSTEM_PROPERTIES ->
				child.systemProperty("aws.accessKeyId", key).variable("AWS_SECRET_ACCESS_KEY", secret);
			case ENVIRONMENT_VARIABLES -> child.variable("AWS_ACCESS_KEY_ID", key)
				.credentials("[default]\naws_secret_access_key = " + secret + "\n");
			case APPLICATION -> child.application("aws.access-key-id: " + key)
				.credentials("[default]\naws_secret_access_key = " + secret + "\n");
			case CREDENTIALS_FILE -> child.credentials("[default]\naws_access_key_id = " + key + "\n")
				.config("[default]\naws_secret_access_key = " + secret + "\n");
			case CONFIG_FILE -> child.config("[default]\naws_access_key_id = " + key + "\n");
		}
		String failure = child.run().failure();
		String present = Everything.names(SettingCatalog.ACCESS_KEY_ID, kind).get(0);
		String missing = Everything.names(SettingCatalog.SECRET_ACCESS_KEY, kind).get(0);
		assertThat(failure).contains("'%s' has a value, but '%s' has none:".formatted(present, missing),
				"Set '%s' in the same place as well, or remove '%s'".formatted(missing, present));
		if (kind != SourceKind.CONFIG_FILE) {
			assertThat(failure)
				.containsPattern("the one of .* is not used, because a key and its secret come from one");
		}
	}

	@Test
	void sessionTokenAloneLacksKeyAndSecret() {
		String failure = child().variable("AWS_SESSION_TOKEN", ChildProcess.SECRET_MARK + "-token").credentials("""
				[default]
				aws_access_key_id = %1$s-key-1234
				aws_secret_access_key = %1$s-secret
				""".formatted(ChildProcess.SECRET_MARK)).run().failure();
		assertThat(failure).contains(
				"'AWS_SESSION_TOKEN' has a value, but 'AWS_ACCESS_KEY_ID' and 'AWS_SECRET_ACCESS_KEY' have none:",
				this.directory.resolve(".aws/credentials") + " - 2:21 (profile 'default') is not used");
	}

	@Test
	void missingServicesSectionIsAnsweredWithTheOnesThereAre() {
		String failure = child().config("[default]\nservices = lokal\n[services local]\n").run().failure();
		assertThat(failure).contains("The services section 'lokal' does not exist in",
				"services at " + this.directory.resolve(".aws/config") + " - 2:12 (profile 'default')",
				"Name one of the sections there are: local.");
	}

	@Test
	void placeholderThatNothingResolvesStopsTheApplication() {
		String failure = child().application("aws.external-id: ${nowhere}").run().failure();
		assertThat(failure).contains("The value of 'aws.external-id' has a placeholder that nothing resolves.",
				"application.yml");
	}

}
