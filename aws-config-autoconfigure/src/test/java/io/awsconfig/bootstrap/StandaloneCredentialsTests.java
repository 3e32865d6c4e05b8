package io.awsconfig.bootstrap;

import java.nio.file.Path;
import java.util.Map;

import io.awsconfig.credentials.StsFixture;
import io.awsconfig.credentials.StsServer;
import io.awsconfig.credentials.chain.CredentialsChain;
import io.awsconfig.testsupport.AwsSetup;
import io.awsconfig.testsupport.FakeMachine;
import io.awsconfig.testsupport.LocalServer;
import io.awsconfig.testsupport.LocalServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.regions.Region;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StandaloneCredentials}.
 */
class StandaloneCredentialsTests {

	private final FakeMachine machine;

	StandaloneCredentialsTests(@TempDir Path home) {
		this.machine = new FakeMachine(home);
	}

	@Test
	void roleIsAssumedByAClientWithTheSettings() {
		try (StsServer sts = new StsServer()) {
			sts.credentials(1, "2099-01-01T00:00:00Z");
			this.machine.withRegionAndKeys()
				.properties(
						Map.of("aws.role-arn", StsFixture.ROLE, "aws.services.sts.endpoint-url", sts.url().toString()));
			AwsSetup setup = AwsSetup.on(this.machine);
			AwsCredentials credentials = CredentialsChain
				.of(StandaloneCredentials.contextOf(setup.settings(), setup.environment()))
				.resolveCredentials();
			assertThat(credentials.expirationTime()).isPresent();
			assertThat(sts.request().parameters()).containsEntry("RoleArn", StsFixture.ROLE);
		}
	}

	@Test
	void regionIsThatOfTheSettingsOrElseOfTheInstance() {
		try (LocalServer metadata = new LocalServer()) {
			metadata.answering((request) -> Answer.of(request.method().equals("PUT") ? "hush-token" : "eu-west-3"));
			this.machine.withoutVariable("AWS_EC2_METADATA_DISABLED")
				.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url());
			assertThat(region()).isEqualTo(Region.EU_WEST_3);
			this.machine.variable("AWS_REGION", "eu-north-1");
			assertThat(region()).isEqualTo(Region.EU_NORTH_1);
			assertThat(metadata.requests()).hasSize(2);
		}
	}

	private Region region() {
		AwsSetup setup = AwsSetup.on(this.machine);
		return StandaloneCredentials.regionOf(setup.settings(), setup.environment()).getRegion();
	}

}
