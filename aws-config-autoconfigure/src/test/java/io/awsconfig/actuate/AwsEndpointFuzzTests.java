package io.awsconfig.actuate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.awsconfig.credentials.chain.CredentialsInUse;
import io.awsconfig.retry.RetryStrategies;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.Fuzz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AwsEndpoint} with paths that nobody would ask for: there is an answer
 * without a secret, or none.
 */
class AwsEndpointFuzzTests {

	private static final String[] NAMES = { "settings", "services", "clients", "region", "secret_access_key",
			"AWS_SECRET_ACCESS_KEY", "aws.session-token", "s3", "Elastic Beanstalk", "archive", "" };

	@TempDir
	Path home;

	private AwsEndpoint endpoint;

	@BeforeEach
	void create() {
		FakeMachine machine = new FakeMachine(this.home).variable("AWS_REGION", "us-west-2")
			.variable("AWS_CLIENTS_ARCHIVE_SERVICE", "s3")
			.variable("AWS_CLIENTS_ARCHIVE_ACCESS_KEY_ID", "AKIDARCHIVE")
			.variable("AWS_CLIENTS_ARCHIVE_SECRET_ACCESS_KEY", "telltale-archive")
			.credentials("[default]\naws_access_key_id = AKIDEFAULT\naws_secret_access_key = telltale\n");
		AwsSetup setup = AwsSetup.on(machine);
		this.endpoint = new AwsEndpoint(setup.environment(), setup.settings(),
				new CredentialsInUse(setup.credentials(), () -> null), new RetryStrategies(), List.of(), Show.ALWAYS);
	}

	@Test
	void anyPathHasAnAnswerOrNone() {
		assertThat(this.endpoint.entry("clients", "archive")).isNotNull();
		Fuzz.run((text) -> {
			check(this.endpoint.part(text));
			for (String part : new String[] { "settings", "services", "clients", "credentials", text }) {
				check(this.endpoint.entry(part, text));
			}
			assertThat(this.endpoint.refresh(text)).isNull();
		}, NAMES);
	}

	@Test
	void longPathTakesLinearTime() {
		Fuzz.runLong((text) -> {
			check(this.endpoint.part(text));
			check(this.endpoint.entry("settings", text));
			check(this.endpoint.entry("clients", text));
		}, "", "aws.");
	}

	private static void check(Object answer) {
		Fuzz.assertTellsNothing(Objects.toString(answer, null));
	}

}
